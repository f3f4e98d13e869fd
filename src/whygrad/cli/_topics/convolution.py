"""`whygrad explain convolution`: how many parameters a dense network needs to be as good as a convolutional one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli._status import INTERRUPTED, OK
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo.convolution import Counted

OPTIONS = ("changes", "seeds")


def show(picture: Path | None, json: str | None, *, changes: Sequence[str] = (), seeds: int = 3) -> int:
    """Parameters, multiply-adds and test accuracy of each network; which dense network it takes for each accuracy."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.compare.outcomes import mean_interval
    from whygrad.views import terminal
    from whygrad.zoo.convolution import FILTERS, WIDTHS, convolution, dense_twin, pictures

    base = pictures().override(list(changes))
    with progress(text("cli-progress-train")) as advance:
        every = convolution(base, seeds, progress=advance)
    stopped = len(every) < len(FILTERS) + len(WIDTHS) or any(len(one.accuracy) < seeds for one in every)
    if stopped:
        _output.interrupted(kept=json is not None, drawing=picture is not None)
    if json is not None:
        _output.save_json({
            "schema": "whygrad.convolution/1", "data": base.data.name, "networks": [_as_json(one) for one in every],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-network"), "left"), (text("zoo-parameters"), "right"), (text("zoo-multiply-adds"), "right"),
            (text("zoo-test"), "right"), (text("zoo-interval"), "right"),
        ]  # fmt: skip
        lines: list[list[str]] = []
        for one in every:
            mean, low, high = (100 * value for value in mean_interval(one.accuracy))
            reach = f"[{low:.1f} %, {high:.1f} %]" if low == low else ""
            lines.append([_name(one), f"{one.parameters:,}", f"{one.multiply_adds:,}", f"{mean:.1f} %", reach])
        found = [_sentence(one, dense_twin(one, every), every) for one in every if one.kind == "conv" and not stopped]
        samples = every[0].trace.meta.train_samples
        _output.show(
            text("zoo-convolution-head", data=base.data.name, samples=f"{samples:,}", seeds=seeds),
            terminal.rows(headings, lines), *found, text("zoo-convolution-note"),
        )  # fmt: skip
    if picture is not None:
        from whygrad.views.plots import accuracy_by_parameters

        _output.save_picture(accuracy_by_parameters(every), picture)
    return INTERRUPTED if stopped else OK


def _name(one: Counted) -> str:
    return text(f"zoo-convolution-{one.kind}", size=one.size, next=2 * one.size)


def _sentence(one: Counted, twin: Counted | None, every: Sequence[Counted]) -> str:
    if twin is None:
        largest = max((other for other in every if other.kind == "dense"), key=lambda other: other.parameters)
        times = f"{largest.parameters / one.parameters:.3g}"
        return text("zoo-convolution-none", network=_name(one), dense=_name(largest), times=times)
    times = f"{twin.parameters / one.parameters:.2g}"
    return text("zoo-convolution-twin", network=_name(one), dense=_name(twin), times=times)


def _as_json(one: Counted) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "size": one.size,
        "parameters": one.parameters,
        "multiply_adds": one.multiply_adds,
        "seeds": one.trace.seeds.tolist(),
        "accuracy_test": one.accuracy.tolist(),
        "accuracy_train": one.trace["accuracy_train"][:, -1].tolist(),
    }
