"""From a question to the experiment it is about, with its data; refused where it is larger than a page needs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from whygrad import nets
from whygrad.data import Dataset, DatasetInfo, Table, catalog, load
from whygrad.data.csv_file import read_file
from whygrad.errors import DataError, ExperimentError, InputError, user_path
from whygrad.experiment import DATA_SETS, POINT_FEATURES, Experiment, Linked
from whygrad.experiment.linked import weights_of
from whygrad.experiment.presets import csv_files
from whygrad.studio.wire import LONGEST_CSV, LowerRequest, Points, Question

MOST_LAYERS = 64
MOST_UNITS = 256
MOST_INPUTS = 64
MOST_SAMPLES = 5_000
MOST_UPDATES = 1_000_000
MOST_PARAMETERS = 1_000_000  # of all networks side by side
MOST_CLASSES = 6  # of drawn points
# What computing a feature costs grows with its number: below a second on the page's largest pictures.
MOST_OF_A_FEATURE = {"words": 128, "soft-words": 128}

DRAWN = "points.csv"
PASTED = "data.csv"


def asked(question: Question, files: Mapping[str, str], *, seeds: int = 1) -> Experiment:
    """The experiment of a question; raises `ExperimentError`, `DataError` or `InputError` with one line.

    `files` are the CSV texts that the server offers by name; no other file is ever read.
    """
    if question.link is not None and question.experiment is not None:
        raise InputError("studio-error-two-experiments")
    held = linked(question)
    name, own = _own_data(question, held)
    if held is not None:
        experiment = held.experiment
    else:
        experiment = Experiment.from_tree(_renamed(question.experiment or {}, name))
    if name and experiment.data.name != name:
        experiment = experiment.replace(name=name)
    experiment = experiment.at({**files, name: own} if name else files)
    check_size(experiment, seeds)
    return experiment


def page_sets() -> tuple[DatasetInfo, ...]:
    """The named data sets that the page trains on: neither sequences nor larger pictures than digits."""
    return tuple(info for info in catalog() if info.features <= MOST_INPUTS and not info.length)


def brought(experiment: Experiment) -> tuple[Experiment, Mapping[str, Any]]:
    """An experiment that names its file without a folder, and the files that it brings, by their names.

    Raises `DataError` for a CSV file that cannot be read or that is too long for a page.
    """
    files, name = experiment.folder, experiment.data.name
    if isinstance(files, Mapping):
        return experiment, files
    if not name.lower().endswith(".csv"):
        return experiment, {}
    path = (files or Path()) / user_path(name)
    content = read_file(path)
    if len(content) > LONGEST_CSV:
        raise InputError("play-csv-too-long", file=str(path), most=f"{LONGEST_CSV:,}")
    return experiment.replace(name=path.name), {path.name: content}


@cache
def preset_files() -> Mapping[str, str]:
    """The CSV files that come with the presets: name -> text."""
    return {path.name: path.read_text(encoding="utf-8") for path in csv_files()}


def linked(question: Question) -> Linked | None:
    """What a question's link holds, if it has one."""
    return None if question.link is None else Linked.read(question.link)


def drawn(held: Linked | None) -> Points | None:
    """The points of a link, as a question has them."""
    if held is None or held.points is None:
        return None
    x, y, task = held.points.x, held.points.y, held.points.task
    return Points(x=[list(row) for row in x], y=list(y), task=task)


def drawn_table(held: Linked) -> Table:
    """The points of a link as a data set; raises `DataError` for those that are none."""
    return table_of(drawn(held) or Points(x=[], y=[]))


def start(question: LowerRequest) -> tuple[float, ...] | None:
    """The weights that the first run of a question begins with; `None`: those of its seed."""
    if question.weights is not None:
        return tuple(map(float, weights_of(question.weights)))
    held = linked(question)
    return None if held is None else held.parameters


def _own_data(question: Question, held: Linked | None) -> tuple[str, str | Table]:
    """The name and the content of the data that a question brings; the name is empty if it brings none."""
    points = drawn(held)
    if [points, question.points, question.csv].count(None) < 2:
        raise InputError("studio-error-two-data-sets")
    points = points or question.points
    if points is not None:
        return DRAWN, table_of(points)
    if question.csv is not None:
        given = PurePosixPath(question.csv_name.replace("\\", "/")).name
        return given if given.lower().endswith(".csv") and given.isprintable() else PASTED, question.csv
    return "", ""


def _renamed(tree: dict[str, Any], name: str) -> dict[str, Any]:
    """The nested values with another data set, before they are checked: what fits a set may not fit another."""
    data = tree.get("data")
    return {**tree, "data": {**data, "name": name}} if name and isinstance(data, dict) else tree


def table_of(points: Points) -> Table:
    """Drawn points as a data set, raises `DataError` for those that are none."""
    widths = {len(row) for row in points.x}
    if len(points.x) != len(points.y) or len(widths) != 1 or len(points.x) < 2:
        raise DataError("studio-error-points-shape")
    x, y = np.array(points.x, np.float64), np.array(points.y, np.float64)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise DataError("studio-error-points-finite")
    columns = tuple(f"x{number}" for number in range(1, x.shape[1] + 1))
    if points.task == "numbers":
        return Table(x, y, columns, points=True)
    if not ((y == np.floor(y)) & (y >= 0) & (y < MOST_CLASSES)).all():
        raise DataError("studio-error-points-classes", most=str(MOST_CLASSES))
    classes = max(2, int(y.max()) + 1, len(points.names))
    names = tuple(points.names[number] if number < len(points.names) else str(number) for number in range(classes))
    return Table(x, y.astype(np.int64), columns, names, points=True)


def check_size(experiment: Experiment, seeds: int) -> None:
    """Raise for what would take a page or this server too much time or memory, or what the page cannot show."""
    name = experiment.data.name
    word = name.partition(":")[0]
    if name.endswith("/") or (word in DATA_SETS and word not in [info.name for info in page_sets()]):
        raise ExperimentError("studio-error-data-set", key="data.name", name=name)
    if experiment.training.patience:
        raise ExperimentError("studio-error-patience", key="training.patience")
    hidden = experiment.network.hidden
    if len(hidden) > MOST_LAYERS or max(hidden, default=0) > MOST_UNITS:
        raise ExperimentError(
            "studio-error-network-size", key="network.hidden", layers=str(MOST_LAYERS), units=str(MOST_UNITS)
        )
    if experiment.data.samples > MOST_SAMPLES and not experiment.data.name.lower().endswith(".csv"):
        raise ExperimentError("studio-error-samples", key="data.samples", most=f"{MOST_SAMPLES:,}")
    for word in experiment.data.features:  # "auto" has no colon
        kind, _, number = word.partition(":")
        if number and float(number) > MOST_OF_A_FEATURE.get(kind, math.inf):
            most = f"{kind}:{MOST_OF_A_FEATURE[kind]}"
            raise ExperimentError("studio-error-feature", key="data.features", value=word, most=most)
    dataset = loaded(experiment)
    if len(dataset.x_train) + len(dataset.x_test) > MOST_SAMPLES:
        raise DataError("studio-error-samples", key="data.samples", most=f"{MOST_SAMPLES:,}")
    batches = math.ceil(len(dataset.x_train) / experiment.training.batch_size)
    if batches * experiment.training.epochs > MOST_UPDATES:
        raise ExperimentError("studio-error-updates", key="training.epochs", most=f"{MOST_UPDATES // batches:,}")
    plan = nets.plan(experiment, dataset.x_train.shape[1], dataset.task, dataset.classes)
    if plan.count * seeds > MOST_PARAMETERS:
        counts = {"count": f"{plan.count * seeds:,}", "most": f"{MOST_PARAMETERS:,}"}
        raise ExperimentError("studio-error-parameters", key="network.hidden", **counts)


def loaded(experiment: Experiment) -> Dataset:
    """The experiment's data set; raises `DataError` for drawn points' features that are none."""
    features = experiment.data.features
    files = experiment.folder
    table = files.get(experiment.data.name) if isinstance(files, Mapping) else None
    if isinstance(table, Table) and features != "auto":
        allowed = [name for name in POINT_FEATURES if "x2" not in name or table.x.shape[1] == 2]
        wrong = next((name for name in features if name not in allowed), None)
        if wrong is not None:
            values = {"key": "data.features", "value": wrong, "name": experiment.data.name}
            raise ExperimentError("error-feature", **values, allowed=" ".join(allowed))
    return load(experiment.data, experiment.folder)
