"""What a user of Keras writes for a remedy, where PyTorch's lines would be of no use."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from whygrad.trial.rerun.intervention import ScriptRemedy, loss_place
from whygrad.trial.rerun.job import Parameters, ScriptFacts

Lines = Callable[[Parameters, ScriptFacts], str]

_SAME = frozenset(
    ("clean-data", "drop-constant-columns", "fewer-epochs", "fix-targets", "larger-batch", "match-shapes",
     "scale-inputs")
)  # fmt: skip
"""Remedies whose lines are the same with Keras."""


def lines(remedy: ScriptRemedy, parameters: Parameters, facts: ScriptFacts) -> str:
    """The lines for a script: PyTorch's, or Keras' where Keras makes the updates; "" where there are none."""
    if not facts.keras or remedy.code in _SAME:
        return remedy.snippet(parameters, facts)
    made = _LINES.get(remedy.code)
    return "" if made is None else made(parameters, facts)


def _rate(parameters: Parameters, _facts: ScriptFacts) -> str:
    return f"- learning_rate=LR\n+ learning_rate=LR * {parameters['factor']:g}\n"


def _activation(name: str, initializer: str = "") -> Lines:
    drawn = f', kernel_initializer="{initializer}"' if initializer else ""
    return lambda _parameters, _facts: f'+ keras.layers.Dense(units, activation="{name}"{drawn})  # hidden layers\n'


def _initializer(name: str) -> Lines:
    return lambda _parameters, _facts: f'+ keras.layers.Dense(units, kernel_initializer="{name}")  # every layer\n'


def _normalization(name: str) -> Lines:
    return lambda _parameters, _facts: f"+ keras.layers.{name}()  # between each hidden layer and its activation\n"


def _output(_parameters: Parameters, facts: ScriptFacts) -> str:
    loss = facts.program.loss
    before = "softmax" if loss is None or "sigmoid" not in loss.before else "sigmoid"
    if loss is not None and loss.before_axis == 1:
        return f'- activation="{before}"  # over one unit: always 1\n+ activation="sigmoid"\n'
    return f'- activation="{before}"  # the loss already applies it\n+ activation="linear"\n'


def _warmup(_parameters: Parameters, facts: ScriptFacts) -> str:
    steps = max(1, facts.steps // 10)
    return f"+ learning_rate=keras.optimizers.schedules.PolynomialDecay(1e-3 * LR, {steps}, LR)\n"


def _cosine(_parameters: Parameters, facts: ScriptFacts) -> str:
    return f"+ learning_rate=keras.optimizers.schedules.CosineDecay(LR, {facts.steps})\n"


def _balanced(_parameters: Parameters, facts: ScriptFacts) -> str:
    total, present = sum(facts.class_counts), sum(count > 0 for count in facts.class_counts)
    weights = {place: total / present / count for place, count in enumerate(facts.class_counts) if count > 0}
    shown = ", ".join(f"{place}: {weight:.3g}" for place, weight in list(weights.items())[:12])
    return f"+ model.fit(x, y, class_weight={{{shown}}})\n"


def _cross_entropy(_parameters: Parameters, facts: ScriptFacts) -> str:
    return f'{loss_place(facts)}+ model.compile(optimizer, loss="sparse_categorical_crossentropy")\n'


_LINES: Mapping[str, Lines] = {
    "add-batch-normalization": _normalization("BatchNormalization"),
    "add-dropout": lambda parameters, _facts: f"+ keras.layers.Dropout({parameters['share']:g})  # hidden layers\n",
    # Keras' penalty is l2·w², whose gradient is twice that.
    "add-l2": lambda parameters, _facts: (
        f"+ keras.layers.Dense(units, kernel_regularizer=keras.regularizers.L2({parameters['l2'] / 2:g}))\n"
    ),
    "add-layer-normalization": _normalization("LayerNormalization"),
    "add-warmup": _warmup,
    "balance-classes": _balanced,
    "clip-gradients": lambda parameters, _facts: f"+ optimizer.global_clipnorm = {parameters['norm']:g}\n",
    "cosine-schedule": _cosine,
    "identity-output": lambda _parameters, _facts: '+ keras.layers.Dense(outputs, activation="linear")  # last layer\n',
    "lower-learning-rate": _rate,
    "nonlinear-activation": _activation("relu"),
    "output-auto": _output,
    "raise-learning-rate": _rate,
    "remove-regularization": lambda _parameters, _facts: "+ keras.layers.Dropout(0.0)\n+ kernel_regularizer=None\n",
    "shuffle-data": lambda _parameters, _facts: "+ model.fit(x, y, shuffle=True)\n",
    "unfreeze-parameters": lambda _parameters, _facts: "+ model.trainable = True  # before compile\n",
    "use-adam": lambda parameters, _facts: f"+ model.compile(keras.optimizers.Adam({parameters['rate']:g}), loss)\n",
    "use-cross-entropy": _cross_entropy,
    "use-elu": _activation("elu"),
    "use-he-init": _initializer("he_normal"),
    "use-leaky-relu": _activation("leaky_relu"),
    "use-momentum": lambda _parameters, _facts: "+ model.compile(keras.optimizers.SGD(LR, momentum=0.9), loss)\n",
    "use-orthogonal-init": _initializer("orthogonal"),
    "use-relu-he": _activation("relu", "he_normal"),
    "use-selu-lecun": _activation("selu", "lecun_normal"),
    "use-tanh-xavier": _activation("tanh", "glorot_normal"),
    "use-xavier-init": _initializer("glorot_normal"),
}
