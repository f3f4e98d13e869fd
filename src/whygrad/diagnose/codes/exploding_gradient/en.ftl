title-exploding-gradient = Exploding gradients
finding-exploding-gradient = { $reason ->
    [up] The activations explode in the forward pass, and the gradient with them. Before the first update, those of { $layers } are up to { $signal_growth } times as large as those of the first layer (threshold { $signal_growth_limit }). The loss therefore starts far above chance level.
    [time] The gradient explodes during backpropagation through time. In { $layers } it grows to { $gradient_through_time } times its size at the last time step (threshold { $gradient_through_time_limit }), from update { $step } on.
    [layers] The gradient explodes during backpropagation. From update { $step } on, the gradient with respect to the pre-activations of { $layers } is { $gradient_ratio } times that of the output layer (threshold { $gradient_ratio_limit }).
   *[cut] The gradient explodes during training. It grew to { $gradient_growth } times its initial size (threshold { $gradient_growth_limit }) while the loss rose, from update { $step } on.
    }
explain-exploding-gradient = If every layer multiplies the gradient by more than 1 during backpropagation, it grows geometrically with depth. Every step is then too large for the layers near the input. You see a gradient that grows from the output to the input, then a loss that jumps or becomes NaN. Use smaller initial weights, normalization, gradient clipping or a lower learning rate.

quantity-signal-growth = activations before the first update, relative to the first layer
quantity-gradient-growth = gradient, relative to its initial size
quantity-gradient-through-time = gradient at early time steps, relative to the last one

limit-gradient-exploding = gradient with respect to a hidden layer's pre-activations, relative to the output layer
limit-gradient-exploding-origin = AutoTrainer uses 70; measured
limit-signal-growth = size of a layer's activations, relative to the first layer, if the loss started above chance level
limit-signal-growth-origin = chosen: usual initializations keep it near 1
limit-gradient-growth = gradient norm, relative to its first value, while the loss is above its initial value
limit-gradient-growth-origin = measured
limit-overshooting = median step quality; ½ means that a step reaches the minimum along its direction
limit-overshooting-origin = exact line search on a parabola

studio-lesson-exploding-gradient-spiral = Twenty layers with residual connections and no normalization. How large does the gradient get?
studio-lesson-watch-exploding-gradient-spiral = Press Batch twice. Read the training loss and the gradient per layer.
studio-lesson-why-exploding-gradient-spiral = Every layer adds to the signal, so it grows to thousands of times its size before training. The initial loss is above 500, and it becomes NaN within the first updates. With layer normalization nothing overflows, and test accuracy ends between 53 % and 98 %.
