"""The network and its training as a Keras 3 script, for any backend.

Where Keras' conventions differ from whygrad's, which are PyTorch's, the script says so in code: the epsilons of the
optimizers, the factor ½ of the L2 penalty, biased running variances, penalties that are clipped along, a velocity
that remembers old learning rates. Dropout draws masks of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whygrad.activations import ACTIVATIONS
from whygrad.nets import Op, Plan
from whygrad.views.export.script import layers_of, render
from whygrad.views.export.subject import Subject

ARGUMENTS = {name: row.code.keras for name, row in ACTIVATIONS.items() if row.code and row.code.keras}
"""How each activation is written as an argument; PReLU is a layer."""

HELPERS = {
    name: f'def {row.code.keras}(z):\n    """{{}}"""\n    return {row.code.keras_helper}'
    for name, row in ACTIVATIONS.items()
    if row.code and row.code.keras_helper
}

LOSSES = {
    "squared": ["return 0.5 * ops.sum(ops.square(outputs - y), axis=-1)"],
    "binary-cross-entropy": ["return keras.losses.binary_crossentropy(y, outputs, from_logits=True)"],
    "softmax-cross-entropy": ["return keras.losses.sparse_categorical_crossentropy(y, outputs, from_logits=True)"],
    "hinge": ["return ops.sum(ops.relu(1 - y * outputs), axis=-1)"],
    "perceptron": ["wrong = -y * outputs", "return ops.sum(ops.where(wrong < 0, 0.0, wrong), axis=-1)"],
}
"""The last lines of `loss_of(y, outputs)`, the loss of each sample, by `Plan.loss`."""

# Keras has its epsilon under the root in Adagrad and RMSprop.
OPTIMIZERS = {
    "sgd": ("SGD", ""),
    "perceptron": ("SGD", ""),
    "momentum": ("SGD", ", momentum=MOMENTUM"),
    "nesterov": ("SGD", ", momentum=MOMENTUM, nesterov=True"),
    "adagrad": ("Adagrad", ", initial_accumulator_value=0.0, epsilon=1e-20"),
    "rmsprop": ("RMSprop", ", rho=0.99, epsilon=1e-16"),
    "adam": ("Adam", ", epsilon=1e-8"),
    "adamw": ("AdamW", ", epsilon=1e-8, weight_decay={decay}"),
}
"""Class and further arguments."""

SCHEDULES = {
    "constant": "1.0",
    "step": "ops.where(step < STEPS / 2, 1.0, ops.where(step < 3 * STEPS / 4, 0.1, 0.01))",
    "cosine": "0.5 * (1 + ops.cos(math.pi * (step - WARMUP) / AFTER))",
    "linear": "1 - (step - WARMUP) / AFTER",
    "inverse-sqrt": "1 / ops.sqrt(1 + ops.maximum(step - WARMUP, 0.0) / PER_EPOCH)",
}

_IMPORTS = {
    "import base64": r"\bbase64\.",
    "import math": r"\bmath\.",
    "import zlib": r"\bzlib\.",
    "": "",
    "import keras": r"\bkeras\.",
    "import numpy as np": r"\bnp\.",
    "from keras import layers, ops": r"\blayers\.",
}


def content(subject: Subject) -> str:
    """The script. It prints the losses of both shares after every epoch, those of `whygrad.train` up to rounding."""
    plan, training = subject.plan, subject.experiment.training
    decoupled = training.optimizer == "adamw"
    penalizes = training.l1 > 0 or (training.l2 > 0 and not decoupled)
    clips_first = training.clip > 0 and penalizes
    scheduled = training.schedule != "constant" or training.warmup > 0
    own_momentum = scheduled and training.optimizer in ("momentum", "nesterov")
    own_optimizer = clips_first or own_momentum
    name, more = OPTIMIZERS[training.optimizer]
    more = more.format(decay="L2" if training.l2 > 0 else "0.0")
    if training.clip > 0 and not clips_first:
        more += ", global_clipnorm=CLIP"
    rate = "Schedule()" if scheduled else "LEARNING_RATE"
    penalty = "" if clips_first or not penalizes else f", kernel_regularizer={_regularizer(subject, decoupled)}"
    return render(
        "keras.py.j2",
        subject,
        "Keras",
        imports=_IMPORTS,
        agrees=not any(op.kind == "dropout" for op in plan.ops),
        helpers=[name for name in HELPERS if any(op.activation == name for op in plan.ops)],
        helper=HELPERS,
        normalizes=plan.running > 0,
        made=[line for ops in layers_of(plan) for line in _layer(plan, ops, penalty)],
        loss=LOSSES[plan.loss],
        factor=SCHEDULES[training.schedule],
        own_optimizer=own_optimizer,
        optimizer_class=name,
        clips_first=clips_first,
        penalty_gradient=_penalty_gradient(subject, decoupled),
        own_momentum=own_momentum,
        momentum_step="(gradient + MOMENTUM * velocity)" if training.optimizer == "nesterov" else "velocity",
        optimizer=f"{'Optimizer' if own_optimizer else f'keras.optimizers.{name}'}({rate}{more})",
        decays=decoupled and training.l2 > 0,
        weights=_weights(subject),
    )


def _weights(subject: Subject) -> NDArray[np.float32]:
    """The parameters one behind the other, weights as Keras has them: (I, O)."""
    return np.concatenate([tensor.T.reshape(-1) for tensor in subject.tensors()])


def _regularizer(subject: Subject, decoupled: bool) -> str:
    """Keras' L2 has no factor ½."""
    training = subject.experiment.training
    if training.l1 > 0 and training.l2 > 0 and not decoupled:
        return "keras.regularizers.L1L2(L1, L2 / 2)"
    return "keras.regularizers.L1(L1)" if training.l1 > 0 else "keras.regularizers.L2(L2 / 2)"


def _penalty_gradient(subject: Subject, decoupled: bool) -> str:
    training = subject.experiment.training
    parts = ["L1 * ops.sign(variable)"] if training.l1 > 0 else []
    return " + ".join([*parts, "L2 * variable"] if training.l2 > 0 and not decoupled else parts)


def _layer(plan: Plan, ops: list[Op], penalty: str) -> list[str]:
    """The lines of a layer: a function right after the dense one is its argument."""
    kinds = [op.kind for op in ops]
    lines = ["skip = x"] if "add" in kinds else []
    first, rest = ops[0], ops[1:]
    activation = ""
    if rest and rest[0].kind == "softmax":
        activation, rest = ', activation="softmax"', rest[1:]
    elif rest and rest[0].kind == "activation" and rest[0].activation != "prelu":
        activation, rest = f", activation={ARGUMENTS[rest[0].activation]}", rest[1:]
    name = plan.layers[first.layer].name
    lines.append(f'x = layers.Dense({plan.widths[first.target]}{activation}{penalty}, name="{name}")(x)')
    for op in rest:
        if op.kind == "add":
            assert op.shortcut == first.source, "a skip connection leads around one layer"
        lines.append(f"x = {_applied(op)}")
    return lines


def _applied(op: Op) -> str:
    if op.kind == "batch-norm":
        return "BatchNorm()(x)"
    if op.kind == "layer-norm":
        return "layers.LayerNormalization(epsilon=1e-5)(x)"
    if op.kind == "dropout":
        return "layers.Dropout(DROPOUT)(x)"
    if op.kind == "add":
        return "layers.Add()([skip, x])"
    if op.activation == "prelu":
        return "layers.PReLU(shared_axes=[1])(x)"
    return f"layers.Activation({ARGUMENTS[op.activation]})(x)"
