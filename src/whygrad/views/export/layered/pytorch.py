"""A network of layers and its training as a PyTorch script, with its weights and data beside it."""

from __future__ import annotations

from typing import Any

from whygrad.experiment.layers import every
from whygrad.i18n import text
from whygrad.nets.random import STREAM_DROPOUT
from whygrad.views.export.layered import augmentation
from whygrad.views.export.layered.data import samples
from whygrad.views.export.layered.files import stored, titled, training
from whygrad.views.export.layered.pytorch_layers import OWN_MODULES, code
from whygrad.views.export.layered.subject import LayeredSubject
from whygrad.views.export.pytorch import LOSSES, OPTIMIZERS, SCHEDULES
from whygrad.views.export.script import composed

_IMPORTS = {
    "import math": r"\bmath\.",
    "from pathlib import Path": "",
    "": "",
    "import numpy as np": r"\bnp\.",
    "import torch": "",
    "from safetensors.torch import load_file": r"(?s)^(?!.*\bsave_file\()",
    "from safetensors.torch import load_file, save_file": r"\bsave_file\(",
    "from torch import Tensor, nn": "",
    "from torch.nn import functional as F": r"\bF\.",
}


def content(subject: LayeredSubject, stem: str) -> dict[str, str | bytes]:
    """The script `stem`.py, which prints the losses of every epoch, and the files that it reads."""
    made = code(subject)
    weights = {made.name_of(name): tensor for name, tensor in subject.state().items()}
    files: dict[str, str | bytes] = {f"{stem}.py": "", f"{stem}.safetensors": stored(weights)}
    values: dict[str, Any] = {
        "stem": stem,
        "subject": subject,
        "code": made,
        "uses": lambda word: any(f"{word}(" in line for line in made.made),  # pyright: ignore[reportUnknownLambdaType]
        "bidirectional": any(
            layer.kind in ("rnn", "lstm", "gru") and layer["bidirectional"] for layer in every(subject.layers)
        ),
        "tokens": subject.layers[0].kind == "embedding",
        "own_modules": OWN_MODULES,
    }
    if subject.job is None:
        files[f"{stem}.py"] = composed("layered/network.py.j2", titled(subject, "PyTorch"), _IMPORTS, values)
        return files
    job, given = subject.job, samples(subject.job)
    files[f"{stem}-data.safetensors"] = stored(given.arrays)
    chosen = job.experiment.training
    words = job.experiment.data.augmentation
    values |= training(job) | {
        "channels_last": _channels_last(subject),
        "samples": given,
        "dropout_stream": STREAM_DROPOUT if any(one.kind == "dropout" for one in every(subject.layers)) else 0,
        "augmented": augmentation.steps(words),
        "augmentation": augmentation.functions(words) if words else "",
        "loss": LOSSES[job.head.loss],
        "factor": SCHEDULES[chosen.schedule],
        "splits": chosen.l2 > 0,
        "optimizer": OPTIMIZERS[chosen.optimizer].format(
            parameters="groups" if chosen.l2 > 0 else "net.parameters()",
            decay="" if chosen.l2 > 0 else ", weight_decay=0.0",
        ),
    }
    head = titled(subject, "PyTorch", text("export-code-agrees"))
    files[f"{stem}.py"] = composed("layered/pytorch.py.j2", head, _IMPORTS, values)
    return files


def _channels_last(subject: LayeredSubject) -> bool:
    """Whether the network is trained in this format."""
    import torch

    from whygrad.nets.torch_memory import memory_format

    return memory_format(subject.network) is torch.channels_last
