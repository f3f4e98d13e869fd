"""One pixel of a map: the same training once more, recorded and diagnosed, and its link to the lab."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whygrad.diagnose import diagnose
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.studio.asking import asked, check_size, loaded
from whygrad.studio.atlas.axes import at
from whygrad.studio.atlas.wire import PixelRequest
from whygrad.studio.judging import told
from whygrad.studio.lowering import link
from whygrad.studio.trying import work

MOST_WORK = 1e9  # multiply-adds, forward: about a second on one core


def pixel(question: PixelRequest, files: Mapping[str, str]) -> dict[str, Any]:
    """What the training of a pixel is called, how to open it in the lab, and its diagnosis in the language in use.

    `diagnosis` is null for a training that is too long for this server; the lab trains and diagnoses it then.
    """
    experiment = _experiment(question, files)
    value: dict[str, Any] = {"experiment": experiment.model_dump(), "link": _link(experiment, question.seed)}
    if work(experiment, loaded(experiment)) > MOST_WORK:
        return {**value, "diagnosis": None}
    (trace,) = train([experiment], [question.seed], threads=1)
    return {**value, "diagnosis": told(diagnose(trace), trace)}


def _experiment(question: PixelRequest, files: Mapping[str, str]) -> Experiment:
    experiment = asked(question, files)
    for key, value in question.settings.items():
        axis = at(key, value)
        experiment = axis.apply(experiment, axis.values[0])
    check_size(experiment, 1)
    return experiment


def _link(experiment: Experiment, seed: int) -> str | None:
    """What follows the `#` of the lab's address: this experiment and one network with the map's seed."""
    known = link(experiment)
    if known is None:
        return None
    return f"{known}&view.seeds=1" + (f"&view.first={seed}" if seed else "")
