title-batch-mixing = Samples leak across the batch
finding-batch-mixing = The output of one sample depends on other samples. { $mixing_change_state ->
        [crossed] It changed by { $mixing_change } of its size when only the other samples were replaced (threshold { $mixing_change_limit }).
       *[other] The softmax before the loss runs over the samples of the batch, not over the classes.
    }
explain-batch-mixing = A wrong view, reshape or transpose lets samples leak into each other. So does a softmax over the batch, or a recurrent layer that takes the batch dimension for time. The shapes fit and no error is raised, but each output belongs to a mixture of samples. Use permute instead of view to reorder dimensions, and pass the class dimension to softmax. Use batch_first=True where the batch dimension comes first.

quantity-mixing-change = change of the output caused by other samples

limit-mixing = change of an output relative to its size, caused by other samples' inputs or by what is nonlinear in its own
limit-mixing-origin = measured: at least 0.025 in scripts with this mistake. The step sizes of a solver for differential equations depend on all samples and change outputs by 0.005.
