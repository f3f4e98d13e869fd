title-symmetric-init = Symmetric initialization
finding-symmetric-init = { $reason ->
        [copies] Several layers compute the same ({ $layers }). They started as copies of each other and get the same gradient, so they stay equal. Together they can represent no more than one layer.
        [together] The units of a layer compute nearly the same ({ $layers }). From sample to sample they change together, and differ from each other by only { $units_apart } of that change (threshold { $units_apart_limit }). So they also get nearly the same gradient. Check for random weights that are all positive, such as those of torch.rand.
        [constant] All initial weights of a layer are one number, and so are those of the next layer ({ $layers }). The units take the same from every input and get nearly the same gradient. Only their biases differ.
       *[units] All units of a layer compute the same ({ $layers }). They started equal and get the same gradient, so they stay equal. The layer can represent no more than a single unit.
    }
explain-symmetric-init = Units with equal weights compute the same output and get the same gradient. They stay equal forever, however wide the layer is. This happens if all weights start at 0 or at one value. It also happens to parallel layers that are copies of each other, such as the experts of a mixture of experts. You see no difference at all between the units of a layer. Random initialization (Xavier, He) breaks the symmetry.

quantity-unit-difference = largest difference between units of a layer
quantity-copy-difference = largest relative difference between copied layers
quantity-constant-layers = fraction of the hidden layers whose initial weights are one number
quantity-units-apart = variation among a layer's units, relative to their variation over the samples

limit-symmetric-units = difference between a layer's units, relative to its size; or the relative difference of two copied layers
limit-symmetric-units-origin = float32 resolves 1e-7
limit-units-apart = variation among a layer's units, relative to their variation over the samples, in a training that learned nothing
limit-units-apart-origin = above 0.3 in 85 programs that were recorded for this; 4e-6 where all weights of six layers began positive

studio-lesson-symmetric-init-circle = Eight units that are always equal. What are they worth?
studio-lesson-watch-symmetric-init-circle = Press Run. Compare the units of a hidden layer, then open "Weights by layer".
studio-lesson-why-symmetric-init-circle = All weights start at 0, so all units of a layer get the same gradient, here exactly 0. The network stays at chance level, a loss of 0.693. With random initial weights, accuracy reaches 100 %.
