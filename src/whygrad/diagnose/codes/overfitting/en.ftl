title-overfitting = Overfitting
finding-overfitting = { $reason ->
    [answers] The network overfits. Relative to what is possible above chance level, its accuracy is { $answers_lost } higher on the training samples than on new ones (threshold { $answers_lost_limit }).
    [risen] The network overfits. At the end, test loss minus training loss is { $test_gap } of the chance-level loss (threshold { $test_gap_limit }). The test loss was lowest around update { $step } and ended { $test_rise } above that value{ $test_rise_state ->
        [crossed] {" "}(threshold { $test_rise_limit })
       *[other] { "" }
        }.
    [renumbered] What the network has learned holds for the test samples, but their classes are numbered differently. If each class had the number of another one, { $renumbered_accuracy } of the test samples would be classified correctly. Check the order of the classes in both datasets.
    [guessed] The network has learned nothing that holds for the test samples. Their accuracy is not measurably above that of a constant prediction ({ $test_skill } standard errors, threshold { $test_skill_limit }). But among the training samples, similar inputs have similar labels, so a network that memorizes would know more. Check that the inputs and labels of the test set belong together.
    [apart] What the network has learned does not hold for the test samples, whose inputs differ from those of the training. In the median column, the mean differs by { $test_shift } standard deviations{ $test_shift_state ->
        [crossed] {" "}(threshold { $test_shift_limit })
       *[other] { "" }
        } and the standard deviation by a factor of { $test_spread }{ $test_spread_state ->
        [crossed] {" "}(threshold { $test_spread_limit })
       *[other] { "" }
        }. Apply the same preprocessing to both.
   *[other] The network overfits. At the end, test loss minus training loss is { $test_gap } of the chance-level loss (threshold { $test_gap_limit }). The test loss has not risen.
    }
explain-overfitting = A network with more capacity than the data need memorizes the samples, including their noise. The training loss keeps falling while the test loss turns and rises. Use more data, a smaller network, L2 or L1 regularization, dropout or early stopping.

quantity-test-gap = test loss minus training loss, relative to the chance-level loss
quantity-test-shift = distance between the means of test and training inputs, in standard deviations (median column)
quantity-test-spread = ratio of the standard deviations of test and training inputs, the larger over the smaller (median column)
quantity-answers-lost = training accuracy minus test accuracy, relative to what is possible above chance level
quantity-answers-lost-renumbered = training accuracy minus test accuracy if the classes are renumbered, relative to what is possible above chance level
quantity-renumbered-accuracy = test accuracy if the classes are renumbered, at best
quantity-test-rise = test loss above its minimum, relative to that minimum

limit-test-shift = distance between the means of test and training inputs, in standard deviations (median column)
limit-test-shift-origin = chosen: 30 samples of the same distribution differ by 0.2
limit-test-spread = ratio of the standard deviations of test and training inputs, the larger over the smaller (median column)
limit-test-spread-origin = chosen: 30 samples of the same distribution differ by a factor of 1.15
limit-test-gap = test loss minus training loss, relative to the chance-level loss
limit-test-gap-origin = measured
limit-test-gap-most = the same gap, if the test loss did not rise again
limit-test-gap-most-origin = chosen: half of the chance-level loss
limit-test-gap-by-heart = the same gap, for a training that left nothing to learn
limit-test-gap-by-heart-origin = chosen: with a noise fraction v, memorized targets miss new ones by 2 v; measured
limit-test-answers = accuracy on the training samples minus that on new ones, relative to what is possible
limit-test-answers-origin = chosen: one prediction in ten
limit-test-answers-most = the same difference, if no test loss is known
limit-test-answers-most-origin = chosen: as test-gap
limit-test-rise = test loss above its minimum, relative to that minimum
limit-test-rise-origin = chosen: a fifth above the best that was reached
limit-test-rise-most = test loss above its minimum, relative to that minimum, if the answers are still right as often
limit-test-rise-most-origin = chosen: twice the best that was reached; the rise is also at least test-gap of the chance-level loss
limit-test-jitter = rise of the test loss, or its distance from the training loss, relative to how far a test loss typically lies from the mean of its two neighbors
limit-test-jitter-origin = chosen: of 50 evaluations that differ by chance alone, the last ones exceed the best ones by this much in 1 of 16 training runs
limit-test-gap-begun = test loss minus training loss, relative to the chance-level loss, of a training that was cut off
limit-test-gap-begun-origin = chosen: a fifth of test-gap
limit-test-closing = fall of the test loss in the last half of the evaluations, relative to the gap that is left
limit-test-closing-origin = chosen: at that pace, twice the training closes the gap

studio-lesson-overfitting-moons = Forty noisy samples and a wide network. What does the decision boundary look like, and the test loss?
studio-lesson-watch-overfitting-moons = Press Run. Compare the training loss with the test loss, then select "Show test set".
studio-lesson-why-overfitting-moons = 4,417 parameters fit all 40 samples, noise included: training accuracy is 100 %. The test loss rises from about 0.4 to above 2, while test accuracy falls from 85 % to 77 %. Choose when to stop on a validation set, not on the test set.
