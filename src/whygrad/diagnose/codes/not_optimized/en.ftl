title-not-optimized = Parameters missing from the optimizer
finding-not-optimized = { $reason ->
    [waiting] The optimizer that has the parameters of { $layers } ({ $waiting_share } of those in use) never made a step, so they do not change. Call its step() in the training loop.
   *[other] No optimizer has the parameters of { $layers } ({ $left_out_share } of those in use). They do not change.
    }
explain-not-optimized = An optimizer changes only the parameters that it was given. Parameters are missing if the optimizer was created before layers were added or replaced. They are also missing if layers are kept in a plain list or dictionary (use nn.ModuleList or nn.ModuleDict), or if only some parameters were passed. The rest of the network then learns around random, fixed layers. Leaving out pretrained lower layers can be intended.

quantity-left-out-share = fraction of parameters in use without an optimizer
quantity-waiting-share = fraction of parameters in use whose optimizer never made a step

limit-as-drawn = fraction of the weights in use that still have their random initial values
limit-as-drawn-origin = chosen: most of them
