title-learning-rate-too-low = Learning rate too low
finding-learning-rate-too-low = { $reason ->
    [faded] The learning rate is too low. From update { $step } on, long before the end, the schedule has reduced it to { $rate_left } times its highest value (threshold { $rate_left_limit }). Progress is only { $final_progress }. Check whether a schedule meant for epochs is stepped after every batch.
    [waiting] The learning rate is too low. It never exceeded { $rate_reached } times the value that its schedule starts from or warms up to (threshold { $rate_reached_limit }). Progress is only { $final_progress }. Check the schedule: it may count more steps than the training makes. It may be stepped once per epoch instead of after every batch, or multiply the learning rate by another one.
    [far] The learning rate is too low for targets of this size. In { $updates } updates no output came farther than { $way_to_targets } of the way from 0 to the nearest target. Progress is only { $final_progress }. Scale the targets, or make the steps larger.
    [agent] The learning rate is too low. The relative changes of the weights, summed over all { $updates } updates, reach only { $distance_traveled } in the layer that moved most (threshold { $distance_traveled_limit }). The mean return of an episode has not measurably risen. Between the beginning and the end of the training it changed by { $return_gain } standard errors (threshold { $return_gain_limit }).
    [unmoved] The learning rate is too low. The relative changes of the weights, summed over all { $updates } updates, reach only { $distance_traveled } in the layer that moved most (threshold { $distance_traveled_limit }). Nor did the loss fall: from the first to the last quarter of the updates only by { $loss_fall } (threshold { $loss_fall_limit }).
    [rounded] The updates are lost to rounding, because the parameters are stored in 16 bits. The median update changes the weights of the layer that moves most by only { $rounded_step } times the smallest change that can be stored. Progress is only { $final_progress }. Keep the parameters in float32, or make the steps larger.
   *[other] The learning rate is too low. The steps helped: the median step reduced the loss by { $step_quality } times what the gradient predicted (step quality). But the relative changes of the weights, summed over all { $updates } updates, reach only { $distance_traveled } in the layer that moved most (threshold { $distance_traveled_limit }). Progress is only { $final_progress }.
    }
explain-learning-rate-too-low = Steps much shorter than the curvature of the loss allows waste updates. The loss falls as the gradient predicts, but hardly at all. You see a step quality above 0, usually near 1, weights that hardly moved, and a loss that still falls at the end. Multiply the learning rate by 3 to 10, use momentum or Adam, or train longer.

quantity-step-quality = step quality (actual / predicted reduction of the loss)
quantity-distance-traveled = relative changes of the weights, summed over all updates
quantity-short-steps = step quality of steps that could be far longer
quantity-way-to-targets = way of the outputs from 0 to the nearest target
quantity-rounded-step = median update, relative to the smallest change that 16 bits can store
quantity-rate-reached = highest learning rate, relative to the planned one
quantity-loss-fall = decrease of the loss from the first to the last quarter of the updates
quantity-rate-left = learning rate, relative to its highest value

limit-distance-traveled = sum of ‖ΔW‖/‖W‖ over the training, in the layer that moved most
limit-distance-traveled-origin = measured
limit-distance-learning = the same sum in a program that has learned something, unless it is known that far more can be learned
limit-distance-learning-origin = chosen: programs of whygrad's own whose rate is too low reach at most 0.38, two public ones that train well 0.8 and 1.2
limit-distance-none = the same sum, below which the loss need not be falling
limit-distance-none-origin = measured
limit-neighbors-know = accuracy of a nearest-neighbor classifier above chance, relative to what is possible, above which the data can be learned
limit-neighbors-know-origin = chosen: a calibrated binary classifier that reaches 0.37 of the possible accuracy reduces the chance-level loss by a tenth
limit-at-rest = median step size of the last quarter relative to the first half, below which a training has converged
limit-at-rest-origin = measured
limit-step-quality-min = median step quality: actual / predicted reduction of the loss
limit-step-quality-min-origin = measured
limit-short-steps = median step quality from which on the steps could be ten times as long before they harm their own batch
limit-short-steps-origin = chosen: 1 / (1 - 0.9) = 10, as along a parabola; a tenth of a learning rate is a different learning rate
limit-rate-faded = median learning rate of the second half, relative to the highest one
limit-rate-faded-origin = chosen: 0.15 for a cosine schedule, 1e-3 after three steps of a tenth
limit-rate-reached = highest learning rate of a training, relative to the one that its schedule multiplies or warms up to
limit-rate-reached-origin = chosen: a tenth of a learning rate is a different learning rate
limit-long-step = ‖ΔW‖/‖W‖ of the median layer in its largest update, from which on the learning rate is not too low
limit-long-step-origin = chosen: ten times the usual value (Stanford CS231n, "Ratio of weights:updates": about 1e-3)
limit-still-falling = sum of the increases of the loss / sum of all its changes
limit-still-falling-origin = measured
limit-gradient-agreement = gradient coherence, relative to its value for pure noise (1 / number of batches)
limit-gradient-agreement-origin = McCandlish et al. 2018; measured

studio-lesson-learning-rate-too-low-circle = The loss falls at every step, but hardly at all. How long would you have to wait?
studio-lesson-watch-learning-rate-too-low-circle = Press Run. Read the training loss at the start and at the end.
studio-lesson-why-learning-rate-too-low-circle = The learning rate is 0.00001. In 60 epochs the loss falls by less than 0.01. Each update does what the gradient predicts, but the weights barely move. With a learning rate of 0.03, accuracy reaches 100 % in the same time.
