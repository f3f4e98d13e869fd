"""The network and its training as a PyTorch script: one file that needs torch and numpy, and gives the same losses."""

from __future__ import annotations

from whygrad.activations import ACTIVATIONS
from whygrad.nets import Op, Plan
from whygrad.views.export.script import layers_of, render
from whygrad.views.export.subject import Subject

# PReLU is a module of its layer, whose number is `{n}`.
CALLS = {name: row.code.pytorch or "self.prelu{n}({})" for name, row in ACTIVATIONS.items() if row.code}
"""How each activation is written."""

HELPERS = {
    name: 'def {}(z: Tensor) -> Tensor:\n    """{{}}"""\n    return {}'.format(
        row.code.pytorch.partition("(")[0], row.code.pytorch_helper
    )
    for name, row in ACTIVATIONS.items()
    if row.code and row.code.pytorch_helper
}

LOSSES = {
    "squared": ["return 0.5 * (outputs - y).square().sum(dim=1).mean()"],
    "binary-cross-entropy": ["return F.binary_cross_entropy_with_logits(outputs, y)"],
    "softmax-cross-entropy": ["return F.cross_entropy(outputs, y)"],
    "hinge": ["return F.relu(1 - y * outputs).sum(dim=1).mean()"],
    "perceptron": ["wrong = -y * outputs", "return torch.where(wrong < 0, 0.0, wrong).sum(dim=1).mean()"],
}
"""The last lines of `loss_of(outputs, y)`, by `Plan.loss`."""

OPTIMIZERS = {
    "sgd": "SGD({parameters}, lr=LEARNING_RATE)",
    "perceptron": "SGD({parameters}, lr=LEARNING_RATE)",
    "momentum": "SGD({parameters}, lr=LEARNING_RATE, momentum=MOMENTUM)",
    "nesterov": "SGD({parameters}, lr=LEARNING_RATE, momentum=MOMENTUM, nesterov=True)",
    "adagrad": "Adagrad({parameters}, lr=LEARNING_RATE)",
    "rmsprop": "RMSprop({parameters}, lr=LEARNING_RATE)",
    "adam": "Adam({parameters}, lr=LEARNING_RATE)",
    "adamw": "AdamW({parameters}, lr=LEARNING_RATE{decay})",
}

SCHEDULES = {
    "constant": "return 1.0",
    "step": "return 1.0 if step < STEPS / 2 else 0.1 if step < 3 * STEPS / 4 else 0.01",
    "cosine": "return 0.5 * (1 + math.cos(math.pi * (step - WARMUP) / AFTER))",
    "linear": "return 1 - (step - WARMUP) / AFTER",
    "inverse-sqrt": "return 1 / math.sqrt(1 + (step - WARMUP) / PER_EPOCH)",
}

_IMPORTS = {
    "import base64": r"\bbase64\.",
    "import math": r"\bmath\.",
    "import zlib": r"\bzlib\.",
    "": "",
    "import numpy as np": r"\bnp\.",
    "import torch": r"\btorch\.",
    "from torch import Tensor, nn": r"\bnn\.",
    "from torch.nn import functional as F": r"\bF\.",
}


def content(subject: Subject) -> str:
    """The script. It prints the losses of both shares after every epoch, those of `whygrad.train` up to rounding."""
    plan, training = subject.plan, subject.experiment.training
    splits = training.l2 > 0  # weights decay, the other parameters do not
    return render(
        "pytorch.py.j2",
        subject,
        "PyTorch",
        imports=_IMPORTS,
        helpers=[name for name in HELPERS if any(op.activation == name for op in plan.ops)],
        helper=HELPERS,
        made=[line for ops in layers_of(plan) for op in ops for line in _made(plan, op, _lonely(subject))],
        forward=_steps(plan),
        lonely=_lonely(subject),
        loss=LOSSES[plan.loss],
        factor=SCHEDULES[training.schedule],
        splits=splits,
        optimizer=OPTIMIZERS[training.optimizer].format(
            parameters="groups" if splits else "network.parameters()", decay="" if splits else ", weight_decay=0.0"
        ),
    )


def _lonely(subject: Subject) -> bool:
    """Whether batch normalization meets a batch of one sample, which PyTorch's refuses."""
    size = subject.job.program.batch_size
    return subject.plan.running > 0 and (size == 1 or len(subject.dataset.x_train) % size == 1)


def _made(plan: Plan, op: Op, lonely: bool) -> list[str]:
    """The module of an operation, if it has one: a line of `__init__`."""
    number, units = op.layer + 1, plan.widths[op.target]
    if op.kind == "dense":
        return [f"self.{plan.layers[op.layer].name} = nn.Linear({plan.widths[op.source]}, {units})"]
    if op.kind == "batch-norm":
        return [f"self.norm{number} = {'BatchNorm' if lonely else 'nn.BatchNorm1d'}({units})"]
    if op.kind == "layer-norm":
        return [f"self.norm{number} = nn.LayerNorm({units})"]
    if op.kind == "dropout":
        return [f"self.dropout{number} = Dropout({16 + op.stream})"]
    if op.activation == "prelu":
        return [f"self.prelu{number} = nn.PReLU()"]
    return []


def _steps(plan: Plan) -> list[str]:
    """The lines of `forward`: one a layer, its operations from the inside out."""
    lines: list[str] = []
    for ops in layers_of(plan):
        entry, written = ops[0].source, "x"
        for op in ops:
            written = _applied(plan, op, written, entry)
        lines.append(f"x = {written}")
    return [*lines[:-1], lines[-1].replace("x = ", "return ", 1)]


def _applied(plan: Plan, op: Op, written: str, entry: int) -> str:
    number = op.layer + 1
    if op.kind == "dense":
        return f"self.{plan.layers[op.layer].name}({written})"
    if op.kind in ("batch-norm", "layer-norm"):
        return f"self.norm{number}({written})"
    if op.kind == "dropout":
        return f"self.dropout{number}({written})"
    if op.kind == "softmax":
        return f"torch.softmax({written}, dim=1)"
    if op.kind == "add":
        assert op.shortcut == entry, "a skip connection leads around one layer"
        return f"x + {written}"
    return CALLS[op.activation].format(written, n=number)
