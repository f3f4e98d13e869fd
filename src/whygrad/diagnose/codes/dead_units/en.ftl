title-dead-units = Dead units
finding-dead-units = Units are dead. In { $layers }, up to { $dead_share } of the units output 0 for every sample and get no gradient (threshold { $dead_share_limit }), from update { $step } on.
explain-dead-units = A ReLU unit whose pre-activation is negative for every sample outputs 0. Its derivative is 0 as well, so its own weights get no gradient and cannot recover. Units die when a step that is too large pushes their weights or bias far away. In deep, narrow networks they may be dead from the start. If most of a layer is dead, neither signal nor gradient passes through it. Use Leaky ReLU or ELU, whose derivative is never 0, normalization, wider layers or a lower learning rate.

quantity-dead-share = fraction of dead units in a layer

limit-dead-share = fraction of a layer's units that output 0 for every sample
limit-dead-share-origin = SageMaker Debugger's DeadRelu uses 0.5
limit-dead-share-most = the same fraction, in a network that has learned something or whose loss does not show how much it learned
limit-dead-share-most-origin = chosen: a tenth of the layer is left
limit-signal-faint = standard deviation of a layer's values over the samples, relative to their size
limit-signal-faint-origin = measured

studio-lesson-dead-units-moons = Twenty layers deep and two units wide. What happens to the signal on its way?
studio-lesson-watch-dead-units-moons = Press Run. Look at the units from left to right: from which layer on are they constant?
studio-lesson-why-dead-units-moons = A ReLU unit outputs 0 where its pre-activation is negative. With two units per layer, both are 0 in some layer before training. From there on the output is constant, and no gradient passes back. The loss stays at 0.693.
