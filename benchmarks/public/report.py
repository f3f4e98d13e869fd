"""Tables of what was said of the programs, and their sums."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from training_programs.scoring import rate

from benchmarks import common
from benchmarks.public.index import HALVES, Program, measured
from benchmarks.public.runs import Plain, Told

Answer = tuple[Program, Told]


def accused(program: Program, told: Told) -> bool:
    """Whether a program that trains was told of a warning or an error that no experiment has shown to be true."""
    return bool(set(told.codes or ()) - set(program.explained))


def found(program: Program, told: Told) -> bool:
    """Whether one of the right causes is among the findings."""
    return bool(set(program.causes) & set(told.codes or ()))


def first(program: Program, told: Told) -> bool:
    """Whether one of the right causes comes first."""
    return bool(told.codes) and told.codes[0] in program.causes


def report(answers: Sequence[Answer]) -> str:
    """Everything in Markdown: the sums, then program by program."""
    lines: list[str] = []
    healthy = [answer for answer in answers if answer[0].kind == "healthy"]
    failing = [answer for answer in answers if answer[0].kind == "failing"]
    if healthy:
        head = ("programs that train", "with a warning or error", "… not explained", "internal errors", "no answer")
        lines += ["## Programs that train", "", common.table(head, _sums(healthy, _healthy_row)), ""]
        head = (
            "program",
            "half",
            "what it is",
            "trains",
            "verdict",
            "findings",
            "explained",
            "seconds",
            "internal errors",
        )
        lines += [common.table(head, [_healthy_line(*answer) for answer in healthy]), ""]
    if failing:
        head = ("programs with a known mistake", "found", "cause first", "internal errors", "no answer")
        lines += ["## Programs with a known mistake", "", common.table(head, _sums(failing, _failing_row)), ""]
        head = ("program", "half", "mistake", "right causes", "findings", "seconds", "internal errors")
        lines += [common.table(head, [_failing_line(*answer) for answer in failing]), ""]
    against = [[program.name, one] for program, told in answers for one in told.against]
    lines += [f"Findings whose printed evidence is not beyond its threshold: {len(against)}.", ""]
    if against:
        lines += [common.table(("program", "evidence"), against), ""]
    return "\n".join(lines)


def _sums(answers: Sequence[Answer], row: Callable[[Sequence[Answer]], list[str]]) -> list[list[str]]:
    """A row for each half, for each framework and for all."""
    groups = [(half, [a for a in answers if a[0].half == half]) for half in HALVES]
    frameworks = dict.fromkeys(program.framework for program, _ in answers)
    groups += [(framework, [a for a in answers if a[0].framework == framework]) for framework in frameworks]
    groups.append(("all", list(answers)))
    return [[name, *row(members)] for name, members in groups if members]


def _ends(answers: Sequence[Answer]) -> list[str]:
    broken = sum(bool(told.internal) for _, told in answers)
    return [str(broken), str(sum(told.codes is None for _, told in answers))]


def _healthy_row(answers: Sequence[Answer]) -> list[str]:
    of = len(answers)
    told_of = sum(bool(told.codes) for _, told in answers)
    return [rate(told_of, of), rate(sum(accused(*answer) for answer in answers), of), *_ends(answers)]


def _failing_row(answers: Sequence[Answer]) -> list[str]:
    of = len(answers)
    return [rate(sum(found(*a) for a in answers), of), rate(sum(first(*a) for a in answers), of), *_ends(answers)]


def _said(told: Told) -> str:
    return told.line if told.codes is None else ", ".join(dict.fromkeys(told.codes)) or "–"


def _healthy_line(program: Program, told: Told) -> list[str]:
    verdict = "no answer" if told.codes is None else "accused" if accused(program, told) else "not accused"
    reasons = [f"{code}: {why}" for code, why in program.explained.items() if code in (told.codes or ())]
    what = f"{program.repository}, {program.about}"
    ends = [f"{told.seconds:.0f}", "; ".join(told.internal) or "–"]
    numbers = measured().get(program.name)
    trains = f"{numbers['first']:g} to {numbers['last']:g}" if numbers else "not seen"
    return [program.name, program.half, what, trains, verdict, _said(told), "; ".join(reasons) or "–", *ends]


def _failing_line(program: Program, told: Told) -> list[str]:
    ends = [f"{told.seconds:.0f}", "; ".join(told.internal) or "–"]
    right = ", ".join(program.causes)
    return [program.name, program.half, f"{program.collection}: {program.about}", right, _said(told), *ends]


def report_plain(seen: Sequence[tuple[Program, Plain]]) -> str:
    """Which programs train by themselves."""
    rows = [
        [
            program.name,
            program.kind,
            "yes" if one.trained else "no",
            " to ".join(f"{number:g}" for number in one.numbers) or "–",
            program.reaches,
            f"{one.seconds:.0f}",
            one.line or "–",
        ]
        for program, one in seen
    ]
    return common.table(("program", "kind", "trains", "its number", "has to reach", "seconds", "error"), rows)
