title-init-too-small = Initial weights too small
finding-init-too-small = The initial weights are too small. On average they are { $init_scale } times as large as Xavier or LeCun initialization would make them ({ $layers }; threshold { $init_scale_limit }). Signal and gradient shrink in every layer.
explain-init-too-small = A layer multiplies the standard deviation of its input by about the size of its weights times √(number of inputs). If that factor is far below 1, all samples look alike after a few layers. Gradients shrink by the same factor on their way back, and the loss stays on a plateau. Use Xavier initialization (tanh), He initialization (ReLU) or normalization to keep the signal's size.

limit-init-small = initial weights, relative to the smaller of Xavier and LeCun initialization
limit-init-small-origin = measured: PyTorch's default weights are at 0.58, the smallest of the usual initializations
limit-init-far = factor beyond these thresholds at which initial weights cost a training part of what it could learn
limit-init-far-origin = chosen by the authors

studio-lesson-init-too-small-digits = It starts with tiny weights. How much of the image reaches the output?
studio-lesson-watch-init-too-small-digits = Press Run. In the section "Inside the network", choose "standard deviation of pre-activations" and read "Profile over depth".
studio-lesson-why-init-too-small-digits = The initial weights have a standard deviation of 0.001, so each layer makes the signal more than a hundred times smaller. The output is constant, and the loss stays at 2.3, chance level for 10 classes. With Xavier initialization, test accuracy reaches about 94 %.
