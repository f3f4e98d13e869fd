"""Which remedies apply to a network: what it already has, or has no place for, is not suggested.

A remedy without an entry applies wherever its finding does. Of a user's program some settings are not known, such as
its weight decay: then the remedy is suggested.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from whygrad.activations import ACTIVATIONS
from whygrad.trace import Meta

_RELU_LIKE = frozenset(name for name, row in ACTIVATIONS.items() if row.relu_like)
_ADAPTIVE = frozenset({"adam", "adamw", "adamax", "nadam", "radam"})
_Applies = Callable[[Meta], bool]


def applicable(codes: tuple[str, ...], meta: Meta) -> tuple[str, ...]:
    """The remedies among `codes` that would change something in this training."""
    return tuple(code for code in codes if code not in _APPLIES or _APPLIES[code](meta))


def _setting(meta: Meta, section: str, key: str) -> Any:
    """A setting of the experiment; `None` of a user's program, whose settings are not known."""
    return None if meta.experiment is None else meta.experiment[section][key]


def _hidden(meta: Meta) -> bool:
    """Whether there is a hidden layer; of a program whose layers were not seen there may be one."""
    return len(meta.layers) != 1


def _several_hidden(meta: Meta) -> bool:
    return len(meta.layers) not in (1, 2)


def _activations(meta: Meta) -> set[str]:
    return {layer.activation for layer in meta.layers[:-1]}


def _activation(name: str, *inits: str) -> _Applies:
    """An activation function with its initialization, where the hidden layers have not both already."""

    def applies(meta: Meta) -> bool:
        return _hidden(meta) and not (_activations(meta) == {name} and _setting(meta, "network", "init") in inits)

    return applies


def _init(name: str) -> _Applies:
    def applies(meta: Meta) -> bool:
        return _setting(meta, "network", "init") != name

    return applies


def _relu_like(meta: Meta) -> bool:
    return _init("he-normal")(meta) and _hidden(meta) and _activations(meta) <= _RELU_LIKE


def _normalization(name: str) -> _Applies:
    """A normalization, where no hidden layer has it already."""

    def applies(meta: Meta) -> bool:
        return _hidden(meta) and all(layer.normalization != name for layer in meta.layers[:-1])

    return applies


def _residual(meta: Meta) -> bool:
    return _hidden(meta) and not any(layer.residual for layer in meta.layers)


def _recurrent(meta: Meta) -> bool:
    return not meta.layers or any(layer.kind == "rnn" for layer in meta.layers)


def _not_adaptive(meta: Meta) -> bool:
    return meta.optimizer.lower() not in _ADAPTIVE


def _plain_sgd(meta: Meta) -> bool:
    return meta.optimizer.lower() == "sgd"


def _regularized(meta: Meta) -> bool:
    if meta.experiment is None or any(layer.dropout for layer in meta.layers):
        return True
    return bool(_setting(meta, "training", "l1") or _setting(meta, "training", "l2"))


def _unscaled(meta: Meta) -> bool:
    steps = {step.removesuffix("-channel") for step in _setting(meta, "data", "preprocessing") or ()}
    return "whiten" not in steps and not steps >= {"center", "scale"}


def _features(meta: Meta) -> bool:
    """Squares and products of two columns; what is computed for a user's own table is up to the user."""
    return not meta.data.pictures if meta.experiment is None else meta.data.feature_names == ("x1", "x2")


def _few_units(meta: Meta) -> bool:
    """Room for 32 units a layer; the perceptron rule has no hidden layers."""
    small = len(meta.layers) < 3 or any(layer.outputs < 32 for layer in meta.layers[:-1])
    return meta.experiment is None or (small and meta.optimizer != "perceptron")


def _small_batch(meta: Meta) -> bool:
    return meta.batch_size < meta.train_samples


def _numbers(meta: Meta) -> bool:
    return meta.task == "numbers"


def _program(meta: Meta) -> bool:
    """Mistakes that only a user's own program can contain."""
    return meta.experiment is None


_APPLIES: dict[str, _Applies] = {
    "add-batch-normalization": _normalization("batch"),
    "add-dropout": _hidden,
    "add-features": _features,
    "add-layer-normalization": _normalization("layer"),
    "add-residual": _residual,
    "clear-gradients": _program,
    "fewer-layers": _several_hidden,
    "keep-graph-attached": _program,
    "larger-batch": _small_batch,
    "larger-network": _few_units,
    "nonlinear-activation": _hidden,
    "remove-regularization": _regularized,
    "scale-inputs": _unscaled,
    "scale-targets": _numbers,
    "smaller-network": _hidden,
    "use-adam": _not_adaptive,
    "use-elu": _activation("elu", "he-normal"),
    "use-float32": _program,
    "use-gated-units": _recurrent,
    "use-he-init": _relu_like,
    "use-leaky-relu": _activation("leaky-relu", "he-normal"),
    "use-momentum": _plain_sgd,
    "use-orthogonal-init": _init("orthogonal"),
    "use-orthogonal-recurrence": _recurrent,
    "use-relu-he": _activation("relu", "he-normal"),
    "use-selu-lecun": _activation("selu", "lecun-normal"),
    "use-tanh-xavier": _activation("tanh", "xavier-uniform"),
    "use-xavier-init": _init("xavier-uniform"),
    "wider-network": _hidden,
}
