title-frozen-parameters = Frozen parameters
finding-frozen-parameters = The parameters of { $layers } ({ $frozen_share } of those in use) are frozen (requires_grad is False), and the training is impaired: progress stays low for long or ends low.
explain-frozen-parameters = Parameters with requires_grad = False never change. Pretrained lower layers are often frozen on purpose. Frozen layers above trained ones, or frozen layers that were never trained, keep the network from fitting. Call requires_grad_(True) on what has to learn, before the optimizer is created.

quantity-frozen-share = fraction of parameters in use that are frozen

limit-frozen-between = frozen, untrained weights between layers that learn, as a fraction of these and the learning weights
limit-frozen-between-origin = chosen: most of them
limit-given-table = fraction of the weights in a frozen table with given values, up to which the table is a constant
limit-given-table-origin = chosen: pretrained vectors of words are most of a small network
