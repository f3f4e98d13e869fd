"""`whygrad explain features`: features of pictures before the same linear classifier, compared with its pixels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli._topics._pictures import DATA
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo.feature_table import Features, FeatureTable

OPTIONS = ("data", "changes", "seeds")


def show(
    picture: Path | None, json: str | None, *, data: str = DATA, changes: Sequence[str] = (), seeds: int = 3
) -> None:
    """Test accuracy behind each set of features with its interval, and how much more than behind pixels that is."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.cli._topics import _pictures
    from whygrad.views import terminal
    from whygrad.zoo.feature_table import feature_table

    base = _pictures.classifier(changes)
    with progress(text("cli-progress-train")) as advance:
        table = feature_table(_pictures.named(data), base, seeds, progress=advance)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.features/1", "data": data, "seeds": seeds, "train_samples": table.train_samples,
            "test_samples": table.test_samples, "features": [_as_json(one, table) for one in table.rows],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-features-words"), "left"), (text("zoo-features-inputs"), "right"),
            (text("zoo-train"), "right"), (text("zoo-test"), "right"), (text("zoo-features-more"), "right"),
        ]  # fmt: skip
        _output.show(
            text("zoo-features-head", data=data, seeds=seeds, train=f"{table.train_samples:,}",
                 test=f"{table.test_samples:,}"),
            terminal.rows(headings, [_cells(one, table) for one in table.rows]),
            text("zoo-features-note"),
        )  # fmt: skip
    if picture is not None:
        from whygrad.views.plots import feature_accuracies

        _output.save_picture(feature_accuracies(table), picture)


def _cells(one: Features, table: FeatureTable) -> list[str]:
    mean, _, high = (100 * value for value in one.interval())
    right = f"{mean:.1f} ± {high - mean:.1f}"
    mean, _, high = (100 * value for value in one.difference(table.rows[0]))
    more = "" if one is table.rows[0] else f"{mean:+.1f} ± {high - mean:.1f}"
    return [" + ".join(one.words), f"{one.inputs:,}", f"{100 * one.accuracy_train.mean():.1f}", right, more]


def _as_json(one: Features, table: FeatureTable) -> dict[str, Any]:
    mean, low, high = one.interval()
    more, least, most = one.difference(table.rows[0])
    return {
        "features": list(one.words),
        "inputs": one.inputs,
        "accuracy_train": one.accuracy_train.tolist(),
        "accuracy_test": one.accuracy.tolist(),
        "mean": mean,
        "interval": [low, high],
        "more_than_pixels": more,
        "more_interval": [least, most],
        "seconds_data": one.seconds_data,
        "seconds_training": one.seconds_training,
    }
