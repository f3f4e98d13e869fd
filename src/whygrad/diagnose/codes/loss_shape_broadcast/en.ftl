title-loss-shape-broadcast = Shapes broadcast in the loss
finding-loss-shape-broadcast = The loss at { $source } gets outputs of shape { $input_shape } and targets of shape { $target_shape }. They are broadcast, so each of { $compared_samples } outputs is compared with every target.
explain-loss-shape-broadcast = Shapes such as (64, 1) and (64) are broadcast to (64, 64). The loss then compares all pairs, and the best prediction is the average of all targets, whatever the input. PyTorch warns at most once. The loss stays near that of a constant prediction. Give both the same shape with squeeze or unsqueeze.

quantity-compared-samples = targets that each output is compared with
