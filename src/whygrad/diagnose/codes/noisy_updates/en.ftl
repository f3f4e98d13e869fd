title-noisy-updates = Noisy updates
finding-noisy-updates = The updates are mostly noise. The gradients of different batches hardly agree. Their agreement is { $gradient_agreement } times that of independent random gradients (threshold { $gradient_agreement_limit }; pure noise has 1). The loss fluctuates, and { $gain_lost } of its improvement was lost again (threshold { $gain_lost_limit }).
explain-noisy-updates = The gradient of a small batch is an estimate. If the batch is too small for the learning rate, the steps mostly follow its error. Each step helps its own batch but not the others, so the loss fluctuates around a level instead of falling. You see batch gradients that do not agree with each other. Use larger batches, a decaying learning rate or a lower one. Momentum at the same learning rate does not help: it makes the steps larger.

quantity-gradient-agreement = agreement of batch gradients, relative to pure noise
quantity-gain-lost = fraction of the improvement lost again
quantity-unrest = sum of the increases of the loss / sum of all its changes

limit-trend = number of single-batch losses that are averaged for a trend
limit-trend-origin = measured
limit-unrest = sum of the increases of the loss / sum of all its changes, after the beginning
limit-unrest-origin = measured
limit-gain-lost = median late loss minus the best loss, relative to the improvement of the best loss
limit-gain-lost-origin = measured
limit-noise-agreement = mean gradient coherence, relative to its value for pure noise (1 / number of batches)
limit-noise-agreement-origin = chosen: 1 is pure noise (McCandlish et al. 2018), and the mean over records of ten batches is uncertain

studio-lesson-noisy-updates-circle = It learns from one sample at a time. Why does the loss not settle?
studio-lesson-watch-noisy-updates-circle = Press Run and watch the training loss. Then set the batch size to 10 and press Run again.
studio-lesson-why-noisy-updates-circle = Each update follows a single sample, with noisy labels and a learning rate of 0.5. The training loss stays near 1. With batches of 10 it falls to 0.23, with a learning rate of 0.03 as well.
