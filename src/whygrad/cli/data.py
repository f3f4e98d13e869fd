"""`whygrad data`: the data sets; one of them before and after preprocessing, augmented, or downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.data import Dataset, DatasetInfo
    from whygrad.experiment import Data, Experiment

_MOST_COLUMNS = 12  # listed one by one
_MOST_SKIPPED = 3


def data(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="cli-data-name")] = None,
    changes: options.Set = None,
    out: options.Out = None,
    json: options.Json = None,
    download: Annotated[bool, typer.Option("--download", help="cli-data-download")] = False,
) -> int:
    """List data sets, show one."""
    from whygrad.cli import _output
    from whygrad.cli._progress import loading
    from whygrad.cli._training import picture_path

    if name is None:
        _list(json)
        return 0
    path = picture_path(out)
    if download:
        _download(name)
    experiment = _experiment(name, changes or [])
    with loading():
        before, after = _loaded(experiment)
    if json is not None:
        changed = _facts(after) if after is not None else None
        value = {"schema": "whygrad.data/1", "name": experiment.data.name, "before": _facts(before), "after": changed}
        _output.save_json(value, json)
    if json != _output.STDOUT:
        _output.show(*_page(experiment.data, before, after))
    if path is not None:
        from whygrad.views.plots import augmentation_picture, dataset_picture

        words = experiment.data.augmentation
        picture = augmentation_picture(before, words) if words else dataset_picture(before, after)
        _output.save_picture(picture, path)
    return 0


def _list(json: str | None) -> None:
    from whygrad.cli import _output
    from whygrad.data import catalog
    from whygrad.views import terminal

    entries = catalog()
    if json is not None:
        _output.save_json({"schema": "whygrad.data-list/1", "sets": [
            {"name": one.name, "task": one.task, "classes": one.classes, "features": one.features, "noise": one.noise,
             "samples": one.samples, "pictures": one.pictures, "sequence_length": one.length or None,
             "here": _is_here(one)}
            for one in entries
        ]}, json)  # fmt: skip
    if json != _output.STDOUT:
        headings = [
            (text("dataset-column-name"), "left"),
            (text("dataset-column-task"), "left"),
            (text("dataset-column-what"), "left"),
        ]
        lines = [[one.name, _task(one.task, one.classes), text(one.message_id) + _missing(one)] for one in entries]
        _output.show(terminal.rows(headings, lines), text("cli-data-more"))


def _is_here(info: DatasetInfo) -> bool:
    """Whether the data set can be loaded on this machine."""
    from whygrad.data.files import download, places

    if not info.files:
        return True
    wanted = [name for file in download.SOURCES[info.files].files for name in file.members or (file.name,)]
    return places.find(info.files, *wanted) is not None


def _missing(info: DatasetInfo) -> str:
    """How to get a data set that is not here, behind what it is."""
    from whygrad.data.files import download

    if _is_here(info):
        return ""
    size = f"{download.SOURCES[info.files].bytes / 1e6:.0f}"
    return "; " + text("dataset-not-here", name=info.name, size=size)


def _download(name: str) -> None:
    """Fetch a data set's files, with a bar on a terminal."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.data.files import download

    with progress(text("cli-data-downloading", name=name)) as advance:
        folder = download.download(name, advance)
    _output.note(text("cli-data-downloaded", name=name, folder=str(folder)))


def _task(task: str, classes: int) -> str:
    return text("dataset-numbers") if task == "numbers" else text("dataset-classes", count=classes)


def _experiment(name: str, changes: list[str]) -> Experiment:
    """The experiment whose data is meant: of a preset or file, or the defaults with this data set's name."""
    from pathlib import Path

    from whygrad.cli._target import find_experiment
    from whygrad.experiment import DATA_SETS, Experiment, presets

    if name in presets or name.endswith(".toml"):
        return find_experiment(name, changes)
    if Path(name).is_dir() and name not in DATA_SETS:  # pictures: relative to where we are
        return Experiment().replace(name=f"{Path(name).resolve()}/").override(changes)
    found = Experiment().replace(name=name)
    if Path(name).is_file():  # a CSV, too
        found = Experiment().replace(name=str(Path(name).resolve()))
    return found.override(changes) if changes else found


def _loaded(experiment: Experiment) -> tuple[Dataset, Dataset | None]:
    """The data set without its preprocessing, and with it if there is any."""
    from whygrad.data import load

    plain = experiment.replace(preprocessing=[])
    after = load(experiment.data, experiment.folder) if experiment.data.preprocessing else None
    return load(plain.data, experiment.folder), after


def _facts(dataset: Dataset) -> dict[str, Any]:
    return {
        "task": dataset.task,
        "classes": dataset.classes,
        "train_samples": len(dataset.y_train),
        "test_samples": len(dataset.y_test),
        "shape": list(dataset.picture_shape or dataset.shape),
        "tokens": dataset.tokens,
        "skipped": list(dataset.skipped),
        "features": list(dataset.feature_names),
        "class_share": [float(value) for value in dataset.class_share],
        "input_mean": [float(value) for value in dataset.input_mean],
        "input_std": [float(value) for value in dataset.input_std],
        "neighbor_agreement": dataset.facts.neighbor_agreement,
        "constant_columns": list(dataset.facts.constant_columns),
        "non_finite": dataset.facts.non_finite,
    }


def _page(data: Data, before: Dataset, after: Dataset | None) -> list[Any]:
    from whygrad.data import find
    from whygrad.experiment import DATA_SETS
    from whygrad.i18n.numbers import number, share
    from whygrad.views import terminal

    parts: list[Any] = [data.name]
    if data.name.partition(":")[0] in DATA_SETS:
        info = find(data.name).info
        parts += [text(info.message_id), text("dataset-noise", meaning=text(info.noise_id))]
    facts = [
        [text("dataset-column-task"), _task(before.task, before.classes)],
        [text("dataset-samples"), text("dataset-split", train=len(before.y_train), test=len(before.y_test))],
        [
            text("dataset-features"),
            str(len(before.feature_names)) + (f" → {len(after.feature_names)}" if after is not None else ""),
        ],
        *_shape(before),
    ]
    if before.skipped:
        names = ", ".join(before.skipped[:_MOST_SKIPPED]) + (", …" if len(before.skipped) > _MOST_SKIPPED else "")
        facts.append([text("dataset-skipped"), text("dataset-skipped-files", count=len(before.skipped), names=names)])
    if data.augmentation:
        facts.append([text("dataset-augmentation"), ", ".join(data.augmentation)])
    if before.task == "classes":
        facts.append([text("dataset-shares"), ", ".join(share(float(value)) for value in before.class_share)])
    else:
        facts.append([text("dataset-target"), text(
            "dataset-target-range", low=number(before.facts.target_min), high=number(before.facts.target_max),
            std=number(before.facts.target_std),
        )])  # fmt: skip
    if before.facts.neighbor_agreement == before.facts.neighbor_agreement:
        agreement, chance = share(before.facts.neighbor_agreement), share(before.facts.neighbor_chance)
        facts.append([text("dataset-neighbors"), text("dataset-neighbors-value", share=agreement, chance=chance)])
    parts.append(terminal.rows([("", "left"), ("", "left")], facts))
    if before.tokens:
        return parts
    headings: list[tuple[str, Any]] = [
        (text("dataset-input"), "left"),
        (text("dataset-mean"), "right"),
        (text("dataset-std"), "right"),
    ]
    parts += [terminal.rows(headings, _columns(before))]
    if after is not None:
        parts += [text("dataset-after", steps=", ".join(data.preprocessing)), terminal.rows(headings, _columns(after))]
    return parts


def _shape(dataset: Dataset) -> list[list[str]]:
    """A line on what a sample is, if it is more than a row of numbers."""
    if dataset.picture_shape is not None:
        channels, height, width = dataset.picture_shape
        value = text("dataset-picture-shape", height=height, width=width, channels=channels)
    elif dataset.tokens:
        value = text("dataset-token-shape", steps=dataset.shape[0], tokens=dataset.tokens)
    elif len(dataset.shape) == 2:
        value = text("dataset-sequence-shape", steps=dataset.shape[0], features=dataset.shape[1])
    else:
        return []
    return [[text("dataset-shape"), value]]


def _columns(dataset: Dataset) -> list[list[str]]:
    from whygrad.i18n.numbers import number

    lines = [
        [name, number(float(mean)), number(float(std))]
        for name, mean, std in zip(dataset.feature_names, dataset.input_mean, dataset.input_std, strict=True)
    ]
    return lines if len(lines) <= _MOST_COLUMNS else [*lines[: _MOST_COLUMNS - 1], ["…", "", ""], lines[-1]]
