title-init-too-large = Initial weights too large
finding-init-too-large = { $reason ->
        [products] The initial embeddings are too large. The dot products of their rows have a standard deviation of { $product_spread } ({ $layers }; threshold { $product_spread_limit }). At most about 1 is usual.
       *[layers] The initial weights are too large. They are { $init_scale } times as large as He or Xavier initialization would make them ({ $layers }; threshold { $init_scale_limit }).
    }
explain-init-too-large = If the size of the weights times √(number of inputs) is far above 1, sigmoid and tanh saturate at once. In ReLU layers signal and gradient grow from layer to layer. You see saturated units or an initial loss far above chance level. Use Xavier initialization (tanh), He initialization (ReLU) or normalization. Embeddings whose rows are multiplied with each other, as in a matrix factorization, also need small initial values. Dot products of K values with standard deviation 1 have a standard deviation of √K.

quantity-product-spread = standard deviation of the rows' dot products at the start

limit-init-large = initial weights, relative to the larger of Xavier and He initialization
limit-init-large-origin = measured
limit-init-loss = initial loss of overconfident predictions, relative to the chance-level loss
limit-init-loss-origin = chosen by the authors

studio-lesson-init-too-large-digits = It starts with large weights. What do its tanh units output before the first step?
studio-lesson-watch-init-too-large-digits = Before you press Run, look at the histograms of the activations. Then watch the training loss.
studio-lesson-why-init-too-large-digits = The initial weights have a standard deviation of 2. More than 80 % of the tanh units are saturated before training. The loss starts near 17, seven times the chance level of 2.3. Test accuracy ends near 33 %; with Xavier initialization it reaches 94 %.
