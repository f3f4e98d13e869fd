"""Trace -> Diagnosis: every rule is asked, findings are linked to their causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.diagnose.applicable import applicable
from whygrad.diagnose.codes import ORDER, RULES
from whygrad.diagnose.explaining import explain, explains
from whygrad.diagnose.finding import CauseTest, Evidence, Finding, Severity, Undecided, Where
from whygrad.diagnose.limits import comparisons, limit
from whygrad.diagnose.measurements.arrays import Bools, Ints
from whygrad.diagnose.measurements.returns import has_learned
from whygrad.diagnose.outlook import outlook
from whygrad.diagnose.probability import Probability, probability
from whygrad.diagnose.reading import Reading, Unobserved
from whygrad.diagnose.rule import Measure, Rule, Verdict
from whygrad.errors import InputError
from whygrad.printing import printed
from whygrad.trace.meta import Meta
from whygrad.trace.parts import BASIC, parts_of

if TYPE_CHECKING:
    from whygrad.trace import Trace
    from whygrad.trace.program import ProgramFacts

SCHEMA = "whygrad.diagnosis/1"


@dataclass(frozen=True, repr=False)
class Diagnosis:
    """The findings of a trace: root causes first, each followed by its consequences.

    `undecided` lists the rules that could not be evaluated, with the data that they lack. `print(diagnosis)` shows the
    same text as `whygrad diagnose`, and so does a notebook cell that ends with `diagnosis`.
    """

    findings: tuple[Finding, ...]
    undecided: tuple[Undecided, ...]
    meta: Meta

    @property
    def healthy(self) -> bool:
        """Whether no error and no warning was found."""
        return all(finding.severity is Severity.INFO for finding in self.findings)

    @property
    def is_decided(self) -> bool:
        """Whether there is a verdict: a problem was found, an agent's returns surely rose, or most of the rules that
        apply were evaluated, `no-progress` among them. If it is false, `healthy` means nothing.
        """
        learned = all(one.code != "no-progress" for one in self.undecided)
        most = 2 * len(self.undecided) <= self.asked
        return not self.healthy or (learned and (most or has_learned(self.meta.program)))

    @property
    def asked(self) -> int:
        """How many rules apply to this training."""
        return sum(rule.applies(self.meta) for rule in RULES.values())

    @property
    def root(self) -> Finding | None:
        """The finding to fix first; None if `healthy`."""
        return None if self.healthy else self.findings[0]

    @property
    def probability(self) -> Probability | None:
        """How likely the first finding is the cause, judged by first diagnoses of other people's programs.

        None if nothing was found, for experiments, if a test of the cause has decided, and if such findings hardly
        ever came first. Also None if the finding is read from the source.
        """
        root = self.root
        if root is None or self.meta.kind not in ("script", "model"):
            return None
        tested = root.test is not None and root.test.outcome != "undecided"
        if tested or any(one.quantity in RULES[root.code].certain for one in root.evidence):
            return None
        return probability([one.code for one in self.findings if one.severity is not Severity.INFO])

    def __repr__(self) -> str:
        found = ", ".join(finding.code for finding in self.findings) or "nothing found"
        return f"<Diagnosis {self.meta.name}: {found} ({len(self.undecided)} undecided)>"

    def __str__(self) -> str:
        return printed(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What IPython shows (IPython.lib.pretty)."""
        printer.text(str(self))

    def to_json(self) -> dict[str, Any]:
        """Return the diagnosis as nested dictionaries (format "whygrad.diagnosis/1"), messages in the current language.

        `change` and `call` are None, because they need the files of the script.
        """
        from whygrad.diagnose.messages import message, remedy_message, undecided_message

        likely = self.probability
        return {
            "schema": SCHEMA,
            "subject": {
                "kind": self.meta.kind,
                "name": self.meta.name,
                "steps": self.meta.total_steps,
                "framework": self.meta.framework,
            },
            "healthy": self.healthy,
            "decided": self.is_decided,
            "probability": None if likely is None else likely.to_json(),
            "findings": [
                {
                    "code": finding.code,
                    "severity": finding.severity.value,
                    "cause": finding.cause,
                    "because_of": finding.because_of,
                    "where": _where_json(finding.where),
                    "runs": {"affected": finding.affected, "of": finding.of},
                    "evidence": [_evidence_json(evidence) for evidence in finding.evidence],
                    "message": message(finding, self.meta),
                    **({} if finding.test is None else {"test": _test_json(finding.test)}),
                    "change": None,
                    "remedies": [
                        {"code": code, "message": remedy_message(code), "change": None} for code in finding.remedies
                    ],
                }
                for finding in self.findings
            ],
            "undecided": [
                {"code": one.code, "missing": list(one.missing), "message": undecided_message(one)}
                for one in self.undecided
            ],
            "ended": _ended_json(self.meta.program),
            "trial": None,
        }


def _ended_json(program: ProgramFacts | None) -> dict[str, Any] | None:
    """How a program ended; an experiment's runs end as their trace says."""
    if program is None:
        return None
    return {"how": program.stop, "error": program.error or None, "place": program.error_place or None}


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    """JSON knows no infinity and no NaN: they become null."""
    return {
        "quantity": evidence.quantity,
        "value": _plain(evidence.value),
        "threshold": _plain(evidence.threshold),
        "step": evidence.step,
    }


def _test_json(test: CauseTest) -> dict[str, Any]:
    return {
        "outcome": test.outcome,
        "closed": test.closed,
        "learned": test.learned,
        "before": test.before,
        "of": test.of,
        "changes": {key: {"from": before, "to": after} for key, (before, after) in test.changes},
        "remedy": test.remedy,
    }


def _where_json(where: Where) -> dict[str, Any]:
    """Layers and step; the place in the user's code where there is one."""
    value: dict[str, Any] = {"layers": list(where.layers), "step": where.step}
    if not where.source:
        return value
    file, _, line = where.source.rpartition(":")
    return value | {"source": where.source, "file": file, "line": int(line) if line.isdigit() else None, "call": None}


def _plain(value: float | None) -> float | None:
    return float(value) if value is not None and np.isfinite(value) else None


def diagnose(trace: Trace) -> Diagnosis:
    """Diagnose the training recorded in a trace; root causes come first.

    All rules are evaluated. A finding is reported if it holds in at least the fraction `affected-runs` of the runs
    (see the thresholds). If it impaired training in fewer runs, its severity is `info`. A rule is undecided if the
    trace lacks the channels, facts or records that it needs.

    Raises `InputError` if `trace` is not a `Trace`.
    """
    from whygrad.trace import Trace

    if not isinstance(trace, Trace):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InputError("error-not-a-trace", value=type(trace).__name__)
    return diagnose_reading(Reading.of(trace))


def diagnose_reading(reading: Reading) -> Diagnosis:
    """The same on bare arrays."""
    findings: list[Finding] = []
    undecided: list[Undecided] = []
    for rule in RULES.values():
        answer = ask(rule, reading)
        if isinstance(answer, Finding):
            findings.append(answer)
        elif isinstance(answer, Undecided):
            undecided.append(answer)
    return Diagnosis(explain(_once(_not_too_early(findings, reading))), tuple(undecided), reading.meta)


def _not_too_early(findings: Sequence[Finding], reading: Reading) -> list[Finding]:
    """The same findings. One that was too early to tell is sure where a sure one follows from it."""
    told = [one for one in findings if not one.early and one.severity is not Severity.INFO]
    found: list[Finding] = []
    for one in findings:
        sure = ask(RULES[one.code], reading, early=False) if one.early else one
        assert isinstance(sure, Finding)
        found.append(sure if any(explains(sure, effect) for effect in told) else one)
    return found


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with one of those that say that the training is slow so far: what is closest to the symptom."""
    early = max((one for one in findings if one.early), key=lambda one: ORDER.index(one.code), default=None)
    return [one for one in findings if not one.early or one is early]


def ask(rule: Rule, reading: Reading, *, early: bool = True) -> Finding | Undecided | None:
    """One rule's answer for the whole trace: a finding, "cannot tell", or nothing. `early`: whether what more updates
    may disprove is told as such.
    """
    if not rule.applies(reading.meta):
        return None
    failed = _failed(rule, reading)
    if failed:
        return Undecided(rule.code, failed)
    missing = tuple(name for name in rule.needs if name not in reading.channels)
    try:
        with np.errstate(all="ignore"):  # losses of 0, infinities: what comes of them is compared, never trusted
            if not rule.without(reading):
                missing += tuple(name for name in rule.facts if not _known(name, reading))
            if missing:
                return Undecided(rule.code, missing)
            if reading.runs == 0 or reading.records == 0:
                return Undecided(rule.code, ("records",))
            verdict = rule.check(reading)
    except Unobserved as error:
        return Undecided(rule.code, (error.part,))
    decided = np.ones(reading.runs, bool) if verdict.decided is None else verdict.decided
    if decided.sum() < limit("affected-runs") * reading.runs:
        return Undecided(rule.code, verdict.missing)
    affected = verdict.affected & decided
    if not _enough(affected):
        return None
    costly = affected if verdict.costly is None else affected & verdict.costly
    if early and verdict.early is not None and _enough(costly) and not _enough(costly & ~verdict.early):
        measures = (*outlook(reading, verdict.early), *verdict.measures)
        verdict = replace(verdict, measures=measures, remedies=("longer-training",))
        return _finding(rule, reading, verdict, costly, Severity.INFO)
    severity = rule.severity if _enough(costly) else Severity.INFO
    return _finding(rule, reading, verdict, costly if severity is rule.severity else affected, severity)


def compared(reading: Reading) -> dict[str, set[str]]:
    """The thresholds that each rule compared something with, of the rules that apply and can tell: by code."""
    found: dict[str, set[str]] = {}
    for rule in RULES.values():
        fresh = replace(reading)  # what a reading computed for one rule, the next would not ask for again
        with comparisons() as names:
            known = rule.applies(fresh.meta) and not isinstance(ask(rule, fresh), Undecided)
        if known:
            found[rule.code] = names
    return found


def _failed(rule: Rule, reading: Reading) -> tuple[str, ...]:
    """The parts of a watch that failed of those that the rule needs: every rule needs those that all others rest on."""
    if not reading.failed:
        return ()
    needed = (*BASIC, *rule.parts, *(part for channel in rule.needs for part in parts_of(channel)))
    return tuple(dict.fromkeys(part for part in needed if part in reading.failed))


def _enough(runs: Bools) -> bool:
    return bool(runs.any() and runs.sum() >= limit("affected-runs") * len(runs))


def _known(fact: str, reading: Reading) -> bool:
    meta = reading.meta
    if fact == "chance_loss":
        return reading.tells_level
    value = getattr(meta, fact) if hasattr(meta, fact) else getattr(meta.data, fact)
    return not (isinstance(value, float) and np.isnan(value))


def _finding(rule: Rule, reading: Reading, verdict: Verdict, affected: Bools, severity: Severity) -> Finding:
    names = verdict.names
    if verdict.layers is not None:
        share = verdict.layers[affected].mean(0)  # of the affected runs
        chosen = (share > 0) & (share >= min(0.5, share.max(initial=0.0)))
        names = tuple(reading.meta.layers[place].name for place in np.flatnonzero(chosen))
    evidence = [found for measure in verdict.measures if (found := _evidence(measure, affected)) is not None]
    evidence.sort(key=lambda one: one.threshold is None)  # what decided comes first
    step = None if verdict.step is None else _middle_step(verdict.step[affected])
    return Finding(
        code=rule.code,
        severity=severity,
        where=Where(layers=names, step=step, source=verdict.source),
        affected=int(affected.sum()),
        of=reading.runs,
        evidence=tuple(evidence),
        remedies=applicable(verdict.remedies or rule.remedies, reading.meta),
        plateau=verdict.plateau is not None and _enough(verdict.plateau & affected),
    )


def _evidence(measure: Measure, affected: Bools) -> Evidence | None:
    known = affected & ~np.isnan(measure.value)
    values = measure.value[known]
    if not len(values):
        return None
    step = None if measure.step is None else _middle_step(measure.step[known])
    value = float(np.median(values))
    return Evidence(measure.quantity, value, measure.threshold if measure.is_crossed_by(value) else None, step)


def _middle_step(steps: Ints) -> int | None:
    """The lower median of the steps that are known."""
    known = np.sort(steps[steps >= 0])
    return int(known[(len(known) - 1) // 2]) if len(known) else None
