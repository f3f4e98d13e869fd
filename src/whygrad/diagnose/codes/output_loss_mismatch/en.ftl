title-output-loss-mismatch = Output does not fit the loss
finding-output-loss-mismatch = { $reason ->
    [names] The loss ({ $loss }) treats the targets as quantities, but they look like class labels. { $same_target } of the neighbors have exactly the same number (threshold { $same_target_limit }), and the rest an arbitrary one. Progress is { $final_progress }.
    [single] The loss applies softmax over an axis of size 1. The result is 1 whatever the network predicts, so there is no gradient and nothing is learned.
    [axes] The classes of the loss at { $source } are not the units of the output layer. The output was reshaped with view or reshape, which moves no axis, so that each row mixes classes and positions (progress { $final_progress }).
    [swapped] The arguments of the loss at { $source } have changed places: it gets the network's output as the target, and the target as the input. The same numbers the other way round are another loss, which may fall without end.
   *[other] The output ({ $output }) does not fit the loss ({ $loss }). It cannot reach the values that make the loss small, or has no gradient where it is wrong (progress { $final_progress }).
    }
explain-output-loss-mismatch = Each loss expects a certain kind of output. Cross-entropy expects an unbounded logit. Hinge loss expects values beyond -1 and 1. Squared loss on classes expects an output that is not flat where the prediction is wrong. With tanh before cross-entropy the loss cannot fall below a certain value. A KL divergence that gets probabilities instead of log-probabilities falls below 0 and means nothing. Choose the output that fits the loss (`output = "auto"`).

quantity-same-target = neighbors with exactly the same target

limit-probability-sum = difference from 1 of the sum of probabilities, in the input of an NLL loss or the targets of a cross-entropy
limit-probability-sum-origin = rounding and label noise stay below 1e-3
limit-same-target = fraction of neighbors with exactly the same target, beyond chance
limit-same-target-origin = chosen: quantities are rarely equal
limit-target-order = mean squared distance of a target to its nearest unlike neighbor's, relative to that of any two unlike targets
limit-target-order-origin = 1 if the numbers are class labels; measured

studio-lesson-output-loss-mismatch-moons = The classes are separated, but the loss stays high. What limits the output?
studio-lesson-watch-output-loss-mismatch-moons = Press Run. Read the training loss, then set the output function to Auto and press Run again.
studio-lesson-why-output-loss-mismatch-moons = Cross-entropy needs logits that can grow, and tanh keeps them between −1 and 1. The loss stops near 0.44. With Auto, which applies no tanh, it falls to 0.27 in the same time.
