title-linear-network = Linear network
finding-linear-network = { $reason ->
        [unneeded] There is no activation function between the layers. Without one, all layers together are one linear map, and the hidden layers add nothing. Progress (1 − loss / chance-level loss) is only { $final_progress } (threshold { $final_progress_limit }).
        [enough] The network is linear. Without a nonlinear activation function all its layers together are one linear map. Here that seems to be enough: it reaches { $skill } of the possible improvement over a constant prediction.
       *[other] The network is linear. Without a nonlinear activation function all its layers together are one linear map. It reaches only { $skill } of the possible improvement over a constant prediction (threshold { $skill_limit }).
    }
explain-linear-network = A stack of linear layers is equal to a single matrix, so depth adds nothing. Its decision boundary is a straight line or plane. That is enough for linearly separable data, but fails for XOR, circles and spirals. Put a nonlinear activation function between the layers, or add features in which the problem is linear.

limit-skill-short = improvement over a constant prediction (accuracy for classes, loss for numbers), relative to that of a nearest-neighbor classifier
limit-skill-short-origin = measured
limit-straight = deviation of the outputs from a straight line, for the inputs -a, 0, a and 2a, relative to their change. Below it a network is linear whatever its activation functions.
limit-straight-origin = rounding of float32

studio-lesson-linear-network-circle = Three layers, but the decision boundary is a straight line. What is missing?
studio-lesson-linear-network-xor = The perceptron rule on XOR. Will it ever stop?
studio-lesson-watch-linear-network-circle = Press Run. Watch the decision boundary in the output and the training accuracy.
studio-lesson-why-linear-network-circle = Without activation functions, three layers multiply to one matrix. One line cannot separate a ring from a disk, so accuracy stays near 50 %. With tanh in the hidden layers, it reaches 100 %.
studio-lesson-watch-linear-network-xor = Press Run. Watch the line in the output and the jumps of the training accuracy.
studio-lesson-why-linear-network-xor = The rule changes the weights after every error, and no line classifies XOR without errors. So the line keeps turning, and accuracy keeps changing around 50 %. A hidden layer with a nonlinear activation function solves it.
