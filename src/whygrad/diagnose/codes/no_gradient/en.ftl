title-no-gradient = Zero or missing gradients
finding-no-gradient = { $reason ->
        [cut] No gradient reaches the parameters. The loss at { $source } gets values that are detached from the graph ({ $cut }), so nothing can be learned.
        [backward] Updates are made without a backward pass. In { $missing_backward } of the observed updates backward() was not called before step() ({ $source }), so there are no gradients.
        [never] The network is never trained. It computes outputs, but neither backward() nor step() of an optimizer is ever called.
        [uncalled] A loss is computed, but nothing is learned from it, because its backward() is never called.
        [cleared] The optimizer gets no gradients. They are set to zero between backward() and step() in { $cleared_gradients } of the observed updates ({ $source }).
        [missed] Some parameters get no gradient. backward() never reaches { $missed_parameters } of the parameters that the optimizer has, those of { $layers } ({ $source }).
       *[layers] Some layers get no gradient. The gradient of { $layers } is exactly 0 in { $no_gradient_records } of the records (threshold { $no_gradient_records_limit }), so these layers cannot learn.
    }
explain-no-gradient = A layer whose gradient is exactly 0 never changes. Step and sign functions have a derivative of 0 almost everywhere, so backpropagation cannot train what lies below them. A layer of dead units has the same effect. In a script, detach, .data, no_grad, argmax, or a conversion to integers or NumPy cuts the graph. A zero_grad between backward() and step() throws the gradients away. You see gradients of exactly 0 while the loss is still high. Use an activation function with a nonzero derivative, such as tanh, ReLU or Leaky ReLU. Keep the graph connected up to the loss.

quantity-no-gradient-records = records without any gradient
quantity-flat-records = records at which bounded units pass on no gradient
quantity-missing-backward = updates without a backward pass
quantity-uncalled-backward = lines that name backward without calling it
quantity-missed-parameters = parameters that backward() never reaches
quantity-cleared-gradients = updates whose gradients were cleared too early

limit-no-gradient-records = fraction of the records at which a layer's gradient is exactly 0
limit-no-gradient-records-origin = chosen by the authors
limit-no-gradient-share = fraction of the weights in layers whose gradient is exactly 0
limit-no-gradient-share-origin = chosen: one transformer trained well although 2 % of its weights got no gradient
limit-gradient-underflow = gradient of the lowest layer that gets one, relative to that of the output layer, below which the layers under it get none because it vanishes
limit-gradient-underflow-origin = chosen: the squares of float32 numbers below about 1e-23 are 0

studio-lesson-no-gradient-circle = The units output only 0 or 1, and the first layer never changes. Why?
studio-lesson-watch-no-gradient-circle = Press Run. Open "Weights by layer" and compare the first layer before and after training.
studio-lesson-why-no-gradient-circle = The derivative of the step function is 0 almost everywhere. So the gradient of the first layer is exactly 0, and only the output layer learns. Accuracy stays near 50 %. With tanh it reaches about 98 %.
