"""Files to take along: the table of exports (`views.export`), asked for by the page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.studio.alone import page
from whygrad.studio.asking import asked
from whygrad.studio.wire import Array, ExportRequest, decoded
from whygrad.views.export import KINDS as SCRIPTS
from whygrad.views.export import Kind, file_name, kind_named, subject

PAGE = Kind("alone", ".html", "text/html; charset=utf-8", has_weights=False, package="whygrad.studio")
KINDS: Mapping[str, Kind] = MappingProxyType({**SCRIPTS, "html": PAGE})
"""All kinds: those that need only the experiment, and the page that trains by itself."""


def exported(word: str, question: ExportRequest, files: Mapping[str, Any]) -> tuple[str, str, str | bytes]:
    """File name, media type and content; raises `InputError` for a kind that there is not, and for weights that are
    not the network's.
    """
    kind = kind_named(word, KINDS)
    if kind is PAGE:
        return file_name(question.name, kind.ending), kind.media_type, page(question, files)
    experiment = asked(question, files)
    weights = None
    if question.parameters is not None:
        weights = np.concatenate([_row("parameters", question.parameters), _row("running", question.running)])
    found = subject(experiment, question.first_seed, name=question.name, weights=weights)
    return file_name(question.name, kind.ending), kind.media_type, kind.content(found)


def _row(name: str, array: Array | None) -> NDArray[np.float32]:
    """The numbers of an array (n,); none if there is none."""
    if array is None:
        return np.zeros(0, np.float32)
    if array.dtype != "f32" or len(array.shape) != 1:
        raise InputError("studio-error-array-shape", name=name, shape="(n)")
    return decoded(name, array)
