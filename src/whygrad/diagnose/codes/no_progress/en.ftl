title-no-progress = No progress
finding-no-progress = { $reason ->
    [never] No update was made. The optimizer's step() was never called after { $idle_passes ->
        [one] one backward pass
       *[other] { $idle_passes } backward passes
        }, so the weights still have their initial values.
    [discards] Hardly any gradient is used. { $unused_passes } of the backward passes at { $source } had their gradients cleared before the optimizer's step() (threshold { $unused_passes_limit }). Check that step() is inside the loop.
    [uphill] The training increases the loss. { $uphill_updates } of the observed updates at { $source } made it larger (threshold { $uphill_updates_limit }). Either backward() was called on the negated loss, or the optimizer maximizes. Progress is { $final_progress }.
    [unbounded] Nothing keeps the loss from falling. At the end it was { $unbounded_fall } times as far below 0 as halfway through the training (threshold { $unbounded_fall_limit }). Check the signs of all its parts, and that its targets lie in the range that it expects.
    [constant] The network's output is the same for every input, so no loss below that of a constant prediction is possible. After { $updates } updates progress (1 − loss / chance-level loss) is { $final_progress } (threshold { $final_progress_limit }).{ $role ->
        [cause] {" "}Check what forward() does with its input.
       *[consequence] { "" }
        }
    [decay] Weight decay is too strong. It has shrunk the weights to { $weights_left } of their initial size (threshold { $weights_left_limit }). After { $updates } updates progress (1 − loss / chance-level loss) is { $final_progress } (threshold { $final_progress_limit }).
    [outweighed] Another part of the loss outweighs the part by which progress is measured. Before the first update, its gradient at { $layers } is { $outweighed } times as strong as that of the measured part at its output layer (threshold { $outweighed_limit }). After { $updates } updates progress (1 − loss / chance-level loss) is { $final_progress } (threshold { $final_progress_limit }). Give the parts weights that balance them, or scale the targets.
    [restored] The program has put the initial weights back. At { $restored } records after updates (threshold { $restored_limit }), all layers have exactly the weights that they began with. What the network had learned until then is lost. Check when the program loads a saved state (load_state_dict).
    [returns] { $course ->
        [worse] The agent has got worse. Check the sign of its loss.
        [worse-values] The agent has got worse. Check the targets of its values. Each must belong to the action that was taken. At the last step of an episode, the target is the reward alone.
       *[flat] The agent has not measurably improved.
        } The mean return of an episode was { $first_return } at the beginning of the training and { $last_return } at its end. The difference is { $return_gain } times its standard error (threshold { $return_gain_limit }).
   *[other] The loss has barely improved on a constant prediction. After { $updates } updates progress (1 − loss / chance-level loss) is { $final_progress } (threshold { $final_progress_limit }).{ $role ->
        [cause] {" "}No more specific cause was found.
       *[consequence] { "" }
        }
    }
explain-no-progress = The training loss ended near that of the best constant prediction. Progress is 1 − loss / chance-level loss: 0 % at chance level, 100 % for a perfect fit. The network has learned little more than the average of the targets. Its accuracy may still have risen, because confident wrong predictions can cost what the right ones gain. If another problem explains it, fix that one first. Otherwise check the regularization (L1, L2), the size of the network and its features, and try another optimizer. Then try to overfit a single batch. If that works, initialization, loss and optimizer are probably correct, so look at the data and the regularization. If it fails, look at the network, its inputs, its loss and its optimizer.

quantity-idle-passes = backward passes without an update
quantity-different-outputs = different outputs for different inputs
quantity-weights-left = RMS of the weights at the end, relative to the initial weights
quantity-outweighed = gradient of another part of the loss, relative to that of the part by which progress is measured
quantity-restored = records after updates with the initial weights
quantity-unused-passes = backward passes whose gradients no update used
quantity-first-return = mean return of an episode, first tenth of the training
quantity-last-return = mean return of an episode, last quarter of the training
quantity-uphill-updates = updates that increased the loss
quantity-unbounded-fall = loss below 0 at the end, relative to halfway

limit-outweighed = gradient of another part of the loss where it enters, relative to that of the main part at its output layer, before the first update
limit-outweighed-origin = chosen: the main part then decides 3 % of a step
limit-restored = records after updates at which all layers have their initial weights
limit-restored-origin = chosen: by chance, weights that moved do not come back to the last digit
limit-uphill-updates = fraction of observed updates in which the optimizer was set to increase the loss
limit-uphill-updates-origin = chosen: a sign is either right or wrong
limit-unbounded-fall = loss below 0 at the end, relative to its size halfway through the updates and at the start
limit-unbounded-fall-origin = chosen: a loss that has a lower bound falls ever more slowly
limit-unused-passes = fraction of backward passes whose gradients were cleared before an update
limit-unused-passes-origin = chosen: a generator may get gradients from five passes of its critic for each of its own
limit-return-gain = mean return of the last quarter of a training minus that of its first tenth, relative to the standard error of this difference
limit-return-gain-origin = by chance reached in 2 % of the cases where nothing was learned (normal distribution)
limit-returns-risen = the same difference, above which the agent has learned
limit-returns-risen-origin = chosen: a training is looked at several times, so that chance has several tries
limit-episodes = smallest number of episodes in the first tenth and in the last quarter of a training
limit-episodes-origin = chosen: of fewer the standard error is uncertain
limit-targets-alike = loss of the best constant prediction above the lowest possible loss, relative to the former
limit-targets-alike-origin = chosen: sums of many numbers in float32 are off by up to that much
limit-one-batch-learned = progress on a single batch, trained alone, from which on it counts as memorized
limit-one-batch-learned-origin = Karpathy 2019; measured: every healthy preset's median lies above
limit-one-batch-nothing = the same progress, below which not even one batch is learned
limit-one-batch-nothing-origin = measured

studio-lesson-no-progress-strong-l2 = Every weight goes to zero. Which term of the loss causes it?
studio-lesson-watch-no-progress-strong-l2 = Press Run. Open "Weights by layer", then set the L2 strength to 0 and press Run again.
studio-lesson-why-no-progress-strong-l2 = The L2 strength is 1. Its gradient pulls every weight to 0 faster than the data can hold it. The loss ends at chance level, 0.693. With a strength of 0 or 0.01, accuracy reaches 100 %.
