title-learning-rate-too-high = Learning rate too high
finding-learning-rate-too-high = { $reason ->
    [thrown] The learning rate is too high. Within the first updates the weights of the median layer grew to { $early_weight_growth } times their initial size (threshold { $early_weight_growth_limit }). Little is left of the initialization.
    [oscillates] The learning rate is too high. The median step is { $step_length } times the size of the weights (threshold { $step_length_limit }) and overshoots the minimum of its own batch's loss. The gradients of consecutive updates oppose each other.
    [forgot] The learning rate is too high. Progress once reached { $best_progress } (threshold { $best_progress_limit }), and all of it was lost again.
    [lost] The learning rate is too high. Within the first updates a step changed the weights of the median layer by { $zero_gradient_step } of their size (threshold { $zero_gradient_step_limit }). Since then no layer has got any gradient, and nothing was learned.
    [off] The learning rate is too high. Within the first updates a step changed the weights of the median layer by { $units_off_step } of their size (threshold { $units_off_step_limit }). Since then most units of a hidden layer have been dead or saturated, and nothing was learned.
    [faded] The learning rate is too high. Before the first update, every layer got a gradient of useful size. The first updates together changed the weights of the median layer by { $faded_step } of their size (threshold { $faded_step_limit }). Since then the gradient has vanished on its way to the lower layers, and nothing was learned.
    [agent] The learning rate is too high. Among the first updates is one that changed the weights of the median layer by { $agent_step } times their size (threshold { $agent_step_limit }). The mean return of an episode has hardly risen. Between the beginning and the end of the training it changed by { $return_gain } standard errors (threshold { $return_gain_limit }).
    [rose] The learning rate is too high. The highest training loss is { $loss_rise } times the initial loss, or the chance-level loss if that is larger (threshold { $loss_rise_limit }). Up to there, { $useless_steps } of the updates did not improve their own batch (threshold { $useless_steps_limit }).
   *[other] The learning rate is too high. { $harmful_steps } of the updates increased the loss of their own batch{ $harmful_steps_state ->
        [crossed] {" "}(threshold { $harmful_steps_limit })
       *[other] { "" }
        }. { $surge ->
        [infinite] The training then ended in NaN or infinity.
       *[finite] The highest training loss is { $loss_surge } times the initial loss, or the chance-level loss if that is larger{ $loss_surge_state ->
            [crossed] {" "}(threshold { $loss_surge_limit })
           *[other] { "" }
            }.
        }
    }
explain-learning-rate-too-high = The gradient describes the loss only nearby. A step that is too large jumps over the minimum and lands higher than it started. You see updates that increase the loss of their own batch, and a loss that oscillates, surges or becomes NaN. ReLU units may die in a single such step. Divide the learning rate by 3 to 10, or use warm-up, gradient clipping or a decaying learning rate.

quantity-harmful-steps = updates that increased their own batch's loss
quantity-loss-surge = highest loss, relative to the larger of initial and chance-level loss
quantity-loss-rise = highest loss, relative to the larger of initial and chance-level loss
quantity-useless-steps = updates up to the highest loss without gain on their own batch
quantity-early-weight-growth = weights after the first updates, relative to their initial size
quantity-best-progress = best progress
quantity-units-off-step = largest step before most units of a layer were dead or saturated, relative to the weights
quantity-faded-step = steps until the gradient vanished on its way back, relative to the weights
quantity-zero-gradient-step = largest step before the gradient vanished, relative to the weights
quantity-agent-step = largest of the first updates, relative to the weights
quantity-step-length = step size, relative to the weights
quantity-unit-input-step = first harmful step with inputs of RMS 1, relative to the longest harmless one

limit-progress-lost = progress lost again after the best record
limit-progress-lost-origin = measured
limit-harmful-steps = fraction of updates that increased the loss of their own batch
limit-harmful-steps-origin = measured
limit-harmful-steps-surge = the same fraction, for a training whose loss surged
limit-harmful-steps-surge-origin = measured
limit-loss-surge = training loss, relative to the larger of its initial value and the chance-level loss
limit-loss-surge-origin = measured
limit-useless-step = step quality below which a step gained almost nothing on its own batch
limit-useless-step-origin = measured
limit-useless-steps = fraction of useless steps up to the highest loss
limit-useless-steps-origin = measured
limit-surge-records = number of consecutive records of a program whose median loss must surge
limit-surge-records-origin = chosen: a single unusual batch does not change the median
limit-loss-rise = the same as loss-surge, if most steps up to the highest loss were useless
limit-loss-rise-origin = measured
limit-weights-erased = the same growth, from which on it counts although much was learned
limit-weights-erased-origin = chosen: 1.6 % of the mean square are then left of the initial weights
limit-early-weight-growth = RMS of the median layer's weights within the first updates, relative to the initial weights
limit-early-weight-growth-origin = chosen: three quarters of the mean square then come from the updates; measured
limit-first-updates = number of updates that count as the first ones
limit-first-updates-origin = chosen: Adam at 0.01, the largest usual learning rate, moves a weight by about 0.16 at most while its gradients are steady
limit-zero-gradient-step = largest step of the median layer, or the sum of its steps, until the gradient vanished within the first updates, relative to the weights
limit-zero-gradient-step-origin = chosen: a hundred times the usual value (Stanford CS231n, "Ratio of weights:updates": about 1e-3)
limit-agent-step = largest step of the median layer within the first updates of an agent that did not learn, relative to the weights
limit-agent-step-origin = chosen: three public agents whose rate is too high reach 0.6, nine that learn 0.12 at most
limit-step-length = median step size in the first half, relative to the weights
limit-step-length-origin = measured; Adam's usual 0.001 is at first about 0.01 of a weight
limit-gradients-opposed = agreement of consecutive gradients, relative to that of independent gradients
limit-gradients-opposed-origin = measured; 1 for independent noise, and below it updates undo one another

studio-lesson-learning-rate-too-high-circle = The loss jumps up and down. What does each update do?
studio-lesson-learning-rate-too-high-digits = After a few steps most units output 0 for every image. What pushed them there?
studio-lesson-learning-rate-too-high-plane = The easiest task of all, but the loss keeps growing. Why?
studio-lesson-watch-learning-rate-too-high-circle = Press Run and watch the training loss. Then lower the learning rate and press Reset and Run.
studio-lesson-why-learning-rate-too-high-circle = The learning rate is 10. Each update jumps past the minimum, and the weights of the first layer grow to more than a hundred times their initial size. The loss ends above its initial value. With a learning rate from 0.03 to 1, accuracy ends above 99 %.
studio-lesson-watch-learning-rate-too-high-digits = Press Batch a few times. Watch the histograms of the activations in the section "Inside the network".
studio-lesson-why-learning-rate-too-high-digits = The learning rate is 3. The first updates multiply the loss and push whole layers to negative pre-activations. Units that output 0 for every sample get no gradient. Accuracy stays near 10 %; with a learning rate of 0.05 or 0.5, test accuracy is about 95 %.
studio-lesson-watch-learning-rate-too-high-plane = Press Batch a few times and read the training loss. Then try a learning rate of 0.1.
studio-lesson-why-learning-rate-too-high-plane = The learning rate is 0.5. Each update jumps so far past the minimum that the next error is larger. The loss grows from about 6 to above 10²⁰ within the first epoch and then becomes NaN. Up to a learning rate of 0.15 it falls to 0.
