"""`whygrad compare`: one experiment in several variants, side by side: a table and two figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from whygrad.cli import _options as options
from whygrad.cli._status import INTERRUPTED, OK
from whygrad.errors import InputError

if TYPE_CHECKING:
    from whygrad.compare import Comparison
    from whygrad.views.plots import Picture

_SEEDS = 8


def compare(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="cli-experiment")],
    vary: Annotated[list[str], typer.Option("--vary", metavar="KEY=V1,V2,…", help="cli-compare-vary")],
    samples: Annotated[
        int | None, typer.Option("--samples", metavar="N", help="cli-compare-samples", parser=options.whole_number)
    ] = None,
    sample_seed: Annotated[
        int, typer.Option("--sample-seed", metavar="N", help="cli-compare-sample-seed", parser=options.seed)
    ] = 0,
    seeds: options.Seeds = _SEEDS,
    changes: options.Set = None,
    sort: Annotated[str | None, typer.Option("--sort", metavar="NAME", help="cli-compare-sort")] = None,
    time: Annotated[bool, typer.Option("--time", help="cli-compare-time")] = False,
    out: options.Out = None,
    front: Annotated[str | None, typer.Option("--front", metavar="F", help="cli-compare-front")] = None,
    json: options.Json = None,
    on: options.On = None,
) -> int:
    """One table with means, intervals and ranks, one grid of pictures, the Pareto front."""
    from whygrad.cli import _output
    from whygrad.cli._cluster import cluster
    from whygrad.cli._target import find_experiment
    from whygrad.cli._training import compared, picture_path, training
    from whygrad.views import comparison as view

    base = find_experiment(experiment, changes or ())
    picture, front_file = picture_path(out), picture_path(front)
    _check_sort(sort, vary)
    with cluster(on) as connection:
        found = compared(
            base, vary, samples=samples, sample_seed=sample_seed, seeds=seeds, changes=changes or (),
            measure_time=time or sort == "time", train=training(connection),
        )  # fmt: skip
    if sort is not None:
        found.check_sort(sort)
    if found.interrupted:
        _output.interrupted(kept=json is not None, drawing=picture is not None or front_file is not None)
    _output.write_result(json, lambda: found.to_json(sort), lambda: view.shown(found, sort))
    if picture is not None:
        _output.save_picture(_drawn(found), picture)
    if front_file is not None:
        from whygrad.views.plots import front_picture

        _output.save_picture(front_picture(found), front_file)
    return INTERRUPTED if found.interrupted else OK


def _check_sort(sort: str | None, vary: Sequence[str]) -> None:
    """Raise `InputError` for an order that cannot be, before anything is trained."""
    from whygrad.compare import SORTS, Dimension

    if sort is None:
        return
    if sort not in SORTS:
        raise InputError("sort-unknown", name=sort, known=", ".join(SORTS))
    if sort == "loss_test" and any(Dimension.parse(one).key == "training.loss" for one in vary):
        raise InputError("sort-losses")


def _drawn(found: Comparison) -> Picture:
    from whygrad.data import load
    from whygrad.views.comparison import label
    from whygrad.views.findings import quantity_name
    from whygrad.views.plots import Member, has_field
    from whygrad.views.plots import comparison as draw

    members: list[Member] = []
    for place, (variant, trace) in enumerate(zip(found.variants, found.traces, strict=True)):
        numbers = found.numbers(place, found.decisive)
        dataset = load(variant.experiment.data, variant.experiment.folder)
        values = tuple(variant.values.values())
        members.append(Member(label(variant), values, variant.experiment, trace, dataset, *numbers))
    boundaries = all(has_field(one.dataset) and one.trace.final_parameters is not None for one in members)
    return draw(members, found.keys, quantity_name(found.decisive), boundaries=boundaries)
