"""`whygrad compare`: one experiment in several variants, side by side: a table and a grid of pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.cli import _options as options
from whygrad.errors import InputError
from whygrad.i18n import text

if TYPE_CHECKING:
    from pathlib import Path

    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_MOST = 200  # variants; more belong on a map
_SEEDS = 8


def compare(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-experiment")],
    vary: Annotated[list[str], typer.Option("--vary", metavar="KEY=V1,V2,…", help="cli-compare-vary")],
    seeds: options.Seeds = _SEEDS,
    changes: options.Set = None,
    out: options.Out = None,
    json: options.Json = None,
    on: options.On = None,
) -> int:
    """One table with means and intervals, one grid of pictures."""
    from whygrad.cli import _output
    from whygrad.cli._cluster import cluster
    from whygrad.cli._target import find_experiment
    from whygrad.cli._training import interrupted, picture_path, train_many

    base = find_experiment(experiment, changes or ())
    picture = picture_path(out)
    variants = _variants(base, vary, changes or ())
    with cluster(on) as connection:
        traces = train_many([variant.experiment for variant in variants], seeds, connection)
    stopped = len(traces) < len(variants) or any(interrupted(trace) for trace in traces)
    if stopped:
        _output.interrupted(kept=json is not None, drawing=picture is not None)
    comparison = _Comparison(variants[: len(traces)], traces, [key.partition(".")[2] for key in variants[0].values])
    if json is not None:
        _output.save_json(comparison.as_json(), json)
    if json != _output.STDOUT:
        _output.show(comparison.table(), text("view-chosen-by-test"))
    if picture is not None:
        _draw(comparison, picture)
        _output.note(text("cli-picture-written", path=str(picture)))
    return 130 if stopped else 0


@dataclass(frozen=True, slots=True)
class _Variant:
    """A point of the grid: dotted key -> value, and the experiment with these values."""

    values: dict[str, Any]
    experiment: Experiment

    @property
    def label(self) -> str:
        from whygrad.i18n.numbers import setting_value

        return "\n".join(f"{key.partition('.')[2]} {setting_value(value)}" for key, value in self.values.items())


def _variants(base: Experiment, vary: Sequence[str], changes: Sequence[str]) -> list[_Variant]:
    """All combinations, the last key varying fastest."""
    from itertools import product

    from whygrad.experiment import parse_assignment, parse_choices
    from whygrad.i18n.numbers import setting_value

    fixed = {parse_assignment(change)[0] for change in changes}
    choices = dict[str, list[Any]]()
    for assignment in vary:
        key, values = parse_choices(assignment)
        if key in choices:
            raise InputError("cli-varied-twice", key=key)
        if key in fixed:
            raise InputError("cli-varied-and-set", key=key)
        twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
        if twice is not None:
            raise InputError("cli-value-twice", key=key, value=setting_value(twice))
        choices[key] = values
    points = [dict(zip(choices, point, strict=True)) for point in product(*choices.values())]
    if len(points) > _MOST:
        raise InputError("cli-too-many-variants", count=len(points), most=_MOST)
    return [_Variant(point, base.replace(**point)) for point in points]


@dataclass(frozen=True, slots=True)
class _Comparison:
    variants: list[_Variant]
    traces: list[Trace]
    keys: list[str]

    def channels(self) -> list[str]:
        """The outcomes that any of the trainings has, in the table's order."""
        from whygrad.views.summary import OUTCOMES, outcomes

        known = {name for trace in self.traces for name in outcomes(trace)}
        return [name for name in OUTCOMES if name in known and name != "accuracy_train"]

    def decisive(self) -> str:
        """What the pictures speak of: test accuracy of classes, test loss of numbers."""
        return "accuracy_test" if "accuracy_test" in self.channels() else "loss_test"

    def numbers(self, trace: Trace, channel: str) -> tuple[float, float, float]:
        from whygrad.views.summary import ends, mean_interval

        return mean_interval(ends(trace, channel)) if trace.has(channel) else (math.nan, math.nan, math.nan)

    def as_json(self) -> dict[str, Any]:
        return {
            "schema": "whygrad.comparison/1",
            "seeds": [int(seed) for seed in self.traces[0].seeds],
            "variants": [
                {
                    "values": variant.values,
                    "status": [str(status) for status in trace.status],
                    "outcomes": {
                        name: dict(zip(("mean", "low", "high"), self.numbers(trace, name), strict=True))
                        for name in self.channels()
                    },
                }
                for variant, trace in zip(self.variants, self.traces, strict=True)
            ],
        }

    def table(self) -> Any:
        from whygrad.i18n.numbers import interval, number, setting_value
        from whygrad.views import terminal
        from whygrad.views.findings import quantity_name

        unfinished = any(terminal.endings(trace) for trace in self.traces)
        headings = [(key, "left") for key in self.keys]
        headings += [(quantity_name(name), "right") for name in self.channels()]
        headings += [(text("view-ended"), "left")] if unfinished else []
        lines: list[list[str]] = []
        for variant, trace in zip(self.variants, self.traces, strict=True):
            cells = [setting_value(value) for value in variant.values.values()]
            for name in self.channels():
                mean, low, high = (100 * x if name.startswith("accuracy") else x for x in self.numbers(trace, name))
                unit = " %" if name.startswith("accuracy") else ""
                cells.append(number(mean) + unit + ("" if math.isnan(low) else f"\n{interval(low, high)}"))
            lines.append([*cells, terminal.ended(trace)] if unfinished else cells)
        return terminal.rows(headings, lines)


def _draw(comparison: _Comparison, path: Path) -> None:
    from whygrad.data import load
    from whygrad.views.findings import quantity_name
    from whygrad.views.plots import Member, has_field
    from whygrad.views.plots import comparison as draw

    members: list[Member] = []
    for variant, trace in zip(comparison.variants, comparison.traces, strict=True):
        numbers = comparison.numbers(trace, comparison.decisive())
        dataset = load(variant.experiment.data, variant.experiment.folder)
        values = tuple(variant.values.values())
        members.append(Member(variant.label, values, variant.experiment, trace, dataset, *numbers))
    boundaries = all(has_field(one.dataset) and one.trace.final_parameters is not None for one in members)
    draw(members, comparison.keys, quantity_name(comparison.decisive()), boundaries=boundaries).save(path)
