"""An experiment as one HTML file that trains by itself: the page, its program, its starts and all of its texts.

Nothing is loaded and nobody is asked. What needs Python is refused on the page with one sentence; the diagnosis and the
trial that were seen when the file was made are in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from whygrad import i18n
from whygrad.studio import tables
from whygrad.studio.asking import asked, brought, preset_files
from whygrad.studio.judging import judged
from whygrad.studio.lowering import lowered
from whygrad.studio.thumbnails import thumbnails
from whygrad.studio.wire import LARGEST_SEED, MOST_SEEDS, ExportRequest, plain
from whygrad.views.export import Subject

DOCUMENT = Path(__file__).parent / "bundle" / "studio.html"
_PLACE = '<script type="application/json" id="recorded">null'
_SEEDS = 8  # networks side by side, as on the page
_MOST_NUMBERS = 250_000  # of the starts: 1.3 MB


@cache
def document() -> str:
    """The page as one document, which `make widget` builds, with nothing recorded in it."""
    return DOCUMENT.read_text(encoding="utf-8")


def content(subject: Subject) -> str:
    """The file of an experiment that is not on a page: nothing was seen of it yet (`views.export.Kind`)."""
    experiment, files = brought(subject.experiment)
    seeds = min(_SEEDS, LARGEST_SEED - subject.seed + 1)
    question = ExportRequest(
        experiment=experiment.model_dump(), seeds=seeds, first_seed=subject.seed, name=subject.name
    )
    return page(question, {**preset_files(), **files})


def page(question: ExportRequest, files: Mapping[str, Any]) -> str:
    """The file. Raises `ExperimentError`, `DataError` or `InputError` for what cannot be trained on a page."""
    experiment = asked(question, files, seeds=question.seeds)
    first, count = question.first_seed, question.seeds
    one = lowered(experiment, [first], question.name)
    numbers = max(1, one["parameters"]["shape"][1])
    starts = min(max(count, min(MOST_SEEDS, _MOST_NUMBERS // numbers)), LARGEST_SEED - first + 1)
    program = lowered(experiment, list(range(first, first + starts)), question.name)
    return filled(
        {
            "lang": question.lang or i18n.language(),
            "tables": {language: _tables(language, starts) for language in i18n.LANGUAGES},
            "thumbnails": _thumbnails(program["plan"]["task"]),
            "name": question.name,
            "own": _own(question),
            "seeds": count,
            "first_seed": first,
            "lowered": program,
            "diagnosis": _diagnoses(question, files),
            "trial": question.trial,
        }
    )


def filled(recorded: dict[str, Any]) -> str:
    """The document with what is recorded in it. No text in it can end the element that it stands in."""
    value = json.dumps(plain(recorded), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    value = value.replace("<", "\\u003c").encode("utf-8", "replace").decode()
    before, _, after = document().partition(_PLACE)
    return f"{before}{_PLACE.removesuffix('null')}{value}{after}"


def _tables(language: str, starts: int) -> dict[str, Any]:
    with i18n.use(language):
        options = tables.options()
    options["limits"]["seeds"] = starts
    return {"messages": tables.catalog(language), "options": options}


def _thumbnails(task: str) -> dict[str, Any]:
    """The data sets that the page shows beside its own: those of the same task."""
    known = {one["name"] for one in tables.options()["data_sets"] if one["task"] == task}
    return {name: picture for name, picture in thumbnails().items() if name in known}


def _own(question: ExportRequest) -> dict[str, Any] | None:
    if question.points is not None:
        return {"points": question.points.model_dump()}
    return None if question.csv is None else {"csv": question.csv, "csv_name": question.csv_name}


def _diagnoses(question: ExportRequest, files: Mapping[str, Any]) -> dict[str, Any] | None:
    """What was wrong when the file was made, in every language; nothing if nothing was recorded yet."""
    if question.trace is None or len(question.trace.steps) < 2:
        return None
    found: dict[str, Any] = {}
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            found[language] = judged(question.trace, files)
    return found
