title-non-finite = NaN or infinity
finding-non-finite = NaN or infinity appeared { $what ->
    [input] in the inputs
    [activation] in an activation
    [loss] in the loss
    [gradient] in a gradient
    [weight] in a weight
   *[other] in the network
    } { $where ->
    [layers] of { $layers } { "" }
   *[network] { "" }
    }at update { $step }. From then on the network cannot learn.{ $reason ->
    [half] { " " }The parameters are float16, whose largest number is 65504. It rounds 10⁻⁸, Adam's epsilon, to 0.
   *[other] { "" }
    }
explain-non-finite = A float32 number cannot be larger than 3.4×10³⁸. Larger values become infinite, and infinity minus infinity is NaN. NaN spreads to everything that is computed from it. The first place tells where to look: the inputs, an activation, the loss, a gradient or a weight. Common causes are a learning rate that is too high, exploding gradients, and huge or NaN values in the data.

quantity-non-finite-value = update of the first NaN or infinity
quantity-non-finite-input = update of the first NaN or infinity (inputs)
quantity-non-finite-activation = update of the first NaN or infinity (activations)
quantity-non-finite-loss = update of the first NaN or infinity (loss)
quantity-non-finite-gradient = update of the first NaN or infinity (gradients)
quantity-non-finite-weight = update of the first NaN or infinity (weights)

studio-lesson-non-finite-csv = The loss is infinite at once, then NaN. Where did it begin?
studio-lesson-watch-non-finite-csv = Press Batch. Read the diagnosis, then look at the target column of the table.
studio-lesson-why-non-finite-csv = The targets are about 10²⁰. Their squares are about 10⁴⁰, and the largest float32 number is 3.4 × 10³⁸. So the squared error is infinite, its gradient too, and the weights become NaN. Scale the targets.
