"""A network of layers and its training as a Keras 3 script, with its weights and data beside it, channels last."""

from __future__ import annotations

from typing import Any

from whygrad.experiment.layers import Layer, every
from whygrad.i18n import text
from whygrad.views.export.keras import HELPERS, LOSSES, OPTIMIZERS, SCHEDULES
from whygrad.views.export.layered import augmentation
from whygrad.views.export.layered.data import samples
from whygrad.views.export.layered.files import stored, titled, training
from whygrad.views.export.layered.keras_layers import Code, code, last
from whygrad.views.export.layered.subject import LayeredSubject
from whygrad.views.export.script import composed

_IMPORTS = {
    "import math": r"\bmath\.",
    "from pathlib import Path": "",
    "": "",
    "import keras": "",
    "import numpy as np": "",
    "from keras import layers": r"(?s)^(?!.*\bops\.)",
    "from keras import layers, ops": r"\bops\.",
    "from safetensors.numpy import load_file": r"(?s)^(?!.*\bsave_file\()",
    "from safetensors.numpy import load_file, save_file": r"\bsave_file\(",
}


def content(subject: LayeredSubject, stem: str) -> dict[str, str | bytes]:
    """The script `stem`.py, which prints the losses of every epoch, and the files that it reads."""
    made = code(subject)
    files: dict[str, str | bytes] = {f"{stem}.py": "", f"{stem}.safetensors": stored(made.weights)}
    values = _values(subject, made, stem)
    if subject.job is None:
        files[f"{stem}.py"] = composed("layered/network_keras.py.j2", titled(subject, "Keras"), _IMPORTS, values)
        return files
    job, given = subject.job, samples(subject.job)
    files[f"{stem}-data.safetensors"] = stored(given.arrays)
    chosen, words = job.experiment.training, job.experiment.data.augmentation
    decoupled = chosen.optimizer == "adamw"
    name, more = OPTIMIZERS[chosen.optimizer]
    more = more.format(decay="L2" if chosen.l2 > 0 else "0.0")
    penalties = (["L1 * ops.sign(variable)"] if chosen.l1 > 0 else []) + (
        ["L2 * variable"] if chosen.l2 > 0 and not decoupled else []
    )
    values |= training(job)
    scheduled = values["scheduled"]
    own_momentum = scheduled and chosen.optimizer in ("momentum", "nesterov")
    if chosen.clip > 0 and not penalties:
        more += ", global_clipnorm=CLIP"
    own = bool(penalties) or own_momentum
    values |= {
        "samples": given,
        "augmented": augmentation.keras_layers(words, job.dataset.picture_shape or ()) if words else [],
        "channels_last": given.kind == "pictures" or len(job.shape) == 3,
        "random": bool(words) or any(one.kind == "dropout" for one in every(subject.layers)),
        "loss": LOSSES[job.head.loss],
        "factor": SCHEDULES[chosen.schedule],
        "penalties": " + ".join(penalties),
        "own_optimizer": own,
        "own_momentum": own_momentum,
        "momentum_step": "(gradient + MOMENTUM * velocity)" if chosen.optimizer == "nesterov" else "velocity",
        "optimizer_class": name,
        "optimizer": f"{'Optimizer' if own else f'keras.optimizers.{name}'}"
        f"({'Schedule()' if scheduled else 'LEARNING_RATE'}{more})",
        "decays": decoupled and chosen.l2 > 0,
    }
    files[f"{stem}.py"] = composed("layered/keras.py.j2", titled(subject, "Keras", _agrees(subject)), _IMPORTS, values)
    return files


def _values(subject: LayeredSubject, made: Code, stem: str) -> dict[str, Any]:
    """What the network's own part of a template asks about."""
    kinds = {layer.kind for layer in every(subject.layers)}
    blocks = any("block(" in line or "bottleneck(" in line for line in made.lines)

    def uses(word: str) -> bool:
        return any(f"{word}(" in line for line in made.lines)

    return {
        "stem": stem,
        "subject": subject,
        "code": made,
        "uses": uses,
        "normalizes": uses("BatchNorm") or blocks,
        "functions": [name for name in HELPERS if name in kinds],
        "helper": HELPERS,
        "input": last(subject.shape),
        "tokens": subject.layers[0].kind == "embedding",
    }


def _agrees(subject: LayeredSubject) -> str:
    """Whether the losses are whygrad's, and what keeps them from it."""
    assert subject.job is not None
    layers: list[Layer] = list(every(subject.layers))
    penalized = subject.job.experiment.training.l1 > 0 or subject.job.experiment.training.l2 > 0
    parts = [
        name
        for name, there in (
            ("dropout", any(layer.kind == "dropout" for layer in layers)),
            ("augmentation", bool(subject.job.experiment.data.augmentation)),
            ("recurrent", penalized and any(layer.kind in ("rnn", "lstm") for layer in layers)),
        )
        if there
    ]
    if not parts:
        return text("export-code-agrees")
    return text("export-code-agrees-loosely", parts=", ".join(text(f"export-code-part-{name}") for name in parts))
