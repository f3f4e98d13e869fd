title-loss-shape-broadcast = Shapes broadcast in the loss
finding-loss-shape-broadcast = { $reason ->
    [weights] The losses of single samples at { $source } have the shape { $input_shape }, their weights { $target_shape }. They are broadcast, so each of { $weights_of_a_sample } losses is multiplied by the weights of all samples.
   *[other] The loss at { $source } gets outputs of shape { $input_shape } and targets of shape { $target_shape }. They are broadcast, so each of { $compared_samples } outputs is compared with every target.
}
explain-loss-shape-broadcast = Shapes such as (64, 1) and (64) are broadcast to (64, 64). The loss then compares all pairs, and the best prediction is the average of all targets, whatever the input. PyTorch warns at most once. The loss stays near that of a constant prediction. Give both the same shape with squeeze or unsqueeze. The mean of losses times weights of all samples is the mean loss times the mean weight: the weights have no effect.

quantity-compared-samples = targets that each output is compared with
quantity-weights-of-a-sample = weights that the loss of each sample is multiplied by
