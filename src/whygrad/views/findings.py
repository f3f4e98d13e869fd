"""What terminal and report both say about findings and trials: names, places and changes in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whygrad.diagnose import remedy_message as diagnosis_remedy_message
from whygrad.diagnose import title
from whygrad.diagnose.measurements.reach import targets_are_alike
from whygrad.diagnose.measurements.returns import has_learned
from whygrad.diagnose.messages import layer_range, written
from whygrad.i18n import has, text
from whygrad.i18n.numbers import interval, number, setting_value, share, signed
from whygrad.trial.statistics import fewest_seeds

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis, Finding
    from whygrad.trace import Meta
    from whygrad.trace.program import ProgramFacts
    from whygrad.trial import Metric, Result, Trial


def remedy_title(code: str) -> str:
    """A remedy's short name, of the random ones too."""
    if code in ("baseline", "random"):
        return text(f"trial-{code}")
    return text(f"title-remedy-{code}")


def remedy_message(code: str) -> str:
    """What a remedy changes and why; nothing for the baseline and the random ones."""
    return "" if code in ("baseline", "random") else diagnosis_remedy_message(code)


def quantity_name(quantity: str) -> str:
    """What a number of the evidence is called: a channel's name or the rule's own; its code where neither has one."""
    words = quantity.replace("_", "-")
    return next((text(name) for name in (f"quantity-{words}", f"channel-{words}") if has(name)), quantity)


def subject(meta: Meta, runs: int, steps: int | None = None) -> str:
    """One line: what was trained, and how; `steps` are the updates that are known to have been done.

    A program's are counted, however seldom it is recorded; how many samples it has, only the program knows.
    """
    if steps is None or meta.program is not None:
        steps = meta.total_steps
    known = meta.program is None
    parts = [
        text("view-runs", count=runs),
        text("view-steps", count=steps),
        text("view-layers", count=len(meta.layers)),
        text("view-samples", count=meta.train_samples) if known else text("view-batch-size", count=meta.batch_size),
        meta.optimizer,
        meta.loss,
        text("view-engine-kernel") if meta.framework == "kernel" else meta.framework,
    ]
    return " · ".join(parts)


def verdict(diagnosis: Diagnosis) -> str:
    """The diagnosis in one sentence."""
    root = diagnosis.root
    if root is None:
        if uncertain(diagnosis):
            found = text("view-nothing-found", count=len(diagnosis.undecided), asked=str(diagnosis.asked))
            return " ".join((found, *_why_undecided(diagnosis)))
        return " ".join((text("view-healthy"), *_risen_returns(diagnosis.meta.program)))
    serious = [finding for finding in diagnosis.findings if finding.severity != "info"]
    if len(serious) == 1:
        return text("view-one-finding", root=_within_a_sentence(title(root.code)))
    return text("view-findings", count=len(serious), root=_within_a_sentence(title(root.code)))


def probability(diagnosis: Diagnosis) -> str:
    """How likely the first finding is the cause, in a sentence; "" where that is not known."""
    found = diagnosis.probability
    return "" if found is None else probable(found.value, found.diagnoses)


def probable(value: float, diagnoses: int) -> str:
    """The same of a probability, fitted to so many diagnoses."""
    return text("view-probability", percent=f"{100 * value:.0f}", diagnoses=str(diagnoses))


def _within_a_sentence(name: str) -> str:
    """A title without its capital: "vanishing gradients"; names that are spelled with capitals keep them (NaN)."""
    first, space, rest = name.partition(" ")
    return (first.lower() if first == first.capitalize() else first) + space + rest


def uncertain(diagnosis: Diagnosis) -> bool:
    """Whether nothing was found, but too few rules could be judged to call the network healthy."""
    return not diagnosis.is_decided


def _why_undecided(diagnosis: Diagnosis) -> Iterator[str]:
    """Why it could not be judged whether the network learned."""
    of_level = [one for one in diagnosis.undecided if one.code in ("no-progress", "underfitting")]
    missing = {name for one in of_level for name in one.missing}
    program = diagnosis.meta.program
    if "chance_loss" in missing:
        why = program.elusive if program is not None else ""
        yield text("view-no-level", why=why or ("alike" if targets_are_alike(diagnosis.meta) else "unknown"))
        yield from _risen_returns(program)
    elif "records" in missing:
        yield text("view-few-records", kind=diagnosis.meta.kind)


def _risen_returns(program: ProgramFacts | None) -> Iterator[str]:
    """That the returns of an agent's episodes rose, if they surely did."""
    if program is not None and has_learned(program):
        first, last = (f"{value:.3g}" for value in (program.returns.first, program.returns.last))
        yield text("view-returns-rose", first=first, last=last)


def depth(diagnosis: Diagnosis, finding: Finding) -> int:
    """How many findings stand between this one and its root cause: 0 for a root."""
    because = {one.code: one.because_of for one in diagnosis.findings}
    steps, code, seen = 0, finding.because_of, {finding.code}
    while code is not None and code in because and code not in seen:
        seen.add(code)
        steps, code = steps + 1, because[code]
    return steps


def places(diagnosis: Diagnosis, finding: Finding) -> list[str]:
    """Where: layers, first update, line of the user's code, as far as they are known; none for a finding of the
    whole training.
    """
    parts: list[str] = []
    if finding.where.layers:
        parts.append(text("view-at-layers", layers=layer_range(finding.where.layers, diagnosis.meta)))
    if finding.where.step is not None:
        parts.append(text("view-from-step", step=f"{finding.where.step:,}"))
    if finding.where.source:
        parts.append(finding.where.source)
    return parts


def place(diagnosis: Diagnosis, finding: Finding) -> str:
    """The same in one line: "hidden1 … hidden9 · from update 40"."""
    return " · ".join(places(diagnosis, finding))


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A number of the evidence as both views show it."""

    name: str
    value: str
    threshold: str
    step: str


def evidence(finding: Finding) -> list[EvidenceRow]:
    """The numbers behind a finding, those that crossed their threshold first; the others show none."""
    return [
        EvidenceRow(
            quantity_name(item.quantity),
            written(item.quantity, item.value),
            "" if item.threshold is None else written(item.quantity, item.threshold),
            f"{item.step:,}" if item.step is not None else "",
        )
        for item in finding.evidence
    ]


def changes_in_words(changes: dict[str, tuple[Any, Any]]) -> str:
    """What a remedy edits: "activation sigmoid → relu, init xavier-uniform → he-uniform"."""
    return ", ".join(
        f"{key.partition('.')[2] or key} {setting_value(before)} → {setting_value(after)}"
        for key, (before, after) in changes.items()
    )


def metric_name(metric: Metric) -> str:
    """What a trial compares."""
    return text(f"trial-metric-{metric.name.replace('_', '-')}")


def metric_value(metric: Metric, value: float) -> str:
    """A value of the metric: accuracies in percent."""
    return f"{value * 100:.1f} %" if metric.name.startswith("accuracy") else number(value)


def difference(metric: Metric, result: Result) -> str:
    """The improvement with its interval; accuracies in percentage points."""
    scale = in_points(metric)
    low, high = (scale * end for end in result.interval)
    gain = signed(scale * result.difference)
    return gain if math.isnan(low) else f"{gain} {interval(low, high)}"


def in_points(metric: Metric) -> float:
    """What differences are multiplied by: accuracies are written in percentage points."""
    return 100.0 if metric.name.startswith("accuracy") else 1.0


def rank(trial: Trial, result: Result) -> str:
    """The rank, with "=" where several share it; a dash where there is none."""
    if result.rank is None:
        return "–"
    shared = sum(other.rank == result.rank for other in trial.results) > 1
    return f"{result.rank}=" if shared else str(result.rank)


def trial_head(trial: Trial) -> str:
    """What was tried and how it is compared."""
    count = len(trial.results) + len(trial.controls) + 1
    return text("view-trial", experiments=count, seeds=len(trial.seeds), metric=metric_name(trial.metric))


def trial_verdict(trial: Trial) -> list[str]:
    """What a trial says in the end, sentence by sentence."""
    best, code = trial.best, str(trial.verdict)
    if code != "helps" or best is None:
        return [text(f"trial-verdict-{code}", count=len(trial.results), seeds=len(trial.seeds), least=fewest_seeds())]
    sentences = [text(
        "trial-verdict-helps", remedy=remedy_title(best.code), metric=metric_name(trial.metric),
        before=metric_value(trial.metric, trial.baseline.mean), after=metric_value(trial.metric, best.mean),
    )]  # fmt: skip
    ties = sum(result.tied and result is not best for result in trial.results)
    if ties:
        sentences.append(text("trial-verdict-ties", count=ties))
    if trial.controls:
        sentences.append(text(
            "trial-beats-random", remedy=remedy_title(best.code), share=share(best.repaired),
            random=share(trial.control_repaired),
        ))  # fmt: skip
    else:
        sentences.append(text("trial-without-random"))
    if trial.interrupted:
        sentences.append(text("trial-interrupted"))
    return sentences


_MOST_SNIPPETS = 3


def trial_snippets(trial: Trial) -> list[tuple[str, str]]:
    """What to change in a script, for the remedies that help: title and lines of code."""
    shown: dict[str, str] = {}
    for one in trial.results:
        if one.helps and one.snippet and one.code not in shown:
            shown[one.code] = one.snippet.rstrip("\n")
    some = list(shown.items())[:_MOST_SNIPPETS]
    return [(text("trial-snippet", remedy=remedy_title(code)), lines) for code, lines in some]


def trial_failures(trial: Trial) -> list[str]:
    """Which remedies could not be measured on a script, and why."""
    sentences = [
        text("trial-broke-off", remedy=remedy_title(one.code), error=one.error) for one in trial.failed if one.error
    ]
    idle = dict.fromkeys(remedy_title(one.code) for one in trial.failed if not one.error)
    if idle:
        sentences.append(text("trial-nothing-to-act-on", remedies=", ".join(idle)))
    if trial.left_out:
        sentences.append(text("trial-left-out", remedies=", ".join(remedy_title(code) for code in trial.left_out)))
    return sentences


def trial_notes(trial: Trial) -> list[str]:
    """How to read a trial's table, for the small print."""
    notes = [text("trial-note", seeds=len(trial.seeds))]
    if trial.repaired_at is not None:
        up = "up" if trial.metric.higher_is_better else "down"
        value = metric_value(trial.metric, trial.repaired_at)
        notes.insert(0, text("trial-repaired-at", metric=metric_name(trial.metric), direction=up, value=value))
    if trial.metric.name.endswith("_test"):
        notes.append(text("view-chosen-by-test"))
    return notes
