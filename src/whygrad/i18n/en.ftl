### Every sentence a user can see. One section an area; a message is named after the area that shows it.

## errors: experiment

error-value = { $key } cannot be { $value }; allowed: { $allowed }.
error-value-nearest = { $key } cannot be { $value }; did you mean { $nearest }? Allowed: { $allowed }.
allowed-whole = an integer from { $low } to { $high }
allowed-number = a number from { $low } to { $high }
allowed-number-above = a number above { $low }, at most { $high }
allowed-wholes = a list of at most { $most } integers from { $low } to { $high }
allowed-words = a list of any of { $choices }, each at most once
allowed-texts = a list of 1 to { $most } different names
allowed-word = { $choices }
allowed-text = a text of at most { $most } printable characters
allowed-truth = true or false
allowed-parameter = { $symbol } from { $low } to { $high }
allowed-parameter-above = { $symbol } above { $low }, at most { $high }
allowed-with-parameter = { $phrase } ({ $symbols })
allowed-or-word = { $phrase }, or { $word }
allowed-or-path = { $phrase }, the path of a CSV file (NAME.csv), or of a folder of images (FOLDER/)
allowed-or-by-layer = { $phrase }; or a list with one of them for each hidden layer
error-unknown-key = there is no key { $key }; known keys: { $allowed }.
error-unknown-key-nearest = there is no key { $key }; did you mean { $nearest }?
error-unknown-section = there is no section { $section }; known sections: { $allowed }.
error-unknown-section-nearest = there is no section { $section }; did you mean { $nearest }? Known sections: { $allowed }.
error-not-a-section = { $section } must be a section with keys, not { $value }.
error-not-an-experiment = an experiment must have the sections data, network, training and recording; it cannot be { $value }.
error-frozen = { $key } cannot be assigned: experiments are immutable. Create a new one with replace({ $key }=…).
error-key-twice = { $key } is given twice.
error-layers-list = { $key } must be a list of layers, such as [{"{"} conv = 6, kernel = 5 {"}"}, "relu", "flatten", {"{"} dense = 10 {"}"}], not { $value }.
error-layers-many = { $key }: a network can have at most { $most } layers, and blocks can be nested at most { $deepest } deep.
error-layer = { $key }: a layer must be a name such as "relu" or a table such as {"{"} conv = 6, kernel = 5 {"}"}, not { $value }.
error-layer-kind = { $key }: there is no layer { $kind }; known layers: { $allowed }.
error-layer-kind-nearest = { $key }: there is no layer { $kind }; did you mean { $nearest }?
error-layer-kinds = { $key }: one table cannot be several layers ({ $kinds }); write one table per layer.
error-layer-lacks = { $key }: "{ $kind }" needs a number; write {"{"} { $kind } = … {"}"} with { $allowed }.
error-layer-number = { $key }: { $kind } takes no number; write "{ $kind }".
error-layer-key = { $key }: { $kind } has no setting { $name }; known settings: { $allowed }.
error-layer-key-nearest = { $key }: { $kind } has no setting { $name }; did you mean { $nearest }?
error-layers-output = { $key } ends with an output of { $shape }, but this dataset ({ $task }) needs { $outputs } outputs; end with {"{"} dense = { $outputs } {"}"}.
error-layers-batch-of-one = { $key } is 1, but batch normalization needs at least 2 samples per batch.
error-no-cuda = no GPU was found that PyTorch can use; use device = "auto" or "cpu".
train-folder-other = { $path } holds the training of another experiment (see its experiment.toml); choose another folder or remove this one.
train-folder-taken = { $path } holds files that are not a training of whygrad; choose an empty or a new folder.
model-unfinished = { $path }: the training in this folder was stopped before its end; run the same whygrad train … --out command to continue it.
model-missing = there is no model at { $path }; give a folder written by whygrad train --out, or a .safetensors file in it.
model-not-ours = { $path } was not written by whygrad; give a model file written by whygrad train --out.
model-damaged = { $path } cannot be read as a model: { $reason }.
model-not-affine = the inputs of this model are features that cannot be computed from its file; use whygrad.data.load(model.experiment.data).transform in Python.
error-layers-not-dense = { $key }: lists of layers are not supported here, only networks given by network.hidden; use whygrad train or whygrad zoo.
error-kernel-layers = engine = "kernel" trains only networks given by network.hidden, without early stopping; for network.layers or training.patience use engine = "torch" or "auto".
error-layers-and-hidden = { $key } applies to networks given by network.hidden; in network.layers, list it as a layer of its own.
error-layer-unfit = { $key }, { $layer }: { $problem }
error-layer-needs-picture = { $kind } needs an image as input (channels × height × width), but gets { $shape }.
error-layer-needs-sequence = { $kind } needs a sequence as input (time steps × features), but gets { $shape }.
error-layer-needs-tokens = an embedding needs a sequence of tokens as input, but gets { $shape }.
error-layer-words = the number of different tokens is unknown here; write words = N.
error-layer-flatten-first = { $kind } needs a flat input, but gets { $shape }; put "flatten" or "global_avg_pool" before it.
error-layer-too-small = its window spans { $reach } values, but the input has only { $padded } ({ $size } with padding { $padding }); use a smaller kernel or more padding.
error-layer-groups = { $groups } groups cannot divide { $inputs } input and { $outputs } output channels; both must be multiples of the number of groups.
error-layer-pool-padding = padding { $padding } is more than half of the kernel size { $kernel }; use at most half of it.
error-layer-sequence-norm = batch_norm does not support sequences; use layer_norm.
error-layer-branches = the block outputs { $inside } and its shortcut { $beside }; both need the same shape to be added.
allowed-layers = a list of layers
allowed-size = an integer from { $low } to { $high }, or two of them: [height, width]
error-target-without-file = data.target names a column of a CSV file, but data.name is the built-in dataset { $name }; leave data.target empty.
error-empty-share = { $samples } samples with data.train_share = { $share } leave the training set or the test set empty; raise data.samples or move data.train_share towards 0.5.
error-feature = data.features cannot contain { $value }; allowed for { $name }: { $allowed }.
error-feature-nearest = data.features cannot contain { $value }; did you mean { $nearest }? Allowed for { $name }: { $allowed }.
error-features-of-set = data.features cannot be chosen for { $name }; leave it at auto.
error-size-without-folder = data.size applies to images from a folder, but data.name is { $name }; leave data.size at auto.
error-only-pictures = { $key } applies to images only, but { $name } has none; leave it out, or use digits, fashion-mnist or a folder of images.
error-augmentation-after = data.augmentation needs images, but data.preprocessing "{ $step }" turns them into other values; remove one of the two.
error-augmentation-hidden = { $key } works only with network.layers, not with network.hidden; leave it out, or list the layers.
error-augmentation-features = data.augmentation changes images in every update, but data.features "{ $feature }" is computed only once, before; remove one of the two.
error-feature-twice = data.features { $value } names something twice; name it once.
error-feature-hog-room = data.features "hog:{ $cell }" needs at least { $block } × { $block } cells of { $cell } pixels, but the images have { $height } × { $width } pixels; use hog:{ $most } or less.
error-feature-words-room = data.features "words" needs images of at least { $patch } × { $patch } pixels, but these have { $height } × { $width }; use other features.
error-feature-words-few = data.features: { $words } visual words need at least as many patches, but the training images have { $patches }; use fewer words.
error-features-channels = data.preprocessing "{ $step }" needs image channels, but data.features "{ $features }" leaves none; use { $instead }.
error-features-room = data.features: { $features } values for each of { $samples } images need too much memory; set data.samples to { $most } or less, or use smaller features.
error-channels-after = data.preprocessing "{ $step }" leaves no channels; put center-channel and scale-channel before it.
error-preprocessing-tokens = data.preprocessing applies to numbers, but the inputs of { $name } are tokens; leave it empty.
error-residual = network.residual needs two consecutive hidden layers with the same number of units; network.hidden is { $hidden }.
error-activation-by-layer = network.activation names { $words } { $words ->
    [1] activation function
   *[other] activation functions
} for { $layers } hidden { $layers ->
    [1] layer
   *[other] layers
}; give one per layer of network.hidden, or a single name for all.
error-perceptron-hidden = the perceptron rule trains a single layer: training.optimizer = perceptron needs network.hidden = [], not { $hidden }.
error-perceptron-loss = the perceptron rule has its own loss: training.optimizer = perceptron needs training.loss = auto, not { $loss }.
error-vary-list = { $key } needs a list of values to vary over, not { $value }.
error-vary-empty = { $key } has no values to vary over.
error-assignment = a setting must be written KEY=VALUE, for example learning_rate=0.1, not { $value }.
error-in-file = { $file }: { $problem }
error-in-line = line { $line }: { $problem }
error-in-line-of-file = { $file }, line { $line }: { $problem }
error-not-toml = not valid TOML: { $reason }.
error-not-json = not valid JSON.
error-not-toml-nested = not valid TOML: a number is too long, or lists or tables are nested too deeply.
error-file-missing = { $file }: file not found.
error-file-missing-nearest = { $file }: file not found; did you mean { $nearest }?
error-file-unreadable = { $file } cannot be read: { $reason }.
error-file-unwritable = { $file } cannot be written: { $reason }.
error-file-special = { $file } is not a regular file; an experiment is a .toml file.
error-file-too-long = { $file } is longer than { $most } bytes, so it is not an experiment.
error-file-not-utf8 = { $file }, line { $line }: not UTF-8 text; save the file in UTF-8.
error-not-a-link = not a link to an experiment: { $value }; write one such as whygrad=1&network.hidden=8~8, or an address of TensorFlow Playground.
error-link-weights = the weights in the link are damaged; they must be finite 4-byte numbers, encoded as base64url.
error-link-points = the points in the link are damaged; they must be a kind with a number of columns (c2, n1), a period, and 2-byte integers as base64url.
error-link-version = the link has version { $version }, but this whygrad reads version { $known }; install a newer whygrad.
error-link-too-long = the link has { $length } characters, but at most { $most } are possible; send the experiment as a TOML file.
error-link-path = { $key } = { $value } cannot be part of a link; use a path inside the folder of the experiment.
error-playground-key = TensorFlow Playground has no setting { $key }; known settings: { $allowed }.
error-playground-key-nearest = TensorFlow Playground has no setting { $key }; did you mean { $nearest }?
error-playground-features = the Playground link turns all inputs off; turn on at least one of { $allowed }.
error-unknown-preset = there is no preset { $value }.
error-unknown-preset-nearest = there is no preset { $value }; did you mean { $nearest }?
error-preset-shows = shows must be a list of finding codes, not { $value }.

## errors: data

error-data-unknown = there is no dataset "{ $name }"; use { $known }, a CSV file (NAME.csv) or a folder of images (FOLDER/).
error-data-unknown-nearest = there is no dataset "{ $name }"; did you mean "{ $nearest }"? Use { $known }, a CSV file (NAME.csv) or a folder of images (FOLDER/).
error-data-split = { $data }: { $samples } samples with data.train_share = { $train_share } leave the training set or the test set empty; move it towards 0.5, or use more samples.
error-data-components = data.preprocessing "{ $step }": { $samples } training samples with { $features } columns have at most { $most } principal components; use that many or fewer.
error-data-components-room = data.preprocessing "{ $step }" needs too much memory for { $samples } such images; set data.samples to { $most } or less.
error-data-not-here = { $name } is not on this machine (searched: { $folders }); run whygrad data { $name } --download, or set { $variable } to the folder that contains { $name }/.
error-data-broken = { $file } is truncated, damaged or a different file; remove it and download it again.
error-data-sequences = { $samples } sequences of { $length } time steps need too much memory; set data.samples to { $most } or less.
error-download-none = there is no download for "{ $name }"; downloads exist for { $known }.
error-download-network = { $address } cannot be reached; check the network, or put the files of { $name } where whygrad data { $name } looks for them.
error-download-cut = the download of { $address } was interrupted; run whygrad data { $name } --download again to continue it.
error-download-refused = { $address } returned HTTP status { $status }; try again later.
error-download-checksum = the file from { $address } differs from the published one (SHA-256) and was removed; try again.
error-download-full = the disk is full: the download needs { $size } MB in { $folder }.
error-download-disk = { $folder } cannot be written: { $reason }.
error-pooch-missing = downloads need the package pooch; install it with: pip install "whygrad[zoo]"
error-augmentation-torch = augmentation needs PyTorch; install it with: pip install "whygrad[torch]"
error-data-outside = data.name: { $name } is outside { $folder }, the only folder that data may be read from here.
error-pictures-missing = { $folder }: folder not found; give a folder with one subfolder of images per class.
error-pictures-not-a-folder = { $folder } is not a folder; data.name needs a folder with one subfolder of images per class.
error-pictures-classes = { $folder } has images (PNG or JPEG) in { $count } subfolders, but needs at least 2: one per class, optionally inside train/ and test/.
error-pictures-class = { $folder }: test/ has a class "{ $name }" that train/ lacks; use the same subfolder names in both.
error-pictures-none = { $folder }: no image of class "{ $name }" can be read; replace the images, or remove the subfolder.
error-pictures-unreadable = { $folder }: none of the images can be read; use PNG or JPEG files.
error-pictures-many = { $folder } has { $files } images, but at most { $most } are read; keep fewer.
error-pictures-bytes = the images in { $folder } need more than { $most } GB at { $height }×{ $width } pixels; set data.size to a smaller size, such as [32, 32].
error-pictures-size = { $file } has { $height }×{ $width } pixels, but at most { $most } per side are used; set data.size, for example to [64, 64].
error-csv-missing = { $file }: file not found.
error-csv-missing-nearest = { $file }: file not found; did you mean { $nearest } in the same folder?
error-csv-not-a-file = { $file } is a folder or a device; data.name needs a CSV file.
error-csv-unreadable = { $file } cannot be read: { $reason }.
error-csv-bytes = { $file } has { $size } MB, but at most { $most } MB are read; keep fewer rows or columns.
error-csv-rows = { $file } has { $rows } rows, but at most { $most } are read; keep fewer.
error-csv-columns = { $file } has { $columns } columns, but at most { $most } are read; keep fewer.
error-csv-encoding = { $file }, line { $line }: not UTF-8 text; save the table as CSV in UTF-8.
error-csv-nul = { $file }, line { $line }: NUL characters are not allowed in text; save the table as CSV in UTF-8.
error-no-home = { $path }: the home folder of this user is unknown; write the full path.
error-csv-syntax = { $file }, line { $line }: not valid CSV ({ $reason }); check the quotation marks.
error-csv-empty = { $file } has no rows; it needs one line with column names and one line per sample.
error-csv-one-column = { $file }, line { $line }: only one column; separate features and target by commas, semicolons or tabs.
error-csv-no-header = { $file }, line { $line }: the first line must hold column names, but "{ $name }" is a number; add a line of names before the samples.
error-csv-unprintable = { $file }, line { $line }: the name of column { $column } has unprintable characters; rename it.
error-csv-unnamed = { $file }, line { $line }: column { $column } has no name; give it one.
error-csv-name-twice = { $file }, line { $line }: two columns are named "{ $name }"; rename one.
error-csv-ragged = { $file }, line { $line }: { $cells } cells, but the first line names { $columns } columns; add or remove cells.
error-csv-text = { $file }, line { $line }, column "{ $column }": "{ $cell }" is not a number (use a decimal point); correct it, or leave the column out of data.features.
error-csv-gap = { $file }, line { $line }, column "{ $column }": missing value; fill it in, remove the line, or leave the column out of data.features.
error-csv-column = { $file } has no column "{ $name }"; its columns are { $columns }.
error-csv-column-nearest = { $file } has no column "{ $name }"; did you mean "{ $nearest }"? Its columns are { $columns }.
error-csv-target-feature = { $file }: column "{ $name }" is the target, so it cannot be a feature; remove it from data.features, or choose another data.target.
error-csv-one-class = { $file }, column "{ $column }": the target is "{ $value }" in every line, so nothing can be learned; choose another data.target.
error-csv-many-classes = { $file }, column "{ $column }": the target has { $classes } different texts, but at most { $most } classes are supported; choose another data.target.

## errors: trace

trace-missing = { $path }: no trace found; a trace is a folder, usually named NAME.zarr.
trace-not-a-trace = { $path }: this is not a trace of whygrad; give a folder written by Trace.save, Recorder or `whygrad train --out`.
trace-newer = { $path }: the trace has format { $found }, but this whygrad reads formats up to { $known }; install a newer whygrad.
trace-damaged = { $path }: { $part } is damaged; copy or record the trace again.
trace-damaged-shape = { $path }: the trace is damaged: { $reason }.
trace-too-large = { $path }: { $part } needs more memory than a trace is allowed to, so it was not read.
trace-codec = { $path }: { $part } is compressed with "{ $codec }", but only uncompressed arrays can be read; copy the trace without compression.
trace-not-a-file = { $path }: { $part } is a pipe, a device, a folder or a link, not a file; copy or record the trace again.
trace-not-read = { $path }: the trace cannot be read: { $reason }.
trace-not-written = { $path }: the trace cannot be written: { $reason }.
trace-place-taken = { $path }: the folder exists and is not a trace, so nothing was written; choose another name or an empty folder.
trace-place-shared = { $path }: overwriting this trace would delete { $name } in its folder; move it, or choose another name.
trace-place-is-file = { $path }: this is a file, but a trace needs a folder; choose another name.
trace-unknown-channel = there is no channel { $channel }; whygrad.trace.CHANNELS lists all channels.
trace-unknown-channel-nearest = there is no channel { $channel }; did you mean { $nearest }?
trace-not-recorded = { $trace }: { $channel } was not recorded; trace.channels lists the recorded channels.
trace-not-recorded-detail = { $trace }: { $channel } was not recorded; to record it, pass detail=["{ $detail }"].

## errors: engine

error-memory = this training needs about { $needed } of memory, but only { $free } are free; use { $what ->
    [seeds] fewer seeds
    [records] fewer records (recording.every)
    [steps] fewer epochs or larger batches
    [data] fewer samples or features
    [batch] smaller batches or smaller layers
   *[network] fewer or smaller layers
 }.
error-no-memory = there is not enough memory for this training; use fewer seeds, smaller layers or smaller batches.
error-memory-stated = { $variable } must be an amount of memory for a training, such as 4 GB or 500 MB, not { $value }.
error-instruction-set = { $variable } must name an instruction set of this machine: { $names }. It is { $value }.
error-seeds-twice = every seed must be different: the same seed gives the same run.
error-nothing-to-train = train needs an experiment or a list of them, not { $value }.
error-engine = engine must be auto, kernel or torch, not { $engine }.
error-kernel-cannot = engine = "kernel" does not support this network, or is not built for this machine; use engine = "auto" or "torch".
error-not-a-trace = diagnose needs a trace, not { $value }; train an experiment first.
error-seeds = seeds must be a number of runs (at least 1) or a list of integers from 0 to 4294967295, not { $seeds }.
error-out-needs-one-experiment = out= holds the trace of a single experiment; train several without it, and save each trace.
error-loss-needs-classes = training.loss = { $loss } needs classes, but the target of this dataset is a number; use squared or auto.
error-perceptron-classes = { $classes ->
    [numbers] the perceptron rule separates two classes, but the target of this dataset is a number; use another training.optimizer, such as sgd.
   *[other] the perceptron rule separates two classes, but this dataset has { $classes }; use another training.optimizer, such as sgd.
    }
error-skimage-missing = the feature hog needs scikit-image; install it with: pip install "whygrad[zoo]"
error-torch-missing = the torch engine needs PyTorch; install it with: pip install "whygrad[torch]"

## options: help of every key of an experiment (option-<key with dots as dashes>)

options-title = Options of an experiment
options-about = All keys of an experiment file (TOML). Every key has a default, so a file only needs the keys that differ. A key may also be given outside its section. This page is generated from the table that validates experiments.
options-key = key
options-default = default
options-allowed = values
options-meaning = meaning
option-data-name = The dataset: the name of a built-in dataset, or the path of a CSV file or of a folder of images (it ends in /). Paths are relative to the folder of the experiment file.
option-data-samples = Number of samples of a built-in dataset, training and test set together. For a dataset that is published as a training and a test set: the number of training samples. By default all samples of a dataset that is not generated.
option-data-noise = The amount of noise. What it changes depends on the dataset: the labels, the variance of the classes, the positions of the points, or the targets.
option-data-train-share = Fraction of the samples in the training set; the others are the test set. A dataset that is published as a training and a test set keeps them by default; any other value splits its training set.
option-data-target = The column of a CSV file to predict. Empty: the last column.
option-data-features = The inputs of the network. Points: x1 x2 x1^2 x2^2 x1*x2 sin(x1) sin(x2). CSV file: its columns. Images: pixels or the following. histogram and joint-histogram: fractions of the intensities or colors in BINS bins per channel. hog: edge directions in cells of CELL pixels. words and soft-words: which of N small patches the image consists of. auto: x1 and x2, all columns, or the pixels.
option-data-preprocessing = Preprocessing of the inputs, in this order and fitted on the training set only. center: subtract the mean. scale: divide by the standard deviation. center-channel and scale-channel: the same per image channel. pca: keep N principal components. whiten: decorrelate to variance 1.
option-data-augmentation = Random changes of the training images, drawn again in every update. flip: left-right, with probability P. crop: shift by up to PIXELS. scale: by a factor of up to 1 ± S. rotate: by up to DEGREES. jitter: brightness, contrast and, in color, saturation by up to 1 ± J. erase: a rectangle, with probability P.
option-data-size = Height and width to which images from a folder are resized. auto: the size of the first image.
option-data-seed = The seed for generating, shuffling and splitting the data.
option-network-hidden = The number of units of each hidden layer, from input to output. []: a single-layer network.
option-network-activation = The activation function of the hidden layers: one for all, or a list with one per layer.
option-network-init = How the weights are initialized. xavier, he and lecun depend on the layer's width. normal: a fixed standard deviation STD. playground: uniform in ±0.5, with biases 0.1. Other biases start at 0.
option-network-normalization = Normalization before the activation function of each hidden layer: batch normalization or layer normalization.
option-network-dropout = The probability with which dropout sets the output of a hidden unit to 0 during training.
option-network-residual = Residual connections: from the second hidden layer on, each adds its input to its output if both have the same number of units.
option-network-output = The function applied to the output before the loss. auto: the one that fits the loss. This is none for cross-entropy, which takes logits, and for numbers, and tanh for squared and hinge loss on classes.
option-network-layers = The network as a list of layers instead of hidden layers: convolutions, pooling, recurrent layers, residual blocks.
option-training-loss = The loss. auto: cross-entropy for classes, squared error for numbers.
option-training-optimizer = The optimizer. perceptron: the perceptron rule for a single layer.
option-training-learning-rate = The learning rate: the factor that an update multiplies the gradient by.
option-training-schedule = How the learning rate changes during training. constant: not at all. step: × 0.1 at 50 % and at 75 %. cosine and linear: down to 0. inverse-sqrt: 1/√(1 + epochs).
option-training-warmup = Warm-up: the fraction of the training during which the learning rate rises from 0.
option-training-batch-size = The number of samples per batch.
option-training-epochs = The number of passes over the training set.
option-training-patience = Early stopping: training ends after this many epochs without a lower validation loss, and the best weights are kept. The validation set is a tenth of the training set. 0: train to the end on the whole training set.
option-training-l1 = L1 regularization: l1·‖w‖₁ of the weights is added to the loss.
option-training-l2 = L2 regularization: ½·l2·‖w‖² of the weights is added to the loss. With adamw it is weight decay instead.
option-training-clip = Gradient clipping: the largest norm of the gradient; a larger one is scaled down to it. 0: off.
option-recording-every = The number of updates between two records. auto: up to eighteen records, dense at the start, then one every ninth of the training.

## engine

## channels (channel-<name with underscores as dashes>): what a recorded quantity is called

channel-loss-train = training loss
channel-loss-test = test loss
channel-accuracy-train = training accuracy
channel-accuracy-test = test accuracy
channel-gradient-norm = gradient norm
channel-learning-rate = learning rate
channel-gradient-coherence = agreement of the batch gradients
channel-coherence-batches = batches used for the agreement
channel-step-quality = step quality
channel-gradient-rms = gradient (RMS)
channel-gradient-l2 = gradient norm
channel-backprop-rms = backward signal (RMS)
channel-weight-rms = weights (RMS)
channel-update-ratio = update / weights (RMS)
channel-preactivation-mean = mean pre-activation
channel-preactivation-std = standard deviation of pre-activations
channel-preactivation-rms = pre-activations (RMS)
channel-activation-mean = mean activation
channel-activation-std = standard deviation of activations
channel-activation-rms = activations (RMS)
channel-sample-std = standard deviation over samples
channel-unit-std = standard deviation over units
channel-dead-share = fraction of dead units
channel-saturated-share = fraction of saturated pre-activations
channel-zero-share = fraction of zeros
channel-input-mean = mean of the inputs
channel-input-std = standard deviation of the inputs
channel-class-share = fraction of each class
channel-test-class-share = fraction of each class in the evaluations
channel-preactivation-histogram = pre-activation z
channel-activation-histogram = activation a
channel-gradient-histogram = log₁₀ |gradient|
channel-weight-histogram = log₁₀ |weight|
channel-unit-activation-mean = mean activation of a unit
channel-unit-active-share = fraction of samples that activate a unit
channel-one-batch-progress = progress on a single batch

## findings: finding-<code> (one sentence with its evidence), title-<code> (its short name)

layers-by-number = { $form ->
    [one] layer { $last }
    [several] layers { $before } and { $last }
   *[range] layers { $last }
 }
layers-from-to = { $first } to { $last }
finding-runs = Seen in { $affected } of { $of } runs.
finding-by-experiment = The recorded numbers do not show this cause; a test of it does.
finding-test-confirmed = Confirmed by a test: { $learned } of { $of } runs learn with this change: { $changes }. Without it, { $before } of { $of } learn.
finding-test-refuted = Refuted by a test: { $learned } of { $of } runs learn with this change: { $changes }. Without it, { $before } of { $of } learn.
finding-test-undecided = A test does not decide: { $learned } of { $of } runs learn with this change: { $changes }. Without it, { $before } of { $of } learn.
finding-one-batch-learned = The network can overfit a single batch (progress { $value }). So initialization, loss and optimizer are probably correct. Look at capacity, data and regularization.
finding-one-batch-part = The network only partly memorizes a single batch (progress { $value }, threshold { $threshold }). So initialization, loss and optimizer are probably correct, but learning is slow or limited.
finding-one-batch-nothing = The network cannot overfit even a single batch (progress { $value }, threshold { $threshold }). So look at the network, its inputs, its loss and its optimizer, not at the amount of data.
finding-uncalled = At { $place }, { $method } is named but not called: the parentheses are missing.
evidence = { $name }: { $value }{ $decided ->
        [yes] {" "}(threshold { $threshold })
       *[no] { "" }
    }{ $timed ->
        [yes] , update { $step }
       *[no] { "" }
    }

finding-slow-so-far = Slow so far. Progress is { $progress_so_far } after { $updates } updates{ $known ->
        [True] {" "}({ $epochs } epochs)
       *[other] { "" }
    }. { $rate ->
        [epochs] At this pace it will reach 50 % after about { $epochs_left } more epochs.
        [updates] At this pace it will reach 50 % after about { $updates_left } more updates.
       *[none] It is too early to tell whether the training will succeed.
    } Train longer to find out.

quantity-gradient-ratio = gradient w.r.t. pre-activations, relative to the output layer
quantity-init-scale = initial weights, relative to the usual size
quantity-updates-made = updates of the whole training
quantity-final-progress = progress (1 − loss / chance-level loss)
quantity-return-gain = difference of the mean returns / its standard error
quantity-skill = improvement over a constant prediction, relative to what is possible
quantity-progress-so-far = progress so far
quantity-updates-left = updates until progress reaches 50 % at the present pace
quantity-epochs-seen = epochs seen
quantity-one-batch-progress = progress when trained on a single batch

## limits: limit-<name> (what is compared with it), limit-<name>-origin (where its value comes from)

limit-affected-runs = smallest fraction of the runs in which a problem must hold to be reported
limit-affected-runs-origin = chosen: one run in four is not chance
limit-records = smallest number of records to judge a training
limit-records-origin = chosen by the authors
limit-updates = smallest number of updates to judge that nothing is learned
limit-updates-origin = measured
limit-progress-none = progress (1 − loss / chance-level loss) below which a training counts as "no progress"
limit-progress-none-origin = measured
limit-progress-poor = progress below which a training ended poorly
limit-progress-poor-origin = measured
limit-progress-done = progress above which little is left to learn
limit-progress-done-origin = measured
limit-waited = fraction of the updates before progress first reaches 10 %
limit-waited-origin = measured
limit-times-longer = how many times longer a finished training could have run
limit-times-longer-origin = chosen on public programs that were studied
limit-times-longer-running = factor by which a training that is still running may go on
limit-times-longer-running-origin = chosen: a script is called too slow after 1,000 updates at the earliest, and is watched for up to 10,000
limit-trend-errors = standard errors above the measured slope up to which the loss of a cut-off training may still fall
limit-trend-errors-origin = chosen: one slope in 44 is steeper by chance
limit-loss-seen = fraction of the training's updates up to which the loss must be known to judge how the training ended
limit-loss-seen-origin = chosen: the second half shows how a training ended
limit-speed-up = progress in the last quarter of the updates, relative to the quarter before, above which training speeds up
limit-speed-up-origin = chosen: a network leaves a plateau at an exponential rate (Saxe et al. 2014)
limit-samples-begun = number of samples seen below which a training has hardly begun, if the size of the dataset is unknown
limit-samples-begun-origin = chosen: a fifth of the samples of a small image dataset
limit-few-samples = number of targets in a batch below which the mean of its losses is used instead of the median
limit-few-samples-origin = chosen: the median of the mean of 1, 4 and 8 squared normal numbers is 45, 84 and 92 % of its expected value
limit-test-errors = standard errors above which a difference measured on test samples counts
limit-test-errors-origin = two sigma

## limits of what becomes a fact of a training (trace/limits.toml)

limit-diverged-loss = final loss relative to the initial loss and to the chance-level loss, whichever is larger, above which a training has diverged
limit-diverged-loss-origin = chosen by the authors
limit-diverged-records = number of last recorded losses of a program that must all be above that level
limit-diverged-records-origin = chosen: the loss of one small batch may be far off
limit-paired-samples = smallest number of samples of an evaluation without a loss whose targets are looked for in the program's variables
limit-paired-samples-origin = chosen: fewer numbers may look like targets by chance
limit-targets-spread = ratio of standard deviations up to which numbers in the program's variables may be targets of an evaluation
limit-targets-spread-origin = chosen by the authors
limit-probabilities-sum = deviation from 1 of the sum of probabilities up to which they are probabilities of classes
limit-probabilities-sum-origin = chosen: rounding in bfloat16
limit-next-symbols = fraction of the places of sequences whose target is the next symbol, from which on the axis is time
limit-next-symbols-origin = chosen: the rest is padding
limit-same-symbols = number of preceding symbols by which two places of a text are the same place
limit-same-symbols-origin = chosen by the authors
limit-lasting-records = number of records for which a parameter must be used, or stay unchanged, to be judged
limit-lasting-records-origin = chosen by the authors
limit-adopted-updates = number of updates with gradients in another model after which that model belongs to the training
limit-adopted-updates-origin = chosen by the authors
limit-set-back-updates = smallest number of updates after which the program itself changed the weights by more than the update did
limit-set-back-updates-origin = chosen by the authors
limit-set-back-share = smallest fraction of the compared updates after which the program did so
limit-set-back-share-origin = chosen: the inner loop of Reptile has up to 20 updates
limit-steps-alone = number of consecutive steps of another optimizer after which its steps are counted instead
limit-steps-alone-origin = chosen: the critic of a GAN takes fewer consecutive steps
limit-passes-without-update = number of backward passes without any update after which a program is diagnosed
limit-passes-without-update-origin = chosen by the authors
limit-mixture-samples = smallest number of samples in each half of a training for a comparison of their classes
limit-mixture-samples-origin = chosen by the authors
limit-batch-targets = smallest number of targets in a batch for an estimate of the chance-level loss from single batches
limit-batch-targets-origin = chosen: the best constant of fewer targets fits them noticeably better than new ones
limit-repeated-share = fraction of samples that come again below which rounding of their values may be the reason
limit-repeated-share-origin = chosen by the authors
limit-repeated-samples = smallest number of samples that come again for an estimate of the size of the dataset
limit-repeated-samples-origin = chosen: the standard error of the estimate is then about a fifth
limit-level-batches = smallest number of batches for the chance level of a loss that is computed again
limit-level-batches-origin = chosen by the authors
limit-level-samples = smallest number of samples in these batches, unless there are many batches
limit-level-samples-origin = chosen by the authors
limit-floor-batches = number of batches for the lowest value of a loss that is computed again
limit-floor-batches-origin = chosen by the authors
limit-level-difference = smallest difference between the chance level and the lowest value of a loss, relative to the chance level
limit-level-difference-origin = chosen: far above rounding in float32
limit-samples-for-a-number = samples for each number of a constant answer below which the answer is the same for all places of a sequence or picture
limit-samples-for-a-number-origin = chosen by the authors
limit-times = smallest number of steps of a sequence for judging the gradient through time
limit-times-origin = chosen by the authors
limit-label-noise = distance outside the range 0 to 1 up to which labels may lie because noise was added
limit-label-noise-origin = chosen by the authors

## watching: users' own trainings

watch-part-failed = could not observe { $part } ({ $what }). Rules that need it are listed as "not checked". The training itself is not affected.
part-modules = which models and layers are called
part-functions = which functions are called, and with which arguments
part-parameters = the parameters
part-steps = backward passes and updates
part-record = the records
part-losses = the loss and its targets
part-levels = the chance-level loss
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

undecided-missing = { $title }: not checked, because this is not known: { $missing }.
undecided-failed = { $title }: not checked, because this could not be observed: { $parts }.
undecided-records = { $title }: not checked, because too little of the training was recorded.

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
title-remedy-nonlinear-activation = Add a nonlinear activation function
remedy-nonlinear-activation = Put a nonlinear activation function between the layers. Without one, any number of layers computes no more than a single linear layer.
title-remedy-add-batch-normalization = Batch normalization
remedy-add-batch-normalization = Normalize every unit over the batch. The input of each activation function then has mean 0 and standard deviation 1, whatever the weights below.
title-remedy-add-layer-normalization = Layer normalization
remedy-add-layer-normalization = Normalize every sample over the units of a layer. Signals then keep their size from layer to layer, even with small batches. It cannot tell samples apart that have become alike, as in a deep sigmoid network.
title-remedy-add-residual = Residual connections
remedy-add-residual = Add each layer's input to its output. The gradient then passes through the sum without shrinking in the activation functions.
title-remedy-fewer-layers = Use fewer layers
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
title-remedy-lower-learning-rate = Lower the learning rate
remedy-lower-learning-rate = Lower the learning rate. Smaller steps stay where the gradient is accurate instead of jumping over the minimum.
title-remedy-raise-learning-rate = Raise the learning rate
remedy-raise-learning-rate = Raise the learning rate. The loss falls steadily, but so slowly that the training ends long before it converges.
title-remedy-clip-gradients = Gradient clipping
remedy-clip-gradients = Clip the gradient norm to 1. A single huge gradient can then no longer move the weights far away, and its direction is kept.
title-remedy-add-warmup = Warm-up
remedy-add-warmup = Raise the learning rate from 0 over the first tenth of the training. The first steps, where the loss is steepest, then stay small.
title-remedy-use-adam = Adam
remedy-use-adam = Use Adam. It divides each weight's step by the usual size of its gradient, so weights with tiny gradients learn as fast as the others.
title-remedy-use-momentum = Momentum
remedy-use-momentum = Use momentum 0.9. Steps in a constant direction add up to ten times their length, and steps in alternating directions cancel out.
title-remedy-larger-batch = Use larger batches
remedy-larger-batch = Use batches eight times as large. The variance of their gradient is an eighth, so updates agree with each other.
title-remedy-cosine-schedule = Cosine schedule
remedy-cosine-schedule = Reduce the learning rate to 0 along a cosine. The first steps are large, and the last ones are too small for noise to matter.
title-remedy-scale-inputs = Standardize the inputs
remedy-scale-inputs = Standardize every input column to mean 0 and standard deviation 1, fitted on the training set. No column then dominates the others, and one learning rate suits all weights.
title-remedy-drop-constant-columns = Remove constant columns
remedy-drop-constant-columns = Remove the columns that never change. They carry no information, and a large constant acts like a bias with a huge learning rate.
title-remedy-clean-data = Remove NaN and infinite values
remedy-clean-data = Remove or fill in the missing and infinite values. A single one makes the loss NaN, and its update can turn the weights into NaN.
title-remedy-add-features = Add features
remedy-add-features = Add squares, products and sines of the coordinates as inputs. The network then need not build such shapes from its few units.
title-remedy-more-data = Use more data
remedy-more-data = Train on more samples. What a network memorizes differs from sample to sample; what it should learn does not.
title-remedy-use-cross-entropy = Use cross-entropy
remedy-use-cross-entropy = Use cross-entropy on logits. Its gradient with respect to the logits is predicted probability minus target, so it does not vanish where the network is confident and wrong.
title-remedy-output-auto = Match the output to the loss
remedy-output-auto = Use the output that the loss expects. Cross-entropy applies softmax or sigmoid itself, and applying it twice shrinks the gradient. Unbounded targets need an unbounded output.
title-remedy-identity-output = Use an identity output
remedy-identity-output = Use the identity as output. tanh and sigmoid can never reach targets outside their range.
title-remedy-wider-network = Use wider layers
remedy-wider-network = Use four times as many units per layer. Each unit adds a shape that the network can use, and some stay alive.
title-remedy-deeper-network = Add a hidden layer
remedy-deeper-network = Add a hidden layer. It combines the shapes of the layer before it into new ones.
title-remedy-longer-training = Train longer
remedy-longer-training = Train four times as long. The loss was still falling when the training ended.
title-remedy-add-dropout = Dropout
remedy-add-dropout = Drop 30 % of the units at random during training. The network then cannot rely on any single unit.
title-remedy-add-l2 = L2 regularization
remedy-add-l2 = Penalize large weights (L2). The function becomes smoother, and fitting noise no longer pays off.
title-remedy-add-l1 = L1 regularization
remedy-add-l1 = Penalize all weights (L1). Weights that are not needed go to 0, and the network becomes simpler.
title-remedy-smaller-network = Use a smaller network
remedy-smaller-network = Use a quarter of the units. A network with fewer weights has less room to memorize its samples.
title-remedy-fewer-epochs = Early stopping
remedy-fewer-epochs = Stop where the test loss was lowest. After that the network learns the noise of the training set. Confirm the result on data that was not used to choose.
title-remedy-larger-network = Use a larger network
remedy-larger-network = Use at least two hidden layers of at least 32 units. They can represent most shapes that a few units cannot.
title-remedy-remove-regularization = Remove regularization
remedy-remove-regularization = Set L1, L2 and dropout to 0. If they are too strong, they keep the weights near 0 and the network from learning.
title-remedy-scale-targets = Scale the targets
remedy-scale-targets = Scale the targets to the size of the network's outputs, and the predictions back. Divide them by their standard deviation, or map them into the range of sigmoid or tanh. Then outputs need not grow first, squared errors do not overflow, and every target can be reached.
title-remedy-use-float32 = Use full precision (float32)
remedy-use-float32 = Keep parameters and optimizer in float32 and compute in half precision with torch.autocast and a GradScaler. Or use bfloat16, which has the range of float32. Or give Adam an epsilon that float16 can represent (1e-4).
title-remedy-balance-classes = Balance the classes
remedy-balance-classes = Weight rare classes more in the loss, sample them more often, or collect more of them. Otherwise always predicting the most frequent class already pays off.
title-remedy-check-labels = Check the labels
remedy-check-labels = Look at a few dozen samples with their labels, as the network gets them. The labels may have been shuffled against the inputs, or numbered in another order.
title-remedy-call-backward = Call loss.backward()
remedy-call-backward = Call loss.backward() before each optimizer.step(). It computes the gradients that the step uses.
title-remedy-call-step = Call optimizer.step()
remedy-call-step = Call optimizer.step() after each loss.backward(). Only the step changes the weights.
title-remedy-minimize-loss = Minimize the loss (not its negative)
remedy-minimize-loss = Call backward() on the loss itself, not on its negative. Leave maximize=False in the optimizer.
title-remedy-use-inputs = Use the inputs in forward()
remedy-use-inputs = Follow an input through forward() and find where it is lost. Common causes are an unused variable, a product with 0, and attention over the batch instead of the sequence.
title-remedy-clear-gradients = Clear the gradients (zero_grad)
remedy-clear-gradients = Call optimizer.zero_grad() before each backward pass, and not between it and the step. Every gradient then counts once and is there when the step needs it.
title-remedy-pass-all-parameters = Pass all parameters to the optimizer
remedy-pass-all-parameters = Pass all parameters to the optimizer after the last layer was added. It never changes a parameter that it was not given.
title-remedy-unfreeze-parameters = Set requires_grad = True
remedy-unfreeze-parameters = Set requires_grad = True for the layers that should learn, and create the optimizer after that.
title-remedy-keep-graph-attached = Do not detach tensors before the loss
remedy-keep-graph-attached = Use no detach(), .item(), .data, NumPy or no_grad() between the parameters and the loss. Gradients cannot pass them.
title-remedy-shuffle-data = Shuffle the samples
remedy-shuffle-data = Shuffle the samples in every epoch. One class after another makes the network forget what it has just learned.
title-remedy-keep-samples-apart = Keep the batch dimension first
remedy-keep-samples-apart = Keep the batch dimension first and unchanged. Use permute or transpose to reorder dimensions, not view or reshape, which mix samples, classes and positions.
title-remedy-swap-arguments = Give the loss its input first
remedy-swap-arguments = Give the loss the network's output first and the target second. Keras takes them the other way round.
title-remedy-match-shapes = Match the shapes of output and target
remedy-match-shapes = Give output and target the same shape, (N, 1) or (N,). With (N, 1) and (N,) every output is compared with every target.
title-remedy-fix-targets = Bring the targets into range
remedy-fix-targets = Bring the targets into the range of the loss: class numbers from 0 to classes - 1, probabilities from 0 to 1, or ±1 targets as -1 and 1.
title-remedy-call-eval = Call model.eval()
remedy-call-eval = Call model.eval() before you evaluate. Dropout is then off, and batch normalization uses its running statistics.
title-remedy-call-train = Call model.train()
remedy-call-train = Call model.train() at the beginning of each training epoch. After an evaluation dropout is off and the running statistics are frozen.

## trial

trial-baseline = no fix
trial-random = random fix
trial-control = random fixes ({ $count })
trial-best-control = best random fix
trial-verdict-helps = The fix "{ $remedy }" helps: { $metric } goes from { $before } to { $after }.
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
trial-beats-random = The fix "{ $remedy }" solves { $share } of the runs, and a random fix { $random } on average.
trial-without-random = Too few runs of random fixes were completed, so there is no comparison with them.
trial-repaired-at = A run counts as solved if { $metric } is { $direction ->
    [up] at least
   *[down] at most
 } { $value }.
trial-advice = Cannot be tried here, but may help
trial-note = { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
 }, paired differences, 95 % bootstrap intervals. Fixes with the same rank do not differ clearly.
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
trial-broke-off = With the fix "{ $remedy }" the script stopped with an error: { $error }.
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
    [played] The samples come from an agent's own episodes and change with its play, so the loss does not show how much was learned.
    [set-back] The program sets the weights back again and again, so the loss does not show how much was learned.
    [alike] All samples have the same targets, so a constant prediction is perfect and the loss does not show how much was learned.
   *[unknown] The loss of a constant prediction is not known, so the loss does not show how much was learned.
 }
view-returns-rose = The agent has learned: the mean return of an episode rose from { $first } at the beginning to { $last } at the end.
view-few-records = { $kind ->
    [model] Too few updates were recorded to judge the training. Train longer, or record more of them with whygrad.watch(..., every=10).
   *[other] There were too few updates to judge the training. Train longer.
 }
view-one-finding = 1 problem found: { $root }.
view-probability = Estimated probability that this is the cause: { $percent } % (by a logistic regression on { $diagnoses } earlier diagnoses of public training programs).
view-findings = { $count } problems found. Fix first: { $root }.
view-engine-kernel = whygrad's C++ engine
view-at-layers = { $layers }
view-from-step = from update { $step } on
view-evidence = evidence
view-value = value
view-threshold = threshold
view-step = update
view-helps = Suggested fixes:
view-undecided = Not checked, because data is missing: { $codes }.
view-severity-error = error
view-severity-warning = warning
view-severity-info = info
view-status-non-finite = { $of ->
    [one] The run ended in NaN or infinity.
   *[other] { $count } of { $of } runs ended in NaN or infinity.
 }
view-status-diverged = { $of ->
    [one] The run diverged.
   *[other] { $count } of { $of } runs diverged.
 }
view-status-interrupted = { $of ->
    [one] The run was interrupted.
   *[other] { $count } of { $of } runs were interrupted.
 }
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
view-trial = Trial: { $experiments } variants × { $seeds ->
    [one] 1 seed
   *[other] { $seeds } seeds
 }, compared by { $metric }
view-was-interrupted = interrupted before its end

## plots

plot-train = training
plot-test = test
plot-chance = chance level
plot-epoch = epoch
plot-loss = loss
plot-accuracy = accuracy
plot-non-finite = NaN or infinity
plot-loss-title = Loss during training
plot-loss-alt = The median training loss of { $runs } runs goes from { $start } to { $end } in { $epochs } epochs. The chance-level loss is { $chance }.
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
plot-histogram-alt = Distribution of { $quantity } at the end of the training, layer by layer.
plot-histogram-alt-layer = { $layer }: the fullest bin, from { $low } to { $high }, holds { $share }.
plot-at-start = at start
plot-at-end = at end
plot-boundary-title = Decision boundary
plot-boundary-alt = Decision boundaries of { $runs } runs in the plane of the two inputs. The median run assigns { $share } of the plane to the second class. Its training accuracy is { $accuracy }.
plot-boundary-alt-many = The plane of the two inputs, divided into { $classes } classes by the median run of { $runs }. Its training accuracy is { $accuracy }.
plot-surface-title = Network output
plot-zero = black: exactly 0
plot-surface-alt = The output of the median run of { $runs } over the inputs, with the samples.
plot-features-title = Image features before a linear classifier
plot-features-alt = Test accuracy of the same linear classifier on different features of { $data }, { $seeds } seeds.
plot-features-alt-one = { $features }: { $mean }, 95 % interval { $low } to { $high }.
plot-features-accuracy = test accuracy (%), with its 95 % interval; gray: each seed
plot-features-pixels = a test image
plot-templates-title = Templates of a linear classifier
plot-templates-alt = The templates of { $classes } classes. Next to each: the mean image of its class, and one of its images that was classified wrongly.
plot-templates-alt-one = { $label }: { $right } recognized, symmetry { $symmetry }.
plot-templates-mean = mean
plot-templates-plain = template
plot-templates-mirrored = trained with
    mirror images
plot-templates-worst = predicted as
plot-regions-title = Linear regions before and after training
plot-regions-alt = The linear regions of ReLU networks in the plane of their inputs, with the decision boundary. Top row: at the start. Bottom row: after training.
plot-regions-alt-one = { $hidden }: { $start } regions at the start, { $end } after training.
plot-regions-count = { $hidden }: { $count } regions
plot-regions-start = at start
plot-regions-end = after training
plot-samples = samples
plot-confusion-title = Confusion matrix
plot-confusion-alt = Confusion matrix of { $samples } test samples, { $right } correct. The most frequent mistake: { $true } predicted as { $answer } ({ $count } times).
plot-confusion-answer = predicted class
plot-confusion-true = true class
plot-confusion-share = fraction of the true class
plot-calibration-title = Reliability diagram (calibration)
plot-calibration-alt = Reliability diagram: the expected calibration error is { $error }. Overall the network is { $side ->
    [over] overconfident.
   *[under] underconfident.
}
plot-calibration-ideal = perfectly calibrated
plot-calibration-right = accuracy
plot-calibration-confidence = confidence (probability of the prediction)
plot-calibration-share = fraction of samples
plot-mistakes-title = Most confident mistakes
plot-mistakes-alt = { $count } of { $samples } test samples are classified wrongly. The most confident of them:
plot-mistakes-one = { $answer } ({ $sure }) instead of { $true }.
plot-mistakes-true = true: { $true }
plot-scores-title = Precision and recall by class
plot-scores-one = { $label }: precision { $precision }, recall { $recall }.
plot-scores-precision = precision: correct among those predicted as the class
plot-scores-recall = recall: found among the samples of the class
plot-scores-share = fraction
plot-filters-title = Filters of { $layer }
plot-filters-alt = { $count } filters of { $layer } with { $channels } channels of { $height }×{ $width } weights; norms from { $low } to { $high }.
plot-filters-signed = { $filters } of { $of } filters, each scaled separately: blue above 0, orange below, white 0
plot-filters-color = { $filters } of { $of } filters, each scaled separately: gray is 0 in all three colors
plot-filters-slices = { $filters } of { $of } filters as rows, { $channels } of their { $all } channels: blue above 0, orange below
plot-maps-title = Feature maps
plot-maps-alt = Feature maps of the layers. The channels with the largest mean magnitude come first.
plot-maps-alt-one = { $layer } for { $picture }, { $height }×{ $width }: channels { $channels }, largest value { $high }.
plot-channel = channel { $number }
plot-exciting-title = Activation maximization: { $layer }
plot-exciting-alt = For each channel of { $layer }: an image made by gradient ascent, and the images of the dataset that activate it most.
plot-exciting-alt-one = { $channel }: from { $start } to { $end } by gradient ascent
plot-exciting-alt-best = ; at most { $value } by an image of the dataset.
plot-exciting-note = left: gradient ascent; right: images of the dataset with the highest activation (above each)
plot-exciting-note-made = made by gradient ascent
plot-attribution-title = Attribution: which pixels the prediction depends on
plot-attribution-alt = Which pixels of each image support the class, by { $ways }.
plot-attribution-alt-one = { $picture }, { $way }: strongest at the { $place }; half of the support lies on { $part } of the pixels.
plot-attribution-note = blue: supports the class, orange: speaks against it, yellow: important without a sign; each map has its own scale
plot-place-00 = top left
plot-place-01 = top
plot-place-02 = top right
plot-place-10 = left
plot-place-11 = center
plot-place-12 = right
plot-place-20 = bottom left
plot-place-21 = bottom
plot-place-22 = bottom right
plot-depth-inside-title = Weights and activations by depth
plot-depth-inside-alt = From the first layer to the last.
plot-depth-inside-alt-one = { $layer }: activation { $mean } ± { $std }, fraction of zeros { $zeros }.
plot-depth-weights = weights, std
plot-depth-outputs = activation, mean ± std
plot-depth-zeros = zeros (%)
plot-convolution-title = Accuracy against parameters
plot-convolution-alt = Mean test accuracy of convolutional and dense networks, plotted against their number of parameters.
plot-convolution-alt-one = { $network }: { $parameters } parameters, { $accuracy }.
plot-convolution-conv = convolutional (number: filters of the first layer)
plot-convolution-dense = dense (number: hidden units)
plot-convolution-accuracy = test accuracy (%), mean and 95 % interval
plot-forest-title = Effect of each fix
plot-forest-alt = Improvement in { $metric } over no fix, for { $count } fixes over { $seeds } seeds, with 95 % intervals.
plot-improvement = improvement in { $metric }, with 95 % interval
plot-points = {""} (percentage points)
plot-comparison-title = Comparison
plot-comparison-alt = { $count } variants side by side; { $metric }, mean with 95 % interval:
plot-sequence-step = time step
plot-as-it-is = original
plot-augmentation-step = as the network sees it in successive steps
plot-augmentation-title = Augmentation: { $words }
plot-augmentation-alt = { $pictures } training images. Next to each: its augmented versions in { $steps } steps ({ $words }).
plot-dataset-alt-tokens = { $samples } training samples of { $steps } tokens, { $tokens } of them different.
plot-dataset-title = Dataset
plot-dataset-alt = { $samples } training samples with { $features } inputs. Their means lie from { $mean_low } to { $mean_high }, their standard deviations from { $std_low } to { $std_high }.
plot-dataset-alt-after = After preprocessing: { $samples } samples with { $features } inputs, means from { $mean_low } to { $mean_high }, standard deviations from { $std_low } to { $std_high }.
plot-before = before preprocessing
plot-after = after preprocessing
plot-target = target
plot-inputs = input
plot-mean-spread = mean ± std
plot-gallery-title = Activation functions
plot-gallery-alt = { $count ->
    [one] An activation function and its derivative.
   *[other] { $count } activation functions and their derivatives.
 }
plot-gallery-alt-one = { $name }: largest derivative { $steepest }.
plot-depth-title = Gradient by depth
plot-time-title = Gradients through time
plot-time-start = before training
plot-time-middle = halfway
plot-time-end = after training
plot-time-distance = time steps before the loss
plot-time-updates = updates
plot-time-relative = gradient relative to the last state's
plot-time-reach = gradient reaching the first state
plot-time-norm = gradient norm
plot-time-loss = training loss
plot-time-cell = { $cell }
plot-time-clipped = { $cell }, clipped at { $clip }
plot-time-profile-title = Gradient through time in the recurrent layers
plot-time-profile-beside = Gradient through time, compared
plot-time-profile-clipped = { $name }, clipped at { $clip }
plot-time-profile-distance = time steps before the last one
plot-time-profile-gradient = gradient at the state (RMS)
plot-time-profile-at = update { $step }
plot-time-profile-alt = Gradient with respect to the states of recurrent layers, median of the runs.
plot-time-profile-alt-layer = { $layer }, update { $step }: { $near } at the last time step. { $distance } { $distance ->
        [one] time step
       *[other] time steps
    } earlier: { $far }.
plot-time-profile-alt-none = Gradient through time: nothing finite was recorded.
plot-time-alt = Gradient of recurrent cells at the first state, relative to the last state { $distance } time steps later.
plot-time-alt-one = { $cell } (clipped at { $clip }): { $start } before training, { $end } after it.
plot-plain-title = Plain and residual networks by depth
plot-plain-accuracy = test accuracy, %
plot-plain-loss = training loss
plot-plain-depth = layers
plot-plain-before = gradient by layer, before training
plot-plain-after = gradient by layer, after training
plot-plain-alt = { $family }, { $depth } layers: test accuracy { $accuracy }, training loss { $loss }.
plot-depth = layers from the output
plot-relative-gradient = gradient relative to the output's
plot-depth-alt = Gradient relative to the output's against the number of layers that it has passed (up to { $layers }), for each initialization and activation function. Factor per layer:
plot-depth-alt-one = { $init }, { $activation }: { $factor }.
plot-bad-format = the figure cannot be written to { $path }: the name must end in one of { $known }.
plot-no-hangul = no font with Korean letters is installed, so figures are in English; install one (Debian, Ubuntu: apt install fonts-noto-cjk).

## report

report-title = { $name }: diagnosis by whygrad
report-kind = Diagnosis of a training run
report-verdict = In short
report-findings = Problems
report-no-findings = No rule found a problem.
report-cause = root cause
report-because = caused by: { $cause }
report-undecided = Undecided checks
report-trial = Trial of the fixes
report-change = change
report-tied = cannot be distinguished from the best
report-helps = clearly helps
report-trial-legend = ✓ clearly helps: the interval excludes 0 and the metric is better than chance level. If no fix had any effect, a difference this clear would appear in at most 1 of 20 trials.
report-pictures = Figures
report-experiment = Experiment
report-experiment-use = Save this as experiment.toml, then run: whygrad diagnose experiment.toml
report-layer = layer
report-layer-kind = kind
report-inputs = inputs
report-outputs = outputs
report-activation = activation
report-normalization = normalization

## exports (export-error-*: one line; export-code-*: comments of the exported scripts)

export-error-kind = an experiment cannot be exported as { $kind }; possible formats: { $known }.
export-error-kind-nearest = an experiment cannot be exported as { $kind }; did you mean { $nearest }? Possible formats: { $known }.
export-error-weights = { $given } numbers were given, but the network has { $count } weights and running statistics.
export-error-not-finite = the weights are NaN or infinite, so training cannot continue from them; export the network with its initial weights.
export-error-no-experiment = { $name }: this trace contains no experiment with final weights, so there is nothing to export.
export-error-no-seed = { $name }: this trace has no run with seed { $seed }; its seeds are { $known }.
error-onnx-missing = exporting to ONNX needs the package onnx; install it with: pip install "whygrad[onnx]"
export-code-title = { $name }: a network and its training in { $framework }. Written by whygrad { $version }.
export-code-untrained = It starts from the initial weights of seed { $seed }.
export-code-trained = It continues from the weights that whygrad trained with seed { $seed }.
export-code-agrees = Data, weights and sample order are the same as in whygrad. So the losses are equal up to rounding.
export-code-agrees-without-dropout = Data, weights and sample order are the same as in whygrad. Dropout draws its own random numbers, so the losses differ.
export-code-threefry = Two random 32-bit words for each counter and number (Salmon et al. 2011, "Threefry").
export-code-order = The order of the samples in an epoch: a permutation that depends only on SEED and the epoch.
export-code-unpacked = Decode an array from text: float32 numbers, column by column.
export-code-dropout = Like nn.Dropout(DROPOUT), with whygrad's random numbers.
export-code-batch-of-one = nn.BatchNorm1d that also accepts a last batch of a single sample.
export-code-network = The network, layer by layer.
export-code-batch-norm = Batch normalization as in PyTorch and whygrad: the running variance is unbiased.
export-code-loss-squared = Half the squared error, summed over the outputs.
export-code-loss-binary-cross-entropy = Cross-entropy of two classes. It takes a logit and applies the sigmoid itself.
export-code-loss-softmax-cross-entropy = Cross-entropy of several classes. It takes logits and applies softmax itself.
export-code-loss-hinge = Hinge loss: 0 for an output on the correct side by at least 1.
export-code-loss-perceptron = Rosenblatt's perceptron rule as a loss: 0 for a correct output. An output of 0 counts as wrong.
export-code-factor = The factor of the learning rate at a step.
export-code-steps = Lengths of the parts of the schedule, in steps.
export-code-main = Train and print the losses after every epoch.
export-code-weights-only = L2 (weight decay) applies to weights only, not to biases or normalization parameters.
export-code-l1 = The gradient of L1·‖w‖₁, for weights only. Clipping does not apply to it.
export-code-optimizer = The optimizer as in PyTorch and whygrad.
export-code-clip-first = Clipping applies to the gradient of the loss. The gradients of the penalties are added afterwards.
export-code-momentum = The learning rate multiplies the whole velocity, not only the current gradient.
export-code-evaluated = The mean loss of the samples, without penalties.
export-code-assign = Assign values to variables, one after another.
export-code-data = The samples as the network gets them, after all preprocessing. Columns: { $features }
export-code-targets-numbers = The targets are the numbers to predict.
export-code-targets-classes = The targets are class indices.
export-code-targets-signs = The targets are 1 for yes and -1 for no, one column per output.
export-code-targets-shares = The targets are 1 for yes and 0 for no, one column per output.
export-code-start = The initial weights, and the running statistics if there are any, layer by layer.
export-error-no-training = { $name }: this network has no data and no training; export it as torch, keras or onnx.
export-error-layers = { $name }: the HTML page trains only networks given by network.hidden; export a list of layers as torch, keras, onnx or toml.
export-code-network-title = { $name }: a network in { $framework }. Its weights are in a separate file.
export-code-network-trained = The weights come from the file that whygrad was given.
export-code-network-random = The weights are random: this network is not trained.
export-code-network-main = Load the weights and print the output shape for one sample.
export-code-layers = The network, layer by layer. The comment after each layer is its output shape without the batch dimension.
export-code-layers-main = Train, print the losses after every epoch, and save the weights to { $file }.
export-code-agrees-loosely = Data, weights and sample order are the same as in whygrad. So the losses are equal up to rounding, except for { $parts }.
export-code-part-dropout = dropout, which draws its own random numbers
export-code-part-augmentation = augmentation, which layers of Keras do
export-code-part-recurrent = recurrent layers, where the penalties also apply to one of the two biases
export-code-append-one = An additional input that is always 1. Its weights are the second bias of PyTorch's recurrent layers.
export-code-basicblock = Two convolutions, added to their input (He et al. 2015).
export-code-bottleneck = Three convolutions, the middle one narrow, added to their input (He et al. 2015).
export-code-residual = body(x) + shortcut(x). Without a shortcut, x itself is added.
export-code-recurrent = The output of a recurrent layer at the last time step (reversed: at the first), or at every time step.
export-code-prepared = Images as numbers from 0 to 1, then centered and scaled.
export-code-prepared-augmented = Images as numbers from 0 to 1, augmented during training, then centered and scaled.
export-code-prepared-one-hot = Tokens as one-hot vectors.
export-code-moved = Images with the channels last.
export-code-evaluated-classes = The mean loss of the samples without penalties, and the accuracy.
export-code-evaluated-numbers = The mean loss of the samples, without penalties.
export-code-samples = The samples: images as bytes, everything else already preprocessed by whygrad.
export-code-held-back = The samples after the first TRAINED_ON are the validation set. Training stops after PATIENCE epochs without progress on it.
export-code-dropout-seed = The step decides which units are dropped, as in whygrad.
export-code-chance = The random numbers for one augmentation in one step, equal to whygrad's.
export-code-augment-flip = Flip each image left-right with probability `share`.
export-code-augment-crop = Shift each image by up to this many pixels. New pixels are black.
export-code-augment-scale = Scale each image by a factor from 1 - `most` to 1 + `most`.
export-code-augment-rotate = Rotate each image by up to this many degrees.
export-code-augment-warped = Images rotated counterclockwise by `degrees` and scaled by `factor`.
export-code-augment-jitter = Change the brightness, contrast and, in color, saturation of each image.
export-code-augment-gray = The luminance of each pixel.
export-code-augment-erase = Set a rectangle of each image to black with probability `share`.
export-code-augment-uniform = Random numbers from low to high, one per image.
export-code-augment-mixed = Integers mixed into one of 63 bits, so that each difference affects all bits (SplitMix64).
export-code-augment-whole = Random integers from low to high, one per image.
export-code-half = The layer of Keras changes half of the images.
export-code-local-response-norm = Each value divided by a sum over its neighbors in other channels (Krizhevsky et al. 2012).
export-code-max-border = A border of -∞, which never becomes the maximum.
export-code-dilated-max-pool = The maximum over a dilated window.
export-code-decays = Whether penalties apply to a variable: they do to weights, not to biases and learned slopes.
export-code-penalties = The gradients of the penalties are added to those of the loss, after clipping.
export-code-load = Assign every variable its values, by its path.
export-code-channels-last = Flattened channel by channel, in the order of the following weights.

## command line

cli-about = Find out why the training of a neural network fails, and test which change fixes it.
cli-usage = Usage:
cli-usage-command = COMMAND [OPTIONS]
cli-usage-options = [OPTIONS]
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
cli-presets = Presets
cli-presets-ill = with a problem
cli-presets-healthy = healthy
cli-presets-recipes = long (minutes)
cli-default = (default: { $value })
cli-epilog = Start here: whygrad diagnose vanishing-gradient-digits --trial
cli-first-try = Try next
cli-first-script = Diagnose your own PyTorch script. Its files stay unchanged.
cli-first-preset = Diagnose a built-in network that does not learn, and test each fix.
cli-first-play = Watch a small network train in the browser.
cli-first-explain = List the problems that whygrad finds.
cli-first-more = All commands: whygrad --help
cli-help-lang = Language of the output. Default: the language of the locale.
cli-help-version = Show the version and exit.
cli-help-help = Show this help and exit.
cli-option-seeds = Number of runs, with seeds 0 to N-1.
cli-option-set = Change a setting of the experiment, such as learning_rate=0.1 or "hidden=[8,8]". May be repeated.
cli-option-tensorboard = Write TensorBoard event files with the curves to this folder.
cli-option-json = Write the result as JSON to the file F. Without F, or with "-", JSON goes to standard output and no tables are printed.
cli-option-picture = Write the figure to a file that ends in .png, .svg or .pdf.
cli-experiment = A preset's name, an experiment file (.toml) or a link.

cli-diagnose = Diagnose a training run: what is wrong, why, and which fixes to try.
    Exit code: 0 healthy, 1 problems found, 2 usage error or nothing to diagnose, 3 no verdict, 130 interrupted. No verdict: no problem was found, but the script failed or most rules lacked data.
cli-diagnose-examples = Examples:
      whygrad diagnose dead-units-moons
      whygrad diagnose experiment.toml --trial --report report.html
      whygrad diagnose run.zarr --json -
      whygrad diagnose train.py -- --epochs 3
cli-diagnose-target = A training script (.py), a preset's name, an experiment file (.toml) or a link, or the folder of a saved trace.
cli-diagnose-trial = Test the suggested fixes and rank them. As many random changes, but at least four, are tested for comparison.
cli-diagnose-steps = Stop after N updates (optimizer steps). Experiments: rounded up to whole epochs. Scripts: 2000 by default, fewer if the diagnosis is stable. Up to 10000 while progress is slow, only symptoms are found, or the network may still overfit. Up to 100000 while an agent may still learn.
cli-diagnose-seeds = Number of runs, with seeds 0 to N-1 (default 8). For scripts: number of trial rounds (default 6, requires --trial).
cli-diagnose-report = Write a report to one HTML file.
cli-diagnose-compare-with = Trace of a second recurrent network. The report then shows the gradient through time of both side by side. Example: the same training with clipped gradients.

cli-doctor = Show versions, instruction sets, GPU and optional packages, for a bug report.
    Exit code: 0 everything works, 1 a part of the installation does not.
cli-doctor-examples = Examples:
      whygrad doctor
      whygrad doctor --json
cli-doctor-part = part
cli-doctor-found = found
cli-doctor-system = operating system
cli-doctor-cores = CPU cores
cli-doctor-instruction-sets = instruction sets of the kernel
cli-doctor-language = language
cli-doctor-cache = cache folder
cli-doctor-no-gpu = none that PyTorch can use
cli-doctor-not-installed = not installed; pip install "whygrad[{ $extra }]"
cli-doctor-missing = Required packages are missing: { $names }. Install whygrad again: pip install --force-reinstall whygrad
cli-doctor-kernel = whygrad's C++ kernel cannot be loaded: { $reason }
cli-doctor-torch = PyTorch is installed but cannot be imported: { $reason }

cli-train = Train an experiment with several seeds, record it and save it.
cli-train-examples = Examples:
      whygrad train healthy-moons --out run.zarr
      whygrad train experiment.toml --set optimizer=adam --plots figures
cli-train-out = Save the trace to this folder during training.
cli-predict = Predict with a trained network: the class of an image, or the target of each table row.
cli-predict-examples = Examples:
    whygrad predict fashion image.png
    whygrad predict fashion/model.safetensors *.jpg --json predictions.json
cli-predict-model = A folder written by whygrad train --out, or a .safetensors file in it.
cli-predict-files = Images (PNG, JPEG) or tables (CSV) to predict.
predict-input = input
predict-label = prediction
predict-value = prediction
predict-probability = probability
predict-others = next best
predict-no-pictures = { $path }: this model was trained on a table; give a CSV file with the columns { $columns }.
predict-no-tables = { $path }: this model was trained on images; give PNG or JPEG files.
predict-column = { $path } has no column { $column }; the model needs { $columns }.
predict-cell = { $place }: { $column } is not a number.
predict-empty = { $path } has no rows.
cli-train-seeds = Number of runs, with seeds 0 to N-1 (default 8; 1 for network.layers).
cli-train-device = The device for network.layers: cpu, cuda or auto (a GPU if there is one).
cli-train-resumes = { $path } holds this training up to update { $step } (seed { $seed }); continuing from there.
cli-model-written = Model and trace saved to { $path }.
cli-train-judged = Test accuracy { $right } on { $samples } samples (95 % interval { $low } to { $high }); calibration error { $error }.
cli-train-engine = The engine: auto, kernel or torch.
cli-train-plots = Write all figures of the training to this folder.
cli-export = Export an experiment as code (PyTorch, Keras 3), ONNX model, TOML, or an HTML page that trains in the browser.
    The scripts contain data and weights and give the same losses as whygrad.
cli-export-examples = Examples:
      whygrad export healthy-moons --to torch
      whygrad export experiment.toml --to keras --seed 3 --out train.py
      whygrad export run.zarr --to onnx
      whygrad export healthy-moons --to html
      whygrad export resnet-50 --to onnx --weights download
cli-export-experiment = A name (preset, or network of whygrad zoo), an experiment file (.toml) or a link. Or a training: a saved trace, or a folder written by whygrad train --out.
cli-export-to = The format: pytorch (or torch), keras, onnx, toml or html.
cli-export-out = The output file; - is standard output. Default: a file named after the experiment; existing files are not overwritten.
cli-export-seed = The seed of the weights and of the sample order. Default: 0; for a trace, its first seed.
cli-export-trained = Train first, and export the trained weights.
cli-compare = Train variants of an experiment with the same seeds, and compare them: a table with ranks, figures, the Pareto front.
cli-compare-examples = Examples:
      whygrad compare healthy-moons --vary "hidden=[4],[8],[8,8]" --vary activation=tanh,relu --out grid.png
      whygrad compare healthy-moons --vary learning_rate=1e-4,1e-3,0.01,0.1,1 --out range-test.png
      whygrad compare healthy-moons --vary schedule=constant,step,cosine,linear,inverse-sqrt --set warmup=0.1
      whygrad compare healthy-moons --vary learning_rate=0.001:1:log --vary width=2:16 --samples 20 --sort accuracy_test --front front.png
cli-compare-vary = Values to compare, separated by commas outside brackets. If repeated, all combinations are trained. With --samples also ranges, KEY=LO:HI or KEY=LO:HI:log. Also depth and width.
cli-compare-samples = Train N random variants instead of all combinations.
cli-compare-sample-seed = Seed of the random variants.
cli-compare-sort = Order of the rows, best first: accuracy_test, loss_test, time or parameters. Default: the order of the grid.
cli-compare-time = Train one variant after another, and measure the seconds of each. They depend on the machine.
cli-compare-front = Write a figure of the Pareto front to a file that ends in .png, .svg or .pdf.
cli-search = Search with Optuna for the settings of an experiment, or the arguments of a PyTorch script, that train best.
    Each trial is chosen from the results of those before it. Needs whygrad[search].
cli-search-examples = Examples:
      whygrad search healthy-moons --vary learning_rate=1e-4:1:log --vary "hidden=[4],[8],[8,8]" --trials 20
      whygrad search experiment.toml --vary width=4:64:log --vary l2=0:0.1 --study moons.journal --json best.json
      whygrad search train.py --vary --lr=1e-4:1:log --vary --width=16,32,64 --trials 12 -- --epochs 5
cli-search-target = A preset's name, an experiment file (.toml) or a link, or a training script (.py) with its further arguments after --.
cli-search-vary = What to vary: a range KEY=LO:HI or KEY=LO:HI:log, or values KEY=V1,V2. For a script: its command-line arguments, such as --lr=1e-4:1:log. May be repeated.
cli-search-trials = Total number of trials (choices of settings), including those already in the --study file. Default: 32 for an experiment, 16 for a script.
cli-search-goal = The metric to optimize. Experiments: accuracy_validation, loss_validation, accuracy_test, loss_test or loss_train. Scripts: loss_test (default), accuracy_test or loss_train. Default for experiments: accuracy for classification, loss for regression, on samples held out from the training set.
cli-search-sampler = How settings are chosen: tpe (tree-structured Parzen estimator) or random.
cli-search-seed = Seed of the sampler.
cli-search-study = Keep all trials in this file (Optuna's journal). A later search with the same file continues.
cli-search-at-once = Number of trials that run together. Default: 4 for an experiment, 2 for a script, 1 with --in-place.
cli-search-seeds = Number of runs of each trial of an experiment, whose mean counts. Default: 4.
cli-search-steps = End a trial of a script after N updates. Default: the end of the script.
cli-search-seconds = End a trial of a script after N seconds of training. Default: 120.
cli-search-total-seconds = End a trial of a script after N seconds in total. Default: twice --seconds.
cli-search-in-place = Run the trials of a script in the working directory. Default: each has a temporary copy of it, which is removed.
cli-progress-search = Searching
search-needs-optuna = a search needs Optuna, which is not installed: pip install "whygrad[search]".
search-unknown-goal = no goal has the name { $name }; use one of { $known }.
search-unknown-sampler = no sampler has the name { $name }; use one of { $known }.
search-too-many-trials = { $count } trials are too many; at most { $most } fit into a search.
search-argument-form = { $value } is not an argument to vary; write --name=V1,V2, --name=LO:HI or --name=LO:HI:log.
search-bad-study = { $path } is not a study that can be continued ({ $reason }); give another file with --study.
search-study-too-large = { $path } is larger than { $most } MB; give another file with --study.
search-other-study = { $path } holds another search (different: { $what }); give another file with --study, or the same options as before.
search-no-accuracy = { $name } needs classes, and this experiment predicts numbers; use a goal that begins with loss.
search-no-validation = { $name } needs samples held out from the training set, and here none can be; use --goal accuracy_test or loss_test.
search-losses = { $name } cannot compare different losses, and --vary changes the loss; use a goal that begins with accuracy.
search-no-result = { $name } recorded no { $goal } in its first trials; give another --goal, such as loss_train, or raise --seconds.
search-all-crashed = { $name } stopped with an error before it trained, in each of its first trials: { $reason }
search-goal-accuracy-validation = validation accuracy
search-goal-loss-validation = validation loss
search-trial = trial
search-count = { $done } of { $count } trials have a result (sampler { $sampler }, seed { $seed }).
search-ended-crashed = { $count ->
    [one] { $count } trial crashed:
   *[other] { $count } trials crashed:
 }
search-ended-refused = { $count ->
    [one] { $count } trial has settings that do not fit together:
   *[other] { $count } trials have settings that do not fit together:
 }
search-ended-non-finite = { $count ->
    [one] In { $count } trial the loss diverged, or became NaN or infinite.
   *[other] In { $count } trials the loss diverged, or became NaN or infinite.
 }
search-ended-no-result = { $count ->
    [one] { $count } trial recorded no value of the goal.
   *[other] { $count } trials recorded no value of the goal.
 }
search-ties = { $count } trials have this best value; trial { $number } came first.
search-by-validation = The best trial was chosen by samples held out from the training set, not by the test set.
search-by-test = The best trial was chosen by results on the test set: confirm it on data that was not used to choose.
search-by-train = The best trial was chosen by the training loss, which says nothing about new data.
search-by-script = The best trial was chosen by the script's own evaluation. If that is its test set, confirm the choice on other data.
search-confirmed = { $channel } of the best settings, with { $seeds } other { $seeds ->
    [one] seed
   *[other] seeds
 }: { $best }. As given: { $before }. Difference: { $difference }.
search-no-difference = The interval of the difference contains 0: these seeds do not show which of the two is better.
search-worse = The experiment as given is better: keep it, or search more trials or other ranges.
search-command = The best settings:
cli-map = Train a network for every pixel of the plane of two settings, and draw where training works.
cli-map-examples = Examples:
      whygrad map healthy-circle --x learning_rate=0.001:10:log --y init=normal:0.01:10:log --out map.png
      whygrad map healthy-moons --x learning_rate=0.001:10:log --y depth=1:10 --measure finding --size 48 --out why.svg
      whygrad map healthy-circle --x batch_size=1:64:log --y learning_rate=0.01:1:log --z activation=tanh,relu --out map.zarr
cli-map-x = Setting along the horizontal axis: a range such as learning_rate=0.001:10:log, or values such as activation=tanh,relu. Also depth and width.
cli-map-y = Setting along the vertical axis, written like --x.
cli-map-z = A third setting with listed values: one plane for each.
cli-map-size = Number of pixels along an axis.
cli-map-measure = What a pixel shows: loss, accuracy, train-loss, train-accuracy, speed or finding.
cli-map-out = Write the figure to F (.png, .svg, .pdf), or all numbers to a zarr store (.zarr). May be repeated.
cli-map-folder = Folder for trained pixels, with which a later call continues. Default: the user's cache.
cli-map-minutes = Refuse a map that would take longer than N minutes.
cli-map-on = Where to train. cuda: a GPU of this machine. ray: the Ray cluster of this machine; if there is none, one is started on this machine. ray://HOST:PORT: another cluster.
cli-option-on = Run on a Ray cluster. ray: the cluster of this machine; if there is none, one is started on this machine. ray://HOST:PORT: another cluster.
cli-option-task-cpus = With --on: CPU cores of each re-run of a script, and threads of its PyTorch.
cli-option-task-gpus = With --on: GPUs of each re-run of a script. A fraction such as 0.25 shares one GPU.
cli-option-exclude = With --on: do not send these files of the working directory to the cluster, such as data or *.pt. May be repeated.
cli-option-env = With --on: also set this environment variable of this machine for the re-runs. May be repeated.
cli-diagnose-keep-runs = With --trial: write what each re-run of a script printed, and its scores, to the folder DIR.
cli-not-gpus = must be 0, a fraction of a GPU or a number of GPUs up to 64, not { $value }.
cli-script-needs-trial = { $name } is a script; { $option } applies to its re-runs, so it needs --trial.
cli-for-scripts = { $name } is not a script; { $option } applies to scripts only.
cli-progress-claims = Testing the claims
claim-on-needs-run = --on says where claims run; add --run.
cluster-option-alone = { $option } applies to the tasks of a cluster; name the cluster with --on.
cluster-too-small = no machine of the cluster has what one task needs: { $cpus } cores and { $gpus } GPUs. The largest has { $most } cores and { $gpus_most } GPUs.
cluster-variable = { $name } is not set on this machine, so --env cannot send it to the cluster.
cluster-folder-size = { $folder } holds { $size } MB, more than the { $most } MB that are sent to a cluster: { $largest }. Leave out what the script does not read with --exclude NAME, or read it from a disk that all machines share.
cluster-folder-files = { $folder } holds more than the { $most } files that are sent to a cluster; leave out what the script does not read with --exclude NAME.
cluster-script-fails = { $script } trains here, but not on the cluster: { $error }. Only { $folder } is sent there; install the packages and put the other files that it needs on each machine.
compare-time-elsewhere = --time measures seconds on this machine; leave out --time (and --sort time) or --on.
cluster-address = { $value } is not a cluster; write ray, or ray://HOST:PORT. Only maps take cuda, too.
cluster-needs-ray = a Ray cluster needs a package that is not installed: pip install "whygrad[ray]".
cluster-not-started = Ray could not be started on this machine: { $reason }
cluster-unreachable = the Ray cluster at { $address } does not answer: { $reason }
cluster-version = the cluster runs other code than this machine: { $there } there, { $here } here; install the same versions on both.
cluster-no-whygrad = a worker of the cluster cannot import { $name }; install whygrad on all of its machines.
cluster-lost = the cluster lost the same task { $count } times: { $reason }
gpu-needs-cuda = training on a GPU needs packages that are not installed: pip install "whygrad[cuda]".
gpu-no-driver = this machine has no NVIDIA driver, which --on cuda needs; install it, or leave --on out to train on the CPU.
gpu-macos = NVIDIA has no driver for macOS; leave --on out to train on the CPU.
gpu-none = the NVIDIA driver finds no GPU ({ $reason }); check nvidia-smi, or leave --on out to train on the CPU.
gpu-too-old = the GPU has compute capability { $capability }, and --on cuda needs { $oldest } or later; leave --on out to train on the CPU.
gpu-memory = the map needs at least { $needed } MB of the GPU's memory, and { $free } MB are free; use smaller networks or smaller batches.
gpu-failed = the GPU failed in { $function }: { $reason }. Pixels that were trained before are kept.
map-gpu-finding = --on cuda does not record what findings need; use another --measure, or leave --on out to train on the CPU.
map-gpu-network = --on cuda trains dense networks (network.hidden) without early stopping; leave --on out to train others on the CPU.
cli-map-interrupted = interrupted; { $share } % of the pixels are trained and kept. The same command continues.
cli-progress-map = Training the map
cli-inside = Look inside an image classifier: filters, feature maps, what activates a channel, which pixels a prediction depends on.
cli-inside-examples = Examples:
    whygrad inside fashion-mnist --out inside
    whygrad inside fashion coat.png --what saliency,grad-cam --class shirt --out coat-or-shirt.png
    whygrad inside resnet-50 --weights resnet50.pth dog.jpg --out dog
    whygrad inside my_model.py:Net --input 3x32x32 --weights net.pt --data images/
cli-inside-model = A folder written by whygrad train --out, fashion-mnist (a small trained network of whygrad), or a network listed by whygrad zoo. Or FILE.py:NAME for your own nn.Module (the file is imported).
cli-inside-pictures = Images to look at. Default: some of the dataset.
cli-inside-what = Which analyses: filters, maps, exciting, occlusion, saliency, grad-cam, depth. Default: all.
cli-inside-layer = The layer to look at. Default: the first convolution for filters, all for feature maps, the last for channels and Grad-CAM.
cli-inside-class = The class to explain, by name or index. Default: the predicted class.
cli-inside-saliency = The saliency method: gradient, input-gradient or smooth-grad.
cli-inside-weights = A file of weights (.pth or .safetensors) for a network of whygrad zoo or your own.
cli-inside-input = The image size of a network of whygrad zoo or your own, such as 3x224x224.
cli-inside-data = A dataset, or a folder with one subfolder of images per class, to take images from.
cli-inside-out = A folder for the figures, or a file (.png, .svg, .pdf) for a single figure.
cli-inside-report = Add these figures to the report in the folder of the training.
cli-inside-no-what = there is no analysis "{ $name }"; known: { $known }.
cli-inside-no-method = there is no saliency method "{ $name }"; known: { $known }.
cli-inside-one-file = { $path } is a single file, but there are { $count } figures; give a folder, or choose one analysis with --what.
cli-inside-no-report = { $place } has no { $report } to add figures to; whygrad train --out writes one for a classifier.
cli-inside-written = Written to { $path }: { $names }.
cli-inside-reported = Report: { $path }
cli-progress-inside = Analyzing
cli-zoo = List the built-in models, or show one layer by layer: output shapes, receptive fields, parameters, cost.
cli-zoo-examples = Examples:
      whygrad zoo
      whygrad zoo lenet-5 --formulas
      whygrad zoo resnet-50 --classes 10 --json -
      whygrad zoo my_model.py:Net --input 3x224x224
cli-zoo-name = A built-in model such as resnet-50, or an experiment (a preset, a .toml file, a folder of a training). Or FILE.py:NAME for your own nn.Module (the file is imported).
cli-zoo-input = The shape of one sample: channels, height and width of an image, time steps and features of a sequence, or one number.
cli-zoo-classes = The number of classes, if not the published one.
cli-zoo-formulas = Show the formulas with the numbers of each layer.
cli-zoo-weights = A file of weights (.pth or .safetensors) with torchvision's names, or "download" for the published ones.
cli-zoo-classify = Classify this image. May be repeated.
cli-zoo-evaluate = Classify a folder with one subfolder of images per class. Shows top-1 and top-5 accuracy, the most frequent confusions and the most confident mistakes.
cli-zoo-labels = A file with the labels of the images, in lines such as image.jpg,207, instead of subfolders.
cli-zoo-one-of = --weights needs either --classify IMAGE or --evaluate FOLDER, and --labels needs --evaluate.
cli-zoo-published = Published weights: { $address }. To use them: whygrad zoo { $name } --weights download --classify IMAGE
cli-zoo-no-weights = { $name } needs its weights: --weights download fetches { $address }, --weights FILE reads a file of yours.
cli-progress-download = Downloading
cli-progress-pictures = Classifying
cli-zoo-more = Show one layer by layer: whygrad zoo NAME.
cli-zoo-which = { $name }: name a network in this file, as { $name }:NAME.
cli-zoo-no-input = { $name } needs --input, the shape of one sample, such as --input 3x224x224.
cli-zoo-no-classes = --classes applies to the built-in models; { $name } has a fixed number of classes.
cli-bad-shape = { $value } is not a shape; write one to three integers from 1 to { $most }, such as 3x224x224, 50x2 or 784.
cli-bad-layer = { $key }: { $value } is not a layer; write conv=64,kernel=11,stride=4 or flatten.
cli-size = Compute the output shape, receptive field and parameters of layers, with formulas.
cli-size-examples = Examples:
      whygrad size "conv=64,kernel=11,stride=4,padding=2"
      whygrad size --input 3x32x32 conv=16,kernel=5 relu max_pool=2 flatten dense=10
      whygrad size --input 50x2 lstm=64,depth=2
cli-size-layers = Layers in their order: names such as relu, or settings such as conv=64,kernel=3,padding=1.
cli-size-input = The shape of one sample: channels, height and width of an image, time steps and features of a sequence, or one number.
cli-play = Open the studio, a page in the browser that trains networks and shows problems, their causes and fixes.
    Exit code: 0 after Ctrl-C, 2 usage error.
cli-play-examples = Examples:
      whygrad play
      whygrad play vanishing-gradient-moons
      whygrad play runs/
      whygrad play --port 0 --no-browser
cli-play-experiment = What the page starts with: a preset's name, an experiment file (.toml), a link or an address of TensorFlow Playground. Or a folder of training runs: the page then shows their traces, also during training, and their networks.
cli-play-port = The port to listen on; 0 chooses a free one.
cli-play-host = The address to listen on. 0.0.0.0 allows access from other machines, with the token in the printed address.
cli-play-frame = The origin of a page that may embed the studio, such as https://course.example. May be repeated.
cli-play-public = The address that a reverse proxy gives the studio, such as https://class.example; only the proxy should then reach the port.
cli-play-no-browser = Print the address without opening a browser.
cli-mcp = Offer diagnose, trial, explain and compare to a coding assistant as tools (Model Context Protocol, stdio).
    Exit code: 0 when the client has disconnected, 2 usage error.
cli-mcp-examples = Examples:
      whygrad mcp
      whygrad mcp experiments/
      claude mcp add whygrad -- whygrad mcp .
cli-mcp-folder = The folder that the assistant may use; without it, the current one. Scripts, traces and experiments elsewhere are refused.
cli-progress-updates = { $count } updates observed
mcp-missing = whygrad mcp needs the MCP SDK: pip install "whygrad[mcp]".
mcp-no-streams = whygrad mcp speaks with its client through stdin and stdout, and one of them is closed.
mcp-no-folder = { $path }: there is no such folder to serve.
mcp-outside = { $name } is outside { $folder }, the folder that whygrad mcp was started with.
mcp-unknown-tool = there is no tool { $name }; the tools are { $known }.
mcp-bad-argument = { $tool }: argument { $argument }: { $what }.
mcp-no-answer = whygrad ended without an answer (exit code { $status }).
mcp-refused = { $sentence }
mcp-instructions = whygrad finds out why a neural network's training fails. Call diagnose with a PyTorch training script first. Each finding names the line, the evidence with its threshold, and a unified diff where the change is certain. Paths are relative to { $folder }; nothing outside of it is accepted. The scripts run with the user's rights.
mcp-tool-diagnose = Runs a PyTorch training script (or trains an experiment, or reads a saved trace) and finds out why it does not learn. The result lists the problems with place, evidence, threshold and change, the root cause first. No file is changed. The run ends as soon as enough was recorded.
mcp-tool-trial = Diagnoses like diagnose, then tests the suggested fixes over several seeds and measures which of them help. Takes minutes.
mcp-tool-explain = Explains the code of a problem or a fix: what it means, how it shows, why it happens and what to do. Without a code, lists all codes.
mcp-tool-compare = Trains variants of an experiment over the same seeds and returns the mean and the interval of each outcome.
mcp-argument-target = A training script (.py), an experiment (.toml), the folder of a saved trace, or the name of a preset such as vanishing-gradient-digits. Paths are relative to the folder given to whygrad mcp.
mcp-argument-arguments = The arguments that the script gets, as on its own command line.
mcp-argument-steps = Stop after this many updates. Without it, a script ends once the diagnosis is stable, and an experiment runs to its end.
mcp-argument-seconds = Scripts only: stop after this many seconds of training. Evaluations do not count.
mcp-argument-seeds = How many runs, with the seeds 0 to N-1. Not for the diagnosis of a script, which runs once.
mcp-argument-changes = Experiments only: changed settings, each as KEY=VALUE, for example learning_rate=0.1.
mcp-argument-budget = Scripts only: how many seconds the trial of the fixes may take.
mcp-argument-code = The code of a problem or a fix, for example dead-units.
mcp-argument-experiment = An experiment (.toml) in the folder given to whygrad mcp, or the name of a preset.
mcp-argument-vary = What to vary, each as KEY=V1,V2, for example learning_rate=0.01,0.1. Several keys give all combinations.
mcp-problems = { $count ->
    [0] { $name }: no problems found.
    [one] { $name }: 1 problem found.
   *[other] { $name }: { $count } problems found. Fix the first one first.
}
mcp-no-verdict = { $name }: no verdict, because most rules could not be decided.
mcp-because = Consequence of { $cause }.
mcp-place = Place: { $place }
mcp-change = Change:
mcp-remedy = Suggested: { $remedy }
mcp-undecided = Not checked, because data is missing: { $codes }.
mcp-ended = The script ended with an exception: { $error } ({ $place })
mcp-trial = Trial over { $seeds } seeds, verdict { $verdict }. Difference from the baseline, with its interval:
mcp-helps = helps
mcp-helps-not = does not clearly help
cli-data = List the datasets, or show one before and after preprocessing.
cli-data-examples = Examples:
      whygrad data
      whygrad data digits --set preprocessing=pca:2 --out digits.png
cli-data-name = A dataset's name, a CSV file, a folder of images, or a preset or experiment that uses the data.
cli-data-download = Download the dataset first, if it is not in the cache.
cli-data-downloading = Downloading { $name }
cli-data-downloaded = { $name } is in { $folder }.
cli-data-more = Show one: whygrad data NAME. CSV files and folders of images work, too.
cli-explain = Explain a problem, a fix or a topic. Without a code, list the problems.
cli-explain-examples = Examples:
      whygrad explain vanishing-gradient
      whygrad explain activations --out activations.png
      whygrad explain depth --out depth.png
cli-explain-code = The code of a problem or a fix, the name of an activation function, or a topic (see below).
cli-topics = Topics
cli-explain-topic-activations = All activation functions, side by side.
cli-explain-topic-convolution = How many parameters a convolution saves over a dense layer.
cli-explain-topic-depth = How gradients shrink or grow from layer to layer.
cli-explain-topic-family = Four losses of a single unit.
cli-explain-topic-features = Image features before a linear classifier.
cli-explain-topic-gates = Why XOR needs two layers.
cli-explain-topic-linear = Why depth adds nothing without activation functions.
cli-explain-topic-neuron = The nerve cell and the perceptron, compared.
cli-explain-topic-plain-and-residual = Why deep networks need residual connections.
cli-explain-topic-regions = The linear regions of a ReLU network.
cli-explain-topic-templates = What a linear classifier of images learns.
cli-explain-topic-through-time = How far back recurrent networks learn.
cli-explain-script = Print an example script that has the problem. To save it: > train.py
cli-explain-data = For features and templates: a dataset or a folder of images.
cli-explain-seeds = For topics that train: the number of runs of each network.
cli-explain-depths = For plain-and-residual: the depths to compare, in layers (each of the form 6n + 2).
cli-topic-option = "{ $name }" has no option { $option }; topics with options: { $topics }.
cli-no-script = "{ $name }" is not the code of a problem, so --script has nothing to print; whygrad explain lists the codes.
cli-explain-more = Explain one: whygrad explain CODE. It also explains activation functions and these topics: { $topics }.
cli-list-codes = "whygrad explain" lists the codes

cli-progress-train = Training
cli-diagnose-experiments = Test each suspected cause: train again without it, and list first the cause whose removal makes the network learn. On by default for presets and experiment files, off for scripts and saved traces. --no-experiments turns it off.
cli-progress-experiments = Testing causes
cli-causes-not-tested = { $name }: no cause was confirmed or refuted. { $reason ->
        [no-fix] No fix for these problems can be applied without editing the script.
        [too-long] The script takes too long to run twice as it is and twice with each fix. A trial has more time: --trial.
        [no-measure] The script computes nothing that tells how well it learns.
        [learns] The script already learns, and the tested fixes do not show whether the reported cause is right.
       *[no-help] No fix made the script learn in as many updates. A trial tests more fixes: --trial.
    }
cli-progress-trial = Testing fixes
cli-progress-loading = Loading images
cli-event-files-written = TensorBoard: tensorboard --logdir { $path }
cli-script-trial-next = { $found ->
        [nothing] If the network still learns less than you expect, test general fixes on the script (up to { $seconds } seconds): { $command }
       *[problems] To test the suggested fixes on the script (up to { $seconds } seconds): { $command }
    }
cli-report-written = Report: { $path }
cli-trace-written = Trace: { $path }
cli-export-several = The scripts of { $name } read weights and data from files next to them, so they cannot go to standard output; name the script with --out.
cli-export-only-networks = { $name } is not a network of whygrad zoo; --weights, --input and --classes apply only to those.
cli-export-network = { $name } is a network without a training; leave out --set and --trained.
cli-export-set-model = { $name } is a trained model, so its experiment cannot be changed; leave out --set.
cli-export-too-large = { $name } is too large to store its weights in a trace; run whygrad train --out FOLDER, and export that folder.
cli-export-random = The weights of { $name } are random. For trained weights use --weights FILE or --weights download.
cli-export-weights = For a network of whygrad zoo: a file of weights (.pth or .safetensors), or "download" for the published ones. Default: random weights.
cli-export-input = For a network of whygrad zoo: the shape of one sample, if not the published one.
cli-export-written = Written: { $path } ({ $size } bytes)
cli-export-exists = { $path } exists already; choose another file with --out, or name this one to overwrite it.
cli-export-hides = { $path }: a script with this name would hide the package { $package } from imports; choose another name.
cli-export-two-outputs = --out and --json cannot both write to standard output; give one of them a file.
cli-export-set = { $name } is a trace, so its experiment cannot be changed; leave out --set.
cli-interrupted-exporting = interrupted; the weights so far are exported.
cli-not-a-seed = must be an integer from 0 to 4294967295, not { $value }.
cli-picture-written = Figure: { $path }

cli-interrupted = interrupted.
cli-interrupted-finishing = interrupted; the current work is being finished (press Ctrl-C again to end at once) …
cli-interrupted-shown = interrupted; what was recorded so far is shown.
cli-interrupted-kept = interrupted; what was recorded so far is shown and kept.
cli-interrupted-drawing = interrupted; what was recorded so far is shown and drawn (press Ctrl-C again to skip drawing) …
cli-bug = unexpected error; this is a bug in whygrad: { $kind }: { $what } (set WHYGRAD_TRACEBACK=1 to see where).
cli-system-error = { $where }: { $what }
cli-no-memory = there is not enough memory; close other programs, or use a smaller input.
cli-too-deep = the input is nested too deeply.
cli-did-you-mean = did you mean { $near }?
cli-known-commands = known commands: { $known }.
cli-known-options = known options: { $known }.
cli-known-presets = known presets: { $known }.
cli-list-presets = "whygrad diagnose --help" lists the presets.
cli-no-such-command = there is no command { $name }; { $hint }
cli-no-such-option = { $command } has no option { $name }; { $hint }
cli-missing = { $name } is missing; see { $command } --help.
cli-needs-a-value = { $command }: { $name } needs a value.
cli-takes-no-value = { $command }: { $name } takes no value.
cli-extra-argument = unexpected argument { $what }; see { $command } --help.
cli-not-a-whole-number = must be an integer from 1 to 1000000, not { $value }.
cli-unknown-language = --lang must be one of { $known }, not { $name }.
cli-not-one-of = must be one of { $known }, not { $name }.
cli-unknown-target = "{ $name }" is neither a preset nor a file; { $hint }
cli-network-alone = { $name } is a network without data and training; show it with `whygrad zoo { $name }`, or use an experiment such as small-resnet (see `whygrad diagnose --help`).
cli-unknown-code = "{ $name }" is not the code of a problem or a fix; { $hint }
cli-script-missing = { $name }: file not found.
cli-script-is-folder = { $name } is a folder, not a script.
cli-script-syntax = { $name }, line { $line }: { $what }.
cli-script-unreadable = { $name } cannot be read as Python: { $what }.
cli-script-died = { $name } was killed by { $signal } before it trained, so there is nothing to diagnose.
cli-script-stopped-early = { $name } reached its time limit before whygrad saw it train; raise it with --seconds N or --total-seconds N.
cli-script-never-trained = No training was seen in { $name }: neither backward() nor step() of a PyTorch optimizer was called.
cli-script-exited-early = { $name } ended with exit code { $status } before it trained, so there is nothing to diagnose.
cli-script-wants-arguments = { $name } ended with exit code { $status } before it trained, as programs do that miss an argument. Put its arguments after --: whygrad diagnose { $name } -- ARGUMENTS
cli-script-not-read = { $name } trained, but whygrad could not read its records: the error above is a bug in whygrad (set WHYGRAD_TRACEBACK=1 to see where).
cli-script-no-torch = No training was seen in { $name }: it did not import PyTorch, which whygrad needs to watch a script.
cli-script-needs-torch = { $name } cannot be diagnosed: PyTorch is not installed. Install it with: pip install "whygrad[torch]"
cli-script-crashed-early = { $name } crashed before it trained, so there is nothing to diagnose: { $error } ({ $place })
cli-script-crashed-on-gpu = { $name } crashed on the GPU before it trained: { $error } ({ $place }). That is usually an index out of range, such as a target that is not a valid class index. On the CPU the script can be diagnosed.
cli-script-has-no = { $name } is a script, which runs as it is; { $option } applies to experiments only.
cli-script-same = { $count ->
    [one] Another training of a network like this one got the same diagnosis.
   *[other] { $count } more trainings of networks like this one got the same diagnosis.
    }
cli-script-as-written = torch.compile was off, so that whygrad could see inside the model (--compiled leaves it on).
cli-seconds-for-scripts = { $name } is not a script; { $option } applies to scripts, and --steps limits an experiment.
cli-diagnose-budget = Seconds for all re-runs of a script together, with --trial (default 300) or --experiments (default 60).
cli-diagnose-seconds = Stop a script after N seconds of training (default 600), or earlier if the diagnosis is stable. Evaluations do not count, and the count restarts at the first update.
cli-diagnose-total-seconds = Stop a script after N seconds in total, including preparation and evaluations (default: twice --seconds).
cli-diagnose-compiled = Let torch.compile compile the models of a script. Layers inside a compiled model are not seen.
cli-needs-experiment = { $name } is a folder; give a preset or an experiment file (.toml).
cli-no-record-yet = { $path }: the training in this folder has no record yet; wait for the first one (`whygrad play { $path }` will show it), or continue the training.
cli-compare-with-report = --compare-with adds a figure to the report; give --report F.html as well.
cli-compare-with-recurrent = { $name } has no recorded gradient through time, which --compare-with compares; give the trace of a recurrent network.
cli-no-experiment = { $name } does not contain its experiment, so no fix can be tested.
cli-trace-is-fixed = { $name } is a saved trace; --set, --steps, and --seeds without --trial, would need another training.
play-elsewhere = From other machines: { $address }
play-how-to-end = Press Ctrl-C to stop.
play-bad-port = must be a port from 0 to 65535, not { $port }.
play-port-busy = port { $port } is in use; choose another with --port N, or a free one with --port 0.
play-port-forbidden = port { $port } needs special permission; choose one from 1024 on with --port N, or a free one with --port 0.
play-bad-host = { $host } is not an address of this machine; use 127.0.0.1, or 0.0.0.0 for all of its addresses.
play-bad-frame = a page that may embed the studio is given by its origin, such as https://course.example or http://localhost:8000, not { $origin }.
play-bad-public = the address behind a reverse proxy has a scheme and a name but no path, such as https://class.example, not { $origin }.
play-bad-token = { $variable } must have 20 to 200 letters, digits, - or _; draw one with: openssl rand -hex 16
play-no-traces = { $name }: this folder holds files, but no trace; give the folder of a trace, a folder of traces, or an empty one.
play-csv-too-long = { $file } has more than { $most } characters, which is too much for the page; use whygrad train.
cli-no-file = { $path } cannot be written: it is a folder, or its parent is not a folder.
cli-no-folder = { $path } is a file, but a folder is needed.
cli-not-encodable = { $text } contains a character that cannot be written as UTF-8.
cli-not-writable = { $path } cannot be written: { $reason }.
cli-wrong-ending = { $option } needs a file name that ends in one of { $known }, not { $path }.
cli-no-picture = there is no figure of { $name }; there are figures of { $topics }.
cli-varied-twice = { $key } is varied twice; put all its values into one --vary.
cli-varied-and-set = { $key } is both varied and set; leave out its --set.
cli-value-twice = { $key }: the value { $value } is listed twice; leave one out.
cli-too-many-variants = { $count } combinations are too many; at most { $most } can be compared.

dataset-column-name = name
dataset-column-task = task
dataset-column-what = description
dataset-numbers = numbers
dataset-classes = { $count } classes
dataset-samples = samples
dataset-split = { $train } training, { $test } test
dataset-features = inputs
dataset-shares = fraction of each class
dataset-target = target
dataset-target-range = { $low } to { $high }, standard deviation { $std }
dataset-neighbors = nearest neighbor
dataset-neighbors-value = same class for { $share } of the samples (by chance { $chance })
dataset-not-here = not on this machine: whygrad data { $name } --download ({ $size } MB)
dataset-shape = sample shape
dataset-picture-shape = { $height }×{ $width } pixels, { $channels ->
    [one] gray
   *[other] { $channels } channels
}
dataset-token-shape = { $steps } tokens, { $tokens } different ones
dataset-sequence-shape = { $steps } time steps of { $features ->
    [one] one number
   *[other] { $features } numbers
}
dataset-skipped = skipped
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

codes-page = All problems that whygrad finds, one page each in English and Korean. `whygrad explain CODE` prints it. This list is made by `python -m whygrad.diagnose.pages`.
group-gradient-flow = Gradient flow
group-initialization = Initialization
group-optimization = Optimization
group-data = Data
group-output-and-loss = Output and loss
group-generalization = Generalization
topic-causes = Can follow from:
topic-consequences = Can lead to:
topic-presets = Try it:
topic-against = Suggested for:
topic-remedy = fix
topic-why = what it changes and why
topic-limit = condition
topic-origin = origin of the threshold
topic-activation = activation function
topic-steepest = max f′
topic-range = range
topic-centered = centered
topic-saturated = saturated
topic-mean = mean
topic-zeros = zeros
topic-cost = time
topic-yes = yes
topic-no = no
topic-activations-note = Mean and zeros: mean output and fraction of outputs that are exactly 0, for standard normal inputs. Centered: outputs lie around 0. Saturated: where the derivative is below 5 % of its maximum. Time: training time of a 2-16-16-16-1 network relative to linear units, measured now on this machine.
topic-depth-head = Factor by which one layer multiplies the gradient: geometric mean over { $layers } layers of { $width } units, standard normal inputs, before training.
topic-depth-note = Below 1 the gradient vanishes with depth, above 1 it explodes. A dash: no gradient arrives. Raise the factor to the power of the depth: 0.5 per layer leaves 0.001 after ten layers.

## datasets: data-<name> (what it is), noise-<meaning> (what the option noise does to it)

data-circle = a disk inside a ring (TensorFlow Playground)
data-xor = four quadrants, opposite ones in the same class (TensorFlow Playground)
data-gauss = two normally distributed clusters (TensorFlow Playground)
data-spiral = two intertwined spiral arms (TensorFlow Playground)
data-moons = two interleaving half circles, as scikit-learn makes them
data-rings = three concentric rings
data-checkerboard = a 4×4 checkerboard in two classes
data-blobs = normally distributed clusters on a circle: 3, or K with blobs:K (2 to 6)
data-and = the AND gate: class 1 where both inputs are 1
data-or = the OR gate: class 1 where at least one input is 1
data-nand = the NAND gate: class 0 where both inputs are 1
data-xor-gate = the XOR gate: class 1 where the inputs differ; no line separates its four corners
data-plane = a tilted plane over two inputs (TensorFlow Playground)
data-bumps = six bumps of alternating sign over two inputs (TensorFlow Playground)
data-sine = a sine curve of one input
data-steps = a staircase of four steps of one input
data-fashion-mnist = clothing, 28×28 gray pixels, 60,000 training and 10,000 test images (Zalando)
data-fashion-mnist-small = 600 training and 300 test images of Fashion-MNIST, included in whygrad
data-cifar-10 = animals and vehicles, 32×32 color pixels, 50,000 training and 10,000 test images (Krizhevsky)
data-adding = the adding problem: T pairs of a number and a mark; predict the sum of the two marked numbers (T = 50, or adding:T)
data-copying = T tokens; repeat the first one after the last (T = 20, or copying:T)
data-parity = T bits; is the number of ones odd? (T = 8, or parity:T)
data-sine-wave = T values of a sine of unknown period; predict the next value (T = 25, or sine-wave:T)
data-names = first names, letter by letter: English, Italian, Japanese or Korean? (the last 12 letters, or names:T)
data-digits = handwritten digits, 8×8 pixels from 0 to 16 (scikit-learn; all 1,797 unless data.samples limits them)
noise-label = labels: each target is looked up at a position shifted by up to noise times half the plane's width; the points themselves stay
noise-spread = variance: the variance of the clusters is 0.5 + 7 × noise
noise-jitter = positions: every point is moved at random by about noise
noise-relabel = labels: this fraction of the samples gets a random class
noise-target = targets: normal noise is added, with noise times the standard deviation of the targets

## zoo

error-network-nearest = there is no built-in model { $name }; did you mean { $nearest }?
error-network = there is no built-in model { $name }; available: { $known }.
error-own-module-file = there is no file { $file }.
error-own-module-import = { $file } cannot be imported: { $problem }
error-own-module-name = { $file } has no { $name } and no nn.Module class.
error-own-module-name-nearest = { $file } has no { $name }; did you mean { $nearest }?
error-own-module-kind = { $name } in { $file } is a { $kind }; it must be an nn.Module, or a class or function that returns one without arguments.
error-own-module-make = { $name }() in { $file } cannot be called without arguments: { $problem }
error-own-module-run = { $place } does not accept an input of shape { $shape }: { $problem }
error-hidden-is-flat = a network of hidden layers needs flat inputs, such as { $example }.
error-weights-missing = the weights file { $file } does not exist.
error-weights-unsafe = { $file } contains more than tensors and was not loaded, because it could run code; save only a state dict, or use .safetensors.
error-weights-broken = { $file } cannot be read as weights: it is incomplete, damaged or another kind of file; download it again.
error-weights-other = { $file } is not a state dict: it must hold tensors under their names.
error-weights-classes = { $file } holds weights of { $name } for { $count } classes, not { $classes }; add --classes { $count }.
error-weights-fit = the weights in { $file } do not match { $name }: { $problems }.
weights-missing = { $count } missing ({ $names })
weights-left = { $count } unexpected ({ $names })
weights-other = { $count } of another shape ({ $names })
weights-shape = { $name } is { $have } instead of { $wanted }
error-weights-none = no published weights are available for { $name }; pass a file with --weights.
error-weights-full = the disk is full: the weights do not fit in { $folder }.
error-weights-disk = cannot write to { $folder }: { $reason }.
error-weights-checksum = the file from { $address } has another SHA-256 than the published one and was deleted; try again.
error-weights-refused = { $address } responded with HTTP status { $status }; try again later.
error-weights-cut = the download from { $address } was interrupted; run the same command again to resume it.
error-weights-network = { $address } cannot be reached; check the network, or download the file elsewhere and pass it with --weights.
error-safetensors-missing = reading .safetensors needs the package safetensors, which is not installed; install it with: pip install "whygrad[zoo]"
error-zoo-not-224 = images are classified by networks with an input of 3×224×224, and { $name } has another one; see whygrad zoo for the list.
inside-layer-nearest = there is no layer { $name }; did you mean { $nearest }? Available: { $known }.
inside-class-name = there is no class { $name }; give its name or an index from 0 to { $last }.
inside-class-nearest = there is no class { $name }; did you mean { $nearest }?
inside-no-data = { $name } comes without images: pass some, or a dataset with --data.
inside-no-pictures = the input of { $name } is not the pixels of an image, so there is nothing to visualize.
inside-data-no-pictures = the dataset { $name } contains no images.
inside-run-knows = { $option } is for built-in models and your own files; { $place } already defines it.
inside-weights = the weights in { $file } do not match: { $problem }
inside-shape = the input of { $name } is { $shape }, which is not an image with one or three channels.
inside-note-random = The weights are random: the network was not trained. Pass trained weights with --weights FILE.
inside-note-raw = The inputs are values from 0 to 1. It is not known whether the network was trained on this range.
inside-way-filters = filters
inside-way-maps = feature maps
inside-way-exciting = activation maximization
inside-way-occlusion = occlusion
inside-way-saliency = saliency
inside-way-grad-cam = Grad-CAM
inside-way-depth = by depth
inside-skipped = Skipped, { $way }: { $why }
inside-over = { $count ->
    [one] outputs for one image
   *[other] outputs over { $count } images
 }
inside-more = Figures: --out FOLDER writes filters, feature maps, activation maximization and explanations of the prediction.
inside-norm = ‖W‖
inside-weights-std = std of W
inside-mean = mean output
inside-std = std
inside-zeros = zeros
inside-about = explained class
inside-taken-for = { $picture }
    → { $answer }
inside-explained = explained: { $label }
inside-output = visualization needs a network with one output per class, shape (N, K); the output of this one is { $shape }.
inside-class = there is no class { $number }; indices run from 0 to { $last }.
inside-layer = there is no layer { $name }; available: { $known }.
inside-not-called = the forward pass does not use the layer { $name }.
inside-no-convolution = this network has no convolutional layer.
inside-no-filters = { $name } has no filters that can be shown as images; available: { $known }.
inside-no-weights = this network has no convolutional or dense layer whose weights could be shown.
inside-no-places = the output of { $name } has no spatial positions, so there is no map to draw; convolutional layers: { $known }.
inside-not-channels = a layer with channels has outputs of shape (C, H, W) or one number per channel; the output of this one is { $shape }.
inside-channel = { $name } has no channel { $number }; indices run from 0 to { $last }.
inside-no-gradient = the output cannot be differentiated: no operation in the network passes a gradient on.
inside-patch = a patch of { $patch } pixels does not fit in an image of { $size }.
error-picture-missing = the image { $file } does not exist.
error-picture-huge = { $file } has more than { $most } million pixels; resize it first.
error-picture-unknown = { $file } is not an image in a supported format: { $known }.
error-picture-broken = { $file } is truncated or damaged.
error-evaluate-folder = the folder { $folder } does not exist.
error-evaluate-classes = { $folder } has no subfolder per class; add them, or give the labels with --labels.
error-evaluate-class = the name of { $folder } is not a class; use an index, a WordNet id or a label such as { $nearest }.
error-evaluate-empty = { $folder } contains no images: { $known }.
error-evaluate-none = none of the images can be used: { $problem }
error-labels-file = { $file } cannot be read: { $reason }.
error-labels-line = { $file }, line { $line }: { $text } is not an image and its class; write, for example, picture.jpg,207.
error-labels-empty = { $file } lists no image.
error-network-input = { $name } does not accept an input of shape { $shape }: { $problem }

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
zoo-totals = Total: { $parameters } parameters; { $multiply_adds } ({ $exact }) multiply-adds and { $memory } of activations per sample.
zoo-not-called = Not used by the forward pass: { $names }.

zoo-class = class
zoo-probability = probability
zoo-right = correct
zoo-share = fraction
zoo-interval = 95 % interval
zoo-top-five = A correct first prediction ({ $one }) is also among the first five ({ $five }), so Top-5 is never below Top-1.
zoo-confusion = Confusions
zoo-worst = Worst errors
zoo-is = label
zoo-taken-for = prediction
zoo-times = count
zoo-picture = image
picture-turned = Rotated as its EXIF data say.
picture-gray = Grayscale: all three channels are equal.
picture-cmyk = Converted from CMYK.
picture-transparent = Transparent pixels were filled with white.
picture-deep = Converted from more than 8 bits per pixel.
formula-slid = Output size ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1: input size n, kernel k, padding p, stride s, dilation d.
formula-conv-parameters = Convolution: k·k·C_in/g·C_out weights and C_out biases for C_in channels in g groups and C_out filters.
formula-conv-multiply-adds = Multiply-adds of a convolution: every weight once for each of the H·W positions of the output.
formula-dense-parameters = Dense layer: I·O weights and O biases for I inputs and O outputs.
formula-pool-parameters = Pooling has no parameters.
formula-normalization-parameters = Normalization: one scale and one shift per channel or value, 2·C.
formula-recurrent-parameters = Recurrent layer: D·G·(H·(I + H) + 2·H) for each stacked layer with D directions, G gates, H units and I inputs.
formula-embedding-parameters = Embedding: one vector of E numbers for each of W words, W·E.
formula-residual = Residual block: F(x) + x. The sum has no parameters, and both must have the same shape.
formula-receptive-field = Receptive field r + d(k − 1)·j: receptive field r and spacing j of the layer's input, kernel k, dilation d.

size-without-padding = Without the padding, the formula would give { $calculation } instead of { $right }.
size-without-filters = Without output channels and biases, the count would be { $calculation } parameters instead of { $right }.
size-total = Total: { $parameters } parameters and { $multiply_adds } multiply-adds.
zoo-not-linear = this network is not a stack of linear layers: it contains { $what }.
zoo-family-classes = the single-layer classifiers need a dataset with two classes; { $data } has another number.

neuron-title = A neuron and a perceptron
neuron-about = Rosenblatt modeled the perceptron (1958) on a nerve cell. Point at a part of one: the corresponding part of the other is highlighted. Both compute the gate chosen below.
neuron-topic = Rosenblatt modeled the perceptron (1958) on a nerve cell. The parts correspond:
neuron-topic-gate = As AND, with weights 1 and 1 and bias -1.5:
neuron-cell = Nerve cell
neuron-unit = Perceptron
neuron-cell-name = Drawing of a nerve cell: two dendrites with their synapses on the left, the cell body in the middle, the axon on the right.
neuron-unit-name = Drawing of a perceptron: two inputs on the left, their weights on the connections, sum and threshold in the middle, the output on the right.
neuron-dendrite = Dendrite
neuron-synapse = Synapse
neuron-body = Cell body
neuron-axon = Axon
neuron-as-dendrite = Input
neuron-as-synapse = Weight
neuron-as-body = Sum and threshold
neuron-as-axon = Output
neuron-does-dendrite = Receives what other cells send: a signal (1) or none (0).
neuron-does-synapse = Sets how much of a signal arrives and whether it excites (positive, solid) or inhibits (negative, dashed). Learning changes it.
neuron-does-body = Adds up what arrives, and the bias. It fires if the sum is at least 0.
neuron-does-axon = Sends the output on: 1 if the cell fires, 0 if it does not.
neuron-bias = Bias b
neuron-bias-value = bias { $bias }
neuron-inputs = Inputs
neuron-gates = Weights of a gate
neuron-hint = Point at a part or reach it with the Tab key. Enter keeps it highlighted.
neuron-sentence = { $sum } { $side } 0, so the output is { $output }.
neuron-is-gate = For the inputs 00, 01, 10, 11 the output is { $answers }: this is { $gate }.
neuron-is-none = For the inputs 00, 01, 10, 11 the output is { $answers }. No weights and bias compute XOR (0 1 1 0): no straight line separates its corners.
neuron-table = Part by part
neuron-task = What it does
neuron-now = Now
zoo-gate = gate
zoo-on-where = on where
zoo-separating = line that separates on from off
zoo-no-line = none
zoo-network = network
zoo-perceptron = perceptron
zoo-hidden = { $units } tanh units, 1 output
zoo-learned = learned by
zoo-of = { $count } of { $of }
zoo-epochs = epochs
zoo-best = best accuracy
zoo-gates-head = Gates of step units with weights set by hand, and their outputs for 00, 01, 10 and 11. A perceptron outputs 1 on one side of a line and 0 on the other. XOR needs a second layer, here the AND of a NAND and an OR.
zoo-gates-learned = Networks trained on samples of the gates, over { $seeds } seeds; perceptrons use the perceptron rule. Epochs: the median until every sample is correct.
zoo-proof = Why no perceptron learns { $gate }: { $on } = { $off } = { $common }. This point is a mean of corners where the gate is on and also a mean of corners where it is off. A separating line would have to have it on both of its sides.

zoo-parameters = parameters
zoo-additive = additivity error
zoo-homogeneous = homogeneity error
zoo-collapsed = difference to 1 layer
zoo-train = training accuracy
zoo-test = test accuracy
zoo-linear-single = 1 linear layer
zoo-linear-stack = 3 linear layers
zoo-linear-tanh = 3 layers, tanh
zoo-linear-head = Is the trained network g(x) = f(x) - f(0) a linear map? The table shows the largest violations of g(x + y) = g(x) + g(y) and g(a·x) = a·g(x) over { $seeds } seeds. They are relative to the size of both sides: 0 is linear, 1 is the largest possible value.
zoo-linear-collapse = The { $layers } linear layers with { $parameters } parameters equal a single layer (seed 0): { $line }.
zoo-linear-note = Depth without activation functions adds parameters but no new functions. The decision boundary of the stack is a straight line, as that of one layer.

zoo-member = unit
zoo-loss = loss, y = ±1
zoo-line = line (seed 0)
zoo-turn = spread of the angle
zoo-family-perceptron = perceptron
zoo-family-adaline = Adaline, linear regression
zoo-family-logistic = logistic regression
zoo-family-svm = linear SVM
zoo-loss-perceptron = max(0, -yz)
zoo-loss-adaline = (y-z)²/2
zoo-loss-logistic = ln(1+e⁻ʸᶻ)
zoo-loss-svm = max(0, 1-yz)
zoo-family-head = One unit z = w·x + b, four losses, the same data ({ $data }) and { $seeds } seeds. The prediction is the sign of z.
zoo-family-note = Spread of the angle: mean angle between the line of each seed and their mean. The perceptron stops at any line without errors and keeps changing where there is none. The other losses have one best line. Accuracies are means over the seeds.

zoo-convolution-pictures = convolutions need images of several classes; { $data } has none.
zoo-convolution-conv = conv { $size }, { $next }
zoo-convolution-dense = dense { $size }
zoo-convolution-head = Two 3×3 convolutions and a dense layer, compared with networks of one dense hidden layer. All use ReLU and the same training on { $samples } images ({ $data }), over { $seeds } seeds. The interval is that of the mean over the seeds.
zoo-convolution-twin = { $network }: the smallest dense network here with at least its test accuracy is { $dense }, with { $times } times the parameters. The test set chose it: confirm it on other data.
zoo-convolution-none = { $network }: no dense network here reaches its test accuracy, not even { $dense }, with { $times } times the parameters.
zoo-convolution-note = A convolution uses the same weights at every position of the image. This saves parameters, not multiplications.
zoo-regions-bent = this network is not piecewise linear: { $what } is curved, so there are no linear regions.
zoo-regions-inputs = linear regions are computed for one or two inputs; this network has { $inputs }.
zoo-regions-finite = linear regions need finite weights and an input range whose lower bounds are below its upper bounds.
zoo-regions-many = this network has more than { $most } linear regions in the input range; use a smaller range or network.
zoo-regions-line = breakpoints exist for a network with one input; this one has two.
zoo-function-shape = a function needs as many x as y, from 1 to { $most }; there are { $x } and { $y }.
zoo-function-finite = points and slopes of a function must be finite; { $where } is not.
zoo-function-order = x must increase from point to point: { $where } is { $x }, the one before it { $before }.
zoo-function-steep = two points are so close that the slope between them overflows; move them apart.
zoo-function-range = a narrow network needs a finite range with its lower bound below its upper bound; it got { $low } to { $high }.
zoo-regions-hidden = hidden layers
zoo-regions-units = units
zoo-regions-start = regions at initialization
zoo-regions-end = after training
zoo-regions-pieces = pieces of the output
zoo-regions-most = upper bound
zoo-regions-head = A ReLU network is piecewise linear. The table counts its linear regions exactly, in the area of the samples of { $data }; means over { $seeds } seeds.
zoo-no-pictures = a linear image classifier needs images with classes, and { $data } has none; use fashion-mnist-small, cifar-10 or a folder of images.
zoo-not-single-layer = templates and features need a network with a single layer: remove network.hidden and network.layers. Templates also need pixels: remove data.features, pca and whiten.
zoo-features-words = features
zoo-features-inputs = inputs
zoo-features-more = vs. pixels
zoo-features-head = The same linear classifier on different features of { $data }: { $train } training and { $test } test images, { $seeds } seeds; percent, with 95 % intervals.
zoo-features-note = Every seed computes the visual words, initializes and shuffles again. The interval covers other seeds and other test images. A histogram holds brightness or color, but no position. HoG holds position and orientation of edges, independent of brightness. Visual words hold which small patches occur, but no position. Classifier and training are the same everywhere, so differences come from the features. No setting was tuned for any of them.
zoo-templates-class = class
zoo-templates-right = test accuracy
zoo-templates-taken = most often confused with
zoo-templates-symmetry = symmetry
zoo-templates-symmetry-mirrored = symmetry, trained with mirrored images
zoo-templates-trained = training images
zoo-templates-on-mirrored = on mirrored test images
zoo-templates-plain = as they are
zoo-templates-mirrored = mirrored at random
zoo-templates-head = A linear classifier of { $data } has one template per class. { $test } test images, { $seeds } seeds; the rows per class are those of the first seed.
zoo-templates-pairs = Confused most often, in either direction: { $pairs }
zoo-templates-note = The score of a class is the sum of pixel × weight: one template for all images of the class. Some classes have two views, such as shoes or horses that face left or right. Their template is the sum of both views, such as a horse with two heads. It resembles neither view, and it also fits images of other classes. Symmetry is the cosine between a template and its mirror image; 1 means that both sides are equal.
zoo-regions-note = Region: an area in which no unit changes between active and inactive. At initialization biases are 0, so all lines of the first layer pass through the origin: n units make 2n regions. Training moves the lines apart. Pieces of the output: neighboring regions with the same linear map count as one. Upper bound: no weights can exceed it. It grows with width and much faster with depth; trained networks stay far below it.
zoo-time-sequences = gradients through time need sequences, and "{ $data }" has none; for example --set name=adding:40, copying, parity or sine-wave.
zoo-cell-rnn = simple RNN
zoo-cell-rnn-orthogonal = RNN, orthogonal
zoo-cell-rnn-large = RNN, large weights
zoo-cell-lstm = LSTM
zoo-cell-gru = GRU
zoo-time-cell = Cell
zoo-time-clip = Clipping norm
zoo-time-off = none
zoo-time-start = Ratio before training
zoo-time-end = Ratio after training
zoo-time-norm = Largest gradient norm
zoo-time-loss = Final loss
zoo-time-head = Gradients through time on { $data }, { $updates } updates, { $seeds } seeds. Ratio: gradient at the first state divided by that at the last state, { $distance } time steps later; in brackets the factor per time step.
zoo-time-note = The gradient at a state is a product with one factor per time step up to the loss. If the factors are below 1, the gradient vanishes. The network then learns nothing from early inputs, and the loss stays at chance level. If they are above 1, the gradient explodes until units saturate. Orthogonal recurrent weights start with factors near 1. The gates of LSTM and GRU learn to keep the state, so their factors come near 1 during training. Clipping does not change how far a gradient reaches. It only bounds the size of an update.
zoo-depth-depths = the depth must be 6n + 2 layers, from 8 to { $most } (8, 14, 20, 26, …), not { $depth }.
zoo-depth-pictures = plain and residual networks are compared on images of several classes, and "{ $data }" has none; for example --set name=fashion-mnist or digits.
zoo-family-of-vgg-style = VGG style
zoo-family-of-plain = plain, normalized
zoo-family-of-resnet = residual, normalized
zoo-depth-depth = Layers
zoo-depth-family = Network
zoo-depth-loss = Training loss
zoo-depth-test = Test accuracy
zoo-depth-ratio = Gradient, first / last layer
zoo-depth-finding = Diagnosis
zoo-depth-healthy = –
zoo-depth-head = Plain and residual networks of increasing depth on { $data }, { $updates } updates each, { $seeds } seeds. Gradient, first / last layer: RMS of the first layer's weight gradient over that of the output layer, before training. The value after ± is half of the 95 % interval over the seeds.
zoo-depth-note = VGG style: only 3×3 convolutions and ReLU. Plain: with batch normalization after each convolution. Residual: the same layers, with a residual connection around every two. More plain layers increase the training loss, although a deeper network can compute all that a shallower one can (He et al. 2015). With normalization alone, the gradient grows by a factor per layer on its way back (Yang et al. 2019). Residual connections let it pass.

plot-gates-title = Gates
plot-gates-layers = { $gate }, two layers
plot-gates-alt = The plane of two inputs with its corners, filled where the gate is on. The background shows where the network with weights set by hand is on: { $names }.
plot-gates-alt-crossing = { $gate }: the segment between the corners that are on crosses the one between those that are off, so no line separates them.

## studio: server (studio-error-*: one line on the page about what it asked for)

studio-error-host = This server does not accept the host name "{ $host }". Open the address that whygrad play printed.
studio-error-origin = Pages from { $origin } must not send requests to this server.
studio-error-token = This page has no valid token. Open the address that whygrad play printed again.
studio-error-bug = Unexpected error on the server. This is a bug in whygrad: { $kind }.
studio-error-busy = The server is busy; try again in a moment.
studio-error-body-size = The request is too large: at most { $most } bytes are allowed.
studio-error-body-slow = The data took too long to arrive; try again.
studio-error-body-nested = The data is nested too deeply or has too many parts.
studio-error-json = The request is not valid JSON.
studio-error-request = { $where } in the request is not valid.
studio-error-method = { $method } is not allowed here.
studio-error-no-page = There is nothing at { $path }.
studio-error-channel = "{ $name }" is not a quantity that the page can record.
studio-error-array-shape = The array { $name } must hold float32 values of shape { $shape }.
studio-error-trace = The recorded training is inconsistent: steps must increase, and each run needs a status.
studio-error-trial-size = This training is too large to try fixes here. Use fewer epochs, units, samples or seeds, or run whygrad diagnose --trial.
studio-error-pixels-work = This training is too large for a map here. Use fewer epochs, units or samples, or run whygrad map.
studio-error-check-time = the check takes longer than { $seconds } seconds; use fewer units, layers or features.
studio-error-trial-time = Trying the fixes took longer than { $seconds } s and was stopped. Use fewer epochs, units or seeds.
studio-error-time = The request took longer than { $seconds } s and was stopped; ask for less.
studio-error-memory = The request needs more memory than the server allows for one request; ask for less.
studio-error-gone = The page that sent this request is gone.
studio-error-array = The values of the array { $name } do not match its shape.
studio-error-two-experiments = Send an experiment or a link, not both.
studio-error-two-data-sets = Send drawn points or CSV text, not both.
studio-error-points-shape = Draw at least 2 points; each needs one class or number.
studio-error-points-finite = The points must be finite numbers.
studio-error-points-classes = The classes of the points must be whole numbers from 0; at most { $most } classes are allowed.
studio-error-network-size = { $key }: on the page, a network has at most { $layers } layers of at most { $units } units. Train larger ones with whygrad train.
studio-error-data-set = { $key }: the page cannot train on { $name }, because it has sequences or large images. Use whygrad train.
studio-error-patience = { $key }: the page has no early stopping. Use whygrad train for it.
studio-error-feature = { $key }: { $value } takes too long to compute on the page; at most { $most } is allowed. Use whygrad train for more.
studio-error-samples = { $key }: the page allows at most { $most } samples. Use whygrad train for more.
studio-error-updates = { $key }: with this batch size, the page allows at most { $most } epochs.
studio-error-weights = the link holds { $given } weights, but its network has { $needed }: it was cut off or mixed from two links.
studio-error-parameters = { $key }: all networks together have { $count } parameters; the page allows at most { $most }. Use fewer units or fewer seeds.
studio-error-code = There is no problem and no fix with the code { $code }.
studio-error-no-trace = This trace no longer exists: its folder was deleted, moved or renamed.
studio-error-trace-size = { $file }: the page shows at most { $layers } layers and { $runs } runs. Use whygrad diagnose for this trace.
studio-error-anywidget = whygrad.Studio needs anywidget, which is not installed; install it with: pip install "whygrad[notebook]"
studio-error-seeds = seeds must be a whole number from 1 to { $most }.

## studio: the bench (controls, data, lessons; studio-word-<word of an option>, studio-set-<dataset>, studio-lesson-<preset>)

studio-skip = Skip to the network
studio-data = Data
studio-features = Features
studio-network = Network
studio-training = Training
studio-output = Output
studio-diagnosis = Why it does or does not learn
studio-curves = Loss and accuracy
studio-inside = Inside the network
studio-lessons = Lessons

studio-controls = Training controls
studio-run = Run
studio-pause = Pause
studio-reset = Reset
studio-reset-help = Back to the same start: same weights, same order of samples.
studio-step-batch = Step: one batch
studio-batch = Batch
studio-step-batch-help = One update on one batch.
studio-step-epoch = Step: one epoch
studio-step-epoch-help = Trains to the end of the epoch.
studio-new-start = New seed
studio-new-start-help = Other initial weights and another order of samples, same data.
studio-speed = Speed
studio-speed-help = Epochs per second.
studio-speed-epochs = { $epochs ->
        [one] 1 epoch/s
       *[other] { $epochs } epochs/s
    }
studio-speed-max = maximum
studio-epoch = Epoch
studio-loss-train = Training loss
studio-loss-test = Test loss
studio-not-a-number = NaN
studio-status = Epoch { $epoch }, training loss { $train }, test loss { $test }.
studio-status-accuracy = Test accuracy { $accuracy }.
studio-status-healthy = No problems found.
studio-status-paused = Paused.

studio-maps = Maps
studio-maps-help = Every pixel a trained network: the plane of two settings, such as learning rate and initial weights
studio-networks = Networks
studio-networks-help = Sizes and costs of built-in models, lists of layers of your own, the inside of trained networks, data augmentation
studio-look-inside = Look inside
studio-language = Language
studio-theme = Theme
studio-theme-auto = Auto
studio-theme-light = Light
studio-theme-dark = Dark

studio-undo = Undo
studio-undo-help = Reverts the last change.
studio-share = Share
studio-link = Link to this experiment
studio-copy-link = Copy link
studio-copied = Copied.
studio-copy-by-hand = Copy it from the field above.
studio-link-weights = Include the current weights
studio-link-weights-help = The link then holds the current weights of the shown network. Whoever opens it continues to train from them, with the same seed.
studio-link-many-weights = { $count } weights do not fit in a link, which holds about { $room }. The link only stores how they were initialized.
studio-link-no-numbers = Some weights of this network are NaN or infinite, so training cannot start from them. The link only stores how they were initialized.
studio-link-many-points = These points do not fit in a link, which holds about 900.
studio-link-own-data = A link does not include your own data.
studio-save-html = Standalone page that trains (HTML)
studio-file-about = This file trains without a server and works offline. Disabled controls need Python: pip install whygrad, then whygrad play.
studio-file-python = This file contains only its own network and data. To change them, run whygrad play.
studio-file-seeds = This file contains the initial weights of { $count } networks. For others, run whygrad play.
studio-file-diagnosis = Diagnosis from when this file was made, after { $epochs } epochs.
studio-file-no-diagnosis = This file contains no diagnosis; whygrad play makes one.
studio-open-link = Open a link
studio-open-link-help = A link of whygrad or TensorFlow Playground, or the part after its #.
studio-open = Open
studio-save-toml = Experiment (TOML)
studio-save-svg = Figure as SVG
studio-save-png = Figure as PNG
studio-save-as = Save as a file
studio-save-pytorch = PyTorch code
studio-save-keras = Keras code
studio-save-onnx = ONNX model
studio-save-now = With the current weights
studio-save-now-help = For PyTorch, Keras and ONNX. Otherwise the files hold the initial weights, and the code reproduces the losses of this page.
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
studio-noise-target = added to targets
studio-samples = Samples
studio-train-share = Training set (fraction)
studio-split = { $train } in the training set, { $test } in the test set
studio-regenerate = New samples
studio-preprocessing = Preprocessing
studio-pca-components = Principal components to keep
studio-own-data = Your own data
studio-own-data-in-use = From a file: { $name }
studio-own-data-back = Back to the built-in datasets
studio-csv-open = Open a CSV file
studio-csv-paste = or paste CSV with a header line
studio-csv-use = Use this data
studio-csv-target = Column to predict
studio-csv-last = last column
studio-csv-too-long = CSV text may have at most { $most } characters here. Use whygrad train for more.
studio-features-legend = Features that the network gets
studio-features-many = { $count } inputs, all used by the network.

studio-hidden-layers = Hidden layers
studio-more-settings = More settings
studio-output-more = Options and single samples
studio-edit-layer = Units and activation function of hidden layer { $layer }
studio-neurons-of = Units of hidden layer { $layer }
studio-add-layer = Add a hidden layer
studio-remove-layer = Remove the last hidden layer
studio-add-neuron = Add a unit to hidden layer { $layer }
studio-remove-neuron = Remove a unit from hidden layer { $layer }
studio-activation = Activation function
studio-activation-of = Activation function of hidden layer { $layer }
studio-activation-mixed = Per layer
studio-initialization = Initialization
studio-normalization = Normalization
studio-dropout = Dropout
studio-residual = Residual connections
studio-output-activation = Output function

studio-learning-rate = Learning rate
studio-optimizer = Optimizer
studio-schedule = LR schedule
studio-warmup = Warm-up
studio-batch-size = Batch size
studio-epochs = Epochs
studio-loss-function = Loss function
studio-regularization = Regularization
studio-regularization-none = None
studio-regularization-l1 = L1
studio-regularization-l2 = L2
studio-regularization-both = L1 and L2
studio-rate-l1 = L1 strength
studio-rate-l2 = L2 strength
studio-clipping = Clip norm
studio-seeds = Seeds
studio-seeds-help = How many networks train in parallel, each with its own seed: 1 to { $most }.
studio-shown = Shown network
studio-shown-help = Which of the networks is drawn. The curves show all of them.
studio-shown-seed = seed { $number }

studio-word-auto = Auto
studio-word-none = None
# made by `python -m whygrad.activations` from activations/table.py: begin
studio-word-linear = Linear
studio-word-step = Step
export-code-step = 1 for inputs of at least 0, otherwise 0. Its derivative is 0, so the layers below do not learn.
studio-word-sign = Sign
export-code-sign = 1 for inputs of at least 0, otherwise -1. Its derivative is 0, so the layers below do not learn.
studio-word-piecewise-linear = Hard tanh
studio-word-sigmoid = Sigmoid
studio-word-tanh = Tanh
studio-word-relu = ReLU
studio-word-leaky-relu = Leaky ReLU
export-code-leaky-relu = The identity above 0, a hundredth of it below 0.
studio-word-prelu = PReLU
studio-word-elu = ELU
studio-word-selu = SELU
studio-word-gelu = GELU
studio-word-silu = SiLU (Swish)
studio-word-softplus = Softplus
studio-word-mish = Mish
# made by `python -m whygrad.activations` from activations/table.py: end
studio-word-xavier-uniform = Xavier, uniform
studio-word-xavier-normal = Xavier, normal
studio-word-he-uniform = He, uniform
studio-word-he-normal = He, normal
studio-word-lecun-uniform = LeCun, uniform
studio-word-lecun-normal = LeCun, normal
studio-word-normal = Normal
studio-word-orthogonal = Orthogonal
studio-word-zeros = All zeros
studio-word-playground = Playground
studio-word-batch = Batch
studio-word-layer = Layer
studio-word-identity = Identity
studio-word-softmax = Softmax
studio-word-squared = Squared error
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
studio-word-center = Subtract the mean
studio-word-center-channel = Subtract the mean per channel
studio-word-scale-channel = Divide by the standard deviation per channel
studio-word-scale = Divide by the standard deviation
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
studio-gates-about = A perceptron outputs 1 on one side of a line and 0 on the other. Choose a gate, press Run, and watch the line in the output.
studio-gates-and = AND, one perceptron
studio-gates-or = OR, one perceptron
studio-gates-nand = NAND, one perceptron
studio-gates-xor = XOR, one perceptron
studio-gates-trained = XOR, two layers, to train
studio-gates-hand = XOR, two layers, weights set by hand
studio-gates-set = Set the weights by hand: NAND, OR, then AND
studio-gates-table = Truth table
studio-gates-none = The network above does not learn a gate. Choose one.
studio-gates-right = { $right } of { $of } rows of the truth table are correct.
studio-gates-unit = hidden { $unit }
studio-gates-answer = output
studio-gates-wanted = target
studio-gates-is = correct
studio-gates-proof = Why one perceptron cannot compute XOR: it must output 1 at (0, 1) and (1, 0), and 0 at (0, 0) and (1, 1). Both pairs have the same midpoint, (½, ½). So no line has one pair on one side and the other pair on the other. A hidden layer with NAND and OR moves the corners to where AND can separate them.
studio-stack = A stack of linear layers
studio-stack-about = Without an activation function between them, layers only multiply their matrices: W₃(W₂(W₁x + b₁) + b₂) + b₃ = Wx + b. Load a network and train it. The numbers below are those of the shown network.
studio-stack-linear = Three linear layers
studio-stack-tanh = The same with tanh between the layers
studio-stack-none = This lesson needs dense layers with the inputs x₁ and x₂. Load one of its networks.
studio-stack-is-one = The { $layers } layers equal one layer. The largest difference to Wx + b is { $difference } times the largest output, which is rounding.
studio-stack-is-more = With activation functions between them, the { $layers } layers are more than their product. The largest difference to Wx + b is { $difference } times the largest output.
studio-stack-table = The network compared with the one layer; g(x) = f(x) - f(0), x = (1, 0.5), y = (-0.5, 1)
studio-stack-check = Holds for a linear network
studio-stack-left = left side
studio-stack-right = right side
studio-lessons-about = Some of these networks learn, some do not. Open one, press Run, and find the reason before the diagnosis does.
studio-claim-not-live = { $id } cannot be run on this page under this condition; its stored result is shown. To run it: whygrad claims { $id } --run
studio-claim-own-data = a claim is run with a built-in dataset; choose one under Data, or undo your changes.
studio-claim-arm-changed = this setting distinguishes "{ $claimed }" from "{ $other }", so it cannot be changed in both; undo your changes.
studio-claim-no-hidden = without hidden layers both networks of this claim are the same; add a hidden layer.
studio-claim-no-measure = with these changes the claim's measure has no value in some runs; change fewer settings, or undo your changes.
studio-claim-size = With these changes the training is too large to run here. Use fewer epochs, units, samples or seeds, or the command of the claim.
studio-claim-time = Running the claim took longer than { $seconds } s and was stopped. Use fewer epochs, units or samples.
studio-claim-run-changed = Changed in both networks: { $changes }.
studio-claim-run-tuned = Each got its best { $key } on validation data: { $values }.
studio-claim-run-undecided = The interval that decides includes the smallest effect of interest: these seeds are too few to tell.
studio-course = Course: claims and exercises
studio-course-name = Course
studio-course-help = Claims about training, ordered for beginners: what do you expect, and what is the result?
studio-course-about = { $count } steps, ordered for beginners; { $done } done. A claim asks what you expect before it shows the result. Your progress stays in this browser.
studio-course-waits = The course is loading.
studio-course-chosen-steps = { $count } chosen steps, { $done } done
studio-course-unknown = The link names steps that this course does not have: { $ids }.
studio-course-all = Show the whole course
studio-course-begin = Begin
studio-course-continue = Continue
studio-course-share = Share chosen steps
studio-course-share-about = Tick steps. Whoever opens the link sees only these, in this order.
studio-course-pick = Choose { $name }
studio-course-picked = { $count ->
    [one] One step chosen.
   *[other] { $count } steps chosen.
}
studio-course-link = Link to the chosen steps
studio-course-forget = Forget progress
studio-course-forget-sure = Forget all answers and results seen?
studio-course-forget-yes = Forget them
studio-course-forget-no = Keep them
studio-course-previous = Previous step
studio-course-next = Next step
studio-course-place = Step { $number } of { $count }
studio-course-done = { $done } of { $count } done
studio-course-live = live
studio-course-stored = stored result
studio-course-exercise = exercise
studio-course-state-new = not begun
studio-course-state-answered = answered
studio-course-state-begun = begun
studio-course-state-revealed = result seen
studio-course-state-solved = solved
studio-claim-close = Close the claim
studio-claim-expect = What do you expect?
studio-claim-holds = It holds
studio-claim-depends = It depends
studio-claim-fails = It does not hold
studio-claim-reveal = Show the result
studio-claim-how = How it is tested
studio-claim-why = Why?
studio-claim-verdict = Verdict: { $verdict }.
studio-claim-depends-on = { $verdict } on { $what }
studio-claim-right = You expected "{ $answer }": correct.
studio-claim-wrong = You expected "{ $answer }".
studio-claim-live = The networks that are compared
studio-claim-arm = Network
studio-claim-condition = Condition
studio-claim-again = Undo my changes
studio-claim-run = Run { $seeds } seeds
studio-claim-running = Running
studio-claim-running-both = Training with { $seeds } new seeds.
studio-claim-ran = Seeds { $first } to { $last }, { $measure }: { $means }. Effect { $effect }, 95 % interval { $interval }: { $decision }.
studio-claim-ran-one = Seeds { $first } to { $last }, { $measure }: { $effect }, 95 % interval { $interval }: { $decision }.
studio-claim-picture = Dots: one seed each. Line: mean with 95 % interval. Dashed: the smallest effect of interest. Solid: no difference.
studio-claim-stored = The page does not train the networks of this claim and shows the stored result.
studio-claim-details-close = Close
studio-claim-command = Run the whole claim:
studio-claim-figure-waits = The figure is being drawn.
studio-claim-table = Stored result under each condition
studio-claim-column-condition = Condition
studio-claim-column-effect = Effect
studio-claim-column-interval = 95 % interval
studio-claim-column-decision = Result
studio-claim-outdated = The code or the claim has changed since then.
studio-claim-literature = Literature
studio-claim-for = For
studio-claim-against = Against
studio-lesson-close = Close the lesson
studio-lesson-hint = { $watch } The diagnosis appears as soon as there are enough records.
studio-lesson-answer = Diagnosis: { $title }. { $why }
studio-lesson-healthy = Diagnosis: no problems found. { $why }
studio-lesson-healthy-blobs = Four clusters, four classes. What do the boundaries between them look like?
studio-lesson-healthy-bumps = Can a network build six hills and valleys from smooth steps?
studio-lesson-healthy-circle = A ring around a disk. How do units that each draw one line enclose it?
studio-lesson-healthy-digits-batch-norm = Pixels from 0 to 16 without any preprocessing. Why does that not matter here?
studio-lesson-healthy-digits-dropout = A fifth of the units is switched off at every step. Does the network still learn?
studio-lesson-healthy-digits = Handwritten digits. How many epochs does it take to recognize them?
studio-lesson-healthy-gauss-linear = Two clusters and no hidden layer. Is a single line enough?
studio-lesson-healthy-moons-residual = Ten layers deep. Why does the gradient reach the first one?
studio-lesson-healthy-moons = Two half moons. Which units find the bend between them?
studio-lesson-healthy-plane = A tilted plane. How small can the network be?
studio-lesson-healthy-rings = Three nested rings. How does the network see the middle class?
studio-lesson-healthy-sine = One period of a sine. How many units does it take to follow it?
studio-lesson-healthy-spiral-features = The spiral is hard. What do the two sine features change?
studio-lesson-healthy-xor = Opposite quadrants have the same class. What does the hidden layer change?
studio-lesson-watch-healthy-blobs = Press Run. Watch the boundaries in the output while the training loss falls.
studio-lesson-why-healthy-blobs = Softmax compares four outputs, and the largest one wins. Two outputs are equal along each boundary. The clusters lie apart, so accuracy reaches 100 % in a few epochs.
studio-lesson-watch-healthy-bumps = Press Run. Watch the colors of the output turn into those of the samples.
studio-lesson-why-healthy-bumps = Each tanh unit of the first layer is a smooth step. The second layer combines steps of several directions into hills. The loss falls from about 0.2 to 0.003.
studio-lesson-watch-healthy-circle = Press Run. Watch the units of the first hidden layer, then the decision boundary in the output.
studio-lesson-why-healthy-circle = Each unit of the first layer bends along one straight line. The later layers combine these lines into a closed boundary. Accuracy reaches 100 % within the 100 epochs. With 3 units in one hidden layer, most runs reach 99 %: three lines make a triangle.
studio-lesson-watch-healthy-digits-batch-norm = Press Run. Then set the normalization to None and compare the test accuracy.
studio-lesson-why-healthy-digits-batch-norm = Batch normalization brings every unit to mean 0 and standard deviation 1, whatever the size of the inputs. Test accuracy ends near 97 %, without it near 94 %.
studio-lesson-watch-healthy-digits-dropout = Press Run. Compare the training accuracy with the test accuracy.
studio-lesson-why-healthy-digits-dropout = Dropout of 0.2 trains another part of the network at every step, so no unit can rely on a single other one. All units are used for predictions. Test accuracy ends near 96 %.
studio-lesson-watch-healthy-digits = Press Run. Watch the test accuracy, then choose a sample to see how the network predicts it.
studio-lesson-why-healthy-digits = One hidden layer of 32 ReLU units gets the 64 pixels. Test accuracy passes 90 % within 5 epochs and ends near 95 %.
studio-lesson-watch-healthy-gauss-linear = Press Run. Watch the line in the output turn until it lies between the clusters.
studio-lesson-why-healthy-gauss-linear = The clusters are linearly separable, so logistic regression is enough. Accuracy reaches 100 %. A hidden layer would add nothing.
studio-lesson-watch-healthy-moons-residual = Press Run. Read "Profile over depth" in the section "Inside the network".
studio-lesson-why-healthy-moons-residual = Residual connections add each layer's input to its output, so the gradient passes through the sum. Layer normalization keeps the signal at one size. At the start, the gradient of the first layer is as large as that of the tenth. Accuracy reaches 100 %.
studio-lesson-watch-healthy-moons = Press Run. Point at the units of both hidden layers and look for the bend of the decision boundary.
studio-lesson-why-healthy-moons = Each ReLU unit of the first layer bends along one line. The boundary follows several of them, piece by piece. Training accuracy reaches 100 %.
studio-lesson-watch-healthy-plane = Press Run. Then remove the hidden layer and press Run again.
studio-lesson-why-healthy-plane = The target is linear, so one linear unit is enough. Without a hidden layer the loss falls to 0. The 4 tanh units only approximate it, with a loss near 0.002.
studio-lesson-watch-healthy-rings = Press Run. Watch the units of the second hidden layer, then the output.
studio-lesson-why-healthy-rings = The middle ring lies between two others, so no line separates it. The second layer combines the lines of the first into closed curves. Accuracy reaches 100 %.
studio-lesson-watch-healthy-sine = Press Run. Then try a single hidden layer with 2 or 4 units.
studio-lesson-why-healthy-sine = Each tanh unit adds one smooth step, and a period needs at least two of them. A single layer of 4 units ends at a loss near 0.02, two layers of 16 units near 0.003.
studio-lesson-watch-healthy-spiral-features = Press Run. Then clear the features sin(x₁) and sin(x₂) and press Run again.
studio-lesson-why-healthy-spiral-features = The sines bend the inputs along the spiral, so fewer bends are left for the units. Test accuracy reaches 99.6 %. With x₁ and x₂ alone it ends between 89 % and 98 %.
studio-lesson-watch-healthy-xor = Press Run. Watch the units of both hidden layers, then the four corners in the output.
studio-lesson-why-healthy-xor = The ReLU units of the hidden layers fold the plane along lines. After that, one line can separate the classes. Accuracy reaches 100 %.

## studio: inside (curves, layers, histograms, diagnosis, remedies, learning, surface, factors, gallery)

studio-chart-table = These numbers as a table
studio-curves-loss = Loss
studio-curves-accuracy = Accuracy
studio-curves-log = Logarithmic scale
studio-curves-keep = Keep this curve
studio-curves-clear = Remove kept curves
studio-curves-read = Read the values at a record
studio-curves-band = band: middle half of the seeds
studio-curves-quartiles = middle half
studio-curves-empty = No record yet.
studio-curves-at = epoch { $epoch }
studio-curves-from = The training loss started at { $start }.
studio-layers-quantity = Quantity
studio-layers-auto = chosen by the diagnosis
studio-layers-time = Layers over time
studio-layers-depth = Profile over depth
studio-layers-median = median of the seeds
studio-layers-layer = layer
studio-layers-named = in the diagnosis
studio-layers-now = { $quantity } after { $step } updates:
studio-through-time = Gradient through time in the recurrent layers
studio-through-time-read = Record to show the gradient through time of
studio-through-time-legend = Thick line: the chosen record. Thin line: the first record. If the line falls steeply towards early time steps, the network learns little from them.
studio-through-time-keep = To compare with another training, such as one with gradient clipping: choose it in the list, press "Keep this curve", and come back.
studio-through-time-at = { $layer }, update { $step }: { $near } at the last time step and { $far } { $distance } { $distance ->
        [one] time step
       *[other] time steps
    } earlier.
studio-through-time-thinned = One of every { $every } time steps is shown.
studio-through-time-fewer = { $count } of { $of } recurrent layers are shown.
studio-histograms = Histograms of the shown network
studio-histograms-quantity = Values
studio-histograms-legend = Bars: now. Outline: before training. The outermost bars include all values beyond them.
studio-histograms-empty = Histograms appear with the first record.
studio-diagnosis-light = { $count ->
        [one] Show its layer
       *[other] Show its { $count } layers
    }
studio-layers-fewer = { $count } of { $of } layers: those that stand out and some between them. The heat map and the table show all.
studio-curves-none = no loss was recorded
studio-histograms-not-recorded = This trace has no histograms. Recording them is an option.
studio-histograms-alt = mean { $mean }, largest bin { $bin } with { $share }.
studio-histograms-mean = mean
studio-histograms-fullest = largest bin
studio-histograms-share = fraction in it
studio-histograms-ends = fraction in the outermost bins
studio-diagnosis-start = Press Run. The diagnosis appears here as soon as there are enough records.
studio-diagnosis-early = No problems found so far. It is too early to decide.
studio-diagnosis-healthy = No problems found: no rule found anything that keeps this network from learning.
studio-diagnosis-nan = { $of ->
    [one] NaN or infinity
   *[other] NaN or infinity, first in run { $run } and in { $count } of { $of } networks
 }: it appeared { $what ->
    [input] in the inputs of { $layer }
    [activation] in the activations of { $layer }
    [loss] in the loss, computed from the output of { $layer }
    [gradient] in the gradient of { $layer }
    [weight] in the weights of { $layer }
   *[other] in { $layer }
 } at update { $step }. Training of { $count ->
    [one] this network
   *[other] these networks
 } stopped there.
studio-diagnosis-numbers = Evidence
studio-visit-testing = Testing which fix works …
studio-visit-again = Test the fixes
studio-visit-fix = Fix it: { $remedy }
studio-visit-training = Training again: { $remedy } …
studio-visit-fixed = { $count ->
    [one] It learns now. { $remedy }: test accuracy { $before } before, { $after } after.
   *[other] It learns now. { $remedy }: test accuracy { $before } before, { $after } after, the median of { $count } networks.
}
studio-remedies = Which fix helps?
studio-remedies-try = Try fixes
studio-remedies-trying = Training the network with each fix …
studio-remedies-hint = Trains the network again with each fix and with random fixes, over the same seeds, and compares them. Results on the test set rank them: confirm the best one on data that was not used to choose.
studio-remedies-apply = Apply
studio-remedies-apply-named = Apply: { $remedy }
studio-remedies-undo = Undo
studio-remedies-applied = Applied: { $remedy }. Training starts again.
studio-remedies-table = Fixes, best first
studio-remedies-tied = tied with the best
studio-remedies-helps = helps
studio-closer = Look closer
studio-learning = One update, step by step
studio-learning-about = The computation of one update for one sample: forward pass, loss, backward pass, new weights.
studio-learning-sample = Sample
studio-learning-unit = unit
studio-learning-back = Back
studio-learning-next = Next
studio-learning-count = stage { $at } of { $of }
studio-learning-pause = Pause to see the numbers of the latest update.
studio-learning-forward = Forward: { $layer }
studio-learning-loss = Loss
studio-learning-backward = Backward: { $layer }
studio-learning-update = Update: { $layer }
studio-learning-more = … { $count } more
studio-learning-normalized = after normalization
studio-learning-skip = plus the residual connection
studio-learning-skip-back = gradient through the residual connection
studio-learning-output = output
studio-learning-parameter = parameter
studio-learning-new = new
studio-learning-numbers = Numbers of this stage
studio-learning-loss-note = o: output of the network, y: target.
studio-learning-chain = The chain rule: the gradient that arrives, times the derivative of the activation function, times the input of the weight.
studio-learning-update-note = For this sample alone; a batch uses the mean of the gradients of its samples.
studio-learning-update-other = Plain gradient descent for this sample alone; { $optimizer } scales the gradient before the update.
studio-learning-check = Check the derivative of the first weight
studio-learning-checked = Over the training set: { $automatic } by the chain rule, { $finite } by a finite difference (± { $step }).
studio-surface = Loss surface
studio-surface-about = The training loss on a plane through the parameters of the shown network. Line: the path so far; cross: the current parameters.
studio-surface-plane = Plane
studio-surface-path = first two principal directions of the path
studio-surface-random = two random directions
studio-surface-weights = two weights
studio-surface-first = Horizontal
studio-surface-second = Vertical
studio-surface-compute = Compute
studio-surface-computing = Computing the loss surface
studio-surface-no-path = There is no path yet: train the network first.
studio-surface-too-large = This network has too many parameters for a loss surface.
studio-surface-scale = Dark is low: the loss ranges from { $low } to { $high }. The color scale is logarithmic.
studio-race = All optimizers from the same start
studio-race-about = Every optimizer trains one network, from the initial weights of the shown one and on the same batches. The plane above shows the paths, with a number at each end. If you choose an optimizer by its test loss, confirm it on data that was not used to choose.
studio-race-epochs = Epochs
studio-race-rates = Learning rates
studio-race-same = that of the experiment
studio-race-usual = usual one of each optimizer
studio-race-start = Train
studio-race-stop = Stop
studio-race-racing = Training with every optimizer
studio-race-legend = Optimizers shown
studio-race-results = Losses at the end, per optimizer
studio-race-optimizer = optimizer
studio-race-rate = learning rate
studio-race-train = training loss
studio-race-test = test loss
studio-race-broken = NaN or infinity
studio-race-note-same = All use the learning rate { $rate }. Adaptive optimizers usually need a smaller one, so compare at their usual learning rates, too.
studio-race-note-usual = Each uses its usual learning rate: 0.001 for Adam and AdamW, 0.01 for the others.
studio-race-note-l2 = Without L2 regularization, Adam and AdamW are the same.
studio-regions = Linear regions
studio-regions-about = A network of ReLU units is piecewise linear: in an area where no unit switches between active and inactive, it is one linear function. The figure shows all of these regions, computed exactly, during training as well. Thick line: decision boundary.
studio-regions-count = { $count } linear regions, each with a linear function of its own.
studio-regions-pieces = { $count } linear regions. Where neighbors have the same linear function, they form one piece: { $pieces } pieces of the output.
studio-regions-over = More than { $most } linear regions: too many to draw.
studio-regions-start = At initialization there were { $count }.
studio-regions-most = A network of this size has at most { $most }, whatever its weights.
studio-regions-layer = up to layer
studio-regions-so-far = regions
studio-regions-bent = There are no linear regions: { $what } is curved, so the network is nowhere linear.
studio-regions-relu = Use ReLU instead
studio-regions-features = Features such as x₁² or sin x₁ are curved, so the regions are not polygons. Use x₁ and x₂ only.
studio-regions-inputs = Regions can be drawn for one or two inputs; this data has { $inputs }.
studio-regions-finite = Some weights are NaN or infinite, so there is nothing to draw.
studio-function = Draw a function, get the network
studio-function-about = Every continuous piecewise linear function of one variable is a ReLU network: one unit for each point where the slope changes, and one more. Set points in the figure or in the table. The weights are computed, not trained.
studio-function-picture = The function
studio-function-points = Points of the function
studio-function-point = point
studio-function-x = x
studio-function-y = f(x)
studio-function-change = edit
studio-function-x-of = x of point { $number }
studio-function-y-of = f(x) of point { $number }
studio-function-add = Add a point
studio-function-remove = Remove
studio-function-remove-of = Remove point { $number }
studio-function-left = Slope on the left
studio-function-right = Slope on the right
studio-function-make = Load it as a network
studio-function-says = One hidden layer of { $units } ReLU units. Slopes from left to right: { $slopes }.
studio-function-made = The network above now computes this function: { $units } units, no training. Reset gives it random weights. Then train it to see whether it finds the function again.
studio-function-shape = A function has 1 to { $most } points.
studio-function-finite = Every point and slope must be a number.
studio-function-order = x must increase from point to point: point { $at } has { $x }, the one before it { $before }.
studio-factors = How depth changes the gradient
studio-factors-about = Each layer multiplies the gradient by a factor that depends on its weights and the derivative of its activation function. The thin lines are the expected product for wide layers (64 units, standard normal inputs) before training. The thick line is measured in your network now.
studio-factors-init = Initialization
studio-factors-legend = Activation functions shown
studio-factors-own = your network now
studio-gallery = Activation functions
studio-gallery-curves = Function and derivative
studio-gallery-legend = { $name }: function (solid) and derivative (dashed).
studio-gallery-range = range
studio-gallery-steepest = largest derivative
studio-gallery-saturated = saturates
studio-gallery-mean = mean output for standard normal inputs
studio-gallery-zeros = fraction of exact zeros
studio-gallery-gain = mean squared derivative
studio-gallery-costly = exponentials and logarithms per value

## studio: pictures (the network, its output, own points, the chain rule)

studio-drawing-input = Input
studio-drawing-hidden = Hidden { $number }
studio-drawing-output = Output
studio-drawing-unit = { $layer }, unit { $unit }
studio-drawing-dead = { $unit }, constant output
studio-drawing-bundle = { $layer }, { $units } units drawn as one
studio-drawing-name = The network with { $layers } layers of weights, from the inputs on the left to the output on the right. Every unit is a small image of its activation over the plane of the data.
studio-drawing-units = Units. The arrow keys move from unit to unit. Enter selects a unit, enlarges it and opens its weights.
studio-drawing-strongest = The { $shown } largest of { $all } weights are drawn. Point at a unit to see all of its weights.
studio-drawing-skips = Dotted arcs are residual connections: they add the input of { $layers } to its output, without weights.
studio-drawing-wider = The drawing is wider than its frame: scroll it sideways, or use the arrow keys to move between units.
studio-drawing-frame = Drawing of the network
studio-drawing-link = { $from } → { $to }: { $weight }
studio-drawing-finding = { $title }: { $layers }
studio-drawing-broken-run = Run { $run }: NaN or infinity since update { $step }. It appeared first in { $layer }: { $what }.
studio-drawing-broken = NaN or infinity since update { $step }. It appeared first in { $layer }: { $what }.
studio-broken-input = the input
studio-broken-activation = an activation
studio-broken-loss = the loss
studio-broken-gradient = the gradient
studio-broken-weight = a weight
studio-drawing-table = Weights by layer
studio-drawing-unit-head = Unit
studio-drawing-weights-head = Incoming weights
studio-card-title = Weights
studio-card-empty = Select a unit or a connection to see and change its weights.
studio-card-input = An input has no weights.
studio-card-help = Change a number and press Enter. This works during training, too.
studio-card-of = Bias and incoming weights of { $unit }
studio-card-from = from { $unit }
studio-card-weight = Weight from { $source }
studio-card-bias = Bias
studio-card-gamma = Scale γ
studio-card-beta = Shift β
studio-card-slope = Slope
studio-card-number = Enter a number, such as -0.5.

studio-output-name = Output of the network over the plane of the data, with the samples as points.
studio-output-back = Back to the output
studio-output-back-short = Back
studio-output-none = These data have { $inputs } inputs, so there is no plane to draw the output over.
studio-output-pictures = The samples are images of { $inputs } pixels, so there is no plane to draw the output over. Choose a sample: the units then show their activations for it. The images in the first layer are its weights.
studio-output-value = Output
studio-output-table = The figure as numbers
studio-output-corner = x₂ \ x₁
studio-show-test = Show test set
studio-discretize = Discretize output
studio-legend-train = training sample
studio-legend-test = test sample
studio-legend-class = class { $name }
studio-legend-sure = certain: { $name }
studio-legend-half = undecided
studio-sample-label = Inspect sample
studio-sample-of = of { $count }
studio-sample-close = Close
studio-sample-help = Click a point or type a number to see how the network computes its prediction.
studio-sample-picture = Sample { $number } as an image
studio-sample-train-bare = Training sample { $number }: target { $target }, prediction { $answer }.
studio-sample-test-bare = Test sample { $number }: target { $target }, prediction { $answer }.
studio-sample-train = Training sample { $number } at { $place }: target { $target }, prediction { $answer }.
studio-sample-test = Test sample { $number } at { $place }: target { $target }, prediction { $answer }.
studio-sample-right = Correct.
studio-sample-wrong = Wrong.
studio-sample-sure = Its probability is { $share }.
studio-sample-table = Forward pass of the sample
studio-sample-layer = Layer
studio-sample-before = z (pre-activation)
studio-sample-after = a (activation)

studio-own-summary = Draw your own points
studio-own-name = Your own points in the plane.
studio-own-area = Drawing area. Click or tap to add a point, drag to add many. The arrow keys move a cross; Enter adds a point there, Delete removes the nearest one, and the keys 0 to 5 choose the class.
studio-own-at = The cross is at { $x }, { $y }.
studio-own-kind = Kind of data
studio-own-classes = classes in the plane
studio-own-curve = curve, y over x₁
studio-own-brush = A click adds
studio-own-class = class { $name }
studio-own-point = point
studio-own-erase = Remove
studio-own-add = Add a point here
studio-own-undo = Remove the last point
studio-own-clear = Remove all points
studio-own-copy = Start from the samples shown
studio-own-use = Train on these points
studio-own-help = Click in the drawing area. At least 4 points of two or more classes are needed.
studio-own-points = { $count } points
studio-own-count = class { $name }: { $count }

studio-chain = The chain rule, factor by factor
studio-chain-weight = Weight
studio-chain-sample = Sample
studio-chain-link = { $from } → { $to }
studio-chain-own = { $what } of { $unit }
studio-chain-factors = Factors of the derivative along the path
studio-chain-path = One path leads from this weight to the loss. Its factors:
studio-chain-paths = { $paths } paths lead from this weight to the loss. The factors along the path with the largest product:
studio-chain-strongest = to { $unit }, the largest of { $count }
studio-chain-chosen = to { $unit }, chosen from { $count }
studio-chain-paths-own = { $paths } paths lead from this weight to the loss. The factors along the path that you chose:
studio-chain-way = Units on the path
studio-chain-through = Through { $layer }
studio-chain-strongest-now = largest: { $branch }
studio-chain-strongest-choice = the largest
studio-chain-branch = { $unit }, factor { $factor }
studio-chain-skip = residual connection, factor { $factor }
studio-chain-reset = Path with the largest product
studio-chain-only = to { $unit }
studio-chain-loss = derivative of the loss at { $output }
studio-chain-product = Product along this path: { $product }. Sum over all paths: ∂L/∂w = { $sum }.
studio-chain-whole = Product: ∂L/∂w = { $sum }.
studio-chain-rule = Chain rule, all paths
studio-chain-kernel = Automatic differentiation
studio-chain-difference = Finite difference, h = { $step }
studio-chain-agree = ✓ All three agree.
studio-chain-differ = They differ. Either the activation function has a kink here, or the numbers are too small for single precision.
studio-chain-broken = Some of them are NaN or infinite.
studio-chain-none = A slope shared by a whole layer has no path of its own. Choose a weight or a bias.

## studio: traces of others

studio-skip-trace = Skip to the trace
studio-traces = Traces
studio-traces-none = There is no trace in { $folder } yet. A training recorded there appears here automatically: whygrad train … --out { $folder }/NAME, or whygrad.trace.Recorder(…, path="{ $folder }/NAME").
studio-traces-awaited = The training in { $folder } has started but has no record yet. The first one appears here automatically.
studio-traces-more = { $count ->
        [one] 1 older trace is not listed.
       *[other] { $count } older traces are not listed.
    }
studio-trace = The trace
studio-trace-records = { $count ->
        [one] 1 record
       *[other] { $count } records
    }
studio-trace-growing = recording
studio-trace-silent = no end and no new record: interrupted or very slow
studio-trace-finished = finished
studio-trace-non-finite = ended with NaN or infinity
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
studio-trace-clip = Gradient clipping
studio-trace-follow = Follow new records
studio-trace-run = Run
studio-trace-all = { $count ->
        [one] the only one
       *[other] median of all { $count }
    }
studio-trace-seed = seed { $seed }
studio-trace-lab = Open the experiment in the studio
studio-trace-empty = No record yet. The first one appears here automatically.
studio-trace-lost = No response from the server: whygrad play was ended, or the network is down. The page keeps trying; it shows the last data that it received.
studio-trace-advice = The fixes above are suggestions. This trace holds no experiment that whygrad could train again to try them.
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
studio-trace-column-gradient = Gradient RMS, now
studio-heat = All layers over time
studio-heat-map = Heat map of the layers
studio-heat-layer = Layer, from input to output
studio-heat-at = { $layer }, update { $step }: { $value }
studio-heat-nothing = no value
studio-heat-none = Hatched: no value. Black: exactly 0.
studio-heat-empty = No quantity per layer was recorded.
studio-heat-alt = { $quantity } of { $layers } layers, input at the top, output at the bottom. After { $step } updates it ranges from { $low_value } at { $low } to { $high_value } at { $high }.

## studio: atlas (atlas-axis-…; atlas-map-<name of a ready-made map>; atlas-page-…)

atlas-axis-init = Initial weights (standard deviation)
atlas-axis-init-help = Initial weights are drawn from a normal distribution with this standard deviation: init = "normal:STD".
atlas-axis-depth = Hidden layers
atlas-axis-depth-help = How many hidden layers the network has, each as wide as the first one.
atlas-axis-width = Units per hidden layer
atlas-axis-width-help = How many units every hidden layer has.
atlas-map-circle = Learning rate and initial weights
atlas-map-circle-about = The default network, 50 epochs. Weights that start near zero barely learn, and a learning rate above 3 makes the loss jump.
atlas-map-fractal = The fractal boundary of training
atlas-map-fractal-about = Full batch, one tanh layer, squared loss, as in Sohl-Dickstein (arXiv 2402.06184). His maps vary the learning rates of two layers; here the second axis is the size of the initial weights, since an experiment has one learning rate.
atlas-map-relu = Four ReLU layers
atlas-map-relu-about = With small initial weights the gradients vanish, with large ones they explode. Training works in the band between them.
atlas-map-depth = Sigmoid layers, one to ten
atlas-map-depth-about = Each further sigmoid layer shrinks the gradients of the first layers, until no learning rate helps.
atlas-map-batch = Learning rate and batch size
atlas-map-batch-about = Larger batches make fewer updates per epoch, so they need a larger learning rate for the same loss.
atlas-map-adam = Adam
atlas-map-adam-about = Adam scales its updates, so the learning rate that works depends less on the initial weights than with SGD.
atlas-page-skip = Skip to the map
atlas-page-title = Map of two settings
atlas-page-map = Map
atlas-page-colors = Colors
atlas-page-pixel = Pixel
atlas-page-along = Along a line
atlas-page-lab = Studio
atlas-page-networks = Networks
atlas-page-ready = Ready-made map
atlas-page-other = Your own
atlas-page-experiment = Experiment
atlas-page-experiment-help = What every pixel trains, apart from its two settings.
atlas-page-own = The experiment of this map
atlas-page-edit = Edit this experiment in the studio
atlas-page-x = Horizontal axis
atlas-page-y = Vertical axis
atlas-page-setting = Setting
atlas-page-low = From
atlas-page-high = To
atlas-page-log = Logarithmic
atlas-page-measure = A pixel shows
atlas-page-ended = How training ended
atlas-page-size = Pixels
atlas-page-size-help = Each pixel is one trained network.
atlas-page-seed = Seed
atlas-page-seed-help = The seed of every pixel's training.
atlas-page-where = Train pixels
atlas-page-where-help = The server of whygrad uses all cores of the machine that it runs on and is several times as fast as a browser.
atlas-page-where-page = in this browser
atlas-page-where-server = on the server
atlas-page-move = Move the map
atlas-page-in = Zoom in
atlas-page-out = Zoom out
atlas-page-home = Whole range
atlas-page-line = Draw a line
atlas-page-line-help = Drag across the map to see the loss curves along the line. Without this button, hold Shift while you drag.
atlas-page-canvas = Map
atlas-page-keys = Drag to move, scroll to zoom, click for a pixel, double-click to open it in the studio. Keys: arrows move, + and − zoom, 0 shows the whole range, Shift and arrows move the cursor, Enter opens the pixel, L begins and ends a line.
atlas-page-progress = Trained pixels
atlas-page-point = Point at a pixel to read it.
atlas-page-deepest = Neighboring pixels are already as close as single precision allows.
atlas-page-unknown = not trained yet
atlas-page-failed = diverged, NaN or infinity
atlas-page-choose = Click a pixel to see its diagnosis.
atlas-page-asking = Diagnosing …
atlas-page-long = This training is too long for the server. Open it in the studio for its diagnosis.
atlas-page-open = Open in the studio
atlas-page-curves = Training loss along the line
atlas-page-curves-hint = Hold Shift and drag across the map. Up to 12 networks along the line are trained again, with their loss curves.
atlas-page-open-table = Show as a table
atlas-page-epoch = Epoch
atlas-page-share = Completed training (%)
atlas-page-ends = Dark: { $from }. Bright: { $to }.
atlas-page-begin = Loss at the start
atlas-page-end = Loss at the end
atlas-page-table = Table of the map
atlas-page-done = The map is complete. { $finished } % of the training runs finished. In the middle: { $place }.

## studio: networks (zoo-page-<part>-…; zoo-page-setting-<setting of a layer>)

zoo-page-skip = Skip to the network
zoo-page-parts = Sections of this page
zoo-page-networks = Networks
zoo-page-inside = Inside
zoo-page-augmentation = Augmentation
zoo-page-lab = Studio
zoo-page-list = Built-in models
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
zoo-page-edit = Edit these layers
zoo-page-done = Back to { $name }
zoo-page-formulas = Formulas for all layers
zoo-page-formulas-of = Formulas of { $name }
zoo-page-shape-input = Input (channels × height × width)
zoo-page-drawing = Drawing
zoo-page-drawing-alt = The network from left to right, from { $input } to { $output }: { $main }. Each number is in the table below.
zoo-page-drawing-more = … and { $count } more
zoo-page-drawing-note = Height: size of the feature maps. Thickness: number of channels. Bands: normalization, activation, dropout. Arcs: residual connections.
zoo-page-table = Table of the layers
zoo-page-share-of = { $share } of all
zoo-page-group-convolution = Convolution
zoo-page-group-pooling = Pooling
zoo-page-group-dense = Dense
zoo-page-group-normalization = Normalization and dropout
zoo-page-group-activation = Activation
zoo-page-group-sequence = Sequences
zoo-page-group-input = Input
zoo-page-editor = Edit the layers
zoo-page-editor-list = With controls
zoo-page-editor-text = As TOML
zoo-page-editor-text-help = One layer per line. Settings that are left out have their defaults. Changes apply as you type.
zoo-page-kind = Kind of layer { $number }
zoo-page-setting-of = { $setting }, layer { $number }
zoo-page-add = Add a layer
zoo-page-add-after = Add a layer after layer { $number }
zoo-page-remove = Remove layer { $number }
zoo-page-more = More settings of layer { $number }
zoo-page-up = Move layer { $number } up
zoo-page-down = Move layer { $number } down
zoo-page-line = Line { $line }
zoo-page-stale = The last valid list is shown below.
zoo-page-good = { $parameters } parameters, output { $output }.
zoo-page-empty = Without layers, the output is the input. Add the first layer.
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
zoo-page-setting-dropout = Probability
zoo-page-setting-residual = Layers inside
zoo-page-setting-shortcut = Shortcut
zoo-page-setting-embedding = Dimensions
zoo-page-setting-words = Words
zoo-page-setting-rnn = Units
zoo-page-setting-lstm = Units
zoo-page-setting-gru = Units
zoo-page-setting-depth = Stacked layers
zoo-page-setting-bidirectional = Bidirectional
zoo-page-setting-output = Output
zoo-page-setting-activation = Activation
zoo-page-bundled = small network of whygrad, trained on Fashion-MNIST
zoo-page-model = Trained network
zoo-page-model-more = To see a network of your own: whygrad train fashion-mnist --out DIR, then whygrad play DIR.
zoo-page-missing = Visualization and augmentation need { $packages }. Install it with: pip install "whygrad[zoo,torch]", and restart whygrad play. Sizes and costs of networks need nothing more.
zoo-page-pictures = Image
zoo-page-pictures-of = { $label }, image { $number }
zoo-page-own-picture = Your own image
zoo-page-own-picture-help = PNG, JPEG, WebP, GIF or BMP. It is sent only to whygrad on this machine and is not stored.
zoo-page-own-shown = your image { $name }
zoo-page-no-data = The images that this network was trained on are not on this machine. Open an image of your own.
zoo-page-picture-large = This file is larger than { $most } MB, and your browser cannot resize it. Save a smaller one first.
zoo-page-seen = Input of the network
zoo-page-seen-alt = The image as the network gets it: { $width }×{ $height } pixels.
zoo-page-prediction = Prediction
zoo-page-prediction-help = Choose a class to see which pixels support it.
zoo-page-right = Label: { $label }. The prediction is correct.
zoo-page-wrong = Label: { $label }. The prediction is wrong.
zoo-page-evidence = Explanation of the prediction
zoo-page-evidence-for = Evidence for { $label }
zoo-page-saliency = Saliency map
zoo-page-saliency-help = How strongly the score of the class depends on each pixel: |∂score/∂pixel|.
zoo-page-saliency-smooth = How strongly the score of the class depends on each pixel: |∂score/∂pixel|, averaged over 24 noisy copies (SmoothGrad).
zoo-page-occlusion = Occlusion
zoo-page-occlusion-help = How much the score falls when { $patch }×{ $patch } pixels are covered with the color of the border. Orange with stripes: it rises.
zoo-page-grad-cam = Grad-CAM
zoo-page-grad-cam-help = Where the last convolution responds to features that support the class.
zoo-page-evidence-alt = { $name }: strongest { $where }, values from { $low } to { $high }.
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
zoo-page-layers-choose = Layer to show
zoo-page-maps = Output of layer { $layer }
zoo-page-maps-said = { $shown } of { $of } feature maps of { $height }×{ $width }, values from { $low } to { $high }, all on one scale.
zoo-page-flat-said = { $of } numbers from { $low } to { $high }, { $width } per row.
zoo-page-silent = { $count ->
        [one] 1 feature map is 0 everywhere.
       *[other] { $count } feature maps are 0 everywhere.
    }
zoo-page-map = Feature map { $number }: from { $low } to { $high }
zoo-page-filters = Filters of layer { $layer }
zoo-page-filters-alone = Filters
zoo-page-filters-said = { $rows } of { $of } filters, one per row, for { $columns } of { $channels } input channels. { $height }×{ $width } weights from { $low } to { $high }.
zoo-page-scale = Blue: above 0. Orange with stripes: below 0. Blank: 0.
zoo-page-scale-high = the largest magnitude is { $largest }
zoo-page-augment-help = With data augmentation, a network never gets the same image twice. Each row shows one random change at { $steps } training steps. The last row combines all selected changes.
zoo-page-augment-as = Original
zoo-page-augment-all = All together
zoo-page-augment-none = Select at least one change.
zoo-page-augment-again = New random values
zoo-page-augment-alt = { $word } at { $number }: { $steps } variants of the image.
zoo-page-augment-all-alt = { $words } together: { $steps } variants of the image.
zoo-page-augment-toml = In an experiment file: { $toml }
zoo-page-augment-flip = Flip: probability
zoo-page-augment-crop = Crop: padding in pixels
zoo-page-augment-scale = Scale: up to ± this fraction
zoo-page-augment-rotate = Rotate: up to ± degrees
zoo-page-augment-jitter = Color jitter: up to ± this fraction
zoo-page-augment-erase = Erase: probability
zoo-page-working = Working …
zoo-page-error-key = { $key } is unknown here: a list of layers has "input" and "layers".
zoo-page-error-no-layers = The list of layers is missing: write layers = [ … ] with one layer after the other.
zoo-page-error-input = { $key } must be 1 to 3 whole numbers from 1 to { $most }. An image has channels, height and width; a sequence has time steps and features. Other data have the number of features.
zoo-page-error-torch = Visualization needs PyTorch and safetensors. Install them with: pip install "whygrad[zoo,torch]"
zoo-page-error-no-model = This network no longer exists: its file was deleted, moved or renamed.
zoo-page-error-model-size = The file of this network is larger than { $most } MB, which is too large for the page.
zoo-page-error-no-pictures = This network does not classify images, so there is nothing to show.
zoo-page-error-no-picture = There is no image at this place; choose one of those that are shown.
zoo-page-error-large = This network needs more multiply-adds per image than the page allows; use whygrad inside.
zoo-page-error-flat = This network gets the image as a flat vector; the page visualizes networks with image input only.

## claims

claim-id = ID
claim-statement = Claim
claim-verdict = Verdict
claim-effect = Effect
claim-date = Date
claim-condition = Condition
claim-decision = Result
claim-topic-perceptron = The perceptron
claim-topic-nonlinearity = Nonlinearity
claim-topic-chain-rule = Loss and chain rule
claim-topic-vanishing-gradients = Vanishing gradients
claim-topic-remedies = Fixes
claim-topic-generalization = Generalization
claim-topic-convolution = Convolution
claim-topic-depth = Depth
claim-interval = 95 % interval
claim-supported = supported
claim-refuted = refuted
claim-depends = depends
claim-undecided = undecided
claim-stale = outdated
claim-no-result = not run
claim-cores = { $count ->
    [one] 1 core
   *[other] { $count } cores
}
claim-made = { $seeds ->
    [one] 1 run
   *[other] { $seeds } seeds
}, { $date }, { $machine }. Intervals: 95 %, bootstrap over seeds.
claim-made-exact = Computed exactly, { $date }, { $machine }.
claim-changed = Settings changed for this run: { $changes }.
claim-factor = a factor of { $factor }
claim-rule-larger = Compared: { $measure }. Supported if { $claimed } exceeds { $other } by { $effect } or more.
claim-rule-smaller = Compared: { $measure }. Supported if { $claimed } is below { $other } by { $effect } or more.
claim-rule-equal = Compared: { $measure }. Supported if { $claimed } and { $other } differ by { $effect } at most.
claim-unknown = no claim has the id { $id }; this lists all ids: whygrad claims
claim-unknown-measure = no measure has the name { $name }; use one of { $known }.
claim-few-seeds = { $id } compares runs of several seeds; give --seeds 2 or more.
claim-no-settings = { $id } trains no experiment, so no setting can be changed; leave out --set.
claim-none-stale = no stored result is outdated.
claim-not-run = { $id } has no stored result; run it with: whygrad claims { $id } --run
claim-all-and-ids = --all and --stale choose the claims themselves; leave out the ids, or leave out the option.
claim-run-which = name the claims to run, such as C09, or give --all.
plot-claim-alt = { $id }: { $verdict }. { $effects }
plot-claim-alt-curve = { $id }: { $verdict }. Curves of the effect: { $over } from { $low } to { $high }. { $effects }
plot-claim-control = control
plot-claim-alt-one = { $condition }: effect { $effect }, interval { $interval }, { $decision }.
cli-claims = List statements about training with their verdicts, or run the experiments that test them.
cli-claims-examples = Examples:
      whygrad claims
      whygrad claims C09
      whygrad claims C11 --run --seeds 20
      whygrad claims --all --run --report claims
cli-claims-ids = Ids of claims, such as C09. Default: list all.
cli-claims-run = Run the experiments now and judge them, instead of showing the stored results.
cli-claims-all = All claims.
cli-claims-stale = All claims whose definition, experiment or engine changed since their stored result.
cli-claims-seeds = Number of seeds for each of the compared networks, 0 to N-1. Default: as the claim states. Implies --run.
cli-claims-report = Write ID.md, ID.svg and ID.json for each claim to the folder DIR.
cli-claims-saved = Saved: { $path }
cli-progress-claim = Testing { $id }

## course

course-about-perceptron = One unit draws one straight line. See what a line can separate, what it cannot, and what a better choice of features changes.
course-about-nonlinearity = Layers without an activation function are one linear map. Compare the activation functions: how fast they train, what they cost, which units die.
course-about-chain-rule = Training follows the derivative of a loss. See which losses and outputs have a useful derivative, and what one activation function lets through.
course-about-vanishing-gradients = The chain rule multiplies one factor per layer. See how the product shrinks or grows with depth, and which factors keep it near 1.
course-about-remedies = Learning rate, scaled inputs, initialization and normalization decide whether the same network learns. Change one at a time.
course-about-generalization = A network that fits its training set may fail on new data. See where the gap comes from and what closes it.
course-about-convolution = Images have neighboring pixels. See what a linear classifier makes of them, and what filters, weight sharing and pooling add.
course-about-depth = More layers can describe more with fewer parameters, if they can be trained. See what depth gains and what residual connections change.
course-goal-at-least = { $quantity } at least { $value }
course-goal-at-most = { $quantity } at most { $value }
course-goal-absent = no problem "{ $problem }"
course-points = { $value } percentage points
course-quantity-accuracy-test = test accuracy
course-quantity-accuracy-train = training accuracy
course-quantity-accuracy-gap = training accuracy minus test accuracy
course-quantity-loss-test = test loss
course-quantity-loss-train = training loss
course-quantity-loss-gap = test loss minus training loss
course-quantity-units = number of hidden units
course-quantity-layers = number of hidden layers
course-quantity-parameters = number of parameters
course-needed = The goals must hold in { $needed } of { $runs } runs. Each run is trained for { $epochs ->
    [one] { $epochs } epoch
   *[other] { $epochs } epochs
  }, with its own initial weights. All runs use the same data, newly drawn or newly split.
course-kept-always = the data and the number of epochs
course-setting-features = input features
course-setting-preprocessing = preprocessing
course-setting-augmentation = augmentation
course-setting-hidden = hidden layers
course-setting-activation = activation function
course-setting-init = initialization
course-setting-normalization = normalization
course-setting-dropout = dropout
course-setting-residual = residual connections
course-setting-output = output function
course-setting-loss = loss function
course-setting-optimizer = optimizer
course-setting-learning-rate = learning rate
course-setting-schedule = learning rate schedule
course-setting-warmup = warm-up
course-setting-batch-size = batch size
course-setting-l1 = L1
course-setting-l2 = L2
course-setting-clip = gradient clipping
course-setting-other = data and epochs
course-whole-data = everything about the data
course-whole-network = everything about the network
course-whole-training = everything about the training
course-changed = { $key } must stay { $kept }; it is { $given } now.
course-setting-missed = Not reached: { $goal }. It is { $value }.
course-not-trained = Nothing was trained.
course-missed = Not reached: { $goal }. It holds in { $reached } of { $runs } runs; the median is { $median }.
course-missed-absent = Not reached: { $goal }. It holds in { $reached } of { $runs } runs.
course-diverged = { $failed } of { $runs } runs diverged: their loss grew without bound or was no longer finite.
course-passed = Passed: every goal holds in { $reached } of { $runs } runs; { $needed } are needed.
course-failed = Not passed: every goal holds in { $reached } of { $runs } runs; { $needed } are needed.
course-error-goal = { $value } is not a valid goal; write one such as "accuracy_test >= 0.95", "units <= 4" or "no dead-units".
course-error-code = { $name } is not the code of a problem; did you mean { $near }?
course-error-quantity = a goal cannot measure { $name }; use a setting that is a number, or one of { $known }.
course-error-no-goal = an exercise needs at least one goal, such as "accuracy_test >= 0.95".
course-error-layers = a network that is given as a list of layers cannot be an exercise; use network.hidden.
course-error-unknown = no exercise has the name { $name }; this lists all: whygrad course
course-error-unknown-nearest = no exercise has the name { $name }; did you mean { $nearest }?
course-kind = Kind
course-kind-claim = claim
course-kind-exercise = exercise
course-step = Step
course-title = Title
course-how = Read a claim: whygrad claims C02. Show an exercise: whygrad course NAME.
course-start = Begin with
course-keep = Must stay
course-goals = Goals
course-hint = Hint
course-solution = A solution
course-how-to-check = Check an answer: whygrad course { $name } EXPERIMENT.toml, or with --set KEY=VALUE.
cli-course = The course: claims and exercises in order; answers to exercises are checked.
cli-course-examples = Examples:
      whygrad course
      whygrad course ten-layers-of-sigmoid --hint
      whygrad course ten-layers-of-sigmoid --set normalization=batch
cli-course-name = A topic or an exercise. Without it, the whole course is listed.
cli-course-answer = Your answer: an experiment file or a link. With --set alone, changes of the experiment to begin with.
cli-course-hint = Show the hint.
cli-course-solution = Show one solution and what it teaches.
cli-course-out = Write the experiment to begin with to a file.
cli-course-which = name an exercise first, such as: whygrad course ten-layers-of-sigmoid
cli-course-claim = { $id } is a claim, not an exercise; show it with: whygrad claims { $id }
cli-course-written = Written: { $path }
cli-progress-course = Checking the answer to { $name }
studio-exercise = Exercise
studio-exercise-goal = Goal:
studio-exercise-keep = Must stay:
studio-exercise-changed = Changed, but must stay: { $keys }.
studio-exercise-put-back = Put back
studio-exercise-check = Check my answer
studio-exercise-checking = Training the answer with other initial weights, on newly drawn or newly split data …
studio-exercise-hint = Hint
studio-exercise-start-over = Start over
studio-exercise-close = Close the exercise
studio-exercise-handed = Exercise.
studio-exercise-handed-task = Change this network so that it reaches the goal.
studio-hand-out = Hand out as an exercise
studio-hand-out-about = The link opens this experiment as an exercise. Whoever opens it changes it until the goals are reached, and has the answer checked.
studio-hand-out-goals = Goals
studio-hand-out-goals-help = Separate several by commas: accuracy_test >= 0.95, loss_test <= 0.1, units <= 4, no dead-units.
studio-hand-out-copy = Copy the exercise link
studio-hand-out-link = Link of the exercise
studio-hand-out-no-link = This experiment does not fit into a link, so it cannot be handed out.
## Maps

map-title = { $measure }, by { $x } and { $y }
map-alt = Map of { $width } × { $height } pixels, each a trained network: { $title }.
map-partly = { $share } % of the pixels are trained; the others show the nearest trained pixel.
map-best = Best pixel: { $value } at { $settings }.
map-measure-loss = Loss on test data
map-measure-train-loss = Loss on training data
map-measure-accuracy = Accuracy on test data
map-measure-train-accuracy = Accuracy on training data
map-measure-speed = Epochs until the training loss is half its chance level
map-measure-finding = Main finding
map-ended = Ended
map-ended-finished = finished
map-ended-diverged = diverged
map-ended-non-finite = NaN or infinity
map-did-not-finish = most runs diverged or became NaN
map-healthy = Healthy
map-finding = Finding
map-other-findings = other findings
map-share-runs = Fraction of runs
map-share-pixels = Fraction of pixels
map-not-trained = not trained
map-axis-form = { $value } is not an axis; write KEY=LO:HI, KEY=LO:HI:log or KEY=V1,V2, such as learning_rate=0.001:10:log.
range-order = the range of { $value } is empty: its first number must be below its second one.
range-whole = the range of { $value } needs integers on both sides.
vary-form = { $value } is not a setting to vary; write KEY=V1,V2, or with --samples KEY=LO:HI or KEY=LO:HI:log.
vary-nothing = there is nothing to vary; give --vary KEY=V1,V2.
vary-hidden-twice = { $key } changes hidden layers, which another setting of --vary gives; leave one out.
vary-range-needs-samples = { $key } is a range; add --samples N for random values, or list values, such as { $key }=V1,V2.
vary-too-few = there are only { $possible } different variants, fewer than { $count } samples; leave out --samples to train all.
sort-unknown = no order has the name { $name }; use one of { $known }.
sort-losses = the variants use different losses, whose values cannot be compared; use --sort accuracy_test.
sort-no-outcome = the training runs have no { $name }; use one of { $known }.
compare-rank = rank
compare-seconds = seconds
compare-operations = multiply-adds
compare-pareto = Pareto
compare-same-cost = Each variant has { $parameters } parameters and takes { $adds } multiply-adds per sample.
compare-shortened = A wider terminal window or --json also shows the losses.
compare-seconds-note = Seconds: total over all seeds of a variant, measured on this machine while other programs may have been running.
compare-ranks = Ranks are by mean, with 95 % intervals (sign flips of paired differences, adjusted for the number of variants; { $seeds } { $seeds ->
    [one] seed
   *[other] seeds
 }). With fewer than { $least } seeds no difference is certain.
compare-may-be-best = { $count } variants may be the best one: rank 1 is in their interval.
compare-front = { $mark } marks the Pareto front ({ $count }): no other variant is at least as good in mean result, { $time } and parameters, and better in one of them.
plot-front-title = Pareto front: result, parameters and time
plot-front-alt = { $outcome } of { $count } variants against parameters and time. On the Pareto front:
plot-front-on = on the Pareto front
plot-front-others = other variants
range-log = the range of { $value } cannot be logarithmic: both numbers must be above 0.
map-axis-twice = { $value } occurs twice; each axis and each of its values may be given once.
map-axis-cannot = { $key } cannot be an axis of a map; use a setting with numbers or names, such as { $known }.
map-axis-hidden = { $key } changes hidden layers, and this experiment has none; set some first, such as --set hidden=4,2.
map-axis-set = { $key } is varied by an axis, so --set cannot give it a value.
map-axis-z = --z { $value } is a range; list its values, such as --z l2=0,0.01,0.1.
map-size = --size must be between 2 and { $most }, not { $size }.
map-unknown-measure = no measure has the name { $name }; use one of { $known }.
map-memory = this map needs about { $needed } of memory, but only { $free } are free; use fewer pixels or seeds.
map-time = this map would take about { $needed }, which is more than { $limit }; use fewer pixels, epochs or seeds, or raise --minutes.
map-folder = trained pixels cannot be kept in { $path }: { $reason }; give another folder with --folder.
map-not-replaced = { $path } exists and is not a map; give another name.
map-bad-format = the map cannot be written to { $path }: the name must end in one of { $known }.
