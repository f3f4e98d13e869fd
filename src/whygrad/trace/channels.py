"""Every quantity a trace can hold: its name, dimensions, unit, formula and source.

Engines, watchers, rules and views all speak of these names. Dimensions are the last axes of the array, in this order;
every channel but those of the data and of the single batch begins with `run, step`. A record with step s describes the
network after s updates; its `update_ratio` and `step_quality` describe the s-th update, so they are NaN at step 0.

The layer quantities come from one pass over the *probe batch*: the first min(128, N) training samples, the same for
every run, normalization with that batch's statistics, dropout off. Weights W (O, I), gradient G = dL/dW without
penalty terms, pre-activation Z (B, O) as the activation sees it (after normalization), activation A (B, O).
"""

from __future__ import annotations

from dataclasses import dataclass

RUN = ("run", "step")
LAYER = ("run", "step", "layer")


@dataclass(frozen=True, slots=True)
class Channel:
    """A recorded quantity.

    `dims` are the names of the array's axes. `unit` is "1" for ratios and fractions. `source` is the publication that
    the quantity comes from. `detail` is the option that records it; "" if it is always recorded, "programs" if it is
    recorded for watched trainings of users.
    """

    name: str
    dims: tuple[str, ...]
    unit: str
    formula: str
    source: str
    detail: str = ""


_GLOROT = "Glorot & Bengio 2010"
_GOODFELLOW = "Goodfellow, Bengio & Courville, Deep Learning, 2016"

_CHANNELS = (
    # one number a run
    Channel("loss_train", RUN, "loss", "mean loss over the training set, no penalty, no dropout", _GOODFELLOW),
    Channel(
        "loss_whole",
        RUN,
        "loss",
        "the value that backward() begins at, as the program computed it: with penalties and other parts, and as a sum "
        "where the program sums; NaN if the update has several backward passes",
        _GOODFELLOW,
        "programs",
    ),
    Channel("loss_test", RUN, "loss", "mean loss over the test set, no penalty, no dropout", _GOODFELLOW),
    Channel(
        "accuracy_train", RUN, "1", "fraction of training samples classified correctly; NaN for regression", _GOODFELLOW
    ),
    Channel(
        "accuracy_test", RUN, "1", "fraction of test samples classified correctly; NaN for regression", _GOODFELLOW
    ),
    Channel(
        "gradient_norm", RUN, "loss", "‖∇L‖₂ over all parameters, on the probe batch", "Pascanu, Mikolov & Bengio 2013"
    ),
    Channel("learning_rate", RUN, "1", "the learning rate of the update that follows", _GOODFELLOW),
    Channel(
        "planned_learning_rate",
        RUN,
        "1",
        "the learning rate that the schedule multiplies or warms up to: the largest of the optimizer's `initial_lr`, "
        "`max_lr` and `lr`",
        _GOODFELLOW,
        "programs",
    ),
    Channel(
        "gradient_coherence",
        RUN,
        "1",
        "‖mean g‖² / mean ‖g‖² over the gradients g of the training batches since the last record; about 1 if they "
        "agree, about 1 / number of batches if they are noise",
        "McCandlish et al. 2018",
    ),
    Channel(
        "coherence_batches", RUN, "updates", "number of gradients used for gradient_coherence", "McCandlish et al. 2018"
    ),
    Channel(
        "step_quality",
        RUN,
        "1",
        "(L(w) - L(w + Δw)) / (-g·Δw) of the last update on its own batch; 1 if the loss fell as much as the gradient "
        "predicts, negative if it rose",
        "trust-region ratio, Nocedal & Wright 2006, ch. 4",
    ),
    # one number a layer
    Channel("gradient_rms", LAYER, "loss", "sqrt(mean G²)", _GLOROT),
    Channel("gradient_l2", LAYER, "loss", "‖G‖₂", "Pascanu, Mikolov & Bengio 2013"),
    Channel("backprop_rms", LAYER, "loss", "RMS of B·dL/dZ over the probe batch and the units", _GLOROT),
    Channel("weight_rms", LAYER, "1", "sqrt(mean W²)", _GLOROT),
    Channel("update_ratio", LAYER, "1", "‖ΔW‖₂ / ‖W‖₂ of the last update, W before it", "Karpathy, CS231n notes"),
    Channel("preactivation_mean", LAYER, "1", "mean Z", _GLOROT),
    Channel("preactivation_std", LAYER, "1", "standard deviation of Z over samples and units", _GLOROT),
    Channel("preactivation_rms", LAYER, "1", "sqrt(mean Z²)", _GLOROT),
    Channel("activation_mean", LAYER, "1", "mean A", _GLOROT),
    Channel("activation_std", LAYER, "1", "standard deviation of A over samples and units", _GLOROT),
    Channel("activation_rms", LAYER, "1", "sqrt(mean A²)", _GLOROT),
    Channel(
        "sample_std",
        LAYER,
        "1",
        "standard deviation of A over the samples, RMS over the units; how strongly A depends on the input",
        "Poole et al. 2016",
    ),
    Channel(
        "unit_std",
        LAYER,
        "1",
        "standard deviation of A over the units of a layer, RMS over the samples; 0 if all units are equal, NaN for a "
        "single unit",
        _GOODFELLOW,
    ),
    Channel(
        "dead_share",
        LAYER,
        "1",
        "fraction of units whose f'(Z) is 0 for every sample of the probe batch",
        "Lu et al. 2019",
    ),
    Channel(
        "saturated_share",
        LAYER,
        "1",
        "fraction of Z in the saturated range of the activation function",
        _GLOROT,
    ),
    Channel(
        "through_time",
        LAYER,
        "1",
        "largest ‖dL/dZ‖ of all time steps, divided by that of the last time step. For a fused recurrent layer: "
        "max ‖dL/dh_t‖ / ‖dL/dA‖ over all t. If its time steps cannot be observed: a lower bound, the larger of "
        "‖dL/dW‖ / (‖dL/dA‖ ‖A‖) and ‖dL/db‖ / (‖dL/dA‖ √(time steps · samples)), with recurrent weights W and bias b. "
        "NaN for a layer that is not recurrent",
        "Bengio, Simard & Frasconi 1994",
        "programs",
    ),
    Channel(
        "fade_through_time",
        LAYER,
        "1",
        "‖dL/dZ‖ at the earliest time step that gets a gradient, divided by the largest of all time steps. For a fused "
        "recurrent layer `time_gradient` is used, for several gated layers ‖dL/dX‖ of their input. NaN if unknown",
        "Bengio, Simard & Frasconi 1994",
        "programs",
    ),
    Channel(
        "time_gradient",
        (*LAYER, "time"),
        "loss",
        "RMS of B·dL/dh_t over the batch and the units, from the last time step to the first. h_t is the hidden state "
        "(of an LSTM h_t and c_t), of stacked layers that of the last one. NaN for a layer that is not recurrent",
        "Bengio, Simard & Frasconi 1994; Pascanu, Mikolov & Bengio 2013",
        "programs",
    ),
    Channel("zero_share", LAYER, "1", "fraction of A that is exactly 0", "Glorot, Bordes & Bengio 2011"),
    # the data, once
    Channel(
        "input_mean",
        ("feature",),
        "input",
        "mean of each input column of the training set, after preprocessing",
        "LeCun et al. 1998",
    ),
    Channel("input_std", ("feature",), "input", "standard deviation of each input column", "LeCun et al. 1998"),
    Channel("class_share", ("class",), "1", "fraction of each class in the training set", "He & Garcia 2009"),
    Channel(
        "test_class_share", ("class",), "1", "fraction of each class in the evaluations", "He & Garcia 2009", "programs"
    ),
    # on request
    Channel(
        "one_batch_progress",
        ("run",),
        "1",
        "1 - loss / chance-level loss of the first training batch (2 to 32 samples) after min(all, 500) updates on "
        "this batch only. Same initial weights, constant learning rate, no dropout, no penalty terms. 0 for a run that "
        "became non-finite",
        "Karpathy, A Recipe for Training Neural Networks, 2019",
        "one-batch",
    ),
    Channel(
        "preactivation_histogram",
        (*LAYER, "bin"),
        "1",
        "fraction of Z in each of 32 bins over [-8, 8]; the outer bins are open",
        _GLOROT,
        "histograms",
    ),
    Channel(
        "activation_histogram",
        (*LAYER, "bin"),
        "1",
        "fraction of A in each of 32 bins over [-2, 2]; the outer bins are open",
        _GLOROT,
        "histograms",
    ),
    Channel(
        "gradient_histogram",
        (*LAYER, "bin"),
        "1",
        "fraction of log₁₀|G| in each of 32 bins over [-12, 4]; the outer bins are open",
        _GLOROT,
        "histograms",
    ),
    Channel(
        "weight_histogram",
        (*LAYER, "bin"),
        "1",
        "fraction of log₁₀|W| in each of 32 bins over [-6, 2]; the outer bins are open",
        _GLOROT,
        "programs",
    ),
    Channel(
        "unit_activation_mean", (*LAYER, "unit"), "1", "mean of each unit's A over the probe batch", _GLOROT, "units"
    ),
    Channel(
        "unit_active_share",
        (*LAYER, "unit"),
        "1",
        "fraction of the samples of the probe batch for which f'(Z) of the unit is not 0",
        "Lu et al. 2019",
        "units",
    ),
)

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in _CHANNELS}
DETAILS = ("histograms", "units", "one-batch")
HISTOGRAM_BINS = 32
HISTOGRAM_RANGES = {
    "preactivation_histogram": (-8.0, 8.0),
    "activation_histogram": (-2.0, 2.0),
    "gradient_histogram": (-12.0, 4.0),
    "weight_histogram": (-6.0, 2.0),
}
PROBE_SAMPLES = 128
