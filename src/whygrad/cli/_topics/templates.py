"""`whygrad explain templates`: what a linear classifier of pictures has learned, and what one template cannot hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli._topics._pictures import DATA
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo.templates import Templates

OPTIONS = ("data", "changes", "seeds")


def show(
    picture: Path | None, json: str | None, *, data: str = DATA, changes: Sequence[str] = (), seeds: int = 3
) -> None:
    """Class by class how many are recognized, what they are taken for, how symmetric the template is; then the same
    training on pictures that are mirrored at random.
    """
    from whygrad.cli import _output
    from whygrad.cli._topics import _pictures
    from whygrad.i18n.numbers import share
    from whygrad.views import terminal
    from whygrad.zoo.templates import both_ways

    found = both_ways(_pictures.named(data), _pictures.classifier(changes), seeds)
    first = found[0]
    if json is not None:
        _output.save_json({
            "schema": "whygrad.templates/1", "data": data, "seeds": seeds, "labels": list(first.evaluation.labels),
            "trainings": [_as_json(one) for one in found],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        by_class: list[tuple[str, Any]] = [
            (text("zoo-templates-class"), "left"), (text("zoo-templates-right"), "right"),
            (text("zoo-templates-taken"), "left"), *(
                (text("zoo-templates-symmetry" if place == 0 else "zoo-templates-symmetry-mirrored"), "right")
                for place in range(len(found))
            ),
        ]  # fmt: skip
        trained: list[tuple[str, Any]] = [
            (text("zoo-templates-trained"), "left"), (text("zoo-test"), "right"),
            (text("zoo-templates-on-mirrored"), "right"),
        ]  # fmt: skip
        lines = [
            [text(name), share(float(one.accuracy.mean())), share(float(one.accuracy_mirrored.mean()))]
            for name, one in zip(("zoo-templates-plain", "zoo-templates-mirrored"), found, strict=False)
        ]
        labels = first.evaluation.names
        pairs = ", ".join(f"{labels[i]} ↔ {labels[j]} ({count})" for i, j, count in first.confusions())
        _output.show(
            text("zoo-templates-head", data=data, test=f"{len(first.evaluation.y):,}", seeds=seeds),
            terminal.rows(by_class, [_cells(found, label) for label in range(len(labels))]),
            text("zoo-templates-pairs", pairs=pairs),
            terminal.rows(trained, lines),
            text("zoo-templates-note"),
        )
    if picture is not None:
        from whygrad.views.plots import template_pictures

        _output.save_picture(template_pictures(found), picture)


def _cells(found: Sequence[Templates], label: int) -> list[str]:
    from whygrad.i18n.numbers import share

    evaluation = found[0].evaluation
    row = evaluation.confusion[label].copy()
    row[label] = 0
    other = int(row.argmax())
    taken = f"{evaluation.names[other]} ({share(row[other] / max(evaluation.confusion[label].sum(), 1))})"
    return [
        evaluation.names[label], share(float(evaluation.recall[label])), taken if row[other] else "",
        *(f"{one.symmetry[label]:.2f}" for one in found),
    ]  # fmt: skip


def _as_json(one: Templates) -> dict[str, Any]:
    return {
        "mirrored": bool(one.experiment.data.augmentation),
        "accuracy_test": one.accuracy.tolist(),
        "accuracy_test_mirrored": one.accuracy_mirrored.tolist(),
        "recall": one.evaluation.recall.tolist(),
        "symmetry": one.symmetry.tolist(),
        "confusion": one.evaluation.confusion.tolist(),
        "templates": one.pictures.tolist(),
    }
