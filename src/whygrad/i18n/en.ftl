### Every sentence a user can see. One section an area; a message is named after the area that shows it.

## errors: experiment

error-value = { $key } cannot be { $value }; allowed: { $allowed }.
error-value-nearest = { $key } cannot be { $value }; did you mean { $nearest }? Allowed: { $allowed }.
allowed-whole = a whole number from { $low } to { $high }
allowed-number = a number from { $low } to { $high }
allowed-number-above = a number above { $low }, at most { $high }
allowed-wholes = a list of at most { $most } whole numbers from { $low } to { $high }
allowed-words = a list without repetition of { $choices }
allowed-texts = a list without repetition of 1 to { $most } names
allowed-word = { $choices }
allowed-text = a text of at most { $most } printable characters
allowed-truth = true or false
allowed-parameter = { $symbol } from { $low } to { $high }
allowed-parameter-above = { $symbol } above { $low }, at most { $high }
allowed-with-parameter = { $phrase } ({ $symbols })
allowed-or-word = { $phrase }, or { $word }
allowed-or-file = { $phrase }, or the path of a { $suffix } file
error-unknown-key = there is no key { $key }; the keys are: { $allowed }.
error-unknown-key-nearest = there is no key { $key }; did you mean { $nearest }?
error-unknown-section = there is no section { $section }; the sections are: { $allowed }.
error-unknown-section-nearest = there is no section { $section }; did you mean { $nearest }? The sections are: { $allowed }.
error-not-a-section = { $section } must be a section with keys, not { $value }.
error-not-an-experiment = an experiment is made of the sections data, network, training and recording, not of { $value }.
error-frozen = { $key } cannot be assigned: experiments do not change. Make another one with replace({ $key }=…).
error-key-twice = { $key } is given twice.
error-layers = network.layers: a network given as a list of layers cannot be trained yet; describe it by network.hidden.
error-target-without-file = data.target names the target column of a CSV file, but data.name is the built-in data set { $name }; leave data.target empty.
error-empty-share = { $samples } samples with data.train_share = { $share } leave no sample for training or for testing; raise data.samples or move data.train_share towards 0.5.
error-feature = data.features cannot contain { $value }; allowed for { $name }: { $allowed }.
error-feature-nearest = data.features cannot contain { $value }; did you mean { $nearest }? Allowed for { $name }: { $allowed }.
error-features-of-pictures = data.features cannot be chosen for the pictures of { $name }; leave it at auto.
error-residual = network.residual adds a hidden layer's input to its output, which takes two neighboring hidden layers of the same number of units; network.hidden is { $hidden }.
error-perceptron-hidden = the perceptron rule trains a single layer: training.optimizer = perceptron takes network.hidden = [], not { $hidden }.
error-perceptron-loss = the perceptron rule has its own loss: training.optimizer = perceptron takes training.loss = auto, not { $loss }.
error-vary-list = { $key } varies over a list of values, not { $value }.
error-vary-empty = { $key } has no values to vary over.
error-assignment = a setting is written KEY=VALUE, for example learning_rate=0.1, not { $value }.
error-in-file = { $file }: { $problem }
error-in-line = line { $line }: { $problem }
error-in-line-of-file = { $file }, line { $line }: { $problem }
error-not-toml = not valid TOML: { $reason }.
error-not-json = not valid JSON.
error-not-toml-nested = not valid TOML: a number or a nesting is far too long.
error-file-missing = { $file }: there is no such file.
error-file-missing-nearest = { $file }: there is no such file; did you mean { $nearest }?
error-file-unreadable = { $file } cannot be read: { $reason }.
error-file-unwritable = { $file } cannot be written: { $reason }.
error-file-special = { $file } is no ordinary file; an experiment is a .toml file.
error-file-too-long = { $file } is longer than { $most } bytes: not an experiment.
error-file-not-utf8 = { $file }, line { $line }: not UTF-8 text; save the file with the encoding UTF-8.
error-not-a-link = not a link to an experiment: { $value }; one looks like whygrad=1&network.hidden=8~8, or is an address of TensorFlow Playground.
error-link-version = the link has version { $version }, this whygrad reads version { $known }; install a newer one.
error-link-too-long = the link has { $length } characters; at most { $most } are possible. Send the experiment as a TOML file.
error-link-path = { $key } = { $value } cannot stand in a link: only files below the experiment's own folder can.
error-playground-key = TensorFlow Playground has no setting { $key }; it has: { $allowed }.
error-playground-key-nearest = TensorFlow Playground has no setting { $key }; did you mean { $nearest }?
error-playground-features = the Playground link turns every input off; switch on one of { $allowed }.
error-unknown-preset = there is no preset { $value }.
error-unknown-preset-nearest = there is no preset { $value }; did you mean { $nearest }?
error-preset-shows = shows must be a list of finding codes, not { $value }.

## errors: data

error-data-unknown = unknown data set "{ $name }"; there are { $known }, and CSV files (NAME.csv)
error-data-unknown-nearest = unknown data set "{ $name }", did you mean "{ $nearest }"? There are { $known }, and CSV files (NAME.csv)
error-data-split = { $data }: of { $samples } samples, data.train_share = { $train_share } leaves no sample for training or none for testing; bring it closer to 0.5 or use more samples
error-data-components = data.preprocessing "{ $step }": { $features } columns of { $samples } training samples have at most { $most } principal components; ask for no more
error-csv-missing = no such file: { $file }
error-csv-missing-nearest = no such file: { $file }; did you mean { $nearest } in the same folder?
error-csv-not-a-file = { $file } is a folder or a device; data.name takes a CSV file
error-csv-unreadable = { $file } cannot be read: { $reason }
error-csv-bytes = { $file } has { $size } MB, and at most { $most } MB are read; keep fewer rows or columns
error-csv-rows = { $file } has { $rows } rows, and at most { $most } are read; keep fewer
error-csv-columns = { $file } has { $columns } columns, and at most { $most } are read; keep fewer
error-csv-encoding = { $file }, line { $line }: this is not UTF-8 text; save the table as CSV in UTF-8
error-csv-syntax = { $file }, line { $line }: this is not CSV ({ $reason }); check the quotation marks
error-csv-empty = { $file } has no rows of data; it needs a line with the columns' names and a line for each sample
error-csv-one-column = { $file }, line { $line }: there is only one column; separate features and target by commas, semicolons or tabs
error-csv-no-header = { $file }, line { $line }: the first line must name the columns, and a number such as "{ $name }" is no name; put a line of names before the samples
error-csv-unprintable = { $file }, line { $line }: the name of column { $column } has characters that cannot be shown; rename it
error-csv-unnamed = { $file }, line { $line }: column { $column } has no name; give it one
error-csv-name-twice = { $file }, line { $line }: two columns are named "{ $name }"; rename one
error-csv-ragged = { $file }, line { $line }: there are { $cells } cells where the first line names { $columns } columns; add or remove cells
error-csv-text = { $file }, line { $line }, column "{ $column }": "{ $cell }" is not a number (the decimal sign is a point); correct it, or leave the column out of data.features
error-csv-gap = { $file }, line { $line }, column "{ $column }": the value is missing; fill it in, remove the line, or leave the column out
error-csv-column = { $file } has no column "{ $name }"; its columns are { $columns }
error-csv-column-nearest = { $file } has no column "{ $name }", did you mean "{ $nearest }"? Its columns are { $columns }
error-csv-target-feature = { $file }: column "{ $name }" is the target and cannot be a feature too; take it out of data.features, or name another data.target
error-csv-one-class = { $file }, column "{ $column }": the target is "{ $value }" in every line, so there is nothing to learn; name another data.target
error-csv-many-classes = { $file }, column "{ $column }": the target has { $classes } different texts, and at most { $most } make classes; name another data.target

## errors: trace

trace-missing = { $path }: there is no trace here; a trace is a folder, usually named NAME.zarr
trace-not-a-trace = { $path }: this is not a whygrad trace; a trace is a folder that Trace.save, Recorder or `whygrad train --out` has written
trace-newer = { $path }: this trace has format { $found }, this version of whygrad reads formats up to { $known }; a newer whygrad opens it
trace-damaged = { $path }: { $part } is damaged; copy or record the trace anew
trace-damaged-shape = { $path }: the trace is damaged: { $reason }
trace-too-large = { $path }: { $part } claims more memory than a trace may take, so it is not read
trace-not-read = { $path }: the trace cannot be read: { $reason }
trace-not-written = { $path }: the trace cannot be written: { $reason }
trace-place-taken = { $path }: something that is not a trace lies here and is left alone; choose another name or an empty folder
trace-place-shared = { $path }: beside the trace that lies here there is { $name }, which would be lost; move it or choose another name
trace-place-is-file = { $path }: this is a file, a trace needs a folder; choose another name
trace-unknown-channel = no channel is called { $channel }; whygrad.trace.CHANNELS lists them
trace-unknown-channel-nearest = no channel is called { $channel }; did you mean { $nearest }?
trace-not-recorded = { $trace }: { $channel } was not recorded; trace.channels holds what was
trace-not-recorded-detail = { $trace }: { $channel } was not recorded; it is when recording with detail=["{ $detail }"]

## errors: engine

error-seeds-twice = each seed may stand only once: the same seed gives the same run.
error-nothing-to-train = train needs an experiment or a list of them, not { $value }.
error-engine = engine is one of auto, kernel, torch, not { $engine }.
error-kernel-cannot = the kernel does not know this network, or is not built for this machine; use engine = auto or torch.
error-not-a-trace = diagnose needs a trace, not { $value }; train an experiment first.
error-seeds = seeds are a number of runs, 1 or more, or a list of whole numbers from 0 to 4294967295, not { $seeds }.
error-out-needs-one-experiment = a folder to write to holds the trace of a single experiment; train several without it and save each trace by itself.
error-loss-needs-classes = training.loss = { $loss } is for classes, but the target of this data is a number; use squared or auto.
error-perceptron-classes = { $classes ->
    [numbers] The perceptron rule tells two classes apart, but the target of this data is a number; take another training.optimizer, such as sgd.
   *[other] The perceptron rule tells two classes apart, but this data has { $classes }; take another training.optimizer, such as sgd.
    }
error-torch-missing = the torch engine needs PyTorch, which is not installed; install it with: pip install "whygrad[torch]"

## options: help of every key of an experiment (option-<key with dots as dashes>)

options-title = Options of an experiment
options-about = Every key of an experiment's TOML file. All have defaults, so a file states only what differs; a key may also stand outside of its section. This page is generated from the table that validation reads.
options-key = key
options-default = default
options-allowed = values
options-meaning = meaning
option-data-name = What is learned: a built-in data set, or the path of a CSV file, counted from the folder of the experiment's file.
option-data-samples = How many samples a built-in data set has, training and test share together.
option-data-noise = How much noise; what it disturbs depends on the data set: labels, the spread of the classes, the positions of the points, or the numbers to predict.
option-data-train-share = The share of the samples that is trained on; the others are the test share.
option-data-target = The column of a CSV file that is to be predicted; empty: the last one.
option-data-features = What the network sees: features of points (x1 x2 x1^2 x2^2 x1*x2 sin(x1) sin(x2)) or columns of a CSV file; auto: x1 and x2, or all columns.
option-data-preprocessing = What is done to the inputs, in this order, fitted on the training share only: subtract the mean, divide by the standard deviation, keep N principal components, whiten.
option-data-seed = The seed that generates, shuffles and splits the data.
option-network-hidden = Units of each hidden layer, from input to output; [] is a single-layer network.
option-network-activation = The activation function of the hidden layers.
option-network-init = How the weights start; xavier, he and lecun scale with a layer's width, normal:STD has a fixed standard deviation, playground is uniform in ±0.5 with biases 0.1. Other biases start at 0.
option-network-normalization = Normalization before each hidden layer's activation: over the batch, or over the layer.
option-network-dropout = The probability with which the output of each hidden unit is dropped during training.
option-network-residual = Whether each hidden layer from the second on adds its input to its output, where both have the same number of units.
option-network-output = What is applied to the output before the loss sees it; auto fits the loss: nothing for cross-entropy, which takes logits, and for numbers; tanh for squared and hinge loss on classes.
option-training-loss = The loss; auto: cross-entropy for classes, squared for numbers.
option-training-optimizer = How a gradient becomes a step; perceptron is the perceptron rule for a single layer.
option-training-learning-rate = The learning rate: how far a step goes.
option-training-schedule = How the learning rate changes over the training: not at all, × 0.1 at 50 % and at 75 %, as half a cosine wave or a line down to 0, or as 1/√(1 + epochs).
option-training-warmup = The share of the training over which the learning rate rises from 0 first.
option-training-batch-size = How many samples a step averages its gradient over.
option-training-epochs = How many times the training share is gone through.
option-training-l1 = The L1 penalty on weights: l1·‖w‖₁ is added to the loss.
option-training-l2 = The L2 penalty on weights: ½·l2·‖w‖² is added to the loss; with adamw it decays the weights directly.
option-training-clip = The gradient's largest norm: a longer one is shortened to it; 0 is off.
option-recording-every = Steps between two records; auto: up to eighteen records, dense at the start, then at every ninth of the training.

## engine

## channels (channel-<name with underscores as dashes>): what a recorded quantity is called

channel-loss-train = training loss
channel-loss-test = test loss
channel-accuracy-train = training accuracy
channel-accuracy-test = test accuracy
channel-gradient-norm = gradient norm
channel-learning-rate = learning rate
channel-gradient-coherence = agreement of the batches' gradients
channel-coherence-batches = batches behind the agreement
channel-step-quality = step quality
channel-gradient-rms = gradient (RMS)
channel-gradient-l2 = gradient norm
channel-backprop-rms = backward signal (RMS)
channel-weight-rms = weights (RMS)
channel-update-ratio = update / weights
channel-preactivation-mean = mean pre-activation
channel-preactivation-std = spread of pre-activations
channel-preactivation-rms = pre-activations (RMS)
channel-activation-mean = mean activation
channel-activation-std = spread of activations
channel-activation-rms = activations (RMS)
channel-sample-std = spread over the samples
channel-unit-std = spread over the units
channel-dead-share = share of dead units
channel-saturated-share = share saturated
channel-zero-share = share of zeros
channel-input-mean = mean of the inputs
channel-input-std = spread of the inputs
channel-class-share = class shares
channel-preactivation-histogram = pre-activation z
channel-activation-histogram = activation a
channel-gradient-histogram = log₁₀ |gradient|
channel-unit-activation-mean = mean activation of a unit
channel-unit-active-share = share of samples that activate a unit
channel-one-batch-progress = progress on one batch alone

## findings: finding-<code> (one sentence with its evidence), title-<code> (its short name)

finding-runs = ({ $affected } of { $of } runs.)
finding-one-batch-learned = One batch alone it learns by heart ({ $value }), so its weights, loss and optimizer work: what fails is capacity for all of the data, the data, or the regularization.
finding-one-batch-part = Of one batch alone it learns only a part ({ $value }, by heart from { $threshold }): its weights, loss and optimizer work, but slowly or weakly.
finding-one-batch-nothing = Not even one batch alone can it learn by heart ({ $value }, limit { $threshold }): the fault is in the network, its inputs, its loss or its optimizer, not in how much there is to learn.
evidence = { $name }: { $value } (limit { $threshold })
evidence-at-step = { $name }: { $value } (limit { $threshold }), update { $step }

title-vanishing-gradient = Vanishing gradients
finding-vanishing-gradient = The gradient vanishes on its way back: of what reaches the output only { $gradient_ratio } arrives at { $layers } (below { $gradient_ratio_limit } a layer cannot learn), while the network still has everything to learn.
explain-vanishing-gradient = Backpropagation multiplies the derivatives of all layers it passes. Where each factor is below 1, as with sigmoid (at most 0.25), the product shrinks geometrically with depth, and the layers near the input get next to no gradient. It shows as a backward signal that falls from layer to layer while the loss stays where guessing would put it. ReLU with He initialization, normalization, residual connections or fewer layers keep the factors near 1.
title-exploding-gradient = Exploding gradients
finding-exploding-gradient = { $reason ->
    [time] The gradient explodes on its way back through time: in { $layers } it grows to { $gradient_through_time } times its size at the last step (limit { $gradient_through_time_limit }), from update { $step } on.
    [layers] The gradient explodes on its way back: at { $layers } it is { $gradient_ratio } times as large as at the output (limit { $gradient_ratio_limit }), from update { $step } on.
   *[cut] The gradient explodes during training: it grew to { $gradient_growth } times its first size (limit { $gradient_growth_limit }) while the loss rose, from update { $step } on.
    }
explain-exploding-gradient = Where each layer multiplies the backward signal by more than 1, it grows geometrically with depth, and any step is too long for the layers near the input. It shows as a gradient that grows from the output towards the input, then as a loss that jumps or turns to NaN. Smaller initial weights, normalization, gradient clipping and a lower learning rate help.
title-dead-units = Dead units
finding-dead-units = Units have died: { $dead_share } of the units of a layer ({ $layers }) are off for every sample and get no gradient any more (limit { $dead_share_limit }), from update { $step } on.
explain-dead-units = A ReLU unit whose input is negative for every sample puts out 0 and has slope 0, so nothing can bring it back. Units die when a step that is too long pushes their weights or bias far off, or are born dead in deep, narrow networks. If most of a layer is dead, nothing passes through it in either direction. Leaky ReLU or ELU, which keep a slope everywhere, normalization, wider layers and a lower learning rate help.
title-saturated-units = Saturated units
finding-saturated-units = Units are saturated: { $saturated_share } of the inputs to the activation function of { $layers } lie where it is flat (limit { $saturated_share_limit }), so that hardly any gradient comes through.
explain-saturated-units = Sigmoid and tanh are flat far away from 0: there they pass on a constant and no gradient. Weights or inputs that are too large drive units there, and they come back only slowly. It shows as a large share of pre-activations in the flat range while the loss falls slowly or not at all. Smaller initial weights, scaled inputs, normalization or an activation that does not saturate help.
title-no-gradient = No gradient
finding-no-gradient = { $reason ->
        [cut] No gradient arrives at all: what the loss is given at { $source } has no gradient graph any more ({ $cut }), so nothing can learn.
        [cleared] No gradient arrives at the updates: the gradients are set to zero between backward and step in { $cleared_gradients } of the observed updates ({ $source }).
       *[layers] No gradient arrives at all: it is exactly 0 at { $layers } in { $no_gradient_records } of the records (limit { $no_gradient_records_limit }), so these layers cannot learn.
    }
explain-no-gradient = A layer whose gradient is exactly 0 never changes. The derivative of step and sign functions is 0 everywhere but at the jump, so nothing below them can be trained by backpropagation; a layer of dead units has the same effect. In a script, detach, .data, no_grad, argmax, a conversion to whole numbers or NumPy in the way cut the graph, and a zero_grad between backward and step throws the gradients away. It shows as gradients of exactly 0 while the loss is still high. Choose an activation with a slope: tanh, ReLU, Leaky ReLU; keep the graph whole up to the loss.
title-non-finite = NaN or infinity
finding-non-finite = The numbers ran away: NaN or infinity appeared { $what ->
    [input] in the inputs
    [activation] in an activation
    [loss] in the loss
    [gradient] in a gradient
    [weight] in a weight
   *[other] in the network
    } { $where ->
    [layers] ({ $layers }) { "" }
   *[network] { "" }
    }at update { $step }, and training stopped there.{ $reason ->
    [half] { " " }The parameters are float16, which holds nothing above 65504 and takes 10⁻⁸ for 0, as Adam's epsilon.
   *[other] { "" }
    }
explain-non-finite = A float32 number cannot be larger than 3.4×10³⁸; what is larger becomes infinite, and infinity minus infinity is NaN, which spreads to everything it touches. The place where it appeared first tells where to look: the inputs, an activation, the loss, a gradient, a weight. The usual causes are a learning rate that is too high, exploding gradients and values in the data that are huge or not numbers.
title-init-too-small = Initial weights too small
finding-init-too-small = The initial weights are too small: on average { $init_scale } times what Xavier or LeCun initialization would give ({ $layers }; limit { $init_scale_limit }), so that signal and gradient shrink in every layer.
explain-init-too-small = A layer multiplies the spread of its input by about the size of its weights times the square root of the number of inputs. If that is far below 1, all samples look alike after a few layers, and gradients shrink just as much on their way back: the network sits on a plateau. Xavier initialization (tanh), He initialization (ReLU) or normalization keep the size from layer to layer.
title-init-too-large = Initial weights too large
finding-init-too-large = The initial weights are too large: on average { $init_scale } times what He or Xavier initialization would give ({ $layers }; limit { $init_scale_limit }).
explain-init-too-large = If weights times the square root of the number of inputs are far above 1, sigmoid and tanh saturate at once, and ReLU layers make signal and gradient grow from layer to layer. It shows as saturated units or a loss that starts far above that of guessing. Xavier initialization (tanh), He initialization (ReLU) or normalization put the size right.
title-symmetric-init = Symmetric initialization
finding-symmetric-init = All units of a layer do the same ({ $layers }): they started alike, get the same gradient, and so stay alike; the layer counts as a single unit.
explain-symmetric-init = Units with equal weights compute the same, get the same gradient, and stay equal for ever, however wide the layer is. This happens if all weights start at 0 or at one value. It shows as no difference at all among the units of a layer. Random initialization (Xavier, He) breaks the symmetry.
title-learning-rate-too-high = Learning rate too high
finding-learning-rate-too-high = The learning rate is too high: { $harmful_steps } of the updates made the loss of their own batch worse (limit { $harmful_steps_limit }), and the training loss reached { $loss_surge } times where it began (limit { $loss_surge_limit }).
explain-learning-rate-too-high = The gradient is right only nearby: a step that is too long jumps over the valley and lands higher than it began. It shows as steps after which the loss of their own batch is higher than before, as a loss that jumps up and down, surges or ends in NaN; ReLU units may die of a single such step. Lower the rate by a factor of 3 to 10, warm up, clip gradients or let the rate decay.
title-learning-rate-too-low = Learning rate too low
finding-learning-rate-too-low = { $reason ->
    [faded] The learning rate is too low: the schedule has taken it down to { $rate_left } of its highest value (limit { $rate_left_limit }) long before the end, from update { $step } on, and only { $final_progress } of the loss was explained. A schedule meant for epochs may be stepped after every batch.
   *[other] The learning rate is too low: every step kept what the gradient promised (step quality { $step_quality }), but in { $updates } updates the weights moved by { $distance_traveled } times their size at most (limit { $distance_traveled_limit }), and only { $final_progress } of the loss was explained.
    }
explain-learning-rate-too-low = Steps that are much shorter than the curvature of the loss allows waste updates: the loss falls just as the gradient predicts, but hardly at all. It shows as a step quality near 1, weights that have hardly moved after the whole training, and a loss that is still falling at the end. Raise the rate by a factor of 3 to 10, use momentum or Adam, or train longer.
title-noisy-updates = Noisy updates
finding-noisy-updates = The updates are mostly noise: the gradients of the batches agree { $gradient_agreement } times as much as random ones would (limit { $gradient_agreement_limit }), and the loss wanders, { $gain_lost } of what was gained lost again (limit { $gain_lost_limit }).
explain-noisy-updates = The gradient of a small batch is an estimate; if the batch is too small for the learning rate, the steps mostly follow its error. Each step helps its own batch but not the others, so the loss wanders around a level instead of falling. It shows as batch gradients that do not agree with each other. Larger batches, a learning rate that decays, a lower rate or momentum average the noise out.
title-no-progress = No progress
finding-no-progress = The network learned nothing: after { $updates } updates it explains { $final_progress } of the loss at chance (limit { $final_progress_limit }){ $role ->
    [cause] , and nothing more specific was found
   *[consequence] { "" }
    }.
explain-no-progress = The training loss ended where the best constant answer would put it: the network knows the average of the targets and nothing else. If another finding explains it, mend that one. If not, look at what keeps the weights small (L1, L2), at the size of the network, at its features, and try another optimizer. Whether the network can learn a single batch by heart tells where to look: if it can, its weights, loss and optimizer work, and the data or the regularization is at fault; if it cannot, the network, its inputs, its loss or its optimizer is.
title-inputs-not-normalized = Inputs not normalized
finding-inputs-not-normalized = The inputs are not normalized: a column reaches { $input_size } on average (about 1 is right, limit { $input_size_limit }), and the widest column is { $input_scales } times as wide as the narrowest (limit { $input_scales_limit }).
explain-inputs-not-normalized = Large inputs make large pre-activations, which saturate or explode, and columns of different scales need different learning rates: the loss is a narrow valley in which a single rate is too high for one direction and too low for the other. It shows as columns far from mean 0 and standard deviation 1 in a training that suffers. Subtract the mean and divide by the standard deviation, both of the training share.
title-non-finite-data = Bad values in the data
finding-non-finite-data = The data hold { $non_finite_values ->
    [one] 1 value that is NaN or infinite (column: { $columns }); it
   *[other] { $non_finite_values } values that are NaN or infinite (columns: { $columns }); one of them
 } is enough to turn every weight into NaN.
explain-non-finite-data = A NaN or infinite input or target makes the loss, all gradients and after one update all weights NaN. Such values come from missing cells, from divisions by zero and from broken exports. Drop the rows, fill the gaps, or leave out the column.
title-constant-feature = Constant feature
finding-constant-feature = { $constant_columns ->
    [one] 1 input column has the same value in every row and tells
   *[other] { $constant_columns } input columns have the same value in every row and tell
 } nothing ({ $columns }).
explain-constant-feature = A column that never changes cannot help to tell samples apart. It acts as one more bias, and if its value is large, as a huge one that drives units into saturation or death and makes steps too long. Drop the column.
title-class-imbalance = Class imbalance
finding-class-imbalance = The classes are imbalanced: the largest is { $class_ratio } times the smallest (limit { $class_ratio_limit }), and the network does little more than name the largest (accuracy beyond that: { $skill } of what is possible, limit { $skill_limit }).
explain-class-imbalance = If one class makes up most of the samples, always naming it gives a high accuracy and a low loss, and the gradients of the rare class are drowned. It shows as an accuracy that hardly exceeds the share of the largest class. Balance the classes by weights or sampling, collect more of the rare ones, and judge by the accuracy of each class.
title-labels-look-random = Labels look random
finding-labels-look-random = The labels look random: neighboring samples share a class no more often than by chance ({ $neighbor_agreement } standard errors, limit { $neighbor_agreement_limit }), and nothing learned holds for new samples ({ $test_skill } standard errors above chance, limit { $test_skill_limit }).
explain-labels-look-random = If samples that lie close together have unrelated labels, there is nothing to learn but each sample by heart. Usual reasons are rows that got shifted or shuffled against their labels, a wrong target column, or features that do not hold the answer. It shows as a training loss that may fall while the test accuracy stays at chance. Check the labels of a few samples by hand.
title-softmax-before-cross-entropy = Softmax twice
finding-softmax-before-cross-entropy = Softmax is applied twice: the output applies it, and the cross-entropy loss, which takes logits, applies it again; the loss cannot come near 0, and the gradients are small ({ $final_progress } of the loss was explained).
explain-softmax-before-cross-entropy = Cross-entropy losses of this kind take logits and apply softmax themselves. Given probabilities between 0 and 1 instead, the second softmax makes them almost equal: even a perfect answer keeps a high loss, and the gradient is a fraction of what it should be. Nothing crashes, it just learns slowly and badly. Leave the output without an activation.
title-sigmoid-before-logit-loss = Sigmoid twice
finding-sigmoid-before-logit-loss = Sigmoid is applied twice: the output applies it, and the loss, which takes logits, applies it again; a certain "no" cannot be expressed any more ({ $final_progress } of the loss was explained).
explain-sigmoid-before-logit-loss = Binary cross-entropy on logits applies the sigmoid itself. Given a value between 0 and 1 instead, it can only say probabilities between 0.5 and 0.73: the loss stays high, and the gradient passes one more flat function. Nothing crashes, it just learns slowly and badly. Leave the output without an activation.
title-output-loss-mismatch = Output does not fit the loss
finding-output-loss-mismatch = { $reason ->
    [names] The loss ({ $loss }) takes the targets for quantities, but they look like names of classes: { $same_target } of the neighbors have the very same number (limit { $same_target_limit }), the others any other, and { $final_progress } of the loss was explained.
   *[other] The output ({ $output }) does not fit the loss ({ $loss }): it cannot reach the values that would make the loss small, or has no slope where it is wrong ({ $final_progress } of the loss was explained).
    }
explain-output-loss-mismatch = Each loss wants a certain kind of output: cross-entropy a logit that may become as large as it likes, hinge loss values beyond -1 and 1, squared loss on classes an output without flat ends where the answer is wrong. With tanh before cross-entropy the loss has a floor it cannot fall through. Let the output be chosen to fit the loss (`output = "auto"`).
title-output-range-mismatch = Output cannot reach the targets
finding-output-range-mismatch = The output ({ $output }) cannot reach the targets: they lie up to { $target_beyond } standard deviations outside its range (limit { $target_beyond_limit }).
explain-output-range-mismatch = Sigmoid and softmax give values between 0 and 1, tanh between -1 and 1. Targets outside can never be met; the network drives its output to the end of the range, where it is flat and no gradient is left. Use an identity output for regression, or scale the targets.
title-linear-network = Linear network
finding-linear-network = The network is linear: without a non-linear activation all its layers together are one linear map, which gets only { $skill } of what can be known here (limit { $skill_limit }).
explain-linear-network = A stack of linear layers collapses to a single matrix, so that depth adds nothing: its decision boundary is a straight line or plane. It is all one needs for data that are linearly separable, and fails for XOR, circles and spirals. Put a non-linear activation between the layers, or give the network features in which the problem is linear.
title-overfitting = Overfitting
finding-overfitting = The network overfits: its test loss ended { $test_gap } of the loss at chance above the training loss (limit { $test_gap_limit }) and { $test_rise } above its own best (limit { $test_rise_limit }), which was at update { $step }.
explain-overfitting = A network with more freedom than the data need learns the samples by heart, noise included. It shows as a training loss that goes on falling while the test loss turns and rises. More data, a smaller network, L2 or L1, dropout and stopping at the best test loss help.
title-underfitting = Underfitting
finding-underfitting = The network underfits: training has settled (last gain { $late_gain }, limit { $late_gain_limit }), but it knows only { $skill } beyond chance, and the data would give more (limit { $skill_limit }).
explain-underfitting = A network that is too small, or is shown the wrong features, cannot express what the data hold: training and test loss settle at the same high level. It shows as a training that no longer moves while even a look at the nearest neighbor would know more. Use more units or layers, better features, less regularization. A network that learns a single batch by heart but not all of the data lacks capacity or features; one that fails at a single batch is far too small, or its weights, loss or optimizer do not work.
title-gradients-accumulate = Gradients accumulate
finding-gradients-accumulate = The gradients are not cleared: { $stale_gradients } of the observed updates at { $source } used the gradients of earlier updates once more (limit { $stale_gradients_limit }).
explain-gradients-accumulate = Every backward pass adds to the gradients that are there. Without zero_grad, or with one only now and then, each update repeats all earlier ones: the steps grow, point to the past, and the loss swings or runs away. It is no mistake to sum several backward passes and clear them after the update. Call optimizer.zero_grad() once for every optimizer.step().
title-not-optimized = Parameters left out
finding-not-optimized = No optimizer has the parameters of { $layers } ({ $left_out_share } of those in use), so they stay as they were initialized.
explain-not-optimized = An optimizer changes only what it was given. Parameters are left out if the optimizer was made before layers were added or replaced, if layers are kept in a plain list or dictionary (use nn.ModuleList, nn.ModuleDict), or if only some of a model's parameters were passed. The rest of the network then learns around random, fixed layers. Leaving out a lower part that was trained before can be meant.
title-frozen-parameters = Frozen parameters
finding-frozen-parameters = The parameters of { $layers } ({ $frozen_share } of those in use) are frozen (requires_grad is false), and the training suffers from it.
explain-frozen-parameters = Parameters with requires_grad = False never change. A lower part that was trained on other data is often frozen on purpose; frozen layers above trained ones, or a frozen part that never learned anything, keep the network from fitting. Set requires_grad_(True) for what has to learn, before the optimizer is made.
title-loss-shape-broadcast = Shapes broadcast in the loss
finding-loss-shape-broadcast = The loss at { $source } gets outputs of shape { $input_shape } and targets of shape { $target_shape }: they are stretched to fit, and each of { $compared_samples } outputs is compared with every target.
explain-loss-shape-broadcast = Shapes such as (64, 1) and (64) are broadcast to (64, 64): the loss compares all pairs, and the best answer is then the average of all targets, whatever the input. PyTorch warns once, at most. The loss stays near that of a constant answer. Give both the same shape, with squeeze or unsqueeze.
title-target-out-of-range = Targets out of range
finding-target-out-of-range = { $wrong_targets } targets lie where { $function } at { $source } has no meaning for them: they run from { $target_low } to { $target_high }, for outputs of shape { $input_shape }.
explain-target-out-of-range = Cross-entropy over K classes takes class numbers from 0 to K-1, binary cross-entropy takes targets from 0 to 1. Labels that begin at 1, labels of -1 and 1, or pixels from 0 to 255 give an error at best, and a loss without a lower end at worst. Shift or scale the targets, or use the loss that fits them.
title-eval-in-train-mode = Evaluated in training mode
finding-eval-in-train-mode = The model is evaluated in training mode at { $source } ({ $eval_in_train } of its dropout and batch normalization), so the measured values are worse and noisier than the model, and batch normalization learns from the test data.
explain-eval-in-train-mode = In training mode dropout sets outputs to zero and batch normalization uses the statistics of the batch, and keeps them. What is measured then is not the model that will be used. Call model.eval() before evaluating and model.train() before training goes on.
title-train-in-eval-mode = Trained in evaluation mode
finding-train-in-eval-mode = The model is trained in evaluation mode at { $source } ({ $train_in_eval } of its dropout and batch normalization): nothing is dropped, and batch normalization uses statistics that are never gathered.
explain-train-in-eval-mode = After model.eval() a model stays in evaluation mode until model.train() is called. Dropout then does nothing while training, and batch normalization scales by what it knew at that moment, which drifts away from what the layers put out. Call model.train() at the beginning of every epoch.
title-not-shuffled = Samples not shuffled
finding-not-shuffled = The samples come in an order: neighbors in a batch are alike in { $neighbors_alike } of the cases that chance leaves open (limit { $neighbors_alike_limit }).
explain-not-shuffled = Where the data lie sorted by class (or by their target), each batch shows only a part of it: the network learns one class, then forgets it for the next, and its loss on the current batch looks good all the while. Shuffle the samples anew in every epoch (DataLoader(shuffle=True)).
title-batch-mixing = Samples mix
finding-batch-mixing = One sample's output depends on other samples: it moved by { $mixing_change } of its size when only the others were exchanged (limit { $mixing_change_limit }).
explain-batch-mixing = A wrong view, reshape or transpose, a softmax over the batch, or a recurrent layer that takes the batch for time lets samples flow into each other. Shapes fit and nothing fails, but each output answers a question about a mixture. Use permute to exchange axes instead of view, name the class axis in softmax, and batch_first=True where the batch comes first.

quantity-gradient-ratio = gradient over that at the output
quantity-gradient-growth = gradient over its first size
quantity-dead-share = dead units of a layer
quantity-saturated-share = saturated share of a layer
quantity-no-gradient-records = records without any gradient
quantity-non-finite-value = update of the first NaN or infinity
quantity-non-finite-input = update of the first NaN or infinity (in an input)
quantity-non-finite-activation = update of the first NaN or infinity (in an activation)
quantity-non-finite-loss = update of the first NaN or infinity (in the loss)
quantity-non-finite-gradient = update of the first NaN or infinity (in a gradient)
quantity-non-finite-weight = update of the first NaN or infinity (in a weight)
quantity-init-scale = initial weights over the usual size
quantity-unit-difference = largest difference among a layer's units
quantity-harmful-steps = updates that made their own batch worse
quantity-loss-surge = highest loss over where it began
quantity-distance-traveled = way of the weights over their size
quantity-step-quality = gain of a step over what the gradient promised
quantity-final-progress = explained share of the loss at chance
quantity-gradient-agreement = agreement of batch gradients over that of noise
quantity-rate-left = learning rate over its highest value
quantity-gradient-through-time = gradient far back in time over that at the last step
quantity-same-target = neighbors with the very same number as target
quantity-gain-lost = share of the gain lost again
quantity-unrest = share of the loss's path that went upwards
quantity-input-size = size of the largest input column
quantity-input-scales = widest over narrowest input column
quantity-non-finite-values = NaN or infinite values in the data
quantity-constant-columns = constant input columns
quantity-class-ratio = largest over smallest class
quantity-skill = accuracy or fit beyond chance
quantity-neighbor-agreement = neighbors of the same class, standard errors above chance
quantity-test-skill = test accuracy, standard errors above chance
quantity-target-beyond = targets outside the output's range, in standard deviations
quantity-test-gap = test loss above training loss
quantity-stale-gradients = updates with gradients of earlier ones
quantity-cleared-gradients = updates whose gradients were cleared
quantity-left-out-share = parameters in use without an optimizer
quantity-frozen-share = frozen parameters among those in use
quantity-compared-samples = targets that each output is compared with
quantity-wrong-targets = targets out of range
quantity-eval-in-train = in training mode while evaluating
quantity-train-in-eval = in evaluation mode while training
quantity-neighbors-alike = neighbors alike beyond chance
quantity-mixing-change = output's change by other samples
quantity-test-rise = test loss above its best
quantity-late-gain = progress in the last part of the training
quantity-one-batch-progress = one batch alone learned by heart

## watching: users' own trainings

watch-failed = something went wrong inside whygrad and this training is watched only in part ({ $kind }: { $what }); the training itself is not affected.
watch-needs-torch = watching a training needs PyTorch: pip install "whygrad[torch]".
watch-not-a-module = the model must be a torch.nn.Module (or several), not { $value }.
watch-not-an-optimizer = the optimizer must be a torch.optim.Optimizer (or several), not { $value }.
watch-bad-every = "every" must be "auto", "dense" or a whole number of at least 1, not { $value }.
watch-finding = whygrad: update { $step }: { $title } ({ $code })
watch-finding-gone = whygrad: update { $step }: no longer { $title } ({ $code })

## undecided: why a rule cannot tell

undecided-missing = { $title }: cannot tell, as this is not known: { $missing }.
undecided-records = { $title }: cannot tell, as too little of the training was recorded.

## remedies: remedy-<code> (what to change and why it helps), title-remedy-<code> (its short name)

title-remedy-use-relu-he = ReLU with He initialization
remedy-use-relu-he = Use ReLU in the hidden layers and draw the weights after He: the slope of ReLU is 1 wherever a unit is on, so the gradient passes undiminished, and He's variance 2/inputs makes up for the half that is off.
title-remedy-use-tanh-xavier = tanh with Xavier initialization
remedy-use-tanh-xavier = Use tanh in the hidden layers and draw the weights after Xavier: tanh is centered and steepest at 0, and Xavier's variance keeps the signals there.
title-remedy-use-leaky-relu = Leaky ReLU
remedy-use-leaky-relu = Use Leaky ReLU: its small slope below 0 lets a gradient through to units that are off, so that they can come back.
title-remedy-use-elu = ELU
remedy-use-elu = Use ELU: it is smooth, its mean output is near 0, and units that are off keep a slope.
title-remedy-use-selu-lecun = SELU with LeCun initialization
remedy-use-selu-lecun = Use SELU and LeCun's weights: together they bring every layer's output back towards mean 0 and variance 1, however many layers there are.
title-remedy-nonlinear-activation = A nonlinear activation
remedy-nonlinear-activation = Put a nonlinear activation between the layers: without one, any number of layers computes no more than a single linear layer.
title-remedy-add-batch-normalization = Batch normalization
remedy-add-batch-normalization = Normalize every unit over the batch: signals get mean 0 and deviation 1 in front of each activation, whatever the weights below do.
title-remedy-add-layer-normalization = Layer normalization
remedy-add-layer-normalization = Normalize every sample over the units of a layer: signals keep their size from layer to layer, also with small batches.
title-remedy-add-residual = Residual connections
remedy-add-residual = Add each layer's input to its output: the sum hands the gradient down undiminished, past the activations that would shrink it.
title-remedy-fewer-layers = Fewer layers
remedy-fewer-layers = Leave out layers: the gradient changes by a factor in each of them, so that fewer layers leave more of it, and two hidden layers are plenty for most tables and points.
title-remedy-use-he-init = He initialization
remedy-use-he-init = Draw the weights after He, with variance 2/inputs: signals keep their size through ReLU and its relatives, and no two units start alike.
title-remedy-use-xavier-init = Xavier initialization
remedy-use-xavier-init = Draw the weights after Xavier, with variance 2/(inputs + outputs): signals keep their size forward and gradients backward, and no two units start alike.
title-remedy-use-orthogonal-init = Orthogonal initialization
remedy-use-orthogonal-init = Start with orthogonal weights: they turn signals and gradients without changing their length, in any number of layers.
title-remedy-lower-learning-rate = A lower learning rate
remedy-lower-learning-rate = Lower the learning rate: smaller steps stay where the gradient still tells the truth, instead of jumping across the valley.
title-remedy-raise-learning-rate = A higher learning rate
remedy-raise-learning-rate = Raise the learning rate: the loss falls steadily but so slowly that the training ends long before it arrives.
title-remedy-clip-gradients = Gradient clipping
remedy-clip-gradients = Cut gradients to norm 1: a single huge gradient can then no longer throw the weights far away, and its direction is kept.
title-remedy-add-warmup = Warm-up
remedy-add-warmup = Let the learning rate grow from 0 over the first tenth of the training: the first steps, where the loss is steepest, stay small.
title-remedy-use-adam = Adam
remedy-use-adam = Use Adam: it divides each weight's step by the usual size of its own gradient, so that weights with tiny gradients learn as fast as the others.
title-remedy-use-momentum = Momentum
remedy-use-momentum = Use momentum 0.9: steps that keep their direction add up to ten times their length, those that go to and fro cancel out.
title-remedy-larger-batch = Larger batches
remedy-larger-batch = Use batches eight times as large: their mean gradient has an eighth of the variance, so that updates agree with each other.
title-remedy-cosine-schedule = A cosine schedule
remedy-cosine-schedule = Let the learning rate fall to 0 along a cosine: large steps at first, and in the end steps too small to be thrown about by noise.
title-remedy-scale-inputs = Scaled inputs
remedy-scale-inputs = Bring every input column to mean 0 and deviation 1 (fitted on the training share): then no column drowns the others, and one learning rate suits all weights.
title-remedy-drop-constant-columns = Without constant columns
remedy-drop-constant-columns = Leave out the columns that never change: they tell nothing apart, and a large constant acts like a bias with an enormous learning rate.
title-remedy-clean-data = Clean data
remedy-clean-data = Remove or fill in the missing and infinite values: a single one makes the loss, and with it every weight, not a number.
title-remedy-add-features = More features
remedy-add-features = Give the network squares, products and sines of the coordinates: shapes it would otherwise have to build from its few units.
title-remedy-more-data = More data
remedy-more-data = Train on more samples: what a network learns by heart differs from sample to sample, what it should learn does not.
title-remedy-use-cross-entropy = Cross-entropy loss
remedy-use-cross-entropy = Use cross-entropy on logits: its gradient is output minus target, so that it does not vanish where the network is confident and wrong.
title-remedy-output-auto = The output that fits the loss
remedy-output-auto = Leave the output to the loss: cross-entropy applies softmax or sigmoid itself, and applying it twice flattens the gradient; targets of any size need an output without bounds.
title-remedy-identity-output = An output without bounds
remedy-identity-output = Use the identity as output: tanh and sigmoid cannot reach targets outside their range, however long they train.
title-remedy-wider-network = Wider layers
remedy-wider-network = Use four times as many units a layer: each adds a shape to what the network can draw, and some stay alive.
title-remedy-deeper-network = One more layer
remedy-deeper-network = Add a hidden layer: it builds shapes out of the shapes of the layer before it.
title-remedy-longer-training = Longer training
remedy-longer-training = Train four times as long: the loss was still falling when the training ended.
title-remedy-add-dropout = Dropout
remedy-add-dropout = Drop 30 % of the units at random in training: what remains has to work without relying on any single one.
title-remedy-add-l2 = L2 penalty
remedy-add-l2 = Put a price on large weights: the function gets smoother, and noise is no longer worth what it costs to follow.
title-remedy-add-l1 = L1 penalty
remedy-add-l1 = Put a price on every weight: those that are not needed go to 0, and the network gets simpler.
title-remedy-smaller-network = A smaller network
remedy-smaller-network = Use a quarter of the units: a network with fewer weights than samples cannot learn them by heart.
title-remedy-fewer-epochs = Early stopping
remedy-fewer-epochs = Stop where the test loss was lowest: what the network learns after that is the noise of the training share. Confirm it on data that chose nothing.
title-remedy-larger-network = A larger network
remedy-larger-network = Use at least two hidden layers of at least 32 units: together they can draw most shapes that a few units cannot.
title-remedy-remove-regularization = No penalty, no dropout
remedy-remove-regularization = Set L1, L2 and dropout to 0: too strong, they hold the weights near 0 and keep the network from learning what it could.
title-remedy-scale-targets = Scaled targets
remedy-scale-targets = Divide the targets by their standard deviation and multiply the answers back: an output that starts near 0 need not grow to huge numbers first, and no square overflows.
title-remedy-use-float32 = Full precision
remedy-use-float32 = Keep parameters and optimizer in float32 and compute in half precision under torch.autocast with a GradScaler, or use bfloat16, which has the range of float32; or give Adam an epsilon that float16 can hold (1e-4).
title-remedy-balance-classes = Balanced classes
remedy-balance-classes = Weigh rare classes more in the loss, show them more often, or collect more of them: otherwise always answering the most frequent class already pays.
title-remedy-check-labels = Checked labels
remedy-check-labels = Look at a few dozen samples with their labels: neighbors share no label more often than chance, as if labels and inputs were shuffled against each other.
title-remedy-clear-gradients = Cleared gradients
remedy-clear-gradients = Call optimizer.zero_grad() before each backward pass: otherwise every gradient is added to those of all earlier batches.
title-remedy-pass-all-parameters = All parameters to the optimizer
remedy-pass-all-parameters = Give the optimizer all parameters, after the last layer was added: it leaves alone what it was not given.
title-remedy-unfreeze-parameters = Parameters that may change
remedy-unfreeze-parameters = Set requires_grad = True for the layers that are to learn, and make the optimizer after that.
title-remedy-keep-graph-attached = An unbroken graph
remedy-keep-graph-attached = Keep detach(), .item(), .data, NumPy and no_grad() off the way from the parameters to the loss: gradients do not pass them.
title-remedy-shuffle-data = Shuffled data
remedy-shuffle-data = Shuffle the samples anew in every epoch: batches of one class after another make the network forget what it has just learned.
title-remedy-keep-samples-apart = Samples kept apart
remedy-keep-samples-apart = Keep the batch dimension first and untouched: use permute or transpose where the order of dimensions changes, not view or reshape, which mix samples.
title-remedy-match-shapes = Matching shapes
remedy-match-shapes = Give output and target the same shape, (N, 1) or (N,): (N, 1) against (N,) compares every output with every target.
title-remedy-fix-targets = Targets in range
remedy-fix-targets = Bring the targets into the loss's range: class numbers from 0 to classes - 1, probabilities from 0 to 1.
title-remedy-call-eval = Evaluation mode
remedy-call-eval = Call model.eval() before you evaluate: dropout is then off and batch normalization uses its running statistics.
title-remedy-call-train = Training mode
remedy-call-train = Call model.train() at the beginning of each training epoch: evaluation has left dropout off and batch normalization frozen.

## trial

trial-baseline = as it is
trial-random = random remedy
trial-control = random remedies ({ $count })
trial-best-control = best random remedy
trial-verdict-helps = { $remedy } helps: { $metric } goes from { $before } to { $after }.
trial-verdict-ties = { $count ->
    [one] One more remedy does about as well.
   *[other] { $count } more remedies do about as well.
 }
trial-verdict-nothing-helps = { $count ->
    [one] Nothing helps: the one remedy tried does not clearly beat the training as it is.
   *[other] Nothing helps: none of the { $count } remedies tried clearly beats the training as it is.
 }
trial-verdict-no-remedy = There is no remedy to try here.
trial-verdict-too-few-seeds = { $seeds ->
    [one] One seed cannot tell a remedy from luck; use at least { $least }.
   *[other] { $seeds } seeds cannot tell a remedy from luck; use at least { $least }.
 }
trial-verdict-interrupted = The trial was interrupted before the baseline was done, so nothing can be compared.
trial-interrupted = The trial was interrupted: only what was trained to its end is ranked.
trial-beats-random = { $remedy } repairs { $share } of the runs, a random remedy { $random } on average.
trial-repaired-at = Repaired: { $metric } { $direction ->
    [up] at least
   *[down] at most
 } { $value }.
trial-advice = Cannot be tried here, but may help
trial-note = { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
 }, differences seed by seed, 95 % bootstrap intervals; tied remedies cannot be told apart.
trial-column-rank = rank
trial-column-remedy = remedy
trial-column-difference = difference
trial-column-interval = 95 % interval
trial-column-repaired = repaired
trial-column-cost = cost
trial-metric-accuracy-test = test accuracy
trial-metric-r2-test = test R²
trial-metric-relative-loss-test = test loss over loss at chance
trial-metric-relative-loss-train = training loss over loss at chance
trial-metric-accuracy-train = training accuracy
trial-metric-accuracy-balanced-train = training accuracy, mean of the classes
trial-metric-accuracy-balanced-test = test accuracy, mean of the classes
trial-metric-r2-train = training R²
trial-snippet = What to change in the script: { $remedy }
trial-broke-off = The script broke off under { $remedy } ({ $error }).
trial-left-out = Left out for want of time, some after one run: { $remedies }.
trial-nothing-to-act-on = Found nothing in the script to act on: { $remedies }.
trial-column-mean = mean

## terminal

view-runs = { $count ->
    [one] 1 run
   *[other] { $count } runs
 }
view-steps = { $count ->
    [one] 1 update
   *[other] { $count } updates
 }
view-layers = { $count ->
    [one] 1 layer
   *[other] { $count } layers
 }
view-samples = { $count ->
    [one] 1 training sample
   *[other] { $count } training samples
 }
view-healthy = Healthy: no rule found anything that keeps this network from learning.
view-nothing-found = { $count ->
    [one] Nothing found, but one rule cannot tell.
   *[other] Nothing found, but { $count } rules cannot tell: that is no proof of health.
 }
view-one-finding = One thing is wrong: { $root }.
view-findings = { $count } findings. To mend first: { $root }.
view-units = { $count ->
    [one] 1 unit
   *[other] { $count } units
 }
view-from-step = from update { $step } on
view-evidence = evidence
view-value = value
view-threshold = limit
view-step = update
view-helps = What helps:
view-undecided = Cannot tell: { $codes }.
view-severity-error = error
view-severity-warning = warning
view-severity-info = worth knowing
view-status-non-finite = { $count } of { $of } runs ended in NaN or infinity.
view-status-diverged = { $count } of { $of } runs diverged.
view-status-interrupted = { $count } of { $of } runs were interrupted.
view-ended = ended
view-ended-non-finite = NaN
view-ended-diverged = diverged
view-ended-interrupted = interrupted
view-quantity = quantity
view-start = at start
view-median = end, median
view-smallest = smallest
view-largest = largest
view-trial = Trial: { $experiments } experiments × { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
 }, compared by { $metric }
view-was-interrupted = interrupted before its end

## plots

plot-train = training
plot-test = test
plot-chance = constant guess
plot-epoch = epoch
plot-loss = loss
plot-accuracy = accuracy
plot-non-finite = NaN or infinity
plot-loss-title = Loss over time
plot-loss-alt = The training loss of { $runs } runs (median) goes from { $start } to { $end } in { $epochs } epochs; a constant guess would have { $chance }.
plot-loss-alt-test = The test loss ends at { $end }.
plot-loss-alt-accuracy = The test accuracy ends at { $end }.
plot-loss-alt-broken = { $count ->
    [one] One run ended in NaN or infinity.
   *[other] { $count } runs ended in NaN or infinity.
 }
plot-layers-title = Layer by layer: { $quantity }
plot-log10 = log₁₀ { $quantity }
plot-at-epoch = epoch { $epoch }
plot-layer-number = layer, from input to output
plot-layers-alt = { $quantity } at epoch { $epoch }, median of the runs: { $first_value } at { $first }, { $last_value } at { $last }; smallest { $low_value } at { $low }, largest { $high_value } at { $high }.
plot-layers-alt-none = { $quantity }: nothing finite was recorded.
plot-histogram-title = Histograms: { $quantity }
plot-histogram-alt = Shares of { $quantity } at the end of the training, layer by layer.
plot-histogram-alt-layer = { $layer }: the fullest bin, from { $low } to { $high }, holds { $share }.
plot-at-start = at start
plot-at-end = at end
plot-boundary-title = Decision boundary
plot-boundary-alt = The plane of the two inputs in the colors of two classes, with the boundaries of { $runs } runs. The typical run gives { $share } of the plane to the second class; training accuracy { $accuracy }.
plot-boundary-alt-many = The plane of the two inputs in the colors of { $classes } classes as the typical of { $runs } runs divides it; training accuracy { $accuracy }.
plot-surface-title = What the network answers
plot-zero = black: exactly 0
plot-surface-alt = What the typical of { $runs } runs answers over the inputs, with the samples.
plot-samples = samples
plot-forest-title = What each remedy changes
plot-forest-alt = Improvement in { $metric } over the baseline of { $count } remedies over { $seeds } seeds, with 95 % intervals.
plot-improvement = improvement in { $metric }, with 95 % interval
plot-points = (percentage points)
plot-comparison-title = Comparison
plot-comparison-alt = { $count } variants side by side; { $metric }, mean with 95 % interval:
plot-dataset-title = Data
plot-dataset-alt = { $samples } training samples with { $features } inputs, whose means lie from { $mean_low } to { $mean_high } and standard deviations from { $std_low } to { $std_high }.
plot-dataset-alt-after = After preprocessing { $samples } samples with { $features } inputs, means from { $mean_low } to { $mean_high }, standard deviations from { $std_low } to { $std_high }.
plot-before = before preprocessing
plot-after = after preprocessing
plot-target = target
plot-inputs = input
plot-mean-spread = mean ± std
plot-gallery-title = Activations
plot-gallery-alt = { $count ->
    [one] An activation and its derivative.
   *[other] { $count } activations and their derivatives.
 }
plot-gallery-alt-one = { $name }: steepest slope { $steepest }.
plot-depth-title = What is left of a gradient on its way back
plot-depth = layers passed on the way back
plot-relative-gradient = gradient relative to the output's
plot-depth-alt = The gradient relative to the output's against the number of layers it has passed (up to { $layers }), for each initialization and activation; factor of one layer:
plot-depth-alt-one = { $init }, { $activation }: { $factor }.
plot-bad-format = a picture cannot be written to { $path }: the name has to end in one of { $known }.

## report

report-title = { $name }: diagnosis by whygrad
report-kind = Diagnosis of a training
report-verdict = In short
report-findings = Findings
report-no-findings = Nothing was found that keeps this network from learning.
report-cause = root cause
report-because = follows from: { $cause }
report-undecided = What cannot be told
report-trial = Trial of the remedies
report-change = change
report-tied = cannot be told apart from the best
report-helps = clearly helps
report-trial-legend = ✓ clearly helps: its interval excludes 0, so clear a difference comes from as many useless remedies in at most 1 of 20 trials, and the metric is better than chance.
report-pictures = Pictures
report-experiment = What was trained
report-experiment-use = Save this as experiment.toml and run: whygrad diagnose experiment.toml
report-layer = layer
report-layer-kind = kind
report-inputs = inputs
report-outputs = outputs
report-activation = activation
report-normalization = normalization

## command line

cli-about = Find out why a neural network does not train: see it, prove it, fix it.
cli-usage = Usage:
cli-usage-command = COMMAND [OPTIONS]
cli-usage-options = [OPTIONS]
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
cli-presets = Presets
cli-presets-ill = with a fault
cli-presets-healthy = without one
cli-default = (default: { $value })
cli-epilog = Start here: whygrad diagnose vanishing-gradient-digits --trial
cli-help-lang = Language of what is shown; without it, that of the locale.
cli-help-version = Show the version.
cli-help-help = Show this page.
cli-option-seeds = Train so many runs, with the seeds 0 to N-1.
cli-option-set = Change a setting of the experiment, e.g. learning_rate=0.1 or "hidden=[8,8]". May be repeated.
cli-option-json = Write the result as JSON to a file; "-" is the standard output, then without tables.
cli-option-picture = Write the picture to a file that ends in .png, .svg or .pdf.
cli-experiment = A preset's name, an experiment's .toml file or a link.

cli-diagnose = Say what is wrong with a training, why, and what helps.
    Exit status: 0 healthy, 1 problems found, 2 wrong use, 130 interrupted.
cli-diagnose-examples = Examples:
      whygrad diagnose dead-units-moons
      whygrad diagnose experiment.toml --trial --report report.html
      whygrad diagnose run.zarr --json -
      whygrad diagnose train.py -- --epochs 3
cli-diagnose-target = A training script (.py), a preset's name, an experiment's .toml file or a link, or the folder of a saved trace.
cli-diagnose-trial = Try the remedies and rank them, beside as many random ones.
cli-diagnose-steps = Train at most so many updates (of an experiment: rounded up to whole epochs).
cli-diagnose-report = Write a report to one HTML file.
cli-train = Train an experiment over several seeds, record what happens, save it.
cli-train-examples = Examples:
      whygrad train healthy-moons --out run.zarr
      whygrad train experiment.toml --set optimizer=adam --plots pictures
cli-train-out = Save the trace to this folder while it is recorded.
cli-train-engine = What trains: auto, kernel or torch.
cli-train-plots = Write every figure of the training to this folder.
cli-compare = Train variants of an experiment side by side: one table, one grid of pictures.
cli-compare-examples = Examples:
      whygrad compare healthy-moons --vary "hidden=[4],[8],[8,8]" --vary activation=tanh,relu --out grid.png
      whygrad compare healthy-moons --vary learning_rate=1e-4,1e-3,0.01,0.1,1 --out range-test.png
      whygrad compare healthy-moons --vary schedule=constant,step,cosine,linear,inverse-sqrt --set warmup=0.1
cli-compare-vary = Values to compare, cut at commas outside brackets. Repeated, all combinations are trained.
cli-play = Open the studio: a page on which networks train while you watch, with the reasons and remedies beside them.
    Exit status: 0 after Ctrl-C, 2 wrong use.
cli-play-examples = Examples:
      whygrad play
      whygrad play vanishing-gradient-moons
      whygrad play --port 0 --no-browser
cli-play-experiment = What the page begins with: a preset's name, an experiment's .toml file, a link or a TensorFlow Playground address.
cli-play-port = The port to listen on; 0 takes a free one.
cli-play-host = The address to listen on; 0.0.0.0 lets other machines in, with the key in the printed address.
cli-play-no-browser = Only print the address.
cli-data = List the data sets, or show one before and after preprocessing.
cli-data-examples = Examples:
      whygrad data
      whygrad data digits --set preprocessing=pca:2 --out digits.png
cli-data-name = A data set's name, a CSV file, or a preset or experiment whose data is meant.
cli-data-more = Show one: whygrad data NAME. Any CSV file can be used, too.
cli-explain = Explain a finding or a remedy; without a code, list the findings.
cli-explain-examples = Examples:
      whygrad explain vanishing-gradient
      whygrad explain activations --out activations.png
      whygrad explain depth --out depth.png
cli-explain-code = The code of a finding or a remedy, an activation, "activations" (all of them side by side), "depth" (how gradients grow or shrink from layer to layer), "gates" (why XOR takes two layers), "linear" (why depth without activations adds nothing) or "family" (four losses of one unit).
cli-explain-script = Print the small program of the finding's page, which has this fault; > train.py keeps it.
cli-no-script = --script prints the program of a finding, and "{ $name }" is none; whygrad explain lists them.
cli-explain-more = Explain one: whygrad explain CODE. Also: whygrad explain activations, depth, gates, linear or family.
cli-list-codes = "whygrad explain" lists them

cli-progress-train = Training
cli-progress-trial = Trying remedies
cli-report-written = Report: { $path }
cli-trace-written = Trace: { $path }
cli-picture-written = Picture: { $path }

cli-interrupted = interrupted.
cli-interrupted-kept = interrupted; what was recorded so far is shown and kept.
cli-interrupted-drawing = interrupted; what was recorded so far is shown and drawn (press Ctrl-C again to leave that out) …
cli-bug = unexpected error, a bug of whygrad's: { $kind }: { $what } (set WHYGRAD_TRACEBACK=1 to see where).
cli-system-error = { $where }: { $what }
cli-too-deep = the input is nested too deeply.
cli-did-you-mean = did you mean { $near }?
cli-known-commands = known are { $known }.
cli-known-options = known are { $known }.
cli-known-presets = presets are { $known }.
cli-list-presets = "whygrad diagnose --help" lists the presets.
cli-no-such-command = there is no command { $name }; { $hint }
cli-no-such-option = { $command } has no option { $name }; { $hint }
cli-missing = { $command } needs { $name }; see { $command } --help.
cli-needs-a-value = { $command }: { $name } needs a value.
cli-takes-no-value = { $command }: { $name } takes no value.
cli-extra-argument = { $command } has no use for { $what }; see { $command } --help.
cli-not-a-whole-number = must be a whole number from 1 to 1000000, not { $value }.
cli-unknown-language = --lang must be one of { $known }, not { $name }.
cli-unknown-engine = must be one of { $known }, not { $name }.
cli-unknown-target = "{ $name }" is neither a preset nor a file; { $hint }
cli-unknown-code = "{ $name }" is no code of a finding or a remedy; { $hint }
cli-script-missing = { $name }: there is no such script.
cli-script-is-folder = { $name } is a folder, not a script.
cli-script-syntax = { $name }, line { $line }: { $what }.
cli-script-unreadable = { $name } cannot be read as Python: { $what }.
cli-script-died = { $name } ended (status { $status }) before anything could be kept: it was killed or left by os._exit.
cli-script-never-trained = { $name } never trained: no PyTorch optimizer made a step.
cli-script-no-torch = { $name } never trained: it did not import PyTorch, the only framework that can be watched in a script.
cli-script-crashed-early = { $name } crashed before it trained; there is nothing to diagnose.
cli-script-has-no = { $name }: { $option } means nothing for a script that runs as it is.
cli-seconds-for-scripts = { $name }: { $option } is for scripts; an experiment is limited by --steps.
cli-diagnose-budget = With a script and --trial: seconds for all re-runs together (300 unless given).
cli-diagnose-seconds = End a script after so many seconds (600 unless given, or earlier when the verdict is stable).
cli-needs-experiment = { $name } is a folder; give a preset or an experiment's .toml file.
cli-no-experiment = { $name } does not say which experiment it comes from, so no remedy can be tried.
cli-trace-is-fixed = { $name } is a saved trace: --set, --steps and --seeds (without --trial) would need its training again.
play-elsewhere = From other machines: { $address }
play-how-to-end = Ctrl-C ends it.
play-bad-port = must be a port from 0 to 65535, not { $port }.
play-port-busy = port { $port } is in use; take another with --port N, or a free one with --port 0.
play-port-forbidden = port { $port } is not yours to use; take one from 1024 with --port N, or a free one with --port 0.
play-bad-host = { $host } is not an address of this machine; take 127.0.0.1, or 0.0.0.0 for all of them.
play-traces-later = { $name }: the studio cannot show a saved trace yet; see it with whygrad diagnose { $name } --report report.html
play-csv-too-long = { $file } has more than { $most } characters, too many for the page; train on it with whygrad train.
cli-no-file = { $path } cannot be written: it is a folder, or lies in something that is none.
cli-no-folder = { $path } is a file; a folder is needed.
cli-not-writable = { $path } cannot be written: { $reason }.
cli-wrong-ending = { $option } needs a file name that ends in one of { $known }; { $path } does not.
cli-no-picture = there is no picture of { $name }; there is one of { $topics }.
cli-varied-twice = { $key } is varied twice; put all of its values into one --vary.
cli-varied-and-set = { $key } is both varied and set; leave out its --set.
cli-value-twice = { $key }: the value { $value } is listed twice; leave one out.
cli-too-many-variants = { $count } combinations are too many, at most { $most } can be compared.

dataset-column-name = name
dataset-column-task = task
dataset-column-what = what it is
dataset-numbers = numbers
dataset-classes = { $count } classes
dataset-samples = samples
dataset-split = { $train } training, { $test } test
dataset-features = inputs
dataset-shares = class shares
dataset-target = target
dataset-target-range = { $low } to { $high }, standard deviation { $std }
dataset-neighbors = nearest neighbor
dataset-neighbors-value = has the same class for { $share } of the samples, by chance { $chance }
dataset-noise = Option noise: { $meaning }
dataset-input = input
dataset-mean = mean
dataset-std = standard deviation
dataset-after = After preprocessing ({ $steps }):

codes-page = What whygrad can find, a page each in English and Korean; `whygrad explain CODE` prints it. This list is made by `python -m whygrad.diagnose.pages`.
group-gradient-flow = Gradient flow
group-initialization = Initialization
group-optimization = Optimization
group-data = Data
group-output-and-loss = Output and loss
group-generalization = Generalization
group-others = Others
topic-causes = Can follow from:
topic-consequences = Can lead to:
topic-presets = See it:
topic-against = Against:
topic-remedy = remedy
topic-why = what it changes and why
topic-limit = limits
topic-origin = where it comes from
topic-activation = activation
topic-steepest = max f′
topic-range = range
topic-centered = centered
topic-saturated = saturated
topic-mean = mean
topic-zeros = zeros
topic-cost = time
topic-yes = yes
topic-no = no
topic-activations-note = Centered: around 0. Mean and zeros: average output and share of outputs that are exactly 0 for standard normal inputs. Saturated: where the slope stays below 5 % of its maximum. Time: that of training a 2-16-16-16-1 network, relative to linear units, measured now on this machine.
topic-depth-head = What one layer does to the gradient that passes it: geometric mean over { $layers } layers of { $width } units, standard normal inputs, before training.
topic-depth-note = Below 1 a gradient vanishes with depth, above 1 it explodes; a dash: nothing arrives. To the power of the depth: 0.5 a layer leaves 0.001 after ten.

## data sets: data-<name> (what it is), noise-<meaning> (what the option noise does to it)

data-circle = a disk inside a ring (TensorFlow Playground)
data-xor = four quadrants, opposite ones of the same class (TensorFlow Playground)
data-gauss = two normal blobs (TensorFlow Playground)
data-spiral = two intertwined spiral arms (TensorFlow Playground)
data-moons = two interleaving half circles
data-rings = three rings, one inside the other
data-checkerboard = a board of 4×4 squares in two classes
data-blobs = normal blobs around a circle, 3 of them or K with blobs:K (2 to 6)
data-and = the AND gate: class 1 where both inputs are 1
data-or = the OR gate: class 1 where an input is 1
data-nand = the NAND gate: class 0 where both inputs are 1
data-xor-gate = the XOR gate: class 1 where the inputs differ; no line parts its four corners
data-plane = a tilted plane over two inputs (TensorFlow Playground)
data-bumps = six bumps of alternating sign over two inputs (TensorFlow Playground)
data-sine = a sine curve over one input
data-steps = a staircase of four steps over one input
data-digits = handwritten digits, 8×8 pixels of 0 to 16 (scikit-learn's; all 1,797 unless data.samples limits them)
noise-label = labels: each label or target is looked up at a point moved by up to noise times the half width of the plane; points stay
noise-spread = spread: the variance of the blobs is 0.5 + 7 × noise
noise-jitter = jitter: every point is moved at random, by about noise
noise-relabel = labels: that share of the samples gets a random class
noise-target = target: normal noise is added, noise times the standard deviation of the target

## zoo

zoo-not-linear = this network is no stack of linear layers: { $what } stands in it.
zoo-family-classes = the single-layer family tells two classes apart; { $data } does not have two.

zoo-gate = gate
zoo-on-where = on where
zoo-separating = a line between on and off
zoo-no-line = none
zoo-network = network
zoo-perceptron = perceptron
zoo-hidden = { $units } tanh, then 1
zoo-learned = learned by
zoo-of = { $count } of { $of }
zoo-epochs = epochs
zoo-best = best accuracy
zoo-gates-head = Gates of step units set by hand, and what they answer to 00, 01, 10 and 11. A perceptron says 1 on one side of a line and 0 on the other; XOR takes a second layer, here the AND of a NAND and an OR.
zoo-gates-learned = What networks learn from samples of the gates (perceptrons by the perceptron rule), over { $seeds } seeds; epochs: median until every sample is right.
zoo-proof = Why no perceptron learns { $gate }: { $on } = { $off } = { $common }. This point is a mean of corners where the gate is on and a mean of corners where it is off, so a line between them would have it on both of its sides.

zoo-parameters = parameters
zoo-additive = not additive
zoo-homogeneous = not homogeneous
zoo-collapsed = differs from 1 layer
zoo-train = training accuracy
zoo-test = test accuracy
zoo-linear-single = 1 linear layer
zoo-linear-stack = 3 linear layers
zoo-linear-tanh = 3 layers, tanh
zoo-linear-head = Is the trained network g(x) = f(x) - f(0) a linear map? Largest violations over { $seeds } seeds of g(x + y) = g(x) + g(y) and of g(a·x) = a·g(x), relative to the sizes of both sides: 0 linear, 1 as far from it as can be.
zoo-linear-collapse = The { $layers } linear layers with their { $parameters } parameters are one layer (seed 0): { $line }.
zoo-linear-note = Depth without activations adds parameters, not functions: the border of the stack is a straight line like that of one layer.

zoo-member = unit
zoo-loss = loss, y = ±1
zoo-line = line (seed 0)
zoo-turn = turns by
zoo-family-perceptron = perceptron
zoo-family-adaline = Adaline, linear regression
zoo-family-logistic = logistic regression
zoo-family-svm = linear SVM
zoo-loss-perceptron = max(0, -yz)
zoo-loss-adaline = (y-z)²/2
zoo-loss-logistic = ln(1+e⁻ʸᶻ)
zoo-loss-svm = max(0, 1-yz)
zoo-family-head = One unit z = w·x + b, four losses, the same data ({ $data }) and { $seeds } seeds; all of them answer with the sign of z.
zoo-family-note = Turns by: mean angle between the lines of the seeds and their mean. The perceptron stops at any line without mistakes and wanders where there is none; the others have one best line. Accuracies are means over the seeds.

plot-gates-title = Gates
plot-gates-layers = { $gate }, two layers
plot-gates-alt = The plane of two inputs with its corners, filled where the gate is on; the ground shows where the network set by hand is on: { $names }.
plot-gates-alt-crossing = { $gate }: the segment between the corners that are on crosses the one between those that are off, so no line parts them.

## studio: server (studio-error-*: one line on the page about what it asked for)

studio-error-host = This server does not answer to the name "{ $host }". Open the address that whygrad play printed.
studio-error-origin = A page of { $origin } may not ask this server.
studio-error-token = This page has no valid key. Open the address that whygrad play printed once more.
studio-error-bug = Unexpected error on the server, a bug of whygrad's: { $kind }.
studio-error-busy = The server has too much to do; try again in a moment.
studio-error-body-size = That is too much at once: at most { $most } bytes are possible.
studio-error-body-slow = The data took too long to arrive; try again.
studio-error-body-nested = The data is nested too deeply or has too many parts.
studio-error-json = The request is not valid JSON.
studio-error-request = { $where } in the request is not what the server can read.
studio-error-method = { $method } is not possible here.
studio-error-no-page = There is nothing at { $path }.
studio-error-channel = "{ $name }" is not a quantity that a page can record.
studio-error-array-shape = The array { $name } must hold f32 numbers of the shape { $shape }.
studio-error-trace = The recorded training does not fit together: steps must rise, and each run needs its status.
studio-error-trial-size = That is too much training to try remedies on; take fewer epochs, units, samples or seeds, or use whygrad diagnose --trial.
studio-error-trial-time = Trying remedies took longer than { $seconds } s and was ended; take fewer epochs, units or seeds.
studio-error-gone = Nobody waits for the answer any more.
studio-error-export = An experiment cannot be exported as { $kind }; possible are { $known }.
studio-error-array = The array { $name } does not have the numbers that its shape states.
studio-error-two-experiments = Send an experiment or a link, not both.
studio-error-two-data-sets = Send drawn points or a CSV text, not both.
studio-error-points-shape = Draw at least 2 points; each needs one class or number.
studio-error-points-finite = The points must be finite numbers.
studio-error-points-classes = The classes of the points must be whole numbers from 0, at most { $most } of them.
studio-error-network-size = { $key }: on the page a network has at most { $layers } layers of at most { $units } units. Larger ones: whygrad train.
studio-error-samples = { $key }: on the page there are at most { $most } samples. Larger data: whygrad train.
studio-error-updates = { $key }: with these batches at most { $most } epochs are possible on the page.
studio-error-parameters = { $key }: all networks together have { $count } parameters, and at most { $most } are possible on the page; take fewer units or fewer seeds.
studio-error-code = There is no finding and no remedy with the code { $code }.

## studio: the bench (controls, data, lessons; studio-word-<word of an option>, studio-set-<data set>, studio-lesson-<preset>)

studio-skip = Skip to the network
studio-data = Data
studio-features = Features
studio-network = Network
studio-training = Training
studio-output = Output
studio-diagnosis = Why it learns, or not
studio-curves = Loss and accuracy
studio-inside = Inside
studio-lessons = Lessons

studio-controls = Training controls
studio-run = Run
studio-pause = Pause
studio-reset = Reset
studio-reset-help = Back to the same start: the same weights, the same order of samples.
studio-step-batch = Step: batch
studio-batch = Batch
studio-step-batch-help = One update, on one batch.
studio-step-epoch = Step: epoch
studio-step-epoch-help = To the end of the epoch.
studio-new-start = New start
studio-new-start-help = Other weights and another order of samples, the same data.
studio-speed = Speed
studio-speed-help = How many epochs a second are trained.
studio-speed-epochs = { $epochs ->
        [one] 1 epoch/s
       *[other] { $epochs } epochs/s
    }
studio-speed-max = full speed
studio-epoch = Epoch
studio-loss-train = Training loss
studio-loss-test = Test loss
studio-not-a-number = not a number
studio-status = Epoch { $epoch }, training loss { $train }, test loss { $test }.
studio-status-accuracy = Test accuracy { $accuracy }.
studio-status-healthy = No problem found.
studio-status-paused = Paused.

studio-language = Language
studio-theme = Theme
studio-theme-auto = Auto
studio-theme-light = Light
studio-theme-dark = Dark

studio-undo = Undo
studio-undo-help = Takes back the last change.
studio-share = Share
studio-link = Link to this experiment
studio-copy-link = Copy link
studio-copied = Copied.
studio-copy-by-hand = Copy it from the field above.
studio-link-own-data = Data of your own is not part of the link.
studio-open-link = Open a link
studio-open-link-help = A link of whygrad or of TensorFlow Playground, or what follows its #.
studio-open = Open
studio-save-toml = Save as TOML

studio-notice = { $key }: { $text }
studio-dismiss = Dismiss
studio-slider = { $name }, slider

studio-problem = Problem type
studio-problem-classes = Classification
studio-problem-numbers = Regression
studio-dataset = Dataset
studio-classes = Classes
studio-noise = Noise
studio-noise-of = Noise: { $kind }
studio-noise-label = labels
studio-noise-spread = spread
studio-noise-jitter = jitter
studio-noise-relabel = random labels
studio-noise-target = target
studio-samples = Samples
studio-train-share = Ratio of training to test data
studio-split = { $train } training, { $test } test
studio-regenerate = Regenerate
studio-preprocessing = Preprocessing
studio-pca-components = Principal components to keep
studio-own-data = Your own data
studio-own-data-in-use = From a file: { $name }
studio-own-data-back = Back to the data sets
studio-csv-open = Open a CSV file
studio-csv-paste = or paste it, with a first line of names
studio-csv-use = Use this data
studio-csv-target = Column to predict
studio-csv-last = the last one
studio-csv-too-long = A CSV text may have at most { $most } characters here. Larger data: whygrad train.
studio-features-legend = Which features of the data the network sees
studio-features-many = { $count } inputs, all of them shown to the network.

studio-hidden-layers = Hidden layers
studio-neurons = Neurons
studio-neurons-of = Neurons of hidden layer { $layer }
studio-add-layer = Add a hidden layer
studio-remove-layer = Remove the last hidden layer
studio-add-neuron = Add a neuron to hidden layer { $layer }
studio-remove-neuron = Remove a neuron from hidden layer { $layer }
studio-activation = Activation
studio-initialization = Initialization
studio-normalization = Normalization
studio-dropout = Dropout
studio-residual = Skip connections
studio-output-activation = Output

studio-learning-rate = Learning rate
studio-optimizer = Optimizer
studio-schedule = Schedule
studio-warmup = Warm-up
studio-batch-size = Batch size
studio-epochs = Epochs
studio-loss-function = Loss
studio-regularization = Regularization
studio-regularization-none = None
studio-regularization-l1 = L1
studio-regularization-l2 = L2
studio-regularization-both = L1 and L2
studio-rate-l1 = Regularization rate, L1
studio-rate-l2 = Regularization rate, L2
studio-clipping = Clipping
studio-seeds = Seeds
studio-seeds-help = How many networks with other starts train side by side: 1 to { $most }.

studio-word-auto = Auto
studio-word-none = None
studio-word-step = Step
studio-word-sign = Sign
studio-word-linear = Linear
studio-word-piecewise-linear = Piecewise linear
studio-word-sigmoid = Sigmoid
studio-word-tanh = Tanh
studio-word-relu = ReLU
studio-word-leaky-relu = Leaky ReLU
studio-word-prelu = PReLU
studio-word-elu = ELU
studio-word-selu = SELU
studio-word-gelu = GELU
studio-word-silu = SiLU (Swish)
studio-word-softplus = Softplus
studio-word-mish = Mish
studio-word-xavier-uniform = Xavier, uniform
studio-word-xavier-normal = Xavier, normal
studio-word-he-uniform = He, uniform
studio-word-he-normal = He, normal
studio-word-lecun-uniform = LeCun, uniform
studio-word-lecun-normal = LeCun, normal
studio-word-normal = Normal
studio-word-orthogonal = Orthogonal
studio-word-zeros = Zeros
studio-word-playground = Playground’s
studio-word-batch = Batch
studio-word-layer = Layer
studio-word-identity = Identity
studio-word-softmax = Softmax
studio-word-squared = Squared
studio-word-cross-entropy = Cross-entropy
studio-word-hinge = Hinge
studio-word-sgd = SGD
studio-word-momentum = Momentum
studio-word-nesterov = Nesterov
studio-word-adagrad = AdaGrad
studio-word-rmsprop = RMSProp
studio-word-adam = Adam
studio-word-adamw = AdamW
studio-word-perceptron = Perceptron rule
studio-word-constant = Constant
studio-word-cosine = Cosine
studio-word-inverse-sqrt = 1/√(1 + epochs)
studio-word-center = Center
studio-word-scale = Scale
studio-word-pca = Principal components
studio-word-whiten = Whiten

studio-set-circle = Circle
studio-set-xor = XOR
studio-set-gauss = Gauss
studio-set-spiral = Spiral
studio-set-moons = Moons
studio-set-rings = Rings
studio-set-checkerboard = Checkers
studio-set-blobs = Blobs
studio-set-and = AND
studio-set-or = OR
studio-set-nand = NAND
studio-set-xor-gate = XOR gate
studio-set-plane = Plane
studio-set-bumps = Bumps
studio-set-sine = Sine
studio-set-steps = Steps
studio-set-digits = Digits

studio-lessons-about = Some of these networks learn, some do not. Open one, press Run, and say why before the diagnosis does.
studio-lesson-close = Close the lesson
studio-lesson-hint = Press Run, look, and guess. The diagnosis answers when it has seen enough.
studio-lesson-answer = The diagnosis: { $title }.
studio-lesson-healthy = The diagnosis: nothing is wrong here.
studio-lesson-class-imbalance-csv = It is right in eleven cases of twelve. Is it any good?
studio-lesson-constant-feature-csv = One of these columns tells the network nothing. Which, and does it do harm?
studio-lesson-dead-units-moons = Twenty layers deep and two units wide. What happens to the signal on its way?
studio-lesson-exploding-gradient-spiral = Sixteen layers with shortcuts between them. How large does the gradient get?
studio-lesson-healthy-blobs = Four clouds, four classes. What do the borders between them look like?
studio-lesson-healthy-bumps = Can a network build six hills and valleys out of smooth steps?
studio-lesson-healthy-circle = A ring around a disk: how do units that each draw one line enclose it?
studio-lesson-healthy-digits-batch-norm = Pixels from 0 to 16 as they come. Why does that not matter here?
studio-lesson-healthy-digits-dropout = A fifth of the units is silent at every step. Does it still learn to read?
studio-lesson-healthy-digits = Handwritten digits. How many epochs does it take to read them?
studio-lesson-healthy-gauss-linear = Two clouds and no hidden layer. Is a single line enough?
studio-lesson-healthy-moons-residual = Ten layers deep. Why does the gradient arrive at the first one?
studio-lesson-healthy-moons = Two half moons: which units find the bend between them?
studio-lesson-healthy-plane = A tilted plane. How little network is enough?
studio-lesson-healthy-rings = Three rings, one inside the other. What does the middle class look like to the network?
studio-lesson-healthy-sine = One period of a sine. How many units does it take to follow it?
studio-lesson-healthy-spiral-features = The spiral is hard. What do two sines among the inputs change?
studio-lesson-healthy-xor = Opposite quadrants belong together. What does the hidden layer make of that?
studio-lesson-init-too-large-digits = It starts with large weights. What do its tanh units answer before the first step?
studio-lesson-init-too-small-digits = It starts with tiny weights. How much of the image arrives at the output?
studio-lesson-inputs-not-normalized-csv = One column counts tens of thousands, another hundredths. Which one does the network hear?
studio-lesson-labels-look-random-csv = It learns its training data and fails on every test. What is wrong with the data?
studio-lesson-learning-rate-too-high-circle = The loss jumps up and down. What do its steps do?
studio-lesson-learning-rate-too-high-digits = After a few steps most units say nothing any more. What pushed them there?
studio-lesson-learning-rate-too-high-plane = The easiest task of all, and the loss grows and grows. Why?
studio-lesson-learning-rate-too-low-circle = The loss falls as promised, and hardly at all. How long would you have to wait?
studio-lesson-linear-network-circle = Three layers, and still it draws a straight line. What is missing?
studio-lesson-linear-network-xor = The perceptron rule on XOR: will it ever stop?
studio-lesson-no-gradient-circle = Its units say 0 or 1, and its first layer never changes. Why?
studio-lesson-no-progress-strong-l2 = Every weight goes to zero. Who pulls?
studio-lesson-noisy-updates-circle = It learns from one sample at a time. Why does it not come to rest?
studio-lesson-non-finite-csv = After one step its numbers are no numbers any more. Where did it begin?
studio-lesson-non-finite-data-csv = It fails before the first step. What is in the table?
studio-lesson-output-loss-mismatch-moons = The classes are told apart, but the loss stays high. What holds the output back?
studio-lesson-output-range-mismatch-sine = It learns one half of the sine. What about the other?
studio-lesson-overfitting-moons = Forty noisy points and a wide network. What does the border look like, and the test loss?
studio-lesson-saturated-units-rings = Most of its units answer −1 or 1 and stay there. How did they get there?
studio-lesson-sigmoid-before-logit-loss-moons = It learns, but slowly. What is applied twice?
studio-lesson-softmax-before-cross-entropy-digits = It reads digits, but is never sure. What happens twice on the way to its loss?
studio-lesson-symmetric-init-circle = Eight units that always agree. What are they worth?
studio-lesson-underfitting-rings = It trained for long enough, and it still gets points wrong. What does it lack?
studio-lesson-vanishing-gradient-digits = Ten layers of sigmoids. Which layers learn, and which do not?
studio-lesson-vanishing-gradient-moons = Eight layers for two half moons, and nothing moves. How large is the first layer’s gradient?

## studio: inside (curves, layers, histograms, diagnosis, remedies, learning, surface, factors, gallery)

studio-chart-table = These numbers as a table
studio-curves-loss = Loss
studio-curves-accuracy = Accuracy
studio-curves-log = Log scale
studio-curves-keep = Keep this curve
studio-curves-clear = Remove kept curves
studio-curves-read = Read the values at a record
studio-curves-band = band: middle half of the seeds
studio-curves-quartiles = middle half
studio-curves-empty = Nothing is recorded yet.
studio-curves-at = epoch { $epoch }
studio-curves-from = The training loss began at { $start }.
studio-layers-quantity = Quantity
studio-layers-auto = what the diagnosis points to
studio-layers-time = Layers over time
studio-layers-depth = Profile over the depth
studio-layers-median = median of the seeds
studio-layers-layer = layer
studio-layers-named = in the finding
studio-layers-now = { $quantity } after { $step } updates:
studio-histograms = Histograms of the shown network
studio-histograms-quantity = Values
studio-histograms-legend = Bars: now. Outline: at the start. The outermost bars also hold everything beyond.
studio-histograms-empty = Histograms appear with the first record.
studio-histograms-alt = mean { $mean }, fullest bin { $bin } with { $share }.
studio-histograms-mean = mean
studio-histograms-fullest = fullest bin
studio-histograms-share = its share
studio-histograms-ends = share in the open bins
studio-diagnosis-start = Press Run: as soon as there is something to see, it says here why the network learns or why not.
studio-diagnosis-early = Nothing wrong so far. Too early to tell.
studio-diagnosis-healthy = Healthy: no rule found anything that keeps this network from learning.
studio-diagnosis-nan = { $count ->
    [one] NaN or infinity
   *[other] NaN or infinity in { $count } of { $of } networks
 }: it began { $what ->
    [input] in the inputs of { $layer }
    [activation] in the activations of { $layer }
    [loss] in the loss, behind { $layer }
    [gradient] in the gradient of { $layer }
    [weight] in the weights of { $layer }
   *[other] in { $layer }
 } at update { $step }. Training of { $count ->
    [one] this network
   *[other] these networks
 } stopped there.
studio-diagnosis-numbers = The numbers
studio-remedies = Which remedy helps?
studio-remedies-try = Try remedies
studio-remedies-trying = Training the network with each remedy …
studio-remedies-hint = Trains the network anew with each remedy and with random changes, over the same seeds, and compares them.
studio-remedies-apply = Apply
studio-remedies-apply-named = Apply: { $remedy }
studio-remedies-undo = Undo
studio-remedies-applied = Applied: { $remedy }. The network starts anew.
studio-remedies-table = Remedies, best first
studio-remedies-tied = tied with the best
studio-remedies-helps = clearly helps
studio-closer = Look closer
studio-learning = One step of learning, with its numbers
studio-learning-about = What one update does for one sample: its values forward, the loss, the derivatives backward, the new weights.
studio-learning-sample = Sample
studio-learning-unit = unit
studio-learning-back = Back
studio-learning-next = Next
studio-learning-count = stage { $at } of { $of }
studio-learning-pause = Pause to walk through the numbers of the latest update.
studio-learning-forward = Forward: { $layer }
studio-learning-loss = Loss
studio-learning-backward = Backward: { $layer }
studio-learning-update = Update: { $layer }
studio-learning-more = … { $count } more
studio-learning-normalized = after normalization
studio-learning-output = output
studio-learning-parameter = parameter
studio-learning-new = new
studio-learning-numbers = Numbers of this stage
studio-learning-loss-note = o: what the network says, y: what is right.
studio-learning-chain = The chain rule: what arrives from behind, times the unit's own derivative, times what the weight was given.
studio-learning-update-note = With this sample alone; a batch takes the mean of its samples' derivatives.
studio-learning-update-other = Plain gradient descent with this sample alone; { $optimizer } scales the derivatives before it takes its step.
studio-learning-check = Check the first weight's derivative
studio-learning-checked = Over all training samples: by the chain rule { $automatic }, by a finite difference (± { $step }) { $finite }.
studio-surface = Loss around the network
studio-surface-about = The training loss on a plane through the shown network's parameters. Line: the way it took; cross: where it is.
studio-surface-plane = Plane
studio-surface-path = of the path (its two main directions)
studio-surface-random = two random directions
studio-surface-weights = two weights
studio-surface-first = Across
studio-surface-second = Upwards
studio-surface-compute = Compute
studio-surface-computing = Computing the surface
studio-surface-no-path = Let the network train first: there is no path yet.
studio-surface-too-large = This network has too many parameters for a surface.
studio-surface-scale = Dark is low: the loss goes from { $low } to { $high }; the colors are logarithmic.
studio-factors = What depth does to a gradient
studio-factors-about = Each layer multiplies the gradient on its way back by a factor of its weights and its activation's derivative. This is the product in expectation over wide layers (64 units, standard normal inputs), before any training; the thick line is measured in your network now.
studio-factors-init = Initialization
studio-factors-legend = Activations shown
studio-factors-own = your network now
studio-gallery = Activations
studio-gallery-curves = Function and derivative
studio-gallery-legend = { $name }: function (solid) and derivative (dashed).
studio-gallery-range = range
studio-gallery-steepest = steepest slope
studio-gallery-saturated = saturated
studio-gallery-mean = mean of standard normal inputs
studio-gallery-zeros = exact zeros of them
studio-gallery-gain = mean squared derivative
studio-gallery-costly = exponentials and logarithms per value

## studio: pictures (the network, its output, own points, the chain rule)

studio-drawing-input = Input
studio-drawing-hidden = Hidden { $number }
studio-drawing-output = Output
studio-drawing-unit = { $layer }, unit { $unit }
studio-drawing-dead = { $unit }, answers the same everywhere
studio-drawing-bundle = { $layer }, { $units } units drawn as one
studio-drawing-name = The network with { $layers } layers of weights, from the inputs on the left to the output on the right; every unit is a small picture of what it answers over the data's plane.
studio-drawing-units = Units. The arrow keys move from unit to unit; Enter chooses one, shows it large and opens its weights.
studio-drawing-strongest = The { $shown } strongest of { $all } weights are drawn. Point at a unit to see all of its own.
studio-drawing-link = { $from } → { $to }: { $weight }
studio-drawing-finding = { $title }: { $layers }
studio-drawing-broken = No number any more since update { $step }: it began in { $layer }, with { $what }.
studio-broken-input = the input
studio-broken-activation = an activation
studio-broken-loss = the loss
studio-broken-gradient = the gradient
studio-broken-weight = a weight
studio-drawing-table = Weights by layer
studio-drawing-unit-head = Unit
studio-drawing-weights-head = Incoming weights
studio-card-title = Weights
studio-card-empty = Choose a unit or a link to see its weights and change them.
studio-card-input = An input has no weights of its own.
studio-card-help = Change a number and press Enter, also while it trains.
studio-card-of = Bias and incoming weights of { $unit }
studio-card-from = from { $unit }
studio-card-weight = Weight from { $source }
studio-card-bias = Bias
studio-card-gamma = Scale γ
studio-card-beta = Shift β
studio-card-slope = Slope
studio-card-number = A number is needed, such as -0.5.

studio-output-name = What the network answers all over the plane of the data, with the samples as points.
studio-output-back = Back to the output
studio-output-back-short = Back
studio-output-none = These data have { $inputs } inputs, so there is no plane to draw the output over.
studio-output-pictures = The samples are pictures of { $inputs } pixels, so there is no plane to draw the output over. Look at a sample: the units then show what they answer to it. The first layer's pictures are its weights.
studio-output-value = Output
studio-output-table = The picture as numbers
studio-output-corner = x₂ \ x₁
studio-show-test = Show test data
studio-discretize = Discretize output
studio-legend-train = training sample
studio-legend-test = test sample
studio-legend-class = class { $name }
studio-legend-sure = surely { $name }
studio-legend-half = undecided
studio-sample-label = Look at sample
studio-sample-of = of { $count }
studio-sample-close = Close
studio-sample-help = Click a point, or type a number, to see how the network gets to its answer.
studio-sample-picture = Sample { $number } as a picture
studio-sample-train-bare = Training sample { $number } is { $target }; the network says { $answer }.
studio-sample-test-bare = Test sample { $number } is { $target }; the network says { $answer }.
studio-sample-train = Training sample { $number } at { $place } is { $target }; the network says { $answer }.
studio-sample-test = Test sample { $number } at { $place } is { $target }; the network says { $answer }.
studio-sample-right = Right.
studio-sample-wrong = Wrong.
studio-sample-sure = Its certainty is { $share }.
studio-sample-table = Forward pass of the sample
studio-sample-layer = Layer
studio-sample-before = z, before the activation
studio-sample-after = a, after it

studio-own-summary = Draw your own points
studio-own-name = Your own points in the plane.
studio-own-area = Drawing area. Click or tap to set a point, drag to set many. The arrow keys move a cross; Enter sets a point there, Delete removes the nearest one, the keys 0 to 5 choose the class.
studio-own-at = The cross is at { $x }, { $y }.
studio-own-kind = They are
studio-own-classes = classes in the plane
studio-own-curve = a curve, y over x₁
studio-own-brush = What a click sets
studio-own-class = class { $name }
studio-own-point = point
studio-own-erase = Remove
studio-own-add = Set a point here
studio-own-undo = Remove the last
studio-own-clear = Remove all
studio-own-copy = Begin with the samples shown
studio-own-use = Train on these points
studio-own-help = Click into the picture. At least 4 points are needed, of two classes or more.
studio-own-points = { $count } points
studio-own-count = class { $name }: { $count }

studio-chain = The chain rule, laid open
studio-chain-weight = Weight
studio-chain-sample = Sample
studio-chain-link = { $from } → { $to }
studio-chain-own = { $what } of { $unit }
studio-chain-factors = Factors of the derivative along the path
studio-chain-path = One path leads from this weight to the loss. Its factors:
studio-chain-paths = { $paths } paths lead from this weight to the loss. The factors along the strongest one:
studio-chain-strongest = to { $unit }, the strongest of { $count }
studio-chain-only = to { $unit }
studio-chain-loss = slope of the loss at { $output }
studio-chain-product = Product along this path: { $product }. All paths together: ∂L/∂w = { $sum }.
studio-chain-whole = Product: ∂L/∂w = { $sum }.
studio-chain-rule = Chain rule, all paths
studio-chain-kernel = Automatic derivative
studio-chain-difference = Finite difference, h = { $step }
studio-chain-agree = ✓ All three agree.
studio-chain-differ = They differ: at a corner of the activation, or where the numbers are too small for single precision.
studio-chain-broken = Not all of them are numbers any more.
studio-chain-none = A slope that a whole layer shares has no path of its own. Choose a weight or a bias.
