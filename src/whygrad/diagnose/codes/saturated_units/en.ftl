title-saturated-units = Saturated units
finding-saturated-units = Units are saturated. In { $layers }, { $saturated_share } of the pre-activations lie where the activation function is flat (threshold { $saturated_share_limit }). Hardly any gradient passes there.
explain-saturated-units = Sigmoid and tanh are flat far away from 0. There their output is constant, and they pass no gradient. Weights or inputs that are too large push units there, and they recover only slowly. You see many pre-activations in the flat range while the loss falls slowly or not at all. Use smaller initial weights, standardized inputs, normalization or an activation function that does not saturate.

quantity-saturated-share = fraction of saturated pre-activations in a layer

limit-saturated-share = fraction of pre-activations in the flat range of the activation function
limit-saturated-share-origin = SageMaker Debugger's SaturatedActivation uses 0.5
limit-saturated-most = the same fraction, for a training that is less impaired or an activation function that is flat at one end only
limit-saturated-most-origin = measured
limit-saturated-all = the same fraction, for a training that is less impaired and whose units were not saturated at the start
limit-saturated-all-origin = measured
limit-early = fraction of the training that counts as its beginning
limit-early-origin = chosen by the authors

studio-lesson-saturated-units-rings = Most units output −1 or 1 and stay there. How did they get there?
studio-lesson-watch-saturated-units-rings = Press Run. Choose the pre-activation for the histograms in the section "Inside the network".
studio-lesson-why-saturated-units-rings = This activation function is flat beyond ±1. The initial weights are too large, so more than half of the pre-activations lie there from the start. Hardly any gradient passes. Training accuracy stays near 50 %. With Xavier initialization it ends between 70 % and 100 %, depending on the seed.
