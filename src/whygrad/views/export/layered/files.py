"""What the scripts of networks of layers have in common: what they say first, their constants, arrays in files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.layered import Job
from whygrad.errors import MissingExtraError
from whygrad.i18n import text
from whygrad.views.export.layered.subject import LayeredSubject
from whygrad.views.export.script import spoken, targets_message, title, training_facts


def stored(arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """Arrays by name as a safetensors file; raises `MissingExtraError` without the package."""
    try:
        from safetensors.numpy import save
    except ImportError:
        raise MissingExtraError("error-safetensors-missing") from None
    return save({name: np.asarray(array, order="C") for name, array in arrays.items()})


def titled(subject: LayeredSubject, framework: str, agrees: str = "") -> tuple[str, str]:
    """What a script says first: what it is and where its weights come from."""
    if subject.job is None:
        message = "export-code-network-trained" if subject.trained else "export-code-network-random"
        return text("export-code-network-title", name=spoken(subject.name), framework=framework), text(message)
    origin = text("export-code-trained" if subject.trained else "export-code-untrained", seed=str(subject.seed))
    return title(subject.name, framework), f"{origin} {agrees}".strip()


def training(job: Job) -> dict[str, Any]:
    """What a template asks about the training of a job."""
    chosen = job.experiment.training
    return {
        **training_facts(chosen, job.total_steps, job.per_epoch),
        "dropout": 0.0,  # a layer knows its own
        "shuffles": True,
        "batch_size": job.batch_size,
        "head": job.head,
        "classes": job.head.task == "classes",
        "trained_on": job.samples,
        "leaves_out": job.per_epoch * job.batch_size < job.samples,
        "held_back": len(job.dataset.y_train) > job.samples,
        "targets_message": targets_message(job.head),
    }
