title-underfitting = Underfitting
finding-underfitting = { $reason ->
    [again] The training is too short. It lasted one epoch at most, and progress (1 − loss / chance-level loss) is only { $final_progress }. The script trains { $trainings_alike } more networks with the same layers (threshold { $trainings_alike_limit }). If they are meant to be one, create the model and the optimizer once, before the loop over the epochs.
    [few] The training is too short. It ended after { $updates_made ->
        [one] one update
       *[other] { $updates_made } updates
        } (threshold { $updates_made_limit }), and progress (1 − loss / chance-level loss) is only { $final_progress }. Train for more epochs, or in smaller batches.
    [dropout] Dropout leaves too few units to learn with. It drops { $dropout_share } of a layer's units (threshold { $dropout_share_limit }), and the network reaches only { $skill } of the possible improvement over a constant prediction. The argument p of nn.Dropout is the fraction to drop, not the fraction to keep.
    [outputs] Dropout is applied to the network's outputs. In training it sets { $output_dropout } of them to zero, whatever the network has learned. It reaches only { $skill } of the possible improvement over a constant prediction. Apply dropout before the last layer.
    [decay] Weight decay is too strong. At the end it cancels { $decay_pull } of the gradient of the loss (threshold { $decay_pull_limit }), although the gradients of different batches still agree. The network reaches only { $skill } of the possible improvement over a constant prediction.
   *[settled] The network underfits. The loss has stopped improving: progress in the last quarter of the training minus the best progress before is { $late_gain }{ $late_gain_state ->
        [crossed] {" "}(threshold { $late_gain_limit })
       *[other] { "" }
        }. But the network reaches only { $skill } of the possible improvement over a constant prediction (threshold { $skill_limit }, derived from nearest neighbors or an autoencoder's principal components).
    }
explain-underfitting = A network that is too small, or gets the wrong features, cannot represent what the data contain. Training and test loss converge at the same high level. Even a nearest-neighbor classifier would do better. Use more units or layers, better features or less regularization. A network that overfits a single batch but does not learn all of the data lacks capacity or features. One that fails on a single batch is far too small, or has a mistake in its initialization, loss or optimizer.

quantity-trainings-alike = other trainings of networks with the same layers
quantity-dropout-share = fraction of units that dropout drops
quantity-output-dropout = fraction of the outputs that dropout drops
quantity-decay-pull = size of the weight decay relative to the gradient of the loss
quantity-late-gain = progress in the last quarter of the training minus the best progress before

limit-decay-holds = size of the weight decay relative to the gradient of the loss, at the end, median over layers
limit-decay-holds-origin = 1 where the two cancel
limit-batches-agree = fraction of the squared gradient on which different batches agree at the end
limit-batches-agree-origin = with a suitable weight decay about the batch size divided by the number of training samples
limit-batches-differ = number of training samples relative to the batch size, from which on batches can disagree
limit-batches-differ-origin = the fraction above is then at most a quarter with a suitable weight decay
limit-dropout-most = fraction of a layer's units that dropout drops
limit-dropout-most-origin = Srivastava et al. 2014 keep half of them, and find that the error rises steeply if fewer than a fifth are kept
limit-settled = progress in the last quarter of the training minus the best progress before, below which the loss has stopped improving
limit-settled-origin = measured

studio-lesson-underfitting-rings = It trained long enough, but many samples are still misclassified. What does it lack?
studio-lesson-watch-underfitting-rings = Press Run and watch the output. Then add units to the hidden layer and press Run again.
studio-lesson-why-underfitting-rings = Two units draw two lines, and three nested rings need more. Training accuracy stays near 74 %, test accuracy near 69 %. With 3 units the result depends on the seed. With 8 units, test accuracy reaches 100 %.
