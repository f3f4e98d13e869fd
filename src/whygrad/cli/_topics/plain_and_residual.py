"""`whygrad explain plain-and-residual`: why deep networks have shortcuts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.cli._status import INTERRUPTED, OK
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.zoo import Member

OPTIONS = ("changes", "seeds", "depths")


def show(
    picture: Path | None,
    json: str | None,
    *,
    changes: Sequence[str] = (),
    seeds: int | None = None,
    depths: Sequence[int] | None = None,
) -> int:
    """The same layers without normalization, with it, and with shortcuts, deeper and deeper, and what the rules say."""
    from whygrad.cli import _output
    from whygrad.cli._progress import progress
    from whygrad.compare.outcomes import mean_interval
    from whygrad.diagnose import title
    from whygrad.i18n.numbers import number
    from whygrad.views import terminal
    from whygrad.zoo import plain_and_residual
    from whygrad.zoo.plain_and_residual import DEPTHS, SEEDS, members, pictures

    base, depths, seeds = pictures().override(list(changes)), depths or DEPTHS, seeds or SEEDS
    wanted = len(members(base, depths))
    with progress(text("cli-progress-train")) as advance:
        found = plain_and_residual(base, depths, seeds, progress=advance)
    stopped = len(found) < wanted or any(len(one.trace.seeds) < seeds for one in found)
    if stopped:
        _output.interrupted(kept=json is not None, drawing=picture is not None)
    diagnoses = [one.diagnosis() for one in found]
    if json is not None:
        _output.save_json({
            "schema": "whygrad.plain-and-residual/1", "data": base.data.name, "updates": _updates(found),
            "networks": [
                {**_as_json(one), "findings": [finding.code for finding in diagnosis.findings]}
                for one, diagnosis in zip(found, diagnoses, strict=True)
            ],
        }, json)  # fmt: skip
    if json != _output.STDOUT:
        headings: list[tuple[str, Any]] = [
            (text("zoo-depth-depth"), "right"), (text("zoo-depth-family"), "left"), (text("zoo-depth-loss"), "right"),
            (text("zoo-depth-test"), "right"), (text("zoo-depth-ratio"), "right"), (text("zoo-depth-finding"), "left"),
        ]  # fmt: skip
        lines: list[list[str]] = []
        for one, diagnosis in zip(found, diagnoses, strict=True):
            mean, low, high = (100 * value for value in mean_interval(one.last("accuracy_test")))
            spread = f" ± {number((high - low) / 2, 2)}" if high >= low else ""
            gradients = one.gradients(0)
            root = diagnosis.root
            lines.append([
                str(one.depth), text(f"zoo-family-of-{one.family}"), number(float(one.last("loss_train").mean()), 2),
                f"{mean:.1f} %{spread}", number(float(gradients[0] / gradients[-1]), 2),
                title(root.code) if root is not None else text("zoo-depth-healthy"),
            ])  # fmt: skip
        _output.show(
            text("zoo-depth-head", data=base.data.name, updates=f"{_updates(found):,}", seeds=seeds),
            terminal.rows(headings, lines),
            text("zoo-depth-note"),
        )
    if picture is not None:
        from whygrad.views.plots import plain_against_residual

        _output.save_picture(plain_against_residual(found), picture)
    return INTERRUPTED if stopped else OK


def _updates(found: Sequence[Member]) -> int:
    return found[0].trace.meta.total_steps


def _as_json(one: Member) -> dict[str, Any]:
    return {
        "family": one.family,
        "depth": one.depth,
        "seeds": one.trace.seeds.tolist(),
        **{name: one.last(name).tolist() for name in ("loss_train", "loss_test", "accuracy_train", "accuracy_test")},
        "gradient_rms": {"layers": [layer.name for layer in one.trace.meta.layers],
                         "start": one.gradients(0).tolist(), "end": one.gradients(-1).tolist()},
    }  # fmt: skip
