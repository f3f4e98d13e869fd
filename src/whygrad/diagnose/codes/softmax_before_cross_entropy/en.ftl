title-softmax-before-cross-entropy = Softmax applied twice
finding-softmax-before-cross-entropy = Softmax is applied twice. The output layer applies it, and the cross-entropy loss, which expects logits, applies it again. The loss cannot get close to 0, and the gradients are small (progress { $final_progress }).
explain-softmax-before-cross-entropy = Cross-entropy losses of this kind expect logits and apply softmax themselves. If they get probabilities instead, the second softmax makes them almost equal. Even a perfect prediction then has a high loss, and the gradient is much too small. No error is raised; the network just learns slowly and badly. Remove the activation function from the output.

studio-lesson-softmax-before-cross-entropy-digits = It recognizes digits but is never certain. What is applied twice before the loss?
studio-lesson-watch-softmax-before-cross-entropy-digits = Press Run. Read the loss, then set the output function to Auto and press Run again.
studio-lesson-why-softmax-before-cross-entropy-digits = The output layer applies softmax, and the loss applies it again. The second softmax gets values from 0 to 1, so the loss cannot fall below 1.46. It ends near 1.65, and test accuracy near 84 %. With Auto they reach 0.06 and 95 %.
