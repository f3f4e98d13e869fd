"""A diagnosis as one HTML file: nothing to load, nothing to run, readable on paper and without seeing the pictures."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad import i18n
from whygrad.diagnose import message, remedy_message, title, undecided_message
from whygrad.i18n import clean, text
from whygrad.i18n.numbers import setting_value, share, signed
from whygrad.views import findings as words
from whygrad.views.version import version

if TYPE_CHECKING:
    from jinja2 import Template

    from whygrad.diagnose import Diagnosis, Finding
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial import Result, Trial
    from whygrad.views.plots import Picture

_PIXELS = 126  # an inch of a figure on the page: the usual width of 7.2 fills it
_SPECIAL_CHANNELS = {  # drawn only where the diagnosis speaks of it
    "dead-units": "dead_share",
    "saturated-units": "saturated_share",
    "learning-rate-too-high": "update_ratio",
    "learning-rate-too-low": "update_ratio",
    "noisy-updates": "update_ratio",
}


def write_report(
    path: Path,
    trace: Trace,
    diagnosis: Diagnosis,
    trial: Trial | None = None,
    experiment: Experiment | None = None,
    further: Sequence[Picture] = (),
) -> None:
    """Write `report` to a file, all of it or nothing."""
    from whygrad.views.files import save_text

    save_text(report(trace, diagnosis, trial, experiment, further), path)


def report(
    trace: Trace,
    diagnosis: Diagnosis,
    trial: Trial | None = None,
    experiment: Experiment | None = None,
    further: Sequence[Picture] = (),
) -> str:
    """The report as one HTML document in the language in use; equal arguments give equal text.

    `further` are pictures that stand before those of the trace.
    """
    return _template().render(
        language=i18n.language(),
        t=text,
        subject=diagnosis.meta.name,
        line=words.subject(diagnosis.meta, len(trace.seeds), int(trace.steps[-1]) if len(trace.steps) else None),
        healthy=diagnosis.healthy and not words.uncertain(diagnosis),
        verdict=words.verdict(diagnosis),
        probability=words.probability(diagnosis),
        endings=_endings(trace),
        findings=[_finding(diagnosis, finding) for finding in diagnosis.findings],
        undecided=[undecided_message(one) for one in diagnosis.undecided],
        trial=_trial(trial) if trial is not None else None,
        trial_picture=_figure(_forest(trial)) if trial is not None and trial.results else None,
        pictures=[_figure(picture) for picture in (*further, *_pictures(trace, diagnosis, experiment))],
        experiment=experiment.to_toml() if experiment is not None else None,
        layers=_layers(trace),
        versions=_versions(trace),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("whygrad.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_cleaned,
    )
    return environment.get_template("report.html.j2")


def _cleaned(value: Any) -> Any:
    """What the template prints, without the control characters that names of others may hold."""
    return clean(value) if type(value) is str else value


@dataclass(frozen=True, slots=True)
class _Finding:
    """A finding as the template shows it."""

    code: str
    title: str
    severity: str
    severity_name: str
    level: int
    because: str
    message: str
    place: str
    evidence: list[words.EvidenceRow]
    remedies: list[tuple[str, str]]


def _finding(diagnosis: Diagnosis, finding: Finding) -> _Finding:
    severity = str(finding.severity)
    return _Finding(
        code=finding.code,
        title=title(finding.code),
        severity=severity,
        severity_name=text(f"view-severity-{severity}"),
        level=words.depth(diagnosis, finding),
        because=title(finding.because_of) if finding.because_of is not None else "",
        message=message(finding, diagnosis.meta),
        place=words.place(diagnosis, finding),
        evidence=words.evidence(finding),
        # A consequence is mended by mending its cause.
        remedies=[(words.remedy_title(code), remedy_message(code)) for code in finding.remedies if finding.cause],
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the trial's table."""

    rank: str
    title: str
    changes: list[tuple[str, str, str]]
    mean: str
    difference: str
    repaired: str
    cost: str
    helps: bool
    tied: bool
    kind: str


def _trial(trial: Trial) -> dict[str, Any]:
    rows = [_row(trial, one, "remedy") for one in trial.results]
    rows.append(_row(trial, trial.baseline, "baseline"))
    if trial.controls:
        name, mean = (
            text("trial-control", count=len(trial.controls)),
            words.in_points(trial.metric) * trial.control_difference,
        )
        repaired = share(trial.control_repaired)
        rows.append(_Row("", name, [], "", signed(mean), repaired, "", helps=False, tied=False, kind="random"))
        rows.append(_row(trial, trial.controls[0], "random"))
    return {
        "head": words.trial_head(trial) if trial.results else "",
        "verdict": " ".join(words.trial_verdict(trial)),
        "notes": " ".join(words.trial_notes(trial)),
        "rows": rows,
        "advice": [(words.remedy_title(code), remedy_message(code)) for code in trial.advice],
        "snippets": words.trial_snippets(trial),
        "failures": words.trial_failures(trial),
    }


def _row(trial: Trial, one: Result, kind: str) -> _Row:
    name = text("trial-best-control") if kind == "random" else words.remedy_title(one.code)
    return _Row(
        rank=words.rank(trial, one) if kind == "remedy" else "",
        title=name,
        changes=[(key, setting_value(before), setting_value(after)) for key, (before, after) in one.changes.items()],
        mean=words.metric_value(trial.metric, one.mean),
        difference="" if kind == "baseline" else words.difference(trial.metric, one),
        repaired=share(one.repaired),
        cost=f"{one.cost:.2g}×",
        helps=kind == "remedy" and trial.helps(one),
        tied=one.tied,
        kind=kind,
    )


def _endings(trace: Trace) -> list[str]:
    from whygrad.views.terminal import endings

    return endings(trace)


def _forest(trial: Trial) -> Picture:
    from whygrad.views.plots import forest

    return forest(trial)


def _pictures(trace: Trace, diagnosis: Diagnosis, experiment: Experiment | None) -> Iterator[Picture]:
    from whygrad.views import gallery

    special = [_SPECIAL_CHANNELS[finding.code] for finding in diagnosis.findings if finding.code in _SPECIAL_CHANNELS]
    channels = tuple(dict.fromkeys([*gallery.LAYER_CHANNELS, *special]))
    for _, picture in gallery.of_trace(trace, experiment, channels, ("preactivation_histogram", "gradient_histogram")):
        yield picture


def _figure(picture: Picture) -> dict[str, str]:
    encoded = base64.b64encode(picture.svg().encode()).decode()
    width = round(picture.figure.get_figwidth() * _PIXELS)
    source = f"data:image/svg+xml;base64,{encoded}"
    return {"title": picture.title, "alt": picture.alt, "source": source, "width": str(width)}


def _layers(trace: Trace) -> list[tuple[str, ...]]:
    return [
        (layer.name, layer.kind, str(layer.inputs), str(layer.outputs), layer.activation, layer.normalization)
        for layer in trace.meta.layers
    ]


def _versions(trace: Trace) -> str:
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return " · ".join([f"whygrad {version()}", trace.meta.framework, python])
