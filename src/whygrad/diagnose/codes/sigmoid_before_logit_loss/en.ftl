title-sigmoid-before-logit-loss = Sigmoid applied twice
finding-sigmoid-before-logit-loss = Sigmoid is applied twice. The output layer applies it, and the loss, which expects logits, applies it again. A probability near 0 can no longer be expressed (progress { $final_progress }).
explain-sigmoid-before-logit-loss = Binary cross-entropy on logits applies the sigmoid itself. If it gets a value between 0 and 1 instead, it can only express probabilities between 0.5 and 0.73. The loss stays high, and the gradient passes one more flat function. No error is raised; the network just learns slowly and badly. Remove the activation function from the output.

studio-lesson-sigmoid-before-logit-loss-moons = It learns, but slowly. What is applied twice?
studio-lesson-watch-sigmoid-before-logit-loss-moons = Press Run. Read the training loss, then set the output function to Auto and press Run again.
studio-lesson-why-sigmoid-before-logit-loss-moons = The output layer applies the sigmoid, and the loss applies it again. The second sigmoid gets values from 0 to 1 only, so the loss stops near 0.58. With Auto it falls to 0.27.
