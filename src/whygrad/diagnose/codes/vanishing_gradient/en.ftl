title-vanishing-gradient = Vanishing gradients
finding-vanishing-gradient = { $reason ->
    [time] The gradient vanishes during backpropagation through time. In { $layers }, the gradient at the earliest time step is { $gradient_fade } times the largest one (threshold { $gradient_fade_limit }). The network has learned almost nothing.
   *[layers] The gradient vanishes during backpropagation. The gradient with respect to the pre-activations of { $layers } is { $gradient_ratio } times that of the output layer (threshold { $gradient_ratio_limit }), measured while the loss was near chance level.
    }
explain-vanishing-gradient = Backpropagation multiplies the gradient by one factor per layer: the derivative of the activation function times the weights. The derivative of sigmoid is at most 0.25. Where the weights do not make up for it, the product shrinks geometrically with depth. The layers near the input then get almost no gradient. You see a gradient with respect to the pre-activations (backward signal) that falls from layer to layer while the loss stays near chance level. Use ReLU with He initialization, batch normalization, residual connections or fewer layers. In a recurrent network the same happens through time, with one factor per time step. It then learns nothing from early inputs. Gated units (LSTM, GRU) or orthogonal recurrent weights can keep these factors near 1.

quantity-gradient-fade = gradient at the earliest time step, relative to the largest

limit-gradient-vanishing = gradient with respect to a hidden layer's pre-activations, relative to the output layer
limit-gradient-vanishing-origin = AutoTrainer (Zhang et al. 2021) uses 1e-3 for the first layer relative to the last; measured
limit-gradient-faint = the same ratio in a script that learned nothing and whose hidden layers have hardly moved, but its output layer has
limit-gradient-faint-origin = chosen: two sigmoid layers hand down a fiftieth
limit-weights-shrunk = RMS of the weights, relative to the initial weights
limit-weights-shrunk-origin = measured

studio-lesson-vanishing-gradient-digits = Ten layers of sigmoids. Which layers learn, and which do not?
studio-lesson-vanishing-gradient-moons = Eight layers for two half moons, and the loss stays flat. How large is the gradient of the first layer?
studio-lesson-watch-vanishing-gradient-digits = Press Run. Read "Profile over depth" in the section "Inside the network".
studio-lesson-why-vanishing-gradient-digits = Each sigmoid layer multiplies the gradient by less than 0.25 times its weights. The gradient of the first layer is less than a millionth of that of the output layer. Accuracy stays near 10 %, chance level for ten digits.
studio-lesson-watch-vanishing-gradient-moons = Press Run. Read "Profile over depth" in the section "Inside the network".
studio-lesson-why-vanishing-gradient-moons = The derivative of sigmoid is at most 0.25, so each layer shrinks the gradient. At the first layer its RMS is below 0.000001, at the output layer about 0.05. The loss stays at chance level. With ReLU and He initialization, test accuracy ends near 100 %.
