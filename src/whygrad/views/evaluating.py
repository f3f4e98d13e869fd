"""What a training of a classifier leaves beside its model: scores, figures and a report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whygrad.views import files, plots

if TYPE_CHECKING:
    from whygrad.data import Dataset
    from whygrad.trace import Trace
    from whygrad.views.plots import Picture
    from whygrad.zoo.evaluation import Evaluation

SCORES, REPORT = "scores.json", "report.html"


def figures(evaluation: Evaluation, dataset: Dataset) -> Iterator[tuple[str, Picture]]:
    """(name, picture) of every figure of an evaluation on a data set's test set."""
    yield "confusion", plots.confusion_matrix(evaluation)
    yield "classes", plots.class_scores(evaluation)
    yield "calibration", plots.calibration_curve(evaluation)
    kept, shape = dataset.pixels_test, dataset.pixels_shape
    if kept is not None and shape is not None and len(evaluation.mistakes):
        yield "mistakes", plots.worst_mistakes(evaluation, kept.values.reshape(-1, *shape), kept.top)


def write(
    folder: Path, evaluation: Evaluation, dataset: Dataset, trace: Trace, further: Sequence[Picture] = ()
) -> None:
    """Write `scores.json`, the figures as PNG and `report.html`, each at once; raises `OSError` like any writing.

    `further` pictures stand in the report behind those of the evaluation.
    """
    from whygrad.diagnose import diagnose
    from whygrad.experiment import Experiment
    from whygrad.views.report import write_report

    files.save_text(json.dumps(evaluation.as_json(), ensure_ascii=False, indent=2) + "\n", folder / SCORES)
    pictures = list(figures(evaluation, dataset))
    for name, picture in pictures:
        picture.save(folder / f"{name}.png")
    plots.loss_curves(trace).save(folder / "loss.png")
    experiment = Experiment.from_tree(trace.meta.experiment) if trace.meta.experiment else None
    shown = [*(picture for _, picture in pictures), *further]
    write_report(folder / REPORT, trace, diagnose(trace), experiment=experiment, further=shown)
