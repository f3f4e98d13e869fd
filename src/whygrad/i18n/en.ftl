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
allowed-or-path = { $phrase }, the path of a CSV file (NAME.csv), or of a folder of pictures (FOLDER/)
allowed-or-by-layer = { $phrase }; or a list of one of them for each hidden layer
error-unknown-key = there is no key { $key }; the keys are: { $allowed }.
error-unknown-key-nearest = there is no key { $key }; did you mean { $nearest }?
error-unknown-section = there is no section { $section }; the sections are: { $allowed }.
error-unknown-section-nearest = there is no section { $section }; did you mean { $nearest }? The sections are: { $allowed }.
error-not-a-section = { $section } must be a section with keys, not { $value }.
error-not-an-experiment = an experiment is made of the sections data, network, training and recording, not of { $value }.
error-frozen = { $key } cannot be assigned: experiments do not change. Make another one with replace({ $key }=…).
error-key-twice = { $key } is given twice.
error-layers-list = { $key } must be a list of layers, such as [{"{"} conv = 6, kernel = 5 {"}"}, "relu", "flatten", {"{"} dense = 10 {"}"}], not { $value }.
error-layers-many = { $key }: a network has at most { $most } layers, with blocks inside of blocks { $deepest } deep.
error-layer = { $key }: a layer is a word such as "relu" or a table such as {"{"} conv = 6, kernel = 5 {"}"}, not { $value }.
error-layer-kind = { $key }: there is no layer { $kind }; there are: { $allowed }.
error-layer-kind-nearest = { $key }: there is no layer { $kind }; did you mean { $nearest }?
error-layer-kinds = { $key }: one layer cannot be several: { $kinds }; write them one after another.
error-layer-lacks = { $key }: "{ $kind }" alone lacks its number; write {"{"} { $kind } = … {"}"}, { $allowed }.
error-layer-number = { $key }: { $kind } takes no number; write "{ $kind }".
error-layer-key = { $key }: { $kind } has no setting { $name }; it has: { $allowed }.
error-layer-key-nearest = { $key }: { $kind } has no setting { $name }; did you mean { $nearest }?
error-layers-output = { $key } ends with an output of { $shape }, but these data ({ $task }) want { $outputs } numbers: let the last layer be {"{"} dense = { $outputs } {"}"}.
error-layers-batch-of-one = { $key } is 1, but a batch of one sample has no spread that batch normalization could divide by: take at least 2.
error-no-cuda = no GPU that PyTorch can use is here; device = "auto" takes the processor then.
train-folder-other = { $path } holds the training of another experiment (its experiment.toml says which): name another folder, or remove it.
train-folder-taken = { $path } holds something else than a training: name an empty or a new folder.
model-unfinished = { $path }: the training in this folder was stopped before its end; the same whygrad train … --out command goes on with it.
model-missing = there is no model at { $path }: name a folder that whygrad train --out wrote, or a .safetensors file in it.
model-not-ours = { $path } holds no model of whygrad's: such a file is written by whygrad train --out.
model-damaged = { $path } cannot be read as a model: { $reason }.
model-not-affine = what this model was shown was derived from its columns in a way that its file cannot repeat; use it from Python with whygrad.data.load(model.experiment.data).transform.
error-layers-not-dense = { $key }: this works for networks of hidden layers (network.hidden) only; whygrad train and whygrad zoo take lists of layers.
error-kernel-layers = the kernel trains dense networks given by network.hidden, without early stopping; networks of layers and training.patience take engine = "torch" or "auto".
error-layers-and-hidden = { $key } is for networks that are given by network.hidden; in network.layers it is a layer of its own.
error-layer-unfit = { $key }, { $layer }: { $problem }
error-layer-needs-picture = { $kind } needs a picture (channels × height × width), and what comes in is { $shape }.
error-layer-needs-sequence = { $kind } needs a sequence (times × features), and what comes in is { $shape }.
error-layer-needs-tokens = an embedding needs a sequence of tokens, and what comes in is { $shape }.
error-layer-words = the number of words is unknown here; write words = N.
error-layer-flatten-first = { $kind } takes flat values, and what comes in is { $shape }; put "flatten" or "global_avg_pool" in front of it.
error-layer-too-small = its window reaches over { $reach } places, and there are only { $padded } ({ $size } with a padding of { $padding }); take a smaller kernel or more padding.
error-layer-groups = { $groups } groups do not divide { $inputs } channels into { $outputs }; both must be multiples of the groups.
error-layer-pool-padding = a padding of { $padding } is more than half of the kernel, { $kernel }.
error-layer-sequence-norm = batch_norm does not go with sequences; take layer_norm.
error-layer-branches = what the block makes is { $inside }, what its shortcut makes is { $beside }; they must be alike to be added.
allowed-layers = a list of layers
allowed-size = a whole number from { $low } to { $high }, or two of them: [height, width]
error-target-without-file = data.target names the target column of a CSV file, but data.name is the built-in data set { $name }; leave data.target empty.
error-empty-share = { $samples } samples with data.train_share = { $share } leave no sample for training or for testing; raise data.samples or move data.train_share towards 0.5.
error-feature = data.features cannot contain { $value }; allowed for { $name }: { $allowed }.
error-feature-nearest = data.features cannot contain { $value }; did you mean { $nearest }? Allowed for { $name }: { $allowed }.
error-features-of-set = data.features cannot be chosen for { $name }; leave it at auto.
error-size-without-folder = data.size is the size of pictures from a folder, but data.name is { $name }; leave data.size at auto.
error-only-pictures = { $key } is for pictures only, and { $name } has none; leave it out, or take digits, fashion-mnist or a folder of pictures.
error-augmentation-after = data.augmentation needs pictures, and data.preprocessing "{ $step }" leaves none; take one of the two out.
error-augmentation-hidden = { $key } is for networks that are given by network.layers, not for hidden layers of units; leave it out, or list the layers.
error-augmentation-features = data.augmentation changes pictures at every step, and data.features "{ $feature }" is computed once before; take one of the two out.
error-feature-twice = data.features { $value } names something twice; name it once.
error-feature-hog-room = data.features "hog:{ $cell }" needs { $block } × { $block } cells of { $cell } pixels, and the pictures have { $height } × { $width } pixels; take hog:{ $most } or less.
error-feature-words-room = data.features "words" needs pictures of at least { $patch } × { $patch } pixels, and these have { $height } × { $width }; take other features.
error-feature-words-few = data.features: { $words } visual words need as many patches, and the training pictures have { $patches }; ask for fewer words.
error-features-channels = data.preprocessing "{ $step }" needs the channels of pictures, and data.features "{ $features }" leaves none; take { $instead }.
error-features-room = data.features: { $features } numbers of each of { $samples } pictures take too much memory; set data.samples to { $most } or less, or take smaller features.
error-channels-after = data.preprocessing "{ $step }" leaves no channels; put center-channel and scale-channel before it.
error-preprocessing-tokens = data.preprocessing is for numbers, and the inputs of { $name } are tokens; leave it empty.
error-residual = network.residual adds a hidden layer's input to its output, which takes two neighboring hidden layers of the same number of units; network.hidden is { $hidden }.
error-activation-by-layer = network.activation names { $words } { $words ->
    [1] activation
   *[other] activations
} for { $layers } hidden { $layers ->
    [1] layer
   *[other] layers
}: a list needs one for each of network.hidden, a single word counts for all.
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
error-link-weights = the weights in the link are damaged: they are finite numbers of 4 bytes each, as base64url.
error-link-points = the points in the link are damaged: they are the kind and the number of columns (c2, n1), a full stop, and whole thousandths of 2 bytes each, as base64url.
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

error-data-unknown = unknown data set "{ $name }"; there are { $known }, CSV files (NAME.csv) and folders of pictures (FOLDER/)
error-data-unknown-nearest = unknown data set "{ $name }", did you mean "{ $nearest }"? There are { $known }, CSV files (NAME.csv) and folders of pictures (FOLDER/)
error-data-split = { $data }: of { $samples } samples, data.train_share = { $train_share } leaves no sample for training or none for testing; bring it closer to 0.5 or use more samples
error-data-components = data.preprocessing "{ $step }": { $features } columns of { $samples } training samples have at most { $most } principal components; ask for no more
error-data-components-room = data.preprocessing "{ $step }" of { $samples } such pictures takes too much memory; set data.samples to { $most } or less
error-data-not-here = { $name } is not on this machine (looked in { $folders }); whygrad data { $name } --download fetches it, or set { $variable } to the folder that { $name }/ lies in
error-data-broken = { $file } is not what it should be: cut off, damaged or something else; remove it and get it again
error-data-sequences = { $samples } sequences of { $length } steps take too much memory; set data.samples to { $most } or less
error-download-none = there is no download for "{ $name }"; there is one for { $known }
error-download-network = { $address } cannot be reached; check the network, or put the files of { $name } where whygrad data { $name } looks for them
error-download-cut = the download of { $address } was cut off; run whygrad data { $name } --download again, it goes on from there
error-download-refused = { $address } answers with HTTP status { $status }; try again later
error-download-checksum = what came from { $address } is not the file that was published (its SHA-256 differs), and was removed; try again
error-download-full = the disk is full: the download needs { $size } MB in { $folder }
error-download-disk = { $folder } cannot be written: { $reason }
error-pooch-missing = downloading needs the package pooch, which is not installed; install it with: pip install "whygrad[zoo]"
error-augmentation-torch = augmentation needs PyTorch, which is not installed; install it with: pip install "whygrad[torch]"
error-pictures-missing = no such folder of pictures: { $folder }
error-pictures-not-a-folder = { $folder } is no folder; data.name takes a folder with one subfolder of pictures for each class
error-pictures-classes = { $folder } has pictures (PNG or JPEG) in { $count } subfolders, and there must be at least 2: one for each class, perhaps inside of train/ and test/
error-pictures-class = { $folder }: test/ has a class "{ $name }" that train/ does not have; name the subfolders alike
error-pictures-none = { $folder }: none of the pictures of class "{ $name }" can be read; replace them, or remove the subfolder
error-pictures-unreadable = { $folder }: none of the pictures can be read; PNG and JPEG files are
error-pictures-many = { $folder } has { $files } pictures, and at most { $most } are read; keep fewer
error-pictures-bytes = the pictures of { $folder } take more than { $most } GB at { $height }×{ $width } pixels; set data.size to something smaller, such as [32, 32]
error-pictures-size = { $file } has { $height }×{ $width } pixels, and at most { $most } along a side are used; set data.size, such as [64, 64]
error-csv-missing = no such file: { $file }
error-csv-missing-nearest = no such file: { $file }; did you mean { $nearest } in the same folder?
error-csv-not-a-file = { $file } is a folder or a device; data.name takes a CSV file
error-csv-unreadable = { $file } cannot be read: { $reason }
error-csv-bytes = { $file } has { $size } MB, and at most { $most } MB are read; keep fewer rows or columns
error-csv-rows = { $file } has { $rows } rows, and at most { $most } are read; keep fewer
error-csv-columns = { $file } has { $columns } columns, and at most { $most } are read; keep fewer
error-csv-encoding = { $file }, line { $line }: this is not UTF-8 text; save the table as CSV in UTF-8
error-csv-nul = { $file }, line { $line }: here is a NUL character, which no text holds; save the table as CSV in UTF-8
error-no-home = { $path }: this user has no home folder here; write the whole path
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
trace-codec = { $path }: { $part } is packed with "{ $codec }", and only arrays that are not packed are read; copy the trace without compression
trace-not-a-file = { $path }: { $part } is a pipe, a device, a folder or a link instead of a file, so it is not read; copy or record the trace anew
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

error-memory = this training needs about { $needed } of memory, and { $free } are free: take { $what ->
    [seeds] fewer seeds
    [records] fewer records (recording.every)
    [steps] fewer epochs or larger batches
    [data] fewer samples or features
    [batch] smaller batches or smaller layers
   *[network] fewer or smaller layers
 }.
error-no-memory = there is not enough memory for this training: take fewer seeds, smaller layers or smaller batches.
error-memory-stated = { $variable } is how much memory a training may take, such as 4 GB or 500 MB, not { $value }.
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
error-skimage-missing = the feature hog needs scikit-image, which is not installed; install it with: pip install "whygrad[zoo]"
error-torch-missing = the torch engine needs PyTorch, which is not installed; install it with: pip install "whygrad[torch]"

## options: help of every key of an experiment (option-<key with dots as dashes>)

options-title = Options of an experiment
options-about = Every key of an experiment's TOML file. All have defaults, so a file states only what differs; a key may also stand outside of its section. This page is generated from the table that validation reads.
options-key = key
options-default = default
options-allowed = values
options-meaning = meaning
option-data-name = What is learned: a built-in data set, or the path of a CSV file or of a folder of pictures (it ends in /), counted from the folder of the experiment's file.
option-data-samples = Number of samples of a built-in dataset, training and test set together. For a dataset that is published as a training and a test set: the number of training samples. By default all samples of a dataset that is not generated.
option-data-noise = How much noise; what it disturbs depends on the data set: labels, the spread of the classes, the positions of the points, or the numbers to predict.
option-data-train-share = Fraction of the samples in the training set; the others are the test set. A dataset that is published as a training and a test set keeps them by default; any other value splits its training set.
option-data-target = The column of a CSV file that is to be predicted; empty: the last one.
option-data-features = What the network sees: features of points (x1 x2 x1^2 x2^2 x1*x2 sin(x1) sin(x2)) or columns of a CSV file; of pictures pixels, histogram and joint-histogram (shares of the intensities or colors in BINS bins a channel), hog (directions of edges in cells of CELL pixels), words and soft-words (which of N small pieces they are made of); auto: x1 and x2, all columns, or the pixels.
option-data-preprocessing = What is done to the inputs, in this order, fitted on the training set only: subtract the mean, divide by the standard deviation (of each input, or of all pixels of a channel together), keep N principal components, whiten.
option-data-augmentation = What is done to pictures at random, anew at every step of training: flip (left and right, with probability P), crop (shift by up to PIXELS), scale (by up to a factor of 1 ± S), rotate (by up to DEGREES), jitter (brightness, contrast and, of color, saturation by 1 ± J), erase (a rectangle, with probability P).
option-data-size = Height and width that the pictures of a folder are brought to; auto: those of the first one.
option-data-seed = The seed that generates, shuffles and splits the data.
option-network-hidden = Units of each hidden layer, from input to output; [] is a single-layer network.
option-network-activation = The activation function of the hidden layers: one for all, or a list with one for each.
option-network-init = How the weights start; xavier, he and lecun scale with a layer's width, normal:STD has a fixed standard deviation, playground is uniform in ±0.5 with biases 0.1. Other biases start at 0.
option-network-normalization = Normalization before each hidden layer's activation: over the batch, or over the layer.
option-network-dropout = The probability with which the output of each hidden unit is dropped during training.
option-network-residual = Whether each hidden layer from the second on adds its input to its output, where both have the same number of units.
option-network-output = What is applied to the output before the loss sees it; auto fits the loss: nothing for cross-entropy, which takes logits, and for numbers; tanh for squared and hinge loss on classes.
option-network-layers = The network as a list of layers instead of hidden ones: convolutions, pooling, recurrent layers, residual blocks.
option-training-loss = The loss; auto: cross-entropy for classes, squared for numbers.
option-training-optimizer = How a gradient becomes a step; perceptron is the perceptron rule for a single layer.
option-training-learning-rate = The learning rate: how far a step goes.
option-training-schedule = How the learning rate changes over the training: not at all, × 0.1 at 50 % and at 75 %, as half a cosine wave or a line down to 0, or as 1/√(1 + epochs).
option-training-warmup = Fraction of the training during which the learning rate first rises from 0.
option-training-batch-size = How many samples a step averages its gradient over.
option-training-epochs = Number of passes over the training set.
option-training-patience = Early stopping: training ends after this many epochs without a lower loss on the validation set, a tenth of the training set, and the best weights are kept. 0 trains to the end on the whole training set.
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
channel-weight-histogram = log₁₀ |weight|
channel-unit-activation-mean = mean activation of a unit
channel-unit-active-share = share of samples that activate a unit
channel-one-batch-progress = progress on one batch alone

## findings: finding-<code> (one sentence with its evidence), title-<code> (its short name)

finding-runs = Seen in { $affected } of { $of } runs.
finding-one-batch-learned = The network can overfit a single batch (progress { $value }). So its weights, loss and optimizer work. The cause is the capacity for all of the data, the data or the regularization.
finding-one-batch-part = The network only partly memorizes a single batch (progress { $value }, threshold { $threshold }). So its weights, loss and optimizer work, but slowly or weakly.
finding-one-batch-nothing = The network cannot overfit even a single batch (progress { $value }, threshold { $threshold }). So the cause is the network, its inputs, its loss or its optimizer, not the amount of data.
evidence = { $name }: { $value }{ $decided ->
        [yes] {" "}(threshold { $threshold })
       *[no] { "" }
    }{ $timed ->
        [yes] , update { $step }
       *[no] { "" }
    }

title-vanishing-gradient = Vanishing gradients
finding-vanishing-gradient = { $reason ->
    [time] The gradient vanishes on its way back through time. In { $layers } the earliest time steps get { $gradient_fade } times the largest gradient (threshold { $gradient_fade_limit }). The network has learned almost nothing.
   *[layers] The gradient vanishes on its way back. The backward signal at { $layers } is { $gradient_ratio } times that at the output (threshold { $gradient_ratio_limit }), measured while the loss was near chance level.
    }
explain-vanishing-gradient = Backpropagation multiplies the gradient by one factor per layer: the derivative of the activation function times the weights. The derivative of sigmoid is at most 0.25. Where the weights do not make up for it, the product shrinks geometrically with depth. The layers near the input then get almost no gradient. You see a backward signal that falls from layer to layer while the loss stays near chance level. Use ReLU with He initialization, batch normalization, residual connections or fewer layers. In a recurrent network the same happens through time, with one factor per time step. It then learns nothing from early inputs. Gated units (LSTM, GRU) or orthogonal recurrent weights can keep these factors near 1.
title-exploding-gradient = Exploding gradients
finding-exploding-gradient = { $reason ->
    [up] The signal explodes in the forward pass, and the gradient with it. Before the first update it is up to { $signal_growth } times as large at { $layers } as at the first layer (threshold { $signal_growth_limit }). The loss therefore starts far above chance level.
    [time] The gradient explodes on its way back through time. In { $layers } it grows to { $gradient_through_time } times its size at the last time step (threshold { $gradient_through_time_limit }), from update { $step } on.
    [layers] The gradient explodes on its way back. At { $layers } it is { $gradient_ratio } times as large as at the output (threshold { $gradient_ratio_limit }), from update { $step } on.
   *[cut] The gradient explodes during training. It grew to { $gradient_growth } times its initial size (threshold { $gradient_growth_limit }) while the loss rose, from update { $step } on.
    }
explain-exploding-gradient = If every layer multiplies the backward signal by more than 1, it grows geometrically with depth. Every step is then too large for the layers near the input. You see a gradient that grows from the output to the input, then a loss that jumps or becomes NaN. Use smaller initial weights, normalization, gradient clipping or a lower learning rate.
title-dead-units = Dead units
finding-dead-units = Units are dead. In a layer ({ $layers }), { $dead_share } of the units put out 0 for every sample and get no gradient (threshold { $dead_share_limit }), from update { $step } on.
explain-dead-units = A ReLU unit whose pre-activation is negative for every sample puts out 0. Its derivative is 0 as well, so its own weights get no gradient and cannot recover. Units die when a step that is too large pushes their weights or bias far away. In deep, narrow networks they may be dead from the start. If most of a layer is dead, neither signal nor gradient passes through it. Use Leaky ReLU or ELU, whose derivative is never 0, normalization, wider layers or a lower learning rate.
title-saturated-units = Saturated units
finding-saturated-units = Units are saturated. In { $layers }, { $saturated_share } of the pre-activations lie where the activation function is flat (threshold { $saturated_share_limit }). Hardly any gradient passes there.
explain-saturated-units = Sigmoid and tanh are flat far away from 0. There they put out a constant and pass no gradient. Weights or inputs that are too large push units there, and they recover only slowly. You see many pre-activations in the flat range while the loss falls slowly or not at all. Use smaller initial weights, standardized inputs, normalization or an activation function that does not saturate.
title-no-gradient = Zero or missing gradients
finding-no-gradient = { $reason ->
        [cut] No gradient reaches the parameters. The loss at { $source } gets values that are detached from the graph ({ $cut }), so nothing can be learned.
        [cleared] The optimizer gets no gradients. They are set to zero between backward() and step() in { $cleared_gradients } of the observed updates ({ $source }).
       *[layers] Some layers get no gradient. It is exactly 0 at { $layers } in { $no_gradient_records } of the records (threshold { $no_gradient_records_limit }), so these layers cannot learn.
    }
explain-no-gradient = A layer whose gradient is exactly 0 never changes. Step and sign functions have a derivative of 0 almost everywhere, so backpropagation cannot train what lies below them. A layer of dead units has the same effect. In a script, detach, .data, no_grad, argmax, or a conversion to integers or NumPy cuts the graph. A zero_grad between backward() and step() throws the gradients away. You see gradients of exactly 0 while the loss is still high. Use an activation function with a nonzero derivative, such as tanh, ReLU or Leaky ReLU. Keep the graph connected up to the loss.
title-non-finite = NaN or infinity
finding-non-finite = NaN or infinity appeared { $what ->
    [input] in the inputs
    [activation] in an activation
    [loss] in the loss
    [gradient] in a gradient
    [weight] in a weight
   *[other] in the network
    } { $where ->
    [layers] ({ $layers }) { "" }
   *[network] { "" }
    }at update { $step }. Training could not go on from there.{ $reason ->
    [half] { " " }The parameters are float16, whose largest number is 65504. It rounds 10⁻⁸, Adam's epsilon, to 0.
   *[other] { "" }
    }
explain-non-finite = A float32 number cannot be larger than 3.4×10³⁸. Larger values become infinite, and infinity minus infinity is NaN. NaN spreads to everything that is computed from it. The first place tells where to look: the inputs, an activation, the loss, a gradient or a weight. Common causes are a learning rate that is too high, exploding gradients, and huge or NaN values in the data.
title-init-too-small = Initial weights too small
finding-init-too-small = The initial weights are too small. On average they are { $init_scale } times as large as Xavier or LeCun initialization would make them ({ $layers }; threshold { $init_scale_limit }). Signal and gradient shrink in every layer.
explain-init-too-small = A layer multiplies the standard deviation of its input by about the size of its weights times √(number of inputs). If that factor is far below 1, all samples look alike after a few layers. Gradients shrink by the same factor on their way back, and the loss stays on a plateau. Use Xavier initialization (tanh), He initialization (ReLU) or normalization to keep the signal's size.
title-init-too-large = Initial weights too large
finding-init-too-large = { $reason ->
        [products] The initial embeddings are too large. The dot products of their rows have a standard deviation of { $product_spread } ({ $layers }; threshold { $product_spread_limit }). At most about 1 is usual.
       *[layers] The initial weights are too large. They are { $init_scale } times as large as He or Xavier initialization would make them ({ $layers }; threshold { $init_scale_limit }).
    }
explain-init-too-large = If the size of the weights times √(number of inputs) is far above 1, sigmoid and tanh saturate at once. In ReLU layers signal and gradient grow from layer to layer. You see saturated units or an initial loss far above chance level. Use Xavier initialization (tanh), He initialization (ReLU) or normalization. Embeddings whose rows are multiplied with each other, as in a matrix factorization, also need small initial values. Dot products of K values with standard deviation 1 have a standard deviation of √K.
title-symmetric-init = Symmetric initialization
finding-symmetric-init = { $reason ->
        [copies] Several layers compute the same ({ $layers }). They started as copies of each other and get the same gradient, so they stay equal. Together they count as one layer.
       *[units] All units of a layer compute the same ({ $layers }). They started equal and get the same gradient, so they stay equal. The layer counts as one unit.
    }
explain-symmetric-init = Units with equal weights compute the same output and get the same gradient. They stay equal forever, however wide the layer is. This happens if all weights start at 0 or at one value. It also happens to parallel layers that are copies of each other, such as the experts of a mixture of experts. You see no difference at all between the units of a layer. Random initialization (Xavier, He) breaks the symmetry.
title-learning-rate-too-high = Learning rate too high
finding-learning-rate-too-high = { $reason ->
    [thrown] The learning rate is too high. Within the first updates the weights of the median layer grew to { $weights_thrown } times their initial size (threshold { $weights_thrown_limit }). Little is left of the initialization.
    [to_and_fro] The learning rate is too high. The median step is { $step_length } times the size of the weights (threshold { $step_length_limit }) and overshoots the minimum of its own batch's loss. The gradients of consecutive updates oppose each other.
    [forgot] The learning rate is too high. Progress once reached { $best_progress } (threshold { $best_progress_limit }), and all of it was lost again.
    [rose] The learning rate is too high. The training loss rose to { $loss_rise } times its initial value (threshold { $loss_rise_limit }). On the way there { $useless_steps } of the updates did not improve their own batch (threshold { $useless_steps_limit }).
   *[other] The learning rate is too high. { $harmful_steps } of the updates increased the loss of their own batch{ $harmful_steps_state ->
        [crossed] {" "}(threshold { $harmful_steps_limit })
       *[other] { "" }
        }. The training loss rose to { $loss_surge } times its initial value{ $loss_surge_state ->
        [crossed] {" "}(threshold { $loss_surge_limit })
       *[other] { "" }
        }.
    }
explain-learning-rate-too-high = The gradient describes the loss only nearby. A step that is too large jumps over the minimum and lands higher than it started. You see updates that increase the loss of their own batch, and a loss that oscillates, surges or becomes NaN. ReLU units may die in a single such step. Divide the learning rate by 3 to 10, or use warm-up, gradient clipping or a decaying learning rate.
title-learning-rate-too-low = Learning rate too low
finding-learning-rate-too-low = { $reason ->
    [faded] The learning rate is too low. From update { $step } on, long before the end, the schedule has reduced it to { $rate_left } times its highest value (threshold { $rate_left_limit }). Progress is only { $final_progress }. Check whether a schedule meant for epochs is stepped after every batch.
    [waiting] The learning rate is too low. It never exceeded { $rate_reached } times the rate that its schedule starts from or warms up to (threshold { $rate_reached_limit }). Progress is only { $final_progress }. Check the schedule: it may count more steps than the training makes. It may be stepped once per epoch instead of after every batch, or multiply the rate by another rate.
   *[other] The learning rate is too low. Every step reduced the loss as the gradient predicted (step quality { $step_quality }). But in { $updates } updates the weights moved by at most { $distance_traveled } times their size (threshold { $distance_traveled_limit }), and progress is only { $final_progress }.
    }
explain-learning-rate-too-low = Steps much shorter than the curvature of the loss allows waste updates. The loss falls as the gradient predicts, but hardly at all. You see a step quality near 1, weights that hardly moved, and a loss that still falls at the end. Multiply the learning rate by 3 to 10, use momentum or Adam, or train longer.
title-noisy-updates = Noisy updates
finding-noisy-updates = The updates are mostly noise. The batch gradients agree only { $gradient_agreement } times as much as random ones (threshold { $gradient_agreement_limit }). The loss fluctuates, and { $gain_lost } of its improvement was lost again (threshold { $gain_lost_limit }).
explain-noisy-updates = The gradient of a small batch is an estimate. If the batch is too small for the learning rate, the steps mostly follow its error. Each step helps its own batch but not the others, so the loss fluctuates around a level instead of falling. You see batch gradients that do not agree with each other. Use larger batches, a decaying learning rate or a lower one. Momentum at the same learning rate does not help: it makes the steps larger.
finding-slow-so-far = Slow so far. Progress is { $progress_so_far } after { $updates } updates{ $known ->
        [True] {" "}({ $epochs } epochs)
       *[other] { "" }
    }. { $rate ->
        [epochs] At this pace it will reach 50 % after about { $epochs_left } more epochs.
        [updates] At this pace it will reach 50 % after about { $updates_left } more updates.
       *[none] It is too early to tell whether the training will succeed.
    } Train longer to find out.
title-no-progress = No progress
finding-no-progress = { $reason ->
    [never] No update was made. The optimizer's step() was never called after { $idle_passes ->
        [one] one backward pass
       *[other] { $idle_passes } backward passes
        }, so the weights still have their initial values.
    [uphill] The training increases the loss. { $uphill_updates } of the observed updates at { $source } made it larger (threshold { $uphill_updates_limit }). Either backward() was called on the negated loss, or the optimizer maximizes. Progress is { $final_progress }.
   *[other] The loss has barely improved on a constant prediction. After { $updates } updates progress (1 − loss / chance-level loss) is { $final_progress } (threshold { $final_progress_limit }).{ $role ->
        [cause] {" "}No more specific cause was found.
       *[consequence] { "" }
        }
    }
explain-no-progress = The training loss ended near that of the best constant prediction. Progress is 1 − loss / chance-level loss: 0 % at chance level, 100 % for a perfect fit. The network knows little more than the average of the targets. Its accuracy may still have risen, because confident wrong predictions can cost what the right ones gain. If another problem explains it, fix that one first. Otherwise check the regularization (L1, L2), the size of the network and its features, and try another optimizer. Then try to overfit a single batch. If that works, the weights, loss and optimizer work, so look at the data and the regularization. If it fails, look at the network, its inputs, its loss and its optimizer.
title-inputs-not-normalized = Inputs not normalized
finding-inputs-not-normalized = The inputs are not normalized. The RMS of a column is up to { $input_size } (about 1 after standardization{ $input_size_state ->
        [crossed] , threshold { $input_size_limit }
       *[other] { "" }
    }). The largest standard deviation of a column is { $input_scales_state ->
        [crossed] { $input_scales } times the smallest (threshold { $input_scales_limit })
        [within] { $input_scales } times the smallest
       *[absent] { $input_scales_median } times the median of all columns{ $input_scales_median_state ->
            [crossed] {" "}(threshold { $input_scales_median_limit })
           *[other] { "" }
            }
    }.
explain-inputs-not-normalized = Large inputs make large pre-activations, which saturate units or explode. Columns of different scales need different learning rates. A single learning rate is then too high for one direction and too low for another. You see columns far from mean 0 and standard deviation 1 while training suffers. Subtract the mean and divide by the standard deviation, both computed on the training set.
title-non-finite-data = Bad values in the data
finding-non-finite-data = The data contain { $non_finite_values ->
    [one] 1 value that is NaN or infinite (column: { $columns }). It
   *[other] { $non_finite_values } values that are NaN or infinite (columns: { $columns }). One of them
 } is enough to make the loss NaN, and with it every weight that gets a gradient.
explain-non-finite-data = A NaN or infinite input or target makes the loss and the gradients NaN. After one update every weight that they reach is NaN. Such values come from missing cells, divisions by zero and broken exports. Drop the rows, fill in the missing values or drop the column.
title-constant-feature = Constant feature
finding-constant-feature = { $constant_columns ->
    [one] 1 input column has the same value in every row, so it carries no information
   *[other] { $constant_columns } input columns have the same value in every row, so they carry no information
 } ({ $columns }).
explain-constant-feature = A column that never changes cannot help to tell samples apart. It acts as an extra bias. If its value is large, it saturates or kills units and makes steps too large. Drop the column.
title-class-imbalance = Class imbalance
finding-class-imbalance = { $reason ->
    [single] All targets belong to the same class, so there is nothing to tell apart. Check how the labels are made and loaded.
   *[other] The classes are imbalanced. The largest class is { $class_ratio } times the size of the smallest (threshold { $class_ratio_limit }). { $skill_state ->
        [within] The network has still learned more than to predict the largest class (accuracy beyond that: { $skill } of what is possible).
       *[other] The network hardly does better than always predicting the largest class (accuracy beyond that: { $skill } of what is possible, threshold { $skill_limit }).
        }
 }
explain-class-imbalance = If one class makes up most of the samples, always predicting it gives a high accuracy. Predicting the class frequencies as probabilities gives a low loss. The gradients of the rare classes are then outweighed. You see an accuracy hardly above the fraction of the largest class. Balance the classes by weights or sampling, collect more samples of the rare ones, and look at the accuracy of each class.
title-labels-look-random = Labels look random
finding-labels-look-random = { $reason ->
    [numbers] The targets look random. Neither neighboring samples nor any column predict a sample's target{ $neighbor_agreement_state ->
        [crossed] {" "}({ $neighbor_agreement } standard errors, threshold { $neighbor_agreement_limit })
       *[other] { "" }
        }. What was learned does not hold for new samples (best test progress { $test_progress }, threshold { $test_progress_limit }).
   *[other] The labels look random. Neighboring samples share a class no more often than by chance ({ $neighbor_agreement } standard errors, threshold { $neighbor_agreement_limit }). What was learned does not hold for new samples (accuracy { $test_skill } standard errors above chance, threshold { $test_skill_limit }).
    }
explain-labels-look-random = If similar samples have unrelated labels, a network can only memorize each sample. Common causes are rows that were shifted or shuffled against their labels, a wrong target column, or features without the needed information. The training loss may fall, but the test accuracy stays at chance level. Check the labels of a few samples by hand.
title-softmax-before-cross-entropy = Softmax applied twice
finding-softmax-before-cross-entropy = Softmax is applied twice. The output layer applies it, and the cross-entropy loss, which expects logits, applies it again. The loss cannot get close to 0, and the gradients are small (progress { $final_progress }).
explain-softmax-before-cross-entropy = Cross-entropy losses of this kind expect logits and apply softmax themselves. If they get probabilities instead, the second softmax makes them almost equal. Even a perfect prediction then has a high loss, and the gradient is much too small. No error is raised; the network just learns slowly and badly. Remove the activation function from the output.
title-sigmoid-before-logit-loss = Sigmoid applied twice
finding-sigmoid-before-logit-loss = Sigmoid is applied twice. The output layer applies it, and the loss, which expects logits, applies it again. A probability near 0 can no longer be expressed (progress { $final_progress }).
explain-sigmoid-before-logit-loss = Binary cross-entropy on logits applies the sigmoid itself. If it gets a value between 0 and 1 instead, it can only express probabilities between 0.5 and 0.73. The loss stays high, and the gradient passes one more flat function. No error is raised; the network just learns slowly and badly. Remove the activation function from the output.
title-output-loss-mismatch = Output does not fit the loss
finding-output-loss-mismatch = { $reason ->
    [names] The loss ({ $loss }) treats the targets as quantities, but they look like class labels. { $same_target } of the neighbors have exactly the same number (threshold { $same_target_limit }), and the rest an arbitrary one. Progress is { $final_progress }.
    [single] The loss applies softmax over an axis of size 1. The result is 1 whatever the network predicts, so there is no gradient and nothing is learned.
   *[other] The output ({ $output }) does not fit the loss ({ $loss }). It cannot reach the values that make the loss small, or has no gradient where it is wrong (progress { $final_progress }).
    }
explain-output-loss-mismatch = Each loss expects a certain kind of output. Cross-entropy expects an unbounded logit. Hinge loss expects values beyond -1 and 1. Squared loss on classes expects an output that is not flat where the prediction is wrong. With tanh before cross-entropy the loss cannot fall below a certain value. A KL divergence that gets probabilities instead of log-probabilities falls below 0 and means nothing. Choose the output that fits the loss (`output = "auto"`).
title-output-range-mismatch = Output cannot reach the targets
finding-output-range-mismatch = The output ({ $output }) cannot reach the targets. They lie up to { $target_beyond } standard deviations outside its range (threshold { $target_beyond_limit }).
explain-output-range-mismatch = Sigmoid and softmax give values between 0 and 1, tanh and cosine similarity between -1 and 1. Targets outside that range can never be reached. The network pushes its output to the end of the range, where it is flat and has no gradient. Use an identity output for regression, or scale the targets.
title-linear-network = Linear network
finding-linear-network = { $reason ->
        [enough] The network is linear. Without a nonlinear activation function all its layers together are one linear map. Here that seems to be enough: it reaches { $skill } of what can be known.
       *[other] The network is linear. Without a nonlinear activation function all its layers together are one linear map. It reaches only { $skill } of what can be known here (threshold { $skill_limit }).
    }
explain-linear-network = A stack of linear layers is equal to a single matrix, so depth adds nothing. Its decision boundary is a straight line or plane. That is enough for linearly separable data, but fails for XOR, circles and spirals. Put a nonlinear activation function between the layers, or add features in which the problem is linear.
title-overfitting = Overfitting
finding-overfitting = { $reason ->
    [answers] The network overfits. Its accuracy beyond chance is { $answers_lost } higher on the training samples than on new ones (threshold { $answers_lost_limit }).
   *[other] The network overfits. Its test loss ended { $test_gap } of the chance-level loss above the training loss (threshold { $test_gap_limit }). It is { $test_rise } above its own minimum at update { $step }{ $test_rise_state ->
        [crossed] {" "}(threshold { $test_rise_limit })
       *[other] { "" }
        }.
    }
explain-overfitting = A network with more capacity than the data need memorizes the samples, including their noise. The training loss keeps falling while the test loss turns and rises. Use more data, a smaller network, L2 or L1 regularization, dropout or early stopping.
title-underfitting = Underfitting
finding-underfitting = { $reason ->
    [dropout] Dropout leaves too few units to learn with. It drops { $dropout_share } of a layer's units (threshold { $dropout_share_limit }), and the network is only { $skill } better than chance. The argument is the fraction to drop, not the fraction to keep.
   *[settled] The network underfits. The loss has converged (last gain { $late_gain }{ $late_gain_state ->
        [crossed] , threshold { $late_gain_limit }
       *[other] { "" }
        }), but the network is only { $skill } better than chance. The data allow more (threshold { $skill_limit }).
    }
explain-underfitting = A network that is too small, or gets the wrong features, cannot represent what the data contain. Training and test loss converge at the same high level. Even a nearest-neighbor classifier would do better. Use more units or layers, better features or less regularization. A network that overfits a single batch but does not learn all of the data lacks capacity or features. One that fails on a single batch is far too small, or its weights, loss or optimizer do not work.
title-gradients-accumulate = Gradients not cleared (missing zero_grad)
finding-gradients-accumulate = The gradients are not cleared between updates. { $stale_gradients } of the observed updates at { $source } reused the gradients of earlier updates (threshold { $stale_gradients_limit }).
explain-gradients-accumulate = Every backward pass adds to the existing gradients. Without zero_grad(), or with one only now and then, each update repeats all earlier ones. The steps grow and point in old directions, and the loss oscillates or diverges. Adding up several backward passes and clearing them after the update is fine: that is gradient accumulation. Call optimizer.zero_grad() once for every optimizer.step().
title-not-optimized = Parameters missing from the optimizer
finding-not-optimized = No optimizer has the parameters of { $layers } ({ $left_out_share } of those in use). They keep their initial values.
explain-not-optimized = An optimizer changes only the parameters that it was given. Parameters are missing if the optimizer was created before layers were added or replaced. They are also missing if layers are kept in a plain list or dictionary (use nn.ModuleList or nn.ModuleDict), or if only some parameters were passed. The rest of the network then learns around random, fixed layers. Leaving out pretrained lower layers can be intended.
title-frozen-parameters = Frozen parameters
finding-frozen-parameters = The parameters of { $layers } ({ $frozen_share } of those in use) are frozen (requires_grad is False), and training suffers from it.
explain-frozen-parameters = Parameters with requires_grad = False never change. Pretrained lower layers are often frozen on purpose. Frozen layers above trained ones, or frozen layers that were never trained, keep the network from fitting. Call requires_grad_(True) on what has to learn, before the optimizer is created.
title-loss-shape-broadcast = Shapes broadcast in the loss
finding-loss-shape-broadcast = The loss at { $source } gets outputs of shape { $input_shape } and targets of shape { $target_shape }. They are broadcast, so each of { $compared_samples } outputs is compared with every target.
explain-loss-shape-broadcast = Shapes such as (64, 1) and (64) are broadcast to (64, 64). The loss then compares all pairs, and the best prediction is the average of all targets, whatever the input. PyTorch warns at most once. The loss stays near that of a constant prediction. Give both the same shape with squeeze or unsqueeze.
title-target-out-of-range = Targets out of range
finding-target-out-of-range = { $wrong_targets } targets are invalid for { $function } at { $source }. They range from { $target_low } to { $target_high }, for outputs of shape { $input_shape }.
explain-target-out-of-range = Cross-entropy over K classes expects class numbers from 0 to K-1. Binary cross-entropy expects targets from 0 to 1. Losses with ±1 targets (cosine embedding, hinge embedding, margin ranking, soft margin) expect -1 and 1. Typical mistakes are labels that start at 1, labels 0 and 1 mixed up with -1 and 1, and pixels from 0 to 255. At best they raise an error. At worst the loss has no lower bound or ignores half of the samples. Shift or scale the targets, or use the loss that fits them.
title-eval-in-train-mode = Evaluated in training mode
finding-eval-in-train-mode = The model is evaluated in training mode at { $source } ({ $eval_in_train } of its dropout and batch normalization). The measured values are worse and noisier than the model. Any batch normalization also learns from the test data.
explain-eval-in-train-mode = In training mode dropout sets outputs to zero. Batch normalization uses the statistics of the batch and updates its running statistics. The measured model is then not the one that will be used. Call model.eval() before evaluating and model.train() before training goes on.
title-train-in-eval-mode = Trained in evaluation mode
finding-train-in-eval-mode = The model is trained in evaluation mode at { $source } ({ $train_in_eval } of its dropout and batch normalization). Dropout is off, and any batch normalization uses running statistics that are not updated.
explain-train-in-eval-mode = After model.eval() a model stays in evaluation mode until model.train() is called. Dropout then does nothing during training. Batch normalization keeps its old running statistics, which drift away from the actual activations. Call model.train() at the beginning of every epoch.
title-not-shuffled = Samples not shuffled
finding-not-shuffled = { $reason ->
    [again] The samples are not shuffled. Every epoch repeats the same batches. Beyond chance, { $batches_apart } of the variance of the targets lies between batches instead of within them (threshold { $batches_apart_limit }).
   *[other] The samples are not shuffled. Neighbors in a batch have the same target more often than by chance ({ $neighbors_alike } of what is possible, threshold { $neighbors_alike_limit }).
    }
explain-not-shuffled = If the data are sorted by class or by target, each batch shows only a part of them. The network learns one class, then forgets it for the next. Meanwhile the loss on the current batch looks good. Shuffle the samples in every epoch (DataLoader(shuffle=True)).
title-batch-mixing = Samples leak across the batch
finding-batch-mixing = The output of one sample depends on other samples. { $mixing_change_state ->
        [crossed] It changed by { $mixing_change } of its size when only the other samples were replaced (threshold { $mixing_change_limit }).
       *[other] The softmax before the loss runs over the samples of the batch, not over the classes.
    }
explain-batch-mixing = A wrong view, reshape or transpose lets samples leak into each other. So does a softmax over the batch, or a recurrent layer that takes the batch axis for time. The shapes fit and no error is raised, but each output belongs to a mixture of samples. Use permute instead of view to exchange axes, and name the class axis in softmax. Use batch_first=True where the batch axis comes first.

quantity-gradient-ratio = gradient, relative to the output
quantity-signal-growth = signal, relative to the first layer
quantity-gradient-growth = gradient, relative to its initial size
quantity-dead-share = fraction of dead units in a layer
quantity-saturated-share = fraction of saturated pre-activations in a layer
quantity-no-gradient-records = records without any gradient
quantity-flat-records = records at which bounded units pass on no gradient
quantity-non-finite-value = update of the first NaN or infinity
quantity-non-finite-input = update of the first NaN or infinity (inputs)
quantity-non-finite-activation = update of the first NaN or infinity (activations)
quantity-non-finite-loss = update of the first NaN or infinity (loss)
quantity-non-finite-gradient = update of the first NaN or infinity (gradients)
quantity-non-finite-weight = update of the first NaN or infinity (weights)
quantity-init-scale = initial weights, relative to the usual size
quantity-unit-difference = largest difference between units of a layer
quantity-product-spread = standard deviation of the rows' dot products at the start
quantity-copy-difference = largest relative difference between copied layers
quantity-harmful-steps = updates that increased their own batch's loss
quantity-loss-surge = highest loss, relative to the initial loss
quantity-loss-rise = highest loss, relative to the initial loss
quantity-useless-steps = updates up to the highest loss without gain on their own batch
quantity-weights-thrown = weights after the first updates, relative to their initial size
quantity-best-progress = best progress
quantity-step-length = step size, relative to the weights
quantity-distance-traveled = total movement of the weights, relative to their size
quantity-step-quality = step quality (actual / predicted reduction of the loss)
quantity-final-progress = progress (1 − loss / chance-level loss)
quantity-gradient-agreement = agreement of batch gradients, relative to noise
quantity-rate-reached = highest learning rate, relative to the planned one
quantity-rate-left = learning rate, relative to its highest value
quantity-gradient-through-time = gradient at early time steps, relative to the last one
quantity-gradient-fade = gradient at the earliest time step, relative to the largest
quantity-same-target = neighbors with exactly the same target
quantity-gain-lost = fraction of the improvement lost again
quantity-unrest = fraction of the loss's movement that went up
quantity-input-size = RMS of the largest input column
quantity-input-scales = largest over smallest standard deviation of an input column
quantity-input-scales-median = largest over median standard deviation of the input columns
quantity-non-finite-values = NaN or infinite values in the data
quantity-constant-columns = constant input columns
quantity-single-class = classes among the targets
quantity-class-ratio = largest class, relative to the smallest
quantity-skill = accuracy or fit beyond chance
quantity-neighbor-agreement = neighbors of the same class (standard errors above chance)
quantity-test-skill = test accuracy (standard errors above chance)
quantity-test-progress = best progress on the test set
quantity-target-beyond = distance of the targets from the output's range (standard deviations)
quantity-test-gap = test loss minus training loss, relative to the chance-level loss
quantity-answers-lost = accuracy beyond chance: training set minus test set
quantity-stale-gradients = updates with gradients of earlier updates
quantity-cleared-gradients = updates whose gradients were cleared too early
quantity-idle-passes = backward passes without an update
quantity-uphill-updates = updates that increased the loss
quantity-left-out-share = fraction of parameters in use without an optimizer
quantity-frozen-share = fraction of parameters in use that are frozen
quantity-compared-samples = targets that each output is compared with
quantity-wrong-targets = targets out of range
quantity-eval-in-train = modules in training mode during evaluation
quantity-train-in-eval = modules in evaluation mode during training
quantity-neighbors-alike = neighbors with the same target, beyond chance
quantity-batches-apart = variance of the targets between batches, beyond chance
quantity-mixing-change = change of the output caused by other samples
quantity-dropout-share = fraction of units that dropout drops
quantity-test-rise = test loss above its minimum, relative to the chance-level loss
quantity-late-gain = progress in the last part of the training
quantity-progress-so-far = progress so far
quantity-updates-left = updates until progress reaches 50 % at the present pace
quantity-epochs-seen = epochs seen
quantity-one-batch-progress = progress when trained on a single batch

## limits: limit-<name> (what is compared with it), limit-<name>-origin (where its value comes from)

limit-affected-runs = smallest fraction of the runs in which a problem must hold to be reported
limit-affected-runs-origin = chosen: one run in four is not chance
limit-records = smallest number of records to judge a training
limit-records-origin = chosen
limit-updates = smallest number of updates to judge that nothing is learned
limit-updates-origin = measured
limit-progress-none = progress (1 − loss / chance-level loss) below which a training counts as "no progress"
limit-progress-none-origin = measured
limit-progress-poor = progress below which a training ended poorly
limit-progress-poor-origin = measured
limit-progress-done = progress above which little is left to learn
limit-progress-done-origin = measured
limit-progress-lost = progress lost again after the best record
limit-progress-lost-origin = measured
limit-waited = fraction of the training before any progress
limit-waited-origin = measured
limit-times-longer = factor by which a training that was cut off might have gone on
limit-times-longer-origin = chosen: a short run of 1,000 updates often stands for a training of 10,000
limit-trend-errors = standard errors above the measured slope up to which the loss of a cut-off training may still fall
limit-trend-errors-origin = chosen: one slope in 44 is steeper by chance
limit-speed-up = progress in the last quarter of the updates, relative to the quarter before, above which training speeds up
limit-speed-up-origin = chosen: a network leaves a plateau at an exponential rate (Saxe et al. 2014)
limit-samples-begun = number of samples seen below which a training has hardly begun, if the size of the dataset is unknown
limit-samples-begun-origin = chosen: a fifth of the samples of a small image dataset
limit-few-samples = number of targets in a batch below which the mean of its losses is used instead of the median
limit-few-samples-origin = chosen: the median of the mean of 1, 4 and 8 squared normal numbers is 45, 84 and 92 % of its expected value
limit-gradient-vanishing = backward signal of a hidden layer, relative to the output layer
limit-gradient-vanishing-origin = AutoTrainer (Zhang et al. 2021) uses 1e-3 for the first layer relative to the last; measured
limit-weights-shrunk = RMS of the weights, relative to the initial weights
limit-weights-shrunk-origin = measured
limit-gradient-exploding = backward signal of a hidden layer, relative to the output layer
limit-gradient-exploding-origin = AutoTrainer uses 70; measured
limit-signal-growth = size of a layer's values, relative to the first layer, if the loss started above chance level
limit-signal-growth-origin = chosen: usual initializations keep it near 1
limit-gradient-growth = gradient norm, relative to its first value, while the loss is above its initial value
limit-gradient-growth-origin = measured
limit-overshooting = median step quality; ½ means that a step reaches the minimum along its direction
limit-overshooting-origin = exact line search on a parabola
limit-dead-share = fraction of a layer's units that put out 0 for every sample
limit-dead-share-origin = SageMaker Debugger's DeadRelu uses 0.5
limit-signal-faint = standard deviation of a layer's values over the samples, relative to their size
limit-signal-faint-origin = measured
limit-saturated-share = fraction of pre-activations in the flat range of the activation function
limit-saturated-share-origin = SageMaker Debugger's SaturatedActivation uses 0.5
limit-saturated-most = the same fraction, for a training that suffers less
limit-saturated-most-origin = measured
limit-early = fraction of the training that counts as its beginning
limit-early-origin = chosen
limit-no-gradient-records = fraction of the records at which a layer's gradient is exactly 0
limit-no-gradient-records-origin = chosen
limit-init-small = initial weights, relative to the smaller of Xavier and LeCun initialization
limit-init-small-origin = measured
limit-init-large = initial weights, relative to the larger of Xavier and He initialization
limit-init-large-origin = measured
limit-init-far = factor beyond these thresholds at which initial weights cost a training part of what it could learn
limit-init-far-origin = chosen
limit-init-loss = initial loss of overconfident predictions, relative to the chance-level loss
limit-init-loss-origin = chosen
limit-symmetric-units = difference between a layer's units, relative to its size; or the relative difference of two copied layers
limit-symmetric-units-origin = float32 resolves 1e-7
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
limit-weights-thrown = RMS of the median layer's weights within the first updates, relative to the initial weights
limit-weights-thrown-origin = chosen: three quarters of the weights then come from the updates; measured
limit-first-updates = number of updates that count as the first ones
limit-first-updates-origin = chosen: Adam at 0.01, the largest usual learning rate, moves a weight by about 0.16 at most while its gradients are steady
limit-step-length = median step size in the first half, relative to the weights
limit-step-length-origin = measured; Adam's usual 0.001 is at first about 0.01 of a weight
limit-gradients-opposed = agreement of consecutive gradients, relative to that of independent gradients
limit-gradients-opposed-origin = measured; 1 for independent noise, and below it updates undo one another
limit-distance-traveled = sum of ‖ΔW‖/‖W‖ over the training, in the layer that moved most
limit-distance-traveled-origin = measured
limit-distance-none = the same sum, below which the loss need not be falling
limit-distance-none-origin = measured
limit-at-rest = median step size of the last quarter relative to the first half, below which a training has converged
limit-at-rest-origin = measured
limit-promise-kept = median step quality: actual / predicted reduction of the loss
limit-promise-kept-origin = measured
limit-rate-faded = median learning rate of the second half, relative to the highest one
limit-rate-faded-origin = chosen: 0.15 for a cosine schedule, 1e-3 after three steps of a tenth
limit-rate-reached = highest learning rate of a training, relative to the one that its schedule multiplies or warms up to
limit-rate-reached-origin = chosen: a tenth of the rate is a different rate
limit-long-step = ‖ΔW‖/‖W‖ of the median layer in its largest update, from which on the learning rate is not too low
limit-long-step-origin = chosen: ten times the usual value (Stanford CS231n, "Ratio of weights:updates": about 1e-3)
limit-still-falling = fraction of the loss's movement that went up
limit-still-falling-origin = measured
limit-trend = number of single-batch losses that are averaged for a trend
limit-trend-origin = measured
limit-unrest = fraction of the loss's movement that went up, after the beginning
limit-unrest-origin = measured
limit-gain-lost = median late loss minus the best loss, relative to the improvement of the best loss
limit-gain-lost-origin = measured
limit-gradient-agreement = gradient coherence, relative to its value for pure noise (1 / number of batches)
limit-gradient-agreement-origin = McCandlish et al. 2018; measured
limit-input-size = RMS of the input column farthest from 0; 1 after standardization
limit-input-size-origin = measured
limit-input-scales = largest standard deviation of an input column, relative to the smallest (in a script: to the median)
limit-input-scales-origin = measured
limit-input-hidden = size of the largest input column, relative to the smallest nonzero standard deviation of a column
limit-input-hidden-origin = chosen: Adam at 1e-3 moves a weight by 1 in 1000 updates
limit-constant-most = fraction of a script's input columns that never change, from which on they are not the border pixels of images
limit-constant-most-origin = chosen: half
limit-samples-a-column = samples of a script per input column, from which on a constant column is not just a rare feature
limit-samples-a-column-origin = chosen: a feature that is not 0 in one row out of ten times the columns would have been seen
limit-class-ratio = size of the largest class, relative to the smallest
limit-class-ratio-origin = SageMaker Debugger uses 10; measured
limit-class-ratio-alone = largest class, relative to the smallest, where nearest neighbors do not tell the classes apart
limit-class-ratio-alone-origin = SageMaker Debugger uses 10
limit-majority = fraction of the samples in the largest class
limit-majority-origin = chosen: more than all others together
limit-minority-skill = accuracy above always predicting the largest class, relative to what is possible
limit-minority-skill-origin = measured
limit-label-neighbors = neighbors that share a class, above chance
limit-label-neighbors-origin = two sigma: random labels stay below it in 98 of 100 datasets
limit-label-columns = what the best column, or pair of columns, tells about the label, above the best by chance
limit-label-columns-origin = two sigma
limit-label-errors = accuracy above chance
limit-label-errors-origin = three sigma
limit-test-progress = best progress on the test set
limit-test-progress-origin = measured
limit-label-samples = smallest number of samples per class, or of test samples, to tell labels from noise
limit-label-samples-origin = chosen
limit-target-beyond = distance of the targets from the output's range, in standard deviations
limit-target-beyond-origin = measured
limit-skill-short = skill of the network, relative to that of a nearest neighbor
limit-skill-short-origin = measured
limit-probability-sum = difference from 1 of the sum of probabilities, in the input of an NLL loss or the targets of a cross-entropy
limit-probability-sum-origin = rounding and label noise stay below 1e-3
limit-same-target = fraction of neighbors with exactly the same target, beyond chance
limit-same-target-origin = chosen: quantities are rarely equal
limit-target-order = mean squared distance of a target to its nearest unlike neighbor's, relative to that of any two unlike targets
limit-target-order-origin = 1 if the numbers are class labels; measured
limit-stale-gradients = fraction of observed updates that used gradients of earlier updates, or cleared ones
limit-stale-gradients-origin = chosen: a gradient is either cleared each time or not
limit-uphill-updates = fraction of observed updates that increased the loss, as they were told to
limit-uphill-updates-origin = chosen: a sign is either right or wrong
limit-as-drawn = fraction of the weights in use that still have their random initial values
limit-as-drawn-origin = chosen: most of them
limit-frozen-between = fraction of frozen, untrained weights between layers that learn, among both
limit-frozen-between-origin = chosen: most of them
limit-wrong-mode = fraction of passes of dropout and batch normalization in the wrong mode
limit-wrong-mode-origin = chosen
limit-order-alike = neighboring samples of the same class beyond chance, relative to what is possible
limit-order-alike-origin = chosen: 0 when shuffled, 1 when sorted
limit-order-pairs = smallest number of neighboring pairs to judge the order
limit-order-pairs-origin = two sigma of a fraction are then 0.14
limit-order-apart = fraction of the targets' variance between batches, beyond that of shuffled batches
limit-order-apart-origin = 0 when shuffled; measured
limit-order-unlike = fraction of the targets' variance between batches, not within them
limit-order-unlike-origin = 0 for similar batches, 1/B for B shuffled samples, 0.25 for two sorted classes of three; chosen
limit-order-between = fraction of the targets' variance between batches, not within them
limit-order-between-origin = 0 when shuffled, 1 - 1/N² for N sorted batches of evenly spread targets; chosen: four of them lie above
limit-mixing = change of an output relative to its size, caused by other samples' inputs or by what is nonlinear in its own
limit-mixing-origin = float32 sums in another order differ by 1e-6
limit-straight = deviation from a straight line of the outputs for the inputs -a, 0, a and 2a, relative to their change; below it a network is linear whatever its activation functions
limit-straight-origin = rounding of float32
limit-test-gap = test loss minus training loss, relative to the chance-level loss
limit-test-gap-origin = measured
limit-test-gap-most = the same gap, if the test loss did not rise again
limit-test-gap-most-origin = chosen: half of all
limit-test-gap-by-heart = the same gap, for a training that left nothing to learn
limit-test-gap-by-heart-origin = chosen: with a noise fraction v, memorized targets miss new ones by 2 v; measured
limit-test-errors = difference of test loss and training loss, or of the accuracies
limit-test-errors-origin = two sigma
limit-test-answers = accuracy on the training samples minus that on new ones, relative to what is possible
limit-test-answers-origin = chosen: one prediction in ten
limit-test-answers-most = the same difference, if no test loss is known
limit-test-answers-most-origin = chosen: as test-gap
limit-test-rise = test loss above its minimum, relative to the chance-level loss
limit-test-rise-origin = measured
limit-one-batch-learned = progress on a single batch, trained alone, from which on it counts as memorized
limit-one-batch-learned-origin = Karpathy 2019; measured: every healthy preset's median lies above
limit-one-batch-nothing = the same progress, below which not even one batch is learned
limit-one-batch-nothing-origin = measured
limit-dropout-most = fraction of a layer's units that dropout drops
limit-dropout-most-origin = Srivastava et al. 2014 keep half of them, and find that the error rises steeply if fewer than a fifth are kept
limit-settled = progress still made in the last part of the training
limit-settled-origin = measured

## watching: users' own trainings

watch-part-failed = could not observe { $part } ({ $what }). Rules that need it report "cannot tell". The training itself is not affected.
part-modules = which models and layers are called
part-functions = which functions are called, and with which arguments
part-parameters = the parameters
part-steps = backward passes and updates
part-record = the records
part-losses = the loss and its targets
part-evaluations = evaluations
part-samples = which samples repeat, and in which order
part-inputs = the inputs
part-targets = how well the inputs determine the targets
part-mixing = whether samples influence each other's outputs
part-layers = the values of the layers
part-backpropagation = the gradients of the layers' outputs
part-recurrence = the gradients through time of recurrent layers
part-gradients = the gradients of the parameters
part-weights = the sizes of the weights
part-updates = how updates change the weights
part-coherence = how well the batch gradients agree
part-rates = the learning rate
part-details = histograms and single units
part-report = saving and reporting during training
tensorboard-missing = event files need TensorBoard: pip install "whygrad[tensorboard]".
tensorboard-not-written = { $path }: event files cannot be written here ({ $reason }).
watch-needs-torch = watching a training needs PyTorch: pip install "whygrad[torch]".
watch-needs-extra = watching { $what } needs a package that is not installed: pip install "whygrad[{ $extra }]".
watch-keras-backend = Keras uses the { $backend } backend, whose compiled training steps hide layers and gradients. Set KERAS_BACKEND=torch to watch this training.
watch-not-begun = no training has been watched yet. The callback of { $name } starts with the first training.
watch-not-a-module = the model must be a torch.nn.Module (or several), not { $value }.
watch-not-an-optimizer = the optimizer must be a torch.optim.Optimizer (or several), not { $value }.
watch-bad-report = "report" must be True, False or a function that takes a line of text, not { $value }.
watch-bad-name = "name" must be a string, not { $value }.
watch-bad-every = "every" must be "auto", "dense" or an integer of at least 1, not { $value }.
watch-finding = whygrad: update { $step }: { $title } ({ $code })
watch-finding-at = whygrad: update { $step }: { $title } at { $place } ({ $code })
watch-finding-gone = whygrad: update { $step }: no longer { $title } ({ $code })

## testing: whygrad.testing.assert_trains

testing-bad-batch = the batch must be a pair of inputs and targets, not { $value }.
testing-unknown-check = there is no check { $name } to skip; there are: { $known }.
testing-fails = { $name } cannot be trained:
testing-explained = See: whygrad explain { $code }
testing-the-model = the model's output
testing-nothing-trained = no parameter requires a gradient (requires_grad).
testing-detached = the loss is not connected to any parameter: something between model and loss cuts the graph (detach, item, argmax, no_grad).
testing-not-registered =
    { $count ->
        [one] the loss depends on a trainable tensor that is not a parameter of the model, so no optimizer gets it; its shape: { $shapes }.
       *[other] the loss depends on { $count } trainable tensors that are not parameters of the model, so no optimizer gets them; their shapes: { $shapes }.
    }
testing-no-gradient =
    { $count ->
        [one] a parameter never gets a gradient: { $names }.
       *[other] { $count } parameters never get a gradient: { $names }.
    }
testing-first-not-finite = the first loss is { $loss }.
testing-far-from-chance = the first loss is { $loss }, far above the chance-level loss { $chance }.
testing-not-deterministic = in evaluation mode the same inputs give different outputs, first at: { $layer }.
testing-mixes = a sample's output changes with the other samples of the batch, first at: { $layer }.
testing-not-overfitted = the model cannot overfit a single batch: after { $steps } updates the loss is { $loss }, not below { $goal }{ $place }.
testing-at = {""}, because of: { $places }

## undecided: why a rule cannot tell

undecided-missing = { $title }: cannot tell, because this is not known: { $missing }.
undecided-failed = { $title }: cannot tell, because this could not be observed: { $parts }.
undecided-records = { $title }: cannot tell, because too little of the training was recorded.

## remedies: remedy-<code> (what to change and why it helps), title-remedy-<code> (its short name)

title-remedy-use-relu-he = ReLU with He initialization
remedy-use-relu-he = Use ReLU in the hidden layers with He initialization. The derivative of ReLU is 1 where a unit is active, so the gradient passes without shrinking. He's variance 2/inputs makes up for the inactive half.
title-remedy-use-tanh-xavier = tanh with Xavier initialization
remedy-use-tanh-xavier = Use tanh in the hidden layers with Xavier initialization. tanh is centered at 0 and steepest there, and Xavier's variance keeps the signals in that range.
title-remedy-use-leaky-relu = Leaky ReLU
remedy-use-leaky-relu = Use Leaky ReLU. Its small derivative below 0 passes a gradient to inactive units, so they can recover.
title-remedy-use-elu = ELU
remedy-use-elu = Use ELU. It is smooth, its mean output is near 0, and inactive units keep a nonzero derivative.
title-remedy-use-selu-lecun = SELU with LeCun initialization
remedy-use-selu-lecun = Use SELU with LeCun initialization. Together they bring every layer's output back towards mean 0 and variance 1, at any depth.
title-remedy-nonlinear-activation = Nonlinear activation function
remedy-nonlinear-activation = Put a nonlinear activation function between the layers. Without one, any number of layers computes no more than a single linear layer.
title-remedy-add-batch-normalization = Batch normalization
remedy-add-batch-normalization = Normalize every unit over the batch. The input of each activation function then has mean 0 and standard deviation 1, whatever the weights below.
title-remedy-add-layer-normalization = Layer normalization
remedy-add-layer-normalization = Normalize every sample over the units of a layer. Signals then keep their size from layer to layer, even with small batches. It cannot tell samples apart that have become alike, as in a deep sigmoid network.
title-remedy-add-residual = Residual connections
remedy-add-residual = Add each layer's input to its output. The gradient then passes through the sum without shrinking in the activation functions.
title-remedy-fewer-layers = Fewer layers
remedy-fewer-layers = Remove layers. Each layer multiplies the gradient by a factor, so fewer layers preserve more of it. Two hidden layers are enough for most tables and points.
title-remedy-use-he-init = He initialization
remedy-use-he-init = Initialize the weights after He, with variance 2/inputs. Signals keep their size through ReLU and similar functions, and no two units start equal.
title-remedy-use-xavier-init = Xavier initialization
remedy-use-xavier-init = Initialize the weights after Xavier, with variance 2/(inputs + outputs). Signals and gradients keep their size, and no two units start equal.
title-remedy-use-orthogonal-init = Orthogonal initialization
remedy-use-orthogonal-init = Start with orthogonal weights. In square layers they rotate signals and gradients without changing their length, so that only the activation function changes it.
title-remedy-use-gated-units = Gated units (GRU, LSTM)
remedy-use-gated-units = Use GRU or LSTM layers instead of simple recurrent ones. Their gates learn to keep a state over many time steps. While a gate keeps it, the gradient passes almost without shrinking.
title-remedy-use-orthogonal-recurrence = Orthogonal recurrent weights
remedy-use-orthogonal-recurrence = Start with orthogonal recurrent weights. They rotate the state from one time step to the next without changing its length, so the gradient reaches further back. An activation function such as tanh still shrinks it.
title-remedy-lower-learning-rate = Lower learning rate
remedy-lower-learning-rate = Lower the learning rate. Smaller steps stay where the gradient is accurate instead of jumping over the minimum.
title-remedy-raise-learning-rate = Higher learning rate
remedy-raise-learning-rate = Raise the learning rate. The loss falls steadily, but so slowly that the training ends long before it converges.
title-remedy-clip-gradients = Gradient clipping
remedy-clip-gradients = Clip the gradient norm to 1. A single huge gradient can then no longer move the weights far away, and its direction is kept.
title-remedy-add-warmup = Warm-up
remedy-add-warmup = Raise the learning rate from 0 over the first tenth of the training. The first steps, where the loss is steepest, then stay small.
title-remedy-use-adam = Adam
remedy-use-adam = Use Adam. It divides each weight's step by the usual size of its gradient, so weights with tiny gradients learn as fast as the others.
title-remedy-use-momentum = Momentum
remedy-use-momentum = Use momentum 0.9. Steps in a constant direction add up to ten times their length, and steps in alternating directions cancel out.
title-remedy-larger-batch = Larger batches
remedy-larger-batch = Use batches eight times as large. The variance of their gradient is an eighth, so updates agree with each other.
title-remedy-cosine-schedule = Cosine schedule
remedy-cosine-schedule = Reduce the learning rate to 0 along a cosine. The first steps are large, and the last ones are too small for noise to matter.
title-remedy-scale-inputs = Standardized inputs
remedy-scale-inputs = Standardize every input column to mean 0 and standard deviation 1, fitted on the training set. No column then dominates the others, and one learning rate suits all weights.
title-remedy-drop-constant-columns = Constant columns removed
remedy-drop-constant-columns = Remove the columns that never change. They carry no information, and a large constant acts like a bias with a huge learning rate.
title-remedy-clean-data = Clean data
remedy-clean-data = Remove or fill in the missing and infinite values. A single one makes the loss NaN, and with it every weight.
title-remedy-add-features = More features
remedy-add-features = Add squares, products and sines of the coordinates as inputs. The network then need not build such shapes from its few units.
title-remedy-more-data = More data
remedy-more-data = Train on more samples. What a network memorizes differs from sample to sample; what it should learn does not.
title-remedy-use-cross-entropy = Cross-entropy loss
remedy-use-cross-entropy = Use cross-entropy on logits. Its gradient with respect to the logits is predicted probability minus target, so it does not vanish where the network is confident and wrong.
title-remedy-output-auto = Output that fits the loss
remedy-output-auto = Use the output that the loss expects. Cross-entropy applies softmax or sigmoid itself, and applying it twice shrinks the gradient. Unbounded targets need an unbounded output.
title-remedy-identity-output = Identity output
remedy-identity-output = Use the identity as output. tanh and sigmoid can never reach targets outside their range.
title-remedy-wider-network = Wider layers
remedy-wider-network = Use four times as many units per layer. Each unit adds a shape that the network can use, and some stay alive.
title-remedy-deeper-network = One more layer
remedy-deeper-network = Add a hidden layer. It combines the shapes of the layer before it into new ones.
title-remedy-longer-training = Longer training
remedy-longer-training = Train four times as long. The loss was still falling when the training ended.
title-remedy-add-dropout = Dropout
remedy-add-dropout = Drop 30 % of the units at random during training. The network then cannot rely on any single unit.
title-remedy-add-l2 = L2 regularization
remedy-add-l2 = Penalize large weights (L2). The function becomes smoother, and fitting noise no longer pays off.
title-remedy-add-l1 = L1 regularization
remedy-add-l1 = Penalize all weights (L1). Weights that are not needed go to 0, and the network becomes simpler.
title-remedy-smaller-network = Smaller network
remedy-smaller-network = Use a quarter of the units. A network with fewer weights has less room to memorize its samples.
title-remedy-fewer-epochs = Early stopping
remedy-fewer-epochs = Stop where the test loss was lowest. After that the network learns the noise of the training set. Confirm the result on data that was not used to choose.
title-remedy-larger-network = Larger network
remedy-larger-network = Use at least two hidden layers of at least 32 units. They can represent most shapes that a few units cannot.
title-remedy-remove-regularization = No regularization
remedy-remove-regularization = Set L1, L2 and dropout to 0. If they are too strong, they keep the weights near 0 and the network from learning.
title-remedy-scale-targets = Scaled targets
remedy-scale-targets = Scale the targets to the size of the network's outputs, and the predictions back. Divide them by their standard deviation, or map them into the range of sigmoid or tanh. Outputs need not grow first, no square overflows, and every target can be reached.
title-remedy-use-float32 = Full precision (float32)
remedy-use-float32 = Keep parameters and optimizer in float32 and compute in half precision with torch.autocast and a GradScaler. Or use bfloat16, which has the range of float32. Or give Adam an epsilon that float16 can represent (1e-4).
title-remedy-balance-classes = Balanced classes
remedy-balance-classes = Weight rare classes more in the loss, sample them more often, or collect more of them. Otherwise always predicting the most frequent class already pays off.
title-remedy-check-labels = Checked labels
remedy-check-labels = Look at a few dozen samples with their labels. Neighbors share a label no more often than by chance, as if labels and inputs were shuffled against each other.
title-remedy-clear-gradients = Gradients cleared (zero_grad)
remedy-clear-gradients = Call optimizer.zero_grad() before each backward pass, and not between it and the step. Every gradient then counts once and is there when the step needs it.
title-remedy-pass-all-parameters = All parameters in the optimizer
remedy-pass-all-parameters = Pass all parameters to the optimizer after the last layer was added. It never changes a parameter that it was not given.
title-remedy-unfreeze-parameters = Unfrozen parameters
remedy-unfreeze-parameters = Set requires_grad = True for the layers that should learn, and create the optimizer after that.
title-remedy-keep-graph-attached = Connected graph
remedy-keep-graph-attached = Use no detach(), .item(), .data, NumPy or no_grad() between the parameters and the loss. Gradients cannot pass them.
title-remedy-shuffle-data = Shuffled data
remedy-shuffle-data = Shuffle the samples in every epoch. One class after another makes the network forget what it has just learned.
title-remedy-keep-samples-apart = Samples kept apart
remedy-keep-samples-apart = Keep the batch dimension first and unchanged. Use permute or transpose to reorder dimensions, not view or reshape, which mix samples.
title-remedy-match-shapes = Matching shapes
remedy-match-shapes = Give output and target the same shape, (N, 1) or (N,). With (N, 1) and (N,) every output is compared with every target.
title-remedy-fix-targets = Targets in range
remedy-fix-targets = Bring the targets into the range of the loss: class numbers from 0 to classes - 1, probabilities from 0 to 1, or ±1 targets as -1 and 1.
title-remedy-call-eval = Evaluation mode
remedy-call-eval = Call model.eval() before you evaluate. Dropout is then off, and batch normalization uses its running statistics.
title-remedy-call-train = Training mode
remedy-call-train = Call model.train() at the beginning of each training epoch. After an evaluation dropout is off and the running statistics are frozen.

## trial

trial-baseline = no fix
trial-random = random fix
trial-control = random fixes ({ $count })
trial-best-control = best random fix
trial-verdict-helps = { $remedy } helps: { $metric } goes from { $before } to { $after }.
trial-verdict-ties = { $count ->
    [one] One more fix does about as well.
   *[other] { $count } more fixes do about as well.
 }
trial-verdict-nothing-helps = { $count ->
    [one] No fix helps: the one that was tried is not clearly better than no fix.
   *[other] No fix helps: none of the { $count } that were tried is clearly better than no fix.
 }
trial-verdict-no-remedy = There is no fix to try here.
trial-verdict-too-few-seeds = { $seeds ->
    [one] One seed cannot tell a fix from luck; use at least { $least }.
   *[other] { $seeds } seeds cannot tell a fix from luck; use at least { $least }.
 }
trial-verdict-interrupted = The trial was interrupted before anything could be compared.
trial-verdict-out-of-time = The time ran out before anything could be compared. Use --budget to give it more.
trial-interrupted = The trial was interrupted: only completed runs are ranked.
trial-beats-random = { $remedy } solves { $share } of the runs, a random fix { $random } on average.
trial-without-random = No random fix was run as often, so there is none to compare with.
trial-repaired-at = Solved: { $metric } { $direction ->
    [up] at least
   *[down] at most
 } { $value }.
trial-advice = Cannot be tried here, but may help
trial-note = { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
 }, paired differences, 95 % bootstrap intervals. Tied fixes cannot be told apart.
view-chosen-by-test = Ranked by results on the test set: confirm the best one on data that was not used to choose.
trial-column-rank = rank
trial-column-remedy = fix
trial-column-difference = difference
trial-column-interval = 95 % interval
trial-column-repaired = solved
trial-column-cost = cost
trial-metric-accuracy-test = test accuracy
trial-metric-r2-test = test R²
trial-metric-relative-loss-test = test loss / chance-level loss
trial-metric-relative-loss-train = training loss / chance-level loss
trial-metric-accuracy-train = training accuracy
trial-metric-accuracy-balanced-train = training accuracy (mean over classes)
trial-metric-accuracy-balanced-test = test accuracy (mean over classes)
trial-metric-r2-train = training R²
trial-metric-loss-fall-train = reduction of the training loss, relative to its initial value
trial-snippet = What to change in the script: { $remedy }
trial-broke-off = The script stopped with an error under { $remedy } ({ $error }).
trial-left-out = Not compared because the time ran out, some after one run: { $remedies }.
trial-nothing-to-act-on = These fixes found nothing to change in the script: { $remedies }.
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
view-batch-size = batch size { $count }
view-healthy = No problems found: no rule found anything that keeps this network from learning.
view-nothing-found = { $count ->
    [one] No problem found, but 1 of { $asked } checks could not be decided.
   *[other] No problem found, but { $count } of { $asked } checks could not be decided.
 }
view-no-level = { $why ->
    [mutual] Two networks are trained on each other's outputs, so neither loss shows how much was learned.
    [policy] The loss of a policy gradient does not show how much was learned.
    [moving] The network that is trained also makes the targets, so the loss does not show how much was learned.
   *[unknown] The loss of a constant prediction is not known, so the loss does not show how much was learned.
 }
view-few-records = { $kind ->
    [model] Too few updates were recorded to judge the training. Train longer, or record more of them with whygrad.watch(..., every=10).
   *[other] There were too few updates to judge the training. Train longer.
 }
view-one-finding = 1 problem found: { $root }.
view-findings = { $count } problems found. Fix first: { $root }.
view-units = { $count ->
    [one] 1 unit
   *[other] { $count } units
 }
view-from-step = from update { $step } on
view-evidence = evidence
view-value = value
view-threshold = threshold
view-step = update
view-helps = Suggested fixes:
view-undecided = Cannot tell: { $codes }.
view-severity-error = error
view-severity-warning = warning
view-severity-info = info
view-status-non-finite = { $count } of { $of } runs ended in NaN or infinity.
view-status-diverged = { $count } of { $of } runs diverged.
view-status-interrupted = { $count } of { $of } runs were interrupted.
view-status-running = When this was written, the training was still running or had ended without a notice.
view-status-crashed = { $place ->
    [none] The program stopped with an error: { $error }
   *[other] The program stopped with an error at { $place }: { $error }
 }
view-ended = ended
view-ended-non-finite = NaN
view-ended-diverged = diverged
view-ended-interrupted = interrupted
view-quantity = quantity
view-start = at start
view-median = at end (median)
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
plot-features-title = Features of pictures before a linear classifier
plot-features-alt = Test accuracy of the same linear classifier behind different features of { $data }, { $seeds } seeds.
plot-features-alt-one = { $features }: { $mean }, 95 % interval { $low } to { $high }.
plot-features-accuracy = test accuracy (%), with its 95 % interval; gray: each seed
plot-features-pixels = a test picture
plot-templates-title = Templates of a linear classifier
plot-templates-alt = The templates of { $classes } classes, with the mean picture of each class and a picture of it that is mistaken for another.
plot-templates-alt-one = { $label }: { $right } recognized, symmetry { $symmetry }.
plot-templates-mean = mean
plot-templates-plain = template
plot-templates-mirrored = trained with
    mirror images
plot-templates-worst = taken for
plot-regions-title = Linear regions before and after training
plot-regions-alt = The linear regions of ReLU networks over the plane of their inputs, at the start above and after training below, with the border between the classes.
plot-regions-alt-one = { $hidden }: { $start } regions, then { $end }.
plot-regions-count = { $hidden }: { $count } regions
plot-regions-start = at the start
plot-regions-end = after training
plot-samples = samples
plot-confusion-title = What is taken for what
plot-confusion-alt = Confusion matrix over { $samples } test samples, { $right } right. Most often { $true } is taken for { $answer }: { $count } times.
plot-confusion-answer = answer
plot-confusion-true = true class
plot-confusion-share = share of the true class
plot-calibration-title = Is it right as often as it says?
plot-calibration-alt = Reliability diagram: the expected calibration error is { $error }. On the whole the network is { $side ->
    [over] surer than it is right.
   *[under] right more often than it says.
}
plot-calibration-ideal = as sure as right
plot-calibration-right = share of right answers
plot-calibration-confidence = probability of the answer
plot-calibration-share = share of samples
plot-mistakes-title = The worst mistakes
plot-mistakes-alt = { $count } of { $samples } test samples are answered wrongly; the most confident of them:
plot-mistakes-one = { $answer } ({ $sure }) instead of { $true }.
plot-mistakes-true = is { $true }
plot-scores-title = Class by class
plot-scores-one = { $label }: precision { $precision }, recall { $recall }.
plot-scores-precision = precision: of those called so
plot-scores-recall = recall: of those that are
plot-scores-share = share that is right
plot-filters-title = Filters of { $layer }
plot-filters-alt = { $count } filters of { $layer } with { $channels } channels of { $height }×{ $width } weights; norms from { $low } to { $high }.
plot-filters-signed = { $filters } of { $of } filters, each scaled by itself: blue above 0, orange below, white 0
plot-filters-color = { $filters } of { $of } filters, each scaled by itself: gray is 0 in all three colors
plot-filters-slices = { $filters } of { $of } filters as rows, { $channels } of their { $all } channels: blue above 0, orange below
plot-maps-title = Feature maps
plot-maps-alt = What layers make of pictures: the channels with the largest mean size, the largest first.
plot-maps-alt-one = { $layer } of { $picture }, { $height }×{ $width }: channels { $channels }, at most { $high }.
plot-channel = channel { $number }
plot-exciting-title = What excites the channels of { $layer }
plot-exciting-alt = For each channel of { $layer } a picture made by gradient ascent, and the pictures of the data that excite it most.
plot-exciting-alt-one = { $channel }: from { $start } to { $end } by ascent
plot-exciting-alt-best = ; at most { $value } by a picture of the data.
plot-exciting-note = left: made by gradient ascent; right: the pictures of the data that excite it most; above each: by how much
plot-exciting-note-made = made by gradient ascent
plot-attribution-title = What the answers rest on
plot-attribution-alt = What speaks for the class in each picture, by { $ways }.
plot-attribution-alt-one = { $picture }, { $way }: strongest { $place }; half of it lies on { $part } of the pixels.
plot-attribution-note = blue: speaks for the class, orange: against it, yellow: counts either way; each map has a scale of its own
plot-place-00 = top left
plot-place-01 = top
plot-place-02 = top right
plot-place-10 = left
plot-place-11 = in the middle
plot-place-12 = right
plot-place-20 = bottom left
plot-place-21 = bottom
plot-place-22 = bottom right
plot-depth-inside-title = Weights and outputs by depth
plot-depth-inside-alt = From the first layer to the last.
plot-depth-inside-alt-one = { $layer }: output { $mean } ± { $std }, { $zeros } zeros.
plot-depth-weights = standard deviation of the weights
plot-depth-outputs = output, mean ± std
plot-depth-zeros = zeros of the output (%)
plot-convolution-title = Accuracy against parameters
plot-convolution-alt = Mean test accuracy of convolutional and dense networks against their parameters.
plot-convolution-alt-one = { $network }: { $parameters } parameters, { $accuracy }.
plot-convolution-conv = convolutional (number: filters of the first layer)
plot-convolution-dense = dense (number: hidden units)
plot-convolution-accuracy = test accuracy (%), mean and 95 % interval
plot-forest-title = What each remedy changes
plot-forest-alt = Improvement in { $metric } over the baseline of { $count } remedies over { $seeds } seeds, with 95 % intervals.
plot-improvement = improvement in { $metric }, with 95 % interval
plot-points = (percentage points)
plot-comparison-title = Comparison
plot-comparison-alt = { $count } variants side by side; { $metric }, mean with 95 % interval:
plot-sequence-step = step of the sequence
plot-as-it-is = as it is
plot-augmentation-step = as shown at a step of training
plot-augmentation-title = Augmentation: { $words }
plot-augmentation-alt = { $pictures } training pictures, and beside each what a network is shown of it at { $steps } steps of training with augmentation by { $words }.
plot-dataset-alt-tokens = { $samples } training samples of { $steps } tokens, of which { $tokens } are different.
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
plot-time-title = Gradients through time
plot-time-start = before training
plot-time-middle = halfway
plot-time-end = after training
plot-time-distance = steps before the loss
plot-time-updates = updates
plot-time-relative = gradient at the state, over the last one's
plot-time-reach = what arrives at the first state
plot-time-norm = norm of the whole gradient
plot-time-loss = training loss
plot-time-cell = { $cell }
plot-time-clipped = { $cell }, clipped at { $clip }
plot-time-profile-title = Gradient through time in the recurrent layers
plot-time-profile-beside = Gradient through time, side by side
plot-time-profile-clipped = { $name }, clipped at { $clip }
plot-time-profile-distance = steps before the last one
plot-time-profile-gradient = gradient at the state (RMS)
plot-time-profile-at = update { $step }
plot-time-profile-alt = Gradient at the states of recurrent layers, median of the runs.
plot-time-profile-alt-layer = { $layer }, update { $step }: { $near } at the last step in time and, { $distance } { $distance ->
        [one] step
       *[other] steps
    } earlier, { $far }.
plot-time-profile-alt-none = Gradient through time: nothing finite was recorded.
plot-time-alt = The gradient of recurrent cells at the first state over that at the last one, { $distance } steps later.
plot-time-alt-one = { $cell } (clipped at { $clip }): { $start } before training, { $end } after it.
plot-plain-title = Plain and residual networks against depth
plot-plain-accuracy = test accuracy, %
plot-plain-loss = training loss
plot-plain-depth = layers
plot-plain-before = gradient by layer, before training
plot-plain-after = gradient by layer, after training
plot-plain-alt = { $family }, { $depth } layers: test accuracy { $accuracy }, training loss { $loss }.
plot-depth = layers passed on the way back
plot-relative-gradient = gradient relative to the output's
plot-depth-alt = The gradient relative to the output's against the number of layers it has passed (up to { $layers }), for each initialization and activation; factor of one layer:
plot-depth-alt-one = { $init }, { $activation }: { $factor }.
plot-bad-format = a picture cannot be written to { $path }: the name has to end in one of { $known }.
plot-no-hangul = no font with Korean letters is installed, so figures are in English; install one (Debian, Ubuntu: apt install fonts-noto-cjk).

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

## exports (export-error-*: one line; export-code-*: comments of the exported scripts)

export-error-kind = An experiment cannot be exported as { $kind }; possible are { $known }.
export-error-kind-nearest = An experiment cannot be exported as { $kind }; did you mean { $nearest }? Possible are { $known }.
export-error-weights = These are { $given } numbers, but the network has { $count } weights and statistics.
export-error-not-finite = The weights are not finite any more, so there is nothing to go on from; export the network as it was at the start.
export-error-no-experiment = { $name }: this trace holds no experiment with its final weights, so there is nothing to export.
export-error-no-seed = { $name }: no run of this trace has the seed { $seed }; its seeds are { $known }.
error-onnx-missing = exporting as ONNX needs the package onnx, which is not installed; install it with: pip install "whygrad[onnx]"
export-code-title = { $name }: a network and its training in { $framework }. Written by whygrad { $version }.
export-code-untrained = It starts from the initial weights of seed { $seed }.
export-code-trained = It goes on from weights that whygrad has trained with seed { $seed }.
export-code-agrees = Data, weights and the order of the samples are those of whygrad, so the losses are, too, up to rounding.
export-code-agrees-without-dropout = Data, weights and the order of the samples are those of whygrad. Which units are dropped is drawn anew, so the losses differ.
export-code-threefry = Two random words of 32 bits for every counter and number (Salmon et al. 2011, "Threefry").
export-code-order = The order in which an epoch visits the samples: a permutation that depends on SEED and epoch only.
export-code-unpacked = An array from its text: float32 numbers, column by column.
export-code-step = 1 from 0 on, 0 below; its derivative is 0, so nothing below it learns.
export-code-sign = 1 from 0 on, -1 below; its derivative is 0, so nothing below it learns.
export-code-leaky-relu = The identity above 0, a hundredth of it below.
export-code-dropout = Like nn.Dropout(DROPOUT), with whygrad's random numbers.
export-code-batch-of-one = nn.BatchNorm1d that also takes the batch of one sample that remains at the end of an epoch.
export-code-network = The network, layer by layer.
export-code-batch-norm = Batch normalization as PyTorch and whygrad have it: the running variance is the unbiased one.
export-code-loss-squared = Half of the squared error, summed over the outputs.
export-code-loss-binary-cross-entropy = Cross-entropy of two classes; it takes a logit and applies the sigmoid itself.
export-code-loss-softmax-cross-entropy = Cross-entropy of several classes; it takes logits and applies the softmax itself.
export-code-loss-hinge = Hinge loss: 0 for an output that is on the right side by at least 1.
export-code-loss-perceptron = Rosenblatt's rule as a loss: 0 for a right output; an output of 0 counts as wrong.
export-code-factor = The factor on the learning rate at a step.
export-code-steps = Lengths of the schedule's parts, in steps.
export-code-main = Train, and print the losses after every epoch.
export-code-weights-only = L2 (weight decay) holds for weights, not for biases and normalizations.
export-code-l1 = The gradient of L1·‖w‖₁, of the weights only; clipping does not touch it.
export-code-optimizer = The optimizer as PyTorch and whygrad have it.
export-code-clip-first = Clipping is of the loss's gradient; the penalties' gradients come after it.
export-code-momentum = The learning rate multiplies the whole velocity, not only what a step adds to it.
export-code-evaluated = The mean loss of samples, without the penalties.
export-code-assign = Gives variables their values, one behind the other.
export-code-data = The samples as the network sees them, after all preprocessing. Columns: { $features }
export-code-targets-numbers = The targets are the numbers to be predicted.
export-code-targets-classes = The targets are the numbers of the classes.
export-code-targets-signs = The targets are 1 for yes and -1 for no, one column an output.
export-code-targets-shares = The targets are 1 for yes and 0 for no, one column an output.
export-code-start = The weights to start from, and the running statistics if there are any: layer by layer.
export-error-no-training = { $name }: this is a network without data and training; export it as torch, keras or onnx.
export-error-layers = { $name }: the page trains networks of hidden layers (network.hidden) only; export a list of layers as torch, keras, onnx or toml.
export-code-network-title = { $name }: a network in { $framework }, with its weights beside it.
export-code-network-trained = The weights are those of the file that whygrad was given.
export-code-network-random = The weights are random numbers: this network has learned nothing yet.
export-code-network-main = Load the weights and print the size of what the network answers to one sample.
export-code-layers = The network, layer by layer; beside each what comes out of it, without the batch.
export-code-layers-main = Train, print losses after every epoch, and keep the weights in { $file }.
export-code-agrees-loosely = Data, weights and the order of the samples are those of whygrad; the losses are, too, up to rounding, but for { $parts }.
export-code-part-dropout = dropout, whose units are drawn anew
export-code-part-augmentation = augmentation, which Keras' own layers do
export-code-part-recurrent = recurrent layers, where the penalties hold for one of their two biases, too
export-code-append-one = One more input that is always 1: its weights are the second bias that recurrent layers have in PyTorch.
export-code-basicblock = Two convolutions, added to what came in (He et al. 2015).
export-code-bottleneck = Three convolutions, the middle one narrow, added to what came in (He et al. 2015).
export-code-residual = body(x) + shortcut(x); without a shortcut x itself is added.
export-code-recurrent = What a recurrent layer says at the last time (backwards: the first), or at every time.
export-code-prepared = Pictures as numbers from 0 to 1, then centered and scaled.
export-code-prepared-augmented = Pictures as numbers from 0 to 1, while training changed at random, then centered and scaled.
export-code-prepared-one-hot = Tokens as rows of zeros and a one.
export-code-moved = Pictures with their channels last.
export-code-evaluated-classes = The mean loss of samples, without the penalties, and the share of right answers.
export-code-evaluated-numbers = The mean loss of samples, without the penalties.
export-code-samples = The samples, of pictures the bytes; everything else is whygrad's preprocessing already.
export-code-held-back = The samples behind the first so many say when to stop: after so many epochs without progress on them.
export-code-dropout-seed = Which units are dropped is decided by the step, as in whygrad.
export-code-chance = The random numbers of one change at a step, the same as whygrad's.
export-code-augment-flip = Mirror each picture with probability `share`.
export-code-augment-crop = Shift each picture by up to so many pixels; what enters is black.
export-code-augment-scale = Enlarge each picture by a factor from 1 - `most` to 1 + `most`.
export-code-augment-rotate = Turn each picture by up to so many degrees.
export-code-augment-warped = Pictures turned counterclockwise by `degrees` and enlarged by `factor`.
export-code-augment-jitter = Change each picture's brightness, contrast and, in color, saturation.
export-code-augment-gray = How light each pixel is.
export-code-augment-erase = Turn a rectangle of each picture black with probability `share`.
export-code-augment-uniform = Random numbers from low to high, one a picture.
export-code-augment-mixed = Whole numbers as one of 63 bits, in which every difference is spread (SplitMix64).
export-code-augment-whole = Random whole numbers from low to high, one a picture.
export-code-half = Keras' layer does it to half of the pictures.
export-code-local-response-norm = Each value divided by what its neighbors in other channels are (Krizhevsky et al. 2012).
export-code-max-border = A border of -∞, which no maximum sees.
export-code-dilated-max-pool = The largest of places that lie apart.
export-code-decays = Whether the penalties hold for a variable: for weights, not for biases and slopes.
export-code-penalties = The penalties' gradients are added to the loss's, after clipping.
export-code-load = Gives every variable its values, by its path.
export-code-channels-last = Flattened channel by channel, as the weights behind it have it.

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
cli-presets-recipes = longer ones
cli-default = (default: { $value })
cli-epilog = Start here: whygrad diagnose vanishing-gradient-digits --trial
cli-help-lang = Language of what is shown; without it, that of the locale.
cli-help-version = Show the version.
cli-help-help = Show this page.
cli-option-seeds = Train so many runs, with the seeds 0 to N-1.
cli-option-set = Change a setting of the experiment, e.g. learning_rate=0.1 or "hidden=[8,8]". May be repeated.
cli-option-tensorboard = Write the curves as TensorBoard event files to this folder.
cli-option-json = Write the result as JSON to a file; "-" is the standard output, then without tables.
cli-option-picture = Write the picture to a file that ends in .png, .svg or .pdf.
cli-experiment = A preset's name, an experiment's .toml file or a link.

cli-diagnose = Say what is wrong with a training, why, and what helps.
    Exit status: 0 healthy, 1 problems found, 2 wrong use, 3 no verdict (nothing found, but the script failed or too little could be judged), 130 interrupted.
cli-diagnose-examples = Examples:
      whygrad diagnose dead-units-moons
      whygrad diagnose experiment.toml --trial --report report.html
      whygrad diagnose run.zarr --json -
      whygrad diagnose train.py -- --epochs 3
cli-diagnose-target = A training script (.py), a preset's name, an experiment's .toml file or a link, or the folder of a saved trace.
cli-diagnose-trial = Try the remedies and rank them, beside as many random ones.
cli-diagnose-steps = Train at most so many updates: of an experiment rounded up to whole epochs, of a script 2000 unless given (10000 of one that is slow so far), or fewer when the verdict is stable.
cli-diagnose-seeds = Train so many runs, with the seeds 0 to N-1 (8 unless given); of a script only with --trial, so many rounds (6 unless given).
cli-diagnose-report = Write a report to one HTML file.
cli-diagnose-beside = Another trace of a recurrent network, such as one with clipped gradients: the report shows both gradients through time side by side.
cli-train = Train an experiment over several seeds, record what happens, save it.
cli-train-examples = Examples:
      whygrad train healthy-moons --out run.zarr
      whygrad train experiment.toml --set optimizer=adam --plots pictures
cli-train-out = Save the trace to this folder while it is recorded.
cli-predict = Ask a trained network: what is on a picture, what follows from a table's row.
cli-predict-examples = Examples:
    whygrad predict fashion picture.png
    whygrad predict fashion/model.safetensors *.jpg --json answers.json
cli-predict-model = A folder that whygrad train --out wrote, or a .safetensors file in it.
cli-predict-files = Pictures (PNG, JPEG) or tables (CSV) to ask about.
predict-input = input
predict-label = answer
predict-value = answer
predict-probability = probability
predict-others = next
predict-no-pictures = { $path }: this model was trained on a table; it wants a CSV file with the columns { $columns }.
predict-no-tables = { $path }: this model was trained on pictures; it wants PNG or JPEG files.
predict-column = { $path } lacks the column { $column }; the model wants { $columns }.
predict-cell = { $place }: { $column } is no number.
predict-empty = { $path } holds no rows.
cli-train-seeds = Train with the seeds 0 to N - 1 (default 8; 1 for a network of layers).
cli-train-device = Where a network of layers is trained: cpu, cuda, or auto, which takes a GPU if there is one.
cli-unknown-device = must be one of { $known }, not { $name }.
cli-train-resumes = { $path } holds this training up to update { $step } (seed { $seed }): going on from there.
cli-model-written = Model and trace are in { $path }.
cli-train-judged = On the { $samples } test samples { $right } of the answers are right (95 % interval { $low } to { $high }); the calibration error is { $error }.
cli-train-engine = What trains: auto, kernel or torch.
cli-train-plots = Write every figure of the training to this folder.
cli-export = Write an experiment as code (PyTorch, Keras 3), as an ONNX model, as TOML, or as a page that trains by itself (HTML).
    The scripts hold data and weights and give the same losses as whygrad.
cli-export-examples = Examples:
      whygrad export healthy-moons --to torch
      whygrad export experiment.toml --to keras --seed 3 --out train.py
      whygrad export run.zarr --to onnx
      whygrad export healthy-moons --to html
      whygrad export resnet-50 --to onnx --weights download
cli-export-experiment = A name (preset, recipe, network of whygrad zoo), an experiment's .toml file or link, or what was trained: a saved trace, or a folder of whygrad train --out.
cli-export-to = What to write: torch, keras, onnx, toml or html.
cli-export-out = The file to write; - is standard output. Without it the file is named after the experiment, and none is replaced.
cli-export-seed = The seed of the weights and of the order of the samples; 0 by default, of a trace its first.
cli-export-trained = Train first, and export the weights that this leads to.
cli-compare = Train variants of an experiment side by side: one table, one grid of pictures.
cli-compare-examples = Examples:
      whygrad compare healthy-moons --vary "hidden=[4],[8],[8,8]" --vary activation=tanh,relu --out grid.png
      whygrad compare healthy-moons --vary learning_rate=1e-4,1e-3,0.01,0.1,1 --out range-test.png
      whygrad compare healthy-moons --vary schedule=constant,step,cosine,linear,inverse-sqrt --set warmup=0.1
cli-compare-vary = Values to compare, cut at commas outside brackets. Repeated, all combinations are trained.
cli-inside = Look inside a network that sees pictures: filters, feature maps, what excites a channel, what an answer rests on.
cli-inside-examples = Examples:
    whygrad inside fashion-mnist --out inside
    whygrad inside fashion coat.png --what saliency,grad-cam --class shirt --out coat-or-shirt.png
    whygrad inside resnet-50 --weights resnet50.pth dog.jpg --out dog
    whygrad inside my_model.py:Net --input 3x32x32 --weights net.pt --data pictures/
cli-inside-model = A folder that whygrad train --out wrote, fashion-mnist (a small trained network of whygrad's own), a network such as resnet-50 (whygrad zoo lists them), or FILE.py:NAME for an nn.Module of your own (the file is imported).
cli-inside-pictures = Pictures to look at; without any, some of the data set.
cli-inside-what = Only some of: filters, maps, exciting, occlusion, saliency, grad-cam, depth.
cli-inside-layer = The layer for filters, maps, channels and Grad-CAM; without it the first convolution, all, the last, the last.
cli-inside-class = The class to explain, by name or number, instead of the one that the network answers.
cli-inside-saliency = How saliency is found: gradient, input-gradient or smooth-grad.
cli-inside-weights = A file of weights (.pth or .safetensors) for a network of the zoo or of your own.
cli-inside-input = The size of pictures that a network of the zoo or of your own takes, such as 3x224x224.
cli-inside-data = A data set or a folder of pictures (a subfolder a class) to take pictures of.
cli-inside-out = A folder for the figures, or a file (.png, .svg, .pdf) if there is only one.
cli-inside-report = Write the report of the training's folder anew, with these figures in it.
cli-inside-no-what = there is no way of looking "{ $name }"; there are: { $known }.
cli-inside-no-method = there is no saliency "{ $name }"; there are: { $known }.
cli-inside-one-file = { $path } is one file, but there are { $count } figures; give a folder, or one way of looking with --what.
cli-inside-no-report = { $place } has no { $report } to put figures into; whygrad train --out writes one for a classifier.
cli-inside-written = Written to { $path }: { $names }.
cli-inside-reported = Report: { $path }
cli-progress-inside = looking inside
cli-zoo = List the networks that have a name, or show one layer by layer: sizes, receptive fields, parameters, cost.
cli-zoo-examples = Examples:
      whygrad zoo
      whygrad zoo lenet-5 --formulas
      whygrad zoo resnet-50 --classes 10 --json -
      whygrad zoo my_model.py:Net --input 3x224x224
cli-zoo-name = A network such as resnet-50, an experiment (a preset, a .toml file, a training's folder), or FILE.py:NAME for an nn.Module of your own (the file is imported).
cli-zoo-input = One sample's shape: channels, height and width of a picture, times and features of a sequence, or one number.
cli-zoo-classes = The number of classes instead of the published one.
cli-zoo-formulas = Show the formulas, with each layer's numbers in them.
cli-zoo-weights = A file of weights (.pth or .safetensors) with torchvision's names, or "download" for the published ones.
cli-zoo-classify = Say what is on this picture. May be repeated.
cli-zoo-evaluate = Classify a folder of pictures with a subfolder for each class: Top-1, Top-5, what is mixed up, the worst mistakes.
cli-zoo-labels = A file with lines like picture.jpg,207 that says what the pictures of the folder are, instead of subfolders.
cli-zoo-one-of = --weights goes with either --classify PICTURE or --evaluate FOLDER, and --labels with --evaluate.
cli-zoo-published = Published weights: { $address }. To use them: whygrad zoo { $name } --weights download --classify PICTURE
cli-zoo-no-weights = { $name } needs its weights: --weights download fetches { $address }, --weights FILE reads a file that you have.
cli-progress-download = Downloading
cli-progress-pictures = Classifying
cli-zoo-more = One of them layer by layer: whygrad zoo NAME.
cli-zoo-which = { $name }: say which network of the file is meant, { $name }:NAME.
cli-zoo-no-input = { $name } takes --input, the shape of one sample, such as --input 3x224x224.
cli-zoo-no-classes = --classes is for networks of the zoo; { $name } says itself how many classes it has.
cli-bad-shape = { $value } is no shape; write one to three whole numbers from 1 to { $most }, such as 3x224x224, 50x2 or 784.
cli-bad-layer = { $key }: { $value } is no layer; write conv=64,kernel=11,stride=4 or flatten.
cli-size = Work out the output size, receptive field and parameters of layers, with the formulas and their numbers.
cli-size-examples = Examples:
      whygrad size "conv=64,kernel=11,stride=4,padding=2"
      whygrad size --input 3x32x32 conv=16,kernel=5 relu max_pool=2 flatten dense=10
      whygrad size --input 50x2 lstm=64,depth=2
cli-size-layers = Layers in their order, each a word such as relu or settings such as conv=64,kernel=3,padding=1.
cli-size-input = One sample's shape: channels, height and width of a picture, times and features of a sequence, or one number.
cli-play = Open the studio: a page on which networks train while you watch, with the reasons and remedies beside them.
    Exit status: 0 after Ctrl-C, 2 wrong use.
cli-play-examples = Examples:
      whygrad play
      whygrad play vanishing-gradient-moons
      whygrad play runs/
      whygrad play --port 0 --no-browser
cli-play-experiment = What the page begins with: a preset's name, an experiment's .toml file, a link or a TensorFlow Playground address; or a folder of trainings whose traces to show instead, also while they grow, and whose networks to look into.
cli-play-port = The port to listen on; 0 takes a free one.
cli-play-host = The address to listen on; 0.0.0.0 lets other machines in, with the key in the printed address.
cli-play-frame = A page of another origin, such as https://course.example, that may show the studio inside of it; may be given several times.
cli-play-no-browser = Only print the address.
cli-data = List the data sets, or show one before and after preprocessing.
cli-data-examples = Examples:
      whygrad data
      whygrad data digits --set preprocessing=pca:2 --out digits.png
cli-data-name = A data set's name, a CSV file, a folder of pictures, or a preset or experiment whose data is meant.
cli-data-download = Fetch the data set into the cache first, if it is not there.
cli-data-downloading = Downloading { $name }
cli-data-downloaded = { $name } is in { $folder }
cli-data-more = Show one: whygrad data NAME. Any CSV file and any folder of pictures can be used, too.
cli-explain = Explain a finding or a remedy; without a code, list the findings.
cli-explain-examples = Examples:
      whygrad explain vanishing-gradient
      whygrad explain activations --out activations.png
      whygrad explain depth --out depth.png
cli-explain-code = The code of a finding or a remedy, an activation, "activations" (all of them side by side), "depth" (how gradients grow or shrink from layer to layer), "through-time" (how far back recurrent networks learn), "plain-and-residual" (why deep networks have shortcuts), "gates" (why XOR takes two layers), "linear" (why depth without activations adds nothing), "family" (four losses of one unit), "neuron" (the nerve cell beside the perceptron), "regions" (of how many linear pieces a ReLU network is made), "convolution" (what it saves in parameters), "features" (of pictures, before a linear classifier) or "templates" (what a linear classifier of pictures has learned).
cli-explain-script = Print the small program of the finding's page, which has this fault; > train.py keeps it.
cli-explain-data = Of features and templates: the pictures, a data set or a folder.
cli-explain-seeds = Of a topic that trains: so many runs of each network.
cli-explain-depths = Of plain-and-residual: the depths, 6n + 2 layers each.
cli-topic-option = "{ $name }" takes no { $option }; of the topics that train, { $topics } take options.
cli-no-script = --script prints the program of a finding, and "{ $name }" is none; whygrad explain lists them.
cli-explain-more = Explain one: whygrad explain CODE. The same shows an activation, or one of these topics: { $topics }.
cli-list-codes = "whygrad explain" lists them

cli-progress-train = Training
cli-progress-trial = Trying remedies
cli-progress-loading = Loading pictures
cli-event-files-written = TensorBoard: tensorboard --logdir { $path }
cli-report-written = Report: { $path }
cli-trace-written = Trace: { $path }
cli-export-several = The scripts of { $name } read weights and data from files beside them: name the script with --out.
cli-export-only-networks = { $name } is no network of whygrad zoo; --weights, --input and --classes are for those.
cli-export-network = { $name } is a network without a training; leave --set and --trained out.
cli-export-set-model = { $name } holds a trained model, whose experiment cannot be changed any more; leave --set out.
cli-export-too-large = { $name } is too large for a trace to hold its weights; train it with whygrad train --out FOLDER, and export the folder.
cli-export-random = The weights of { $name } are random numbers; trained ones are given by --weights FILE or --weights download.
cli-export-weights = For a network of whygrad zoo: a file of weights (.pth or .safetensors), or "download" for the published ones; random ones without it.
cli-export-input = For a network of whygrad zoo: another size of one sample than the published one.
cli-export-written = Written: { $path } ({ $size } bytes)
cli-export-exists = { $path } is there already; name another file with --out, or this one to replace it.
cli-export-hides = { $path }: a script of this name would be imported in place of the package { $package }; choose another name.
cli-export-two-outputs = --out and --json cannot both write to standard output; give one of them a file.
cli-export-set = { $name } is a trace, whose experiment cannot be changed any more; leave --set out.
cli-interrupted-exporting = interrupted; the weights so far are exported.
cli-not-a-seed = must be a whole number from 0 to 4294967295, not { $value }.
cli-picture-written = Picture: { $path }

cli-interrupted = interrupted.
cli-interrupted-finishing = interrupted; what was begun is being finished (press Ctrl-C again to end at once) …
cli-interrupted-shown = interrupted; what was recorded so far is shown.
cli-interrupted-kept = interrupted; what was recorded so far is shown and kept.
cli-interrupted-drawing = interrupted; what was recorded so far is shown and drawn (press Ctrl-C again to leave that out) …
cli-bug = unexpected error, a bug of whygrad's: { $kind }: { $what } (set WHYGRAD_TRACEBACK=1 to see where).
cli-system-error = { $where }: { $what }
cli-no-memory = there is not enough memory for this; close other programs, or take a smaller input.
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
cli-network-alone = { $name } is a network without data and training: `whygrad zoo { $name }` shows it. An experiment names all three; `whygrad diagnose --help` lists those that come along, such as small-resnet.
cli-unknown-code = "{ $name }" is no code of a finding or a remedy; { $hint }
cli-script-missing = { $name }: there is no such script.
cli-script-is-folder = { $name } is a folder, not a script.
cli-script-syntax = { $name }, line { $line }: { $what }.
cli-script-unreadable = { $name } cannot be read as Python: { $what }.
cli-script-died = { $name } was killed by { $signal } before it trained; there is nothing to diagnose.
cli-script-stopped-early = { $name } reached its time limit before it trained; --seconds N and --total-seconds N give it longer.
cli-script-never-trained = { $name } never trained: no PyTorch optimizer made a step.
cli-script-not-read = { $name } trained, but whygrad could not read what it saw of it: the error above is whygrad's own (with WHYGRAD_TRACEBACK=1 it tells where).
cli-script-no-torch = { $name } never trained: it did not import PyTorch, the only framework that can be watched in a script.
cli-script-crashed-early = { $name } crashed before it trained; there is nothing to diagnose.
cli-script-has-no = { $name }: { $option } means nothing for a script that runs as it is.
cli-seconds-for-scripts = { $name }: { $option } is for scripts; an experiment is limited by --steps.
cli-diagnose-budget = With a script and --trial: seconds for all re-runs together (300 unless given).
cli-diagnose-seconds = End a script after so many seconds of training (600 unless given, or earlier when the verdict is stable). Evaluations do not count, and the count starts again at the first update.
cli-diagnose-total-seconds = End a script after so many seconds in any case, evaluations and preparation included (twice those of --seconds unless given).
cli-needs-experiment = { $name } is a folder; give a preset or an experiment's .toml file.
cli-no-record-yet = { $path }: the training in this folder has not made a record yet; wait for the first one (`whygrad play { $path }` shows it when it comes), or go on with the training if it was interrupted.
cli-beside-report = --beside is drawn in a report; give --report F.html, too.
cli-beside-recurrent = { $name }: no gradient through time was recorded, which --beside compares; give traces of recurrent networks.
cli-no-experiment = { $name } does not say which experiment it comes from, so no remedy can be tried.
cli-trace-is-fixed = { $name } is a saved trace: --set, --steps and --seeds (without --trial) would need its training again.
play-elsewhere = From other machines: { $address }
play-how-to-end = Ctrl-C ends it.
play-bad-port = must be a port from 0 to 65535, not { $port }.
play-port-busy = port { $port } is in use; take another with --port N, or a free one with --port 0.
play-port-forbidden = port { $port } is not yours to use; take one from 1024 with --port N, or a free one with --port 0.
play-bad-host = { $host } is not an address of this machine; take 127.0.0.1, or 0.0.0.0 for all of them.
play-bad-frame = a page that may embed the studio is named by its origin, such as https://course.example or http://localhost:8000, not { $origin }.
play-no-traces = { $name }: there is no trace in this folder, only other things; name a trace's folder, one that holds traces, or an empty one in which some will be recorded
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
dataset-not-here = not on this machine: whygrad data { $name } --download ({ $size } MB)
dataset-shape = a sample
dataset-picture-shape = { $height }×{ $width } pixels, { $channels ->
    [one] gray
   *[other] { $channels } channels
}
dataset-token-shape = { $steps } tokens, of { $tokens } different ones
dataset-sequence-shape = { $steps } steps of { $features ->
    [one] one number
   *[other] { $features } numbers
}
dataset-skipped = left out
dataset-skipped-files = { $count ->
    [one] one file that cannot be read: { $names }
   *[other] { $count } files that cannot be read: { $names }
}
dataset-augmentation = augmentation
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
data-fashion-mnist = articles of clothing, 28×28 gray pixels, 60,000 to train on and 10,000 to test (Zalando)
data-fashion-mnist-small = 600 and 300 pictures of Fashion-MNIST, which come with whygrad
data-cifar-10 = animals and vehicles, 32×32 color pixels, 50,000 to train on and 10,000 to test (Krizhevsky)
data-adding = the adding problem: T pairs of a number and a mark, to learn the sum of the two marked numbers (50 steps, or adding:T)
data-copying = T tokens, of which the first is to be repeated after the last (20 steps, or copying:T)
data-parity = T bits: is the number of ones odd? (8 steps, or parity:T)
data-sine-wave = T values of a sine of unknown period, to learn the value that follows (25 steps, or sine-wave:T)
data-names = first names, letter by letter: English, Italian, Japanese or Korean? (their last 12 letters, or names:T)
data-digits = handwritten digits, 8×8 pixels of 0 to 16 (scikit-learn's; all 1,797 unless data.samples limits them)
noise-label = labels: each label or target is looked up at a point moved by up to noise times the half width of the plane; points stay
noise-spread = spread: the variance of the blobs is 0.5 + 7 × noise
noise-jitter = jitter: every point is moved at random, by about noise
noise-relabel = labels: that share of the samples gets a random class
noise-target = target: normal noise is added, noise times the standard deviation of the target

## zoo

error-network-nearest = there is no network { $name }; did you mean { $nearest }?
error-network = there is no network { $name }; there are: { $known }.
error-own-module-file = there is no file { $file }.
error-own-module-import = { $file } cannot be imported: { $problem }
error-own-module-name = { $file } has no { $name }, nor a class of a network.
error-own-module-name-nearest = { $file } has no { $name }; did you mean { $nearest }?
error-own-module-kind = { $name } of { $file } is a { $kind }; it must be an nn.Module, or a class or function that makes one without arguments.
error-own-module-make = { $name }() of { $file } does not make a network without arguments: { $problem }
error-own-module-run = { $place } cannot take an input of { $shape }: { $problem }
error-hidden-is-flat = a network of hidden layers takes flat values, such as { $example }.
error-weights-missing = there is no file of weights { $file }.
error-weights-unsafe = { $file } holds more than tensors and was not read: it could run code; save only a state dict, or take .safetensors.
error-weights-broken = { $file } cannot be read as weights: cut off, damaged or something else; get it again.
error-weights-other = { $file } is no state dict: it must hold tensors by their names.
error-weights-classes = { $file } has weights of { $name } for { $count } classes, not { $classes }; add --classes { $count }.
error-weights-fit = the weights of { $file } are not those of { $name }: { $problems }.
weights-missing = { $count } missing ({ $names })
weights-left = { $count } left over ({ $names })
weights-other = { $count } of another shape ({ $names })
weights-shape = { $name } is { $have } instead of { $wanted }
error-weights-none = nobody publishes weights of { $name }; give a file of your own.
error-weights-full = the disk is full: the weights do not fit into { $folder }.
error-weights-disk = { $folder } cannot be written: { $reason }.
error-weights-checksum = what came from { $address } is not the file that was published (its SHA-256 differs), and was removed; try again.
error-weights-refused = { $address } answers with HTTP status { $status }; try again later.
error-weights-cut = the download of { $address } was cut off; the same command goes on from there.
error-weights-network = { $address } cannot be reached; check the network, or fetch the file elsewhere and give it with --weights.
error-safetensors-missing = reading .safetensors needs the package safetensors, which is not installed; install it with: pip install "whygrad[zoo]"
error-zoo-not-224 = pictures are classified by networks that take 3×224×224 pixels, and { $name } takes others; whygrad zoo lists them.
inside-layer-nearest = there is no layer { $name }; did you mean { $nearest }? There are: { $known }.
inside-class-name = there is no class { $name }; give its name or its number, 0 to { $last }.
inside-class-nearest = there is no class { $name }; did you mean { $nearest }?
inside-no-data = { $name } comes without pictures: give some, or a data set with --data.
inside-no-pictures = { $name } does not see pictures pixel by pixel, so there is nothing to draw of what it sees.
inside-data-no-pictures = the data set { $name } holds no pictures.
inside-run-knows = { $option } is for networks of the zoo and your own files; { $place } knows it by itself.
inside-weights = the weights of { $file } do not fit: { $problem }
inside-shape = { $name } takes { $shape }, which is no picture of one or three channels.
inside-note-random = The weights are random: nothing was trained. --weights FILE gives trained ones.
inside-note-raw = It is shown values from 0 to 1: whether it was trained on such is not known.
inside-way-filters = filters
inside-way-maps = feature maps
inside-way-exciting = what excites channels
inside-way-occlusion = occlusion
inside-way-saliency = saliency
inside-way-grad-cam = Grad-CAM
inside-way-depth = by depth
inside-skipped = Left out, { $way }: { $why }
inside-over = { $count ->
    [one] outputs for one picture
   *[other] outputs over { $count } pictures
 }
inside-more = Figures: --out FOLDER draws filters, feature maps, what excites channels, and what answers rest on.
inside-norm = ‖W‖
inside-weights-std = std of W
inside-mean = mean output
inside-std = std
inside-zeros = zeros
inside-about = explained
inside-taken-for = { $picture }
    → { $answer }
inside-explained = explained: { $label }
inside-output = looking inside takes a network that answers a number for each class, (N, K); this one answers { $shape }.
inside-class = there is no class { $number }; they are numbered 0 to { $last }.
inside-layer = there is no layer { $name }; there are: { $known }.
inside-not-called = the network does not use its layer { $name } when it answers.
inside-no-convolution = this network has no convolution.
inside-no-filters = { $name } has no filters that are pictures; there are: { $known }.
inside-no-weights = this network has no convolution or dense layer whose weights could be shown.
inside-no-places = what { $name } gives has no places that a map could show; convolutions are: { $known }.
inside-not-channels = a layer with channels gives (C, H, W) or one number each; this one gives { $shape }.
inside-channel = { $name } has no channel { $number }; they are numbered 0 to { $last }.
inside-no-gradient = the network's answer cannot be differentiated: nothing in it passes a gradient on.
inside-patch = a patch of { $patch } pixels does not fit into pictures of { $size }.
error-picture-missing = there is no picture { $file }.
error-picture-huge = { $file } has more than { $most } million pixels; make it smaller first.
error-picture-unknown = { $file } is no picture of a known kind: { $known }.
error-picture-broken = { $file } is cut off or damaged.
error-evaluate-folder = there is no folder { $folder }.
error-evaluate-classes = { $folder } has no subfolders, one for each class; or say with --labels which picture is what.
error-evaluate-class = { $folder } is named like no class; name it by a number, a WordNet id or a label such as { $nearest }.
error-evaluate-empty = there are no pictures in { $folder }: { $known }.
error-evaluate-none = none of the pictures can be used: { $problem }
error-labels-file = { $file } cannot be read: { $reason }.
error-labels-line = { $file }, line { $line }: { $text } does not say a picture and its class; write picture.jpg,207.
error-labels-empty = { $file } names no picture.
error-network-input = { $name } cannot take { $shape }: { $problem }

zoo-input = input
zoo-output = output
zoo-layer = layer
zoo-column-field = field
zoo-column-parameters = params
zoo-column-cost = mult-adds
zoo-field = receptive field
zoo-multiply-adds = multiply-adds
zoo-memory = memory
zoo-published = published
zoo-totals = Together: { $parameters } parameters, { $multiply_adds } ({ $exact }) multiply-adds and { $memory } of activations for one sample.
zoo-not-called = Not called by the forward pass: { $names }.

zoo-class = class
zoo-probability = probability
zoo-right = right
zoo-share = share
zoo-interval = 95 % interval
zoo-top-five = Whatever is right at once ({ $one }) is also among the best five ({ $five }): Top-5 is never below Top-1.
zoo-confusion = Taken for something else
zoo-worst = Worst mistakes
zoo-is = is
zoo-taken-for = taken for
zoo-times = times
zoo-picture = picture
picture-turned = Turned as its EXIF data say.
picture-gray = Gray: all three channels are the same.
picture-cmyk = Converted from CMYK.
picture-transparent = Transparent: laid on white.
picture-deep = Converted from more than 8 bits a pixel.
formula-slid = Output size ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1: input size n, kernel k, padding p, stride s, dilation d.
formula-conv-parameters = Convolution: k·k·C_in/g·C_out weights and C_out biases for C_in channels in g groups and C_out filters.
formula-conv-multiply-adds = Multiply-adds of a convolution: each weight once for each of the H·W places of the output.
formula-dense-parameters = Dense layer: I·O weights and O biases for I inputs and O outputs.
formula-pool-parameters = Pooling learns nothing: 0 parameters.
formula-normalization-parameters = Normalization: a scale and a shift for each channel or value, 2·C.
formula-recurrent-parameters = Recurrent layer: D·G·(H·(I + H) + 2·H) for D directions, G gates, H units and I inputs at each level.
formula-embedding-parameters = Embedding: a vector of E numbers for each of W words, W·E.
formula-residual = Residual block: F(x) + x; the sum learns nothing, and both must have one shape.
formula-receptive-field = Receptive field r + d(k − 1)·j: field r and distance j of neighbors in front of the layer, kernel k, dilation d.

size-without-padding = The formula without padding would give { $calculation } instead of { $right }.
size-without-filters = Without output channels and biases one would count { $calculation } parameters instead of { $right }.
size-total = Together { $parameters } parameters and { $multiply_adds } multiply-adds.
zoo-not-linear = this network is no stack of linear layers: { $what } stands in it.
zoo-family-classes = the single-layer family tells two classes apart; { $data } does not have two.

neuron-title = A neuron and a perceptron
neuron-about = Rosenblatt's perceptron of 1958 is modeled on a nerve cell. Point at a part of one: its counterpart in the other lights up. Both compute the gate that is chosen below.
neuron-topic = Rosenblatt's perceptron of 1958 is modeled on a nerve cell, part by part:
neuron-topic-gate = As AND, with weights 1 and 1 and bias -1.5:
neuron-cell = Nerve cell
neuron-unit = Perceptron
neuron-cell-name = Drawing of a nerve cell: two dendrites with their synapses on the left, the cell body in the middle, the axon on the right.
neuron-unit-name = Drawing of a perceptron: two inputs on the left, their weights on the links, sum and threshold in the middle, the output on the right.
neuron-dendrite = Dendrite
neuron-synapse = Synapse
neuron-body = Cell body
neuron-axon = Axon
neuron-as-dendrite = Input
neuron-as-synapse = Weight
neuron-as-body = Sum and threshold
neuron-as-axon = Output
neuron-does-dendrite = Takes up what other cells send: a signal (1) or none (0).
neuron-does-synapse = Decides how much of a signal arrives, and whether it excites (positive, unbroken) or inhibits (negative, dashed). Learning changes it.
neuron-does-body = Adds up what arrives. The bias says how easily it fires: it does where the sum is not below 0.
neuron-does-axon = Carries the answer on: the cell fires (1) or it does not (0).
neuron-bias = Bias b
neuron-bias-value = bias { $bias }
neuron-inputs = Inputs
neuron-gates = Weights of a gate
neuron-hint = Point at a part, or reach it by the Tab key; Enter keeps it lit.
neuron-sentence = { $sum } { $side } 0, so the output is { $output }.
neuron-is-gate = Over the inputs 00, 01, 10, 11 it answers { $answers }: this is { $gate }.
neuron-is-none = Over the inputs 00, 01, 10, 11 it answers { $answers }. No weights and bias give XOR, 0 1 1 0: no line parts its corners.
neuron-table = Part by part
neuron-task = What it does
neuron-now = Now
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

zoo-convolution-pictures = convolutions need pictures of several classes; { $data } has none.
zoo-convolution-conv = conv { $size }, { $next }
zoo-convolution-dense = dense { $size }
zoo-convolution-head = Two 3×3 convolutions and a dense layer, beside networks of one dense hidden layer, all with ReLU and trained in the same way on { $samples } pictures ({ $data }) with { $seeds } seeds. The interval is that of the mean over the seeds.
zoo-convolution-twin = { $network }: the smallest dense network here that is right as often is { $dense }, with { $times } times the parameters.
zoo-convolution-none = { $network }: no dense network here is right as often, not even { $dense }, with { $times } times the parameters.
zoo-convolution-note = The same few weights are used at every place of the picture: parameters are saved, multiplications are not.
zoo-regions-bent = this network is not piece-wise linear: { $what } is curved, so it has no linear regions.
zoo-regions-inputs = linear regions are found for one or two inputs; this network has { $inputs }.
zoo-regions-finite = linear regions need finite weights and a box whose low ends lie below its high ends.
zoo-regions-many = this network has more than { $most } linear regions in the box; take a smaller box or network.
zoo-regions-line = breakpoints are those of a network with one input; this one has two.
zoo-function-shape = a function takes as many x as y, 1 to { $most } of them; there are { $x } and { $y }.
zoo-function-finite = a function's points and slopes are finite numbers; { $where } is not.
zoo-function-order = x must rise from point to point: { $where } is { $x }, the one before it { $before }.
zoo-function-steep = two points lie so close together that the slope between them is beyond all numbers; move them apart.
zoo-function-range = a narrow network needs a finite range with low below high; it got { $low } to { $high }.
zoo-regions-hidden = hidden layers
zoo-regions-units = units
zoo-regions-start = regions at the start
zoo-regions-end = after training
zoo-regions-pieces = pieces of the output
zoo-regions-most = most possible
zoo-regions-head = A ReLU network is piece-wise linear. Its linear regions, counted exactly, around the samples of { $data }; means over { $seeds } seeds.
zoo-no-pictures = a linear classifier of pictures needs pictures of classes, and { $data } has none; take fashion-mnist-small, cifar-10 or a folder of pictures.
zoo-not-single-layer = templates and features are shown of a network of a single layer; leave out network.hidden and network.layers, and for templates, which need pixels, data.features, pca and whiten.
zoo-features-words = features
zoo-features-inputs = inputs
zoo-features-more = more than pixels
zoo-features-head = The same linear classifier behind different features of { $data }: { $train } training and { $test } test pictures, { $seeds } seeds; percent, with 95 % intervals.
zoo-features-note = Every seed finds the visual words, starts and shuffles anew; the interval covers other seeds and other test pictures. A histogram knows how light or which color, not where. HoG knows where edges are and which way they run, whatever the brightness. Visual words know which small pieces there are, not where. The classifier and its training are the same everywhere, so that what differs is what the features say; none was tuned for its own best result.
zoo-templates-class = class
zoo-templates-right = recognized
zoo-templates-taken = most often taken for
zoo-templates-symmetry = symmetry
zoo-templates-symmetry-mirrored = symmetry, trained with mirror images
zoo-templates-trained = trained on
zoo-templates-on-mirrored = on their mirror images
zoo-templates-plain = pictures as they are
zoo-templates-mirrored = pictures mirrored at random
zoo-templates-head = A linear classifier of { $data }: one template a class. { $test } test pictures, { $seeds } seeds; the classes are those of the first.
zoo-templates-pairs = Confused most often, either way round: { $pairs }
zoo-templates-note = The score of a class is the sum of pixel × weight: one template, the same for all of its pictures. A class that looks two ways, shoes pointing left and right, horses facing left and right, gets both laid over each other: a horse with two heads, which is like neither, and which fits many a picture of another class. Symmetry is the cosine between a template and its mirror image; 1: the same on both sides.
zoo-regions-note = Region: where no unit crosses its corner. At the start biases are 0, so the lines of the first layer all pass through the origin: n units, 2n regions. Training moves them apart. Pieces of the output: neighbors with the same map count as one. Most possible: what no weights can exceed; it grows with width and much faster with depth, trained networks stay far below it.
zoo-time-sequences = Gradients through time need sequences, and "{ $data }" holds none; e.g. --set name=adding:40, copying, parity or sine-wave.
zoo-cell-rnn = simple RNN
zoo-cell-rnn-orthogonal = RNN, orthogonal
zoo-cell-rnn-large = RNN, large weights
zoo-cell-lstm = LSTM
zoo-cell-gru = GRU
zoo-time-cell = Cell
zoo-time-clip = Clipped at
zoo-time-off = not
zoo-time-start = Arrives, before training
zoo-time-end = Arrives, after it
zoo-time-norm = Longest gradient
zoo-time-loss = Loss at the end
zoo-time-head = Gradients through time on { $data }, { $updates } updates, seeds: { $seeds }. Arrives: the gradient at the first state over that at the last one, { $distance } steps later; in brackets the factor of one step.
zoo-time-note = The gradient at a state is a product with one factor for each step to the loss. Below 1 it vanishes: what came early cannot be learned from, and the loss stays where the mean alone would put it. Above 1 it explodes until units saturate. Orthogonal recurrent weights start with factors near 1; the gates of LSTM and GRU learn to hold a state, so that theirs come near 1 when learning begins. Clipping does not change how far a gradient reaches; it bounds the step where one is too long.
zoo-depth-depths = A depth here is 6n + 2 layers, from 8 to { $most } (8, 14, 20, 26, …), not { $depth }.
zoo-depth-pictures = Plain and residual networks are compared on pictures of several classes, and "{ $data }" holds none; e.g. --set name=fashion-mnist or digits.
zoo-family-of-vgg-style = VGG style
zoo-family-of-plain = plain, normalized
zoo-family-of-resnet = residual, normalized
zoo-depth-depth = Layers
zoo-depth-family = Network
zoo-depth-loss = Training loss
zoo-depth-test = Test accuracy
zoo-depth-ratio = Gradient first / last
zoo-depth-finding = Diagnosis
zoo-depth-healthy = –
zoo-depth-head = Plain and residual networks of growing depth on { $data }, { $updates } updates each, seeds: { $seeds }. Gradient first / last: RMS of the first layer's weight gradient over that of the output, before training. ±: half of the 95 % interval over the seeds.
zoo-depth-note = VGG style: 3×3 convolutions and ReLU only. Plain: with batch normalization after each convolution. Residual: the same layers, with a shortcut around every two. More plain layers make the training loss higher, not lower, although a deeper network could compute all that a shallower one does (He et al. 2015): normalization alone makes the gradient grow by a factor with each layer on its way back (Yang et al. 2019), shortcuts let it pass.

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
studio-error-time = The answer took longer than { $seconds } s and was given up; ask for less.
studio-error-memory = The answer needs more memory than the server gives to one question; ask for less.
studio-error-gone = Nobody waits for the answer any more.
studio-error-array = The array { $name } does not have the numbers that its shape states.
studio-error-two-experiments = Send an experiment or a link, not both.
studio-error-two-data-sets = Send drawn points or a CSV text, not both.
studio-error-points-shape = Draw at least 2 points; each needs one class or number.
studio-error-points-finite = The points must be finite numbers.
studio-error-points-classes = The classes of the points must be whole numbers from 0, at most { $most } of them.
studio-error-network-size = { $key }: on the page a network has at most { $layers } layers of at most { $units } units. Larger ones: whygrad train.
studio-error-data-set = { $key }: the page does not train on { $name }, which is a sequence or larger pictures. Train it with whygrad train.
studio-error-patience = { $key }: the page trains to the end, without early stopping. With it: whygrad train.
studio-error-feature = { $key }: { $value } takes too long to compute for the page; at most { $most } is possible there. Larger ones: whygrad train.
studio-error-samples = { $key }: on the page there are at most { $most } samples. Larger data: whygrad train.
studio-error-updates = { $key }: with these batches at most { $most } epochs are possible on the page.
studio-error-weights = the link holds { $given } weights, but its network has { $needed }: it was cut, or put together from two.
studio-error-parameters = { $key }: all networks together have { $count } parameters, and at most { $most } are possible on the page; take fewer units or fewer seeds.
studio-error-code = There is no finding and no remedy with the code { $code }.
studio-error-no-trace = There is no trace here any more: its folder was deleted, moved or renamed.
studio-error-trace-size = { $file }: the page shows at most { $layers } layers and { $runs } runs; see this trace with whygrad diagnose.
studio-error-anywidget = whygrad.Studio needs anywidget, which is not installed; install it with: pip install "whygrad[notebook]"
studio-error-seeds = seeds must be a whole number from 1 to { $most }.

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

studio-networks = Networks
studio-networks-help = Sizes and costs of known networks, lists of layers of your own, the inside of trained networks, augmentation
studio-look-inside = Look inside
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
studio-link-weights = The link with these weights
studio-link-weights-help = With the numbers of the shown network as they are now: who opens the link trains on from them, with the same seed.
studio-link-many-weights = { $count } numbers are too many for a link: it has room for about { $room }. The link says how they were drawn instead.
studio-link-no-numbers = Some weights of this network are no numbers any more, so no training can begin with them. The link says how they were drawn instead.
studio-link-many-points = These points do not fit into a link, which takes about 900.
studio-link-own-data = Data of your own is not part of the link.
studio-save-html = Page that trains by itself (HTML)
studio-file-about = This file trains by itself: nothing is loaded, nobody is asked. Grayed controls need Python: pip install whygrad, then whygrad play.
studio-file-python = This file has only its own network and data. To change them, run whygrad play.
studio-file-seeds = This file has the starts of { $count } networks; for others run whygrad play.
studio-file-diagnosis = Found when this file was made, after { $epochs } epochs.
studio-file-no-diagnosis = This file does not look for causes; whygrad play does.
studio-open-link = Open a link
studio-open-link-help = A link of whygrad or of TensorFlow Playground, or what follows its #.
studio-open = Open
studio-save-toml = Experiment (TOML)
studio-save-svg = Picture as SVG
studio-save-png = Picture as PNG
studio-save-as = Save as a file
studio-save-pytorch = PyTorch code
studio-save-keras = Keras code
studio-save-onnx = ONNX model
studio-save-now = With the weights as they are now
studio-save-now-help = For PyTorch, Keras and ONNX. Without it, the weights are those of the start, and the code gives the same losses as this page from there on.
studio-picture-seed = seed { $seed }

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
studio-activation-of = Activation of hidden layer { $layer }
studio-activation-mixed = By layer
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
studio-shown = Shown network
studio-shown-help = Which of the networks that train side by side is drawn; the curves show all of them.
studio-shown-seed = seed { $number }

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
studio-word-center-channel = Center each channel
studio-word-scale-channel = Scale each channel
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

studio-gates = Gates and XOR
studio-gates-about = A perceptron outputs 1 on one side of a line and 0 on the other. Choose what it should learn, press Run, and watch the line in the output.
studio-gates-and = AND, one perceptron
studio-gates-or = OR, one perceptron
studio-gates-nand = NAND, one perceptron
studio-gates-xor = XOR, one perceptron
studio-gates-trained = XOR, two layers, to be trained
studio-gates-hand = XOR, two layers, set by hand
studio-gates-set = Set the weights by hand: NAND, OR, then AND
studio-gates-table = Truth table
studio-gates-none = The network above does not learn a gate. Choose one.
studio-gates-right = { $right } of { $of } rows of the truth table are right.
studio-gates-unit = hidden { $unit }
studio-gates-answer = network
studio-gates-wanted = wanted
studio-gates-is = right
studio-gates-proof = Why one perceptron cannot do XOR: (0, 1) and (1, 0) are to be 1, (0, 0) and (1, 1) are to be 0. Both pairs have the same middle, (½, ½), so no line has one pair on one side and the other pair on the other. A hidden layer with NAND and OR moves the corners to where AND can part them.
studio-stack = A stack of linear layers
studio-stack-about = Without an activation between them, layers only multiply their matrices: W₃(W₂(W₁x + b₁) + b₂) + b₃ = Wx + b. Load one and train it; the numbers below are those of the network that is shown.
studio-stack-linear = Three linear layers
studio-stack-tanh = The same with tanh between
studio-stack-none = This lesson is about dense layers over x₁ and x₂. Load one of its networks.
studio-stack-is-one = The { $layers } layers are one layer: largest difference to Wx + b { $difference } of the largest output, which is rounding.
studio-stack-is-more = With activations between them the { $layers } layers are more than their product: largest difference to Wx + b { $difference } of the largest output.
studio-stack-table = The network beside the one layer; g(x) = f(x) - f(0), x = (1, 0.5), y = (-0.5, 1)
studio-stack-check = For a linear network
studio-stack-left = left side
studio-stack-right = right side
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
studio-through-time = Gradient through time in the recurrent layers
studio-through-time-read = Record whose gradient through time is shown
studio-through-time-legend = Thick: the record that is read. Thin: the first one. A steep fall means that little is learned from what came early.
studio-through-time-keep = Another training beside it, such as one with clipped gradients: choose it in the list, press "Keep this curve", and come back.
studio-through-time-at = { $layer }, update { $step }: { $near } at the last step in time and, { $distance } { $distance ->
        [one] step
       *[other] steps
    } earlier, { $far }.
studio-through-time-thinned = Of every { $every } steps in time, one is shown.
studio-through-time-fewer = { $count } of { $of } recurrent layers are shown.
studio-histograms = Histograms of the shown network
studio-histograms-quantity = Values
studio-histograms-legend = Bars: now. Outline: at the start. The outermost bars also hold everything beyond.
studio-histograms-empty = Histograms appear with the first record.
studio-diagnosis-light = { $count ->
        [one] Show its layer
       *[other] Show its { $count } layers
    }
studio-layers-fewer = { $count } of { $of } layers: those that stand out and some between them; the heat map and the table have them all.
studio-curves-none = no loss was recorded
studio-histograms-not-recorded = This trace has no histograms; they are recorded when asked for.
studio-histograms-alt = mean { $mean }, fullest bin { $bin } with { $share }.
studio-histograms-mean = mean
studio-histograms-fullest = fullest bin
studio-histograms-share = its share
studio-histograms-ends = share in the open bins
studio-diagnosis-start = Press Run: as soon as there is something to see, it says here why the network learns or why not.
studio-diagnosis-early = Nothing wrong so far. Too early to tell.
studio-diagnosis-healthy = No problems found: no rule found anything that keeps this network from learning.
studio-diagnosis-nan = { $of ->
    [one] NaN or infinity
   *[other] Run { $run }: NaN or infinity, here first and in { $count } of { $of } networks
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
studio-remedies-hint = Trains the network anew with each remedy and with random changes, over the same seeds, and compares them. The best is chosen by the test set: confirm it on data that was not used to choose.
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
studio-learning-skip = with what went around the layer
studio-learning-skip-back = what comes back around the layer
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
studio-race = All optimizers from the same start
studio-race-about = Every optimizer trains a network of its own from where the shown one began, on the same batches. Their ways are drawn on the plane above, each with its number at the end.
studio-race-epochs = Epochs
studio-race-rates = Learning rates
studio-race-same = the experiment's for all
studio-race-usual = each at its usual rate
studio-race-start = Let them train
studio-race-stop = Stop
studio-race-racing = Training with every optimizer
studio-race-legend = Optimizers shown
studio-race-results = Where the optimizers arrived
studio-race-optimizer = optimizer
studio-race-rate = learning rate
studio-race-train = training loss
studio-race-test = test loss
studio-race-broken = broken: not a number
studio-race-note-same = All take the learning rate { $rate }. That is not fair to all: adaptive optimizers usually need a smaller one, so compare also at their usual rates.
studio-race-note-usual = Each takes the rate that it is usually begun with: 0.01, Adam and AdamW 0.001.
studio-race-note-l2 = Without L2 regularization, Adam and AdamW are the same.
studio-regions = Linear regions
studio-regions-about = A network of ReLU units is piece-wise linear: where each unit stays on one side of its corner, it is one flat plane. These are all such regions in the picture, not sampled but cut out exactly, also while it trains. Thick line: the border between the classes.
studio-regions-count = { $count } linear regions, each a piece of the output of its own.
studio-regions-pieces = { $count } linear regions; where neighbors have the same map, they are one of { $pieces } pieces of the output.
studio-regions-over = More than { $most } linear regions: too many to draw.
studio-regions-start = At the start there were { $count }.
studio-regions-most = Networks of this shape have at most { $most }, whatever their weights.
studio-regions-layer = behind layer
studio-regions-so-far = regions
studio-regions-bent = There are no linear regions: { $what } is curved, so the network bends everywhere.
studio-regions-relu = Use ReLU instead
studio-regions-features = The network sees curved features such as x₁² or sin x₁, so its regions are not polygons. Show it x₁ and x₂ only.
studio-regions-inputs = Regions can be drawn for one or two inputs; this data has { $inputs }.
studio-regions-finite = Some weights are not numbers any more, so there is nothing to draw.
studio-function = Draw a function, get the network
studio-function-about = Any continuous function that is straight between points is a ReLU network: a unit for each point where it bends, and one more. Set points in the picture or in the table; the weights are worked out, not trained.
studio-function-picture = The function
studio-function-points = Points of the function
studio-function-point = point
studio-function-x = x
studio-function-y = f(x)
studio-function-change = change
studio-function-x-of = x of point { $number }
studio-function-y-of = f(x) of point { $number }
studio-function-add = Add a point
studio-function-remove = Remove
studio-function-remove-of = Remove point { $number }
studio-function-left = Slope before
studio-function-right = Slope after
studio-function-make = Make it a network
studio-function-says = One hidden layer of { $units } ReLU units. Slopes from left to right: { $slopes }.
studio-function-made = The network above is this function now, { $units } units and no training. Reset gives it random weights: see whether training finds the function again.
studio-function-shape = A function has 1 to { $most } points.
studio-function-finite = Every point and slope must be a number.
studio-function-order = x must rise from point to point: point { $at } has { $x }, the one before it { $before }.
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
studio-drawing-skips = The dotted arcs are skip connections: they add the input of { $layers } to its output as it is, without a weight.
studio-drawing-wider = The drawing is wider than its place: scroll it sideways, or walk through the units with the arrow keys.
studio-drawing-frame = Drawing of the network
studio-drawing-link = { $from } → { $to }: { $weight }
studio-drawing-finding = { $title }: { $layers }
studio-drawing-broken-run = Run { $run }: no number any more since update { $step }. It began in { $layer }, with { $what }.
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
studio-chain-chosen = to { $unit }, chosen of { $count }
studio-chain-paths-own = { $paths } paths lead from this weight to the loss. The factors along the one you chose:
studio-chain-way = Through which units the path goes
studio-chain-through = Through { $layer }
studio-chain-strongest-now = strongest: { $branch }
studio-chain-strongest-choice = the strongest
studio-chain-branch = { $unit }, factor { $factor }
studio-chain-skip = skip connection, factor { $factor }
studio-chain-reset = Strongest path
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

## studio: traces of others

studio-skip-trace = Skip to the trace
studio-traces = Traces
studio-traces-none = There is no trace in { $folder } yet. A training that is recorded here appears by itself: whygrad train … --out { $folder }/NAME, or whygrad.trace.Recorder(…, path="{ $folder }/NAME").
studio-traces-awaited = The training in { $folder } has begun and has not made a record yet. The first one appears here by itself.
studio-traces-more = { $count ->
        [one] 1 older trace is not listed.
       *[other] { $count } older traces are not listed.
    }
studio-trace = The trace
studio-trace-records = { $count ->
        [one] 1 record
       *[other] { $count } records
    }
studio-trace-growing = growing
studio-trace-silent = no end and no new record: interrupted, or very slow
studio-trace-finished = finished
studio-trace-non-finite = ended in NaN or infinity
studio-trace-diverged = diverged
studio-trace-interrupted = interrupted
studio-trace-last = last record { $ago }
studio-trace-ago-seconds = { $count } s ago
studio-trace-ago-minutes = { $count } min ago
studio-trace-ago-hours = { $count } h ago
studio-trace-ago-days = { $count } days ago
studio-trace-step = update { $step }
studio-trace-framework = Framework
studio-trace-loss = Loss
studio-trace-optimizer = Optimizer
studio-trace-layers-count = Layers
studio-trace-runs = Runs
studio-trace-steps = Updates
studio-trace-recorded = Records
studio-trace-epochs = Epochs
studio-trace-clip = Gradients clipped at
studio-trace-follow = Follow new records
studio-trace-run = Run
studio-trace-all = { $count ->
        [one] the only one
       *[other] all { $count }, their median
    }
studio-trace-seed = seed { $seed }
studio-trace-lab = Open the experiment in the studio
studio-trace-empty = Nothing is recorded yet. The first record appears here by itself.
studio-trace-lost = Nobody answers: whygrad play was ended, or the network is down. This page goes on asking; what it shows is what it knew.
studio-trace-advice = The remedies above are advice: this trace does not hold an experiment that whygrad could train anew to try them.
studio-trace-layers = Layers
studio-trace-table = Table of the layers
studio-trace-filter = Find layers
studio-trace-found = { $count } of { $of }
studio-trace-column-layer = Layer
studio-trace-column-kind = Kind
studio-trace-column-activation = Activation
studio-trace-column-size = Inputs → outputs
studio-trace-column-normalization = Normalization
studio-trace-column-dropout = Dropout
studio-trace-column-gradient = Gradient, RMS, now
studio-heat = Every layer over time
studio-heat-map = Heat map of the layers
studio-heat-layer = Layer, from input to output
studio-heat-at = { $layer }, update { $step }: { $value }
studio-heat-nothing = no number
studio-heat-none = Hatched: no number. Black: exactly 0.
studio-heat-empty = No quantity of the layers was recorded.
studio-heat-alt = { $quantity } of { $layers } layers, input above, output below; after { $step } updates from { $low_value } at { $low } to { $high_value } at { $high }.

## studio: networks (zoo-page-<part>-…; zoo-page-setting-<setting of a layer>)

zoo-page-skip = Skip to the network
zoo-page-parts = Parts of this page
zoo-page-networks = Networks
zoo-page-inside = Looking inside
zoo-page-augmentation = Augmentation
zoo-page-lab = The lab
zoo-page-list = Networks with a name
zoo-page-of-name = Network
zoo-page-parameters = Parameters
zoo-page-cost = Multiply-adds
zoo-page-cost-short = Mult-adds
zoo-page-weights = Weights
zoo-page-layer = Layer
zoo-page-output = Output
zoo-page-of-kind = Kind
zoo-page-field = Field
zoo-page-memory = Memory
zoo-page-activations = Activations of one sample
zoo-page-field-whole = Receptive field
zoo-page-input = Input
zoo-page-layers-count = Layers
zoo-page-own = Layers of your own
zoo-page-edit = Change these layers
zoo-page-done = Back to { $name }
zoo-page-formulas = Formulas for all layers
zoo-page-formulas-of = Formulas of { $name }
zoo-page-shape-input = Input (channels × height × width)
zoo-page-drawing = Drawn
zoo-page-drawing-alt = The network from left to right, from { $input } to { $output }: { $main }. Each number is in the table below.
zoo-page-drawing-more = … and { $count } more
zoo-page-drawing-note = Height: size of the picture. Thickness: channels. Bands: normalization, activation, dropout. An arc is a shortcut.
zoo-page-table = Table of the layers
zoo-page-share-of = { $share } of all
zoo-page-group-convolution = Convolution
zoo-page-group-pooling = Pooling
zoo-page-group-dense = Dense
zoo-page-group-normalization = Normalization and dropout
zoo-page-group-activation = Activation
zoo-page-group-sequence = Sequences
zoo-page-group-input = Input
zoo-page-editor = Change the layers
zoo-page-editor-list = By controls
zoo-page-editor-text = As TOML
zoo-page-editor-text-help = One layer a line; what is left out has its default. What you type counts at once.
zoo-page-kind = Kind of layer { $number }
zoo-page-setting-of = { $setting }, layer { $number }
zoo-page-add = Add a layer
zoo-page-add-after = Add a layer after layer { $number }
zoo-page-remove = Remove layer { $number }
zoo-page-more = More settings of layer { $number }
zoo-page-up = Move layer { $number } up
zoo-page-down = Move layer { $number } down
zoo-page-line = Line { $line }
zoo-page-stale = Shown below is the last list that was good.
zoo-page-good = { $parameters } parameters, output { $output }.
zoo-page-empty = Without layers the output is the input. Add the first one.
zoo-page-setting-conv = Filters
zoo-page-setting-dense = Units
zoo-page-setting-kernel = Kernel
zoo-page-setting-stride = Stride
zoo-page-setting-padding = Padding
zoo-page-setting-dilation = Dilation
zoo-page-setting-groups = Groups
zoo-page-setting-bias = Bias
zoo-page-setting-max-pool = Kernel
zoo-page-setting-avg-pool = Kernel
zoo-page-setting-adaptive-avg-pool = Output size
zoo-page-setting-local-response-norm = Channels
zoo-page-setting-alpha = α
zoo-page-setting-beta = β
zoo-page-setting-k = k
zoo-page-setting-group-norm = Groups
zoo-page-setting-dropout = Share
zoo-page-setting-residual = Layers inside
zoo-page-setting-shortcut = Shortcut
zoo-page-setting-embedding = Size
zoo-page-setting-words = Words
zoo-page-setting-rnn = Units
zoo-page-setting-lstm = Units
zoo-page-setting-gru = Units
zoo-page-setting-depth = Levels
zoo-page-setting-bidirectional = Both ways
zoo-page-setting-output = Output
zoo-page-setting-activation = Activation
zoo-page-bundled = small network of whygrad, trained on Fashion-MNIST
zoo-page-model = Trained network
zoo-page-model-more = One of your own: whygrad train fashion-mnist --out DIR, then whygrad play DIR.
zoo-page-missing = Looking into networks and augmentation need { $packages }. Install it with: pip install "whygrad[zoo,torch]", and start whygrad play anew. The sizes and costs of networks need nothing more.
zoo-page-pictures = Picture
zoo-page-pictures-of = { $label }, picture { $number }
zoo-page-own-picture = A picture of your own
zoo-page-own-picture-help = PNG, JPEG, WebP, GIF or BMP. It goes to whygrad on this machine only, and is not kept.
zoo-page-own-shown = your picture { $name }
zoo-page-no-data = The pictures that this network was trained on are not on this machine. Open one of your own.
zoo-page-picture-large = This file is larger than { $most } MB and your browser cannot make it smaller. Save it smaller first.
zoo-page-seen = What the network sees
zoo-page-seen-alt = The picture as the network sees it: { $width }×{ $height } pixels.
zoo-page-prediction = What it says
zoo-page-prediction-help = Choose a class to see what speaks for it.
zoo-page-right = It is: { $label }. The network is right.
zoo-page-wrong = It is: { $label }. The network is wrong.
zoo-page-evidence = What that rests on
zoo-page-evidence-for = What speaks for { $label }
zoo-page-saliency = Saliency
zoo-page-saliency-help = How strongly the score reacts to each pixel: |∂score/∂pixel|.
zoo-page-saliency-smooth = How strongly the score reacts to each pixel: |∂score/∂pixel|, of the mean over 24 copies under noise (SmoothGrad).
zoo-page-occlusion = Occlusion
zoo-page-occlusion-help = How much the score falls when { $patch }×{ $patch } pixels are covered in the color of the edge. Orange with stripes: it rises.
zoo-page-grad-cam = Grad-CAM
zoo-page-grad-cam-help = Where the last convolution sees what speaks for the class.
zoo-page-evidence-alt = { $name }: strongest { $where }, from { $low } to { $high }.
zoo-page-where-nowhere = nowhere
zoo-page-where-top-left = at the top left
zoo-page-where-top-center = at the top
zoo-page-where-top-right = at the top right
zoo-page-where-middle-left = on the left
zoo-page-where-middle-center = in the middle
zoo-page-where-middle-right = on the right
zoo-page-where-bottom-left = at the bottom left
zoo-page-where-bottom-center = at the bottom
zoo-page-where-bottom-right = at the bottom right
zoo-page-layers = Layer by layer
zoo-page-layers-choose = Layer to look at
zoo-page-maps = What layer { $layer } makes of it
zoo-page-maps-said = { $shown } of { $of } maps of { $height }×{ $width }, from { $low } to { $high }; all of them on one scale.
zoo-page-flat-said = { $of } numbers from { $low } to { $high }, { $width } in a row.
zoo-page-silent = { $count ->
        [one] 1 map is 0 everywhere.
       *[other] { $count } maps are 0 everywhere.
    }
zoo-page-map = Map { $number }: from { $low } to { $high }
zoo-page-filters = Filters of layer { $layer }
zoo-page-filters-alone = Filters
zoo-page-filters-said = { $rows } of { $of } filters, a row each, for { $columns } of { $channels } channels of the input; { $height }×{ $width } weights from { $low } to { $high }.
zoo-page-scale = Blue: above 0. Orange with stripes: below 0. Blank: 0.
zoo-page-scale-high = the largest size is { $largest }
zoo-page-augment-help = A network that trains with augmentation never sees the same picture twice. Each row is one change at random, at { $steps } steps of training; the last row is all that are ticked together.
zoo-page-augment-as = As it is
zoo-page-augment-all = All together
zoo-page-augment-none = Tick at least one change.
zoo-page-augment-again = Draw anew
zoo-page-augment-alt = { $word } at { $number }: { $steps } variants of the picture.
zoo-page-augment-all-alt = { $words } together: { $steps } variants of the picture.
zoo-page-augment-toml = In an experiment: { $toml }
zoo-page-augment-flip = Flip: probability
zoo-page-augment-crop = Crop: border in pixels
zoo-page-augment-scale = Scale: up to ± this share
zoo-page-augment-rotate = Rotate: up to ± degrees
zoo-page-augment-jitter = Color jitter: up to ± this share
zoo-page-augment-erase = Erase: probability
zoo-page-working = Working …
zoo-page-error-key = { $key } is not known here: a list of layers has "input" and "layers".
zoo-page-error-no-layers = There is no list of layers: layers = [ … ], one layer after the other.
zoo-page-error-input = { $key } is 1 to 3 whole numbers from 1 to { $most }: channels, height and width of a picture; steps and features of a sequence; or features alone.
zoo-page-error-torch = Looking into networks needs PyTorch and safetensors. Install them with: pip install "whygrad[zoo,torch]"
zoo-page-error-no-model = There is no such network here any more: its file was deleted, moved or renamed.
zoo-page-error-model-size = The file of this network is larger than { $most } MB, which is too much for the page.
zoo-page-error-no-pictures = This network does not tell classes of pictures apart, so there is nothing to see.
zoo-page-error-no-picture = There is no picture at this place; choose one of those that are shown.
zoo-page-error-large = This network takes more multiply-adds for a picture than the page allows; look into it with whygrad zoo.
zoo-page-error-flat = This network sees the picture as a row of numbers; the page looks into networks that see pictures.
