title-target-out-of-range = Targets out of range
finding-target-out-of-range = { $wrong_targets } targets are invalid for { $function } at { $source }. They range from { $target_low } to { $target_high }, for outputs of shape { $input_shape }.
explain-target-out-of-range = Cross-entropy over K classes expects class numbers from 0 to K-1. Binary cross-entropy expects targets from 0 to 1. Losses with ±1 targets (cosine embedding, hinge embedding, margin ranking, soft margin) expect -1 and 1. Typical mistakes are labels that start at 1, labels 0 and 1 mixed up with -1 and 1, and pixels from 0 to 255. At best they raise an error. At worst the loss has no lower bound or ignores half of the samples. Shift or scale the targets, or use the loss that fits them.

quantity-wrong-targets = targets out of range
