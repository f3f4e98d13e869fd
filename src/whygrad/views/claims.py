"""Claims on a terminal and in reports: the list of all, and one with its conditions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.text import Text

from whygrad.i18n import text
from whygrad.i18n.numbers import interval, number, signed
from whygrad.views import terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from whygrad.claims import Claim, Compared, Outcome

BASES = {"log2": 2.0, "log10": 10.0}  # units whose differences are read as factors
_STYLES = {"supported": "bold green", "refuted": "bold red", "depends": "bold yellow", "undecided": "bold"}


def verdict_word(verdict: str) -> str:
    """The verdict's word in the language in use."""
    return text(f"claim-{verdict}")


def depends_on(claim: Claim) -> str | None:
    """What the stored verdict turns on, `None` if it is not "depends"."""
    result, words = claim.result, claim.definition.depends_on
    return str(words) if words is not None and result is not None and result.verdict == "depends" else None


def rows_of(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """What the list says of each claim, as plain values: `None` where nothing is stored."""
    rows: list[dict[str, Any]] = []
    for claim in claims:
        result = claim.result
        largest = None if result is None else max(result.conditions, key=lambda one: abs(one.effect))
        rows.append({
            "id": claim.id,
            "topic": claim.definition.topic,
            "statement": claim.statement,
            "verdict": None if result is None else result.verdict,
            "depends_on": depends_on(claim),
            "effect": None if largest is None else largest.effect,
            "unit": claim.definition.measure.unit,
            "date": None if result is None else result.made["date"],
            "stale": claim.is_stale,
        })  # fmt: skip
    return rows


def listed(claims: Iterable[Claim]) -> list[RenderableType]:
    """Every claim with its verdict, its largest effect and the date of its run."""
    headings: list[tuple[str, Any]] = [
        (text("claim-id"), "left"), (text("claim-statement"), "left"), (text("claim-verdict"), "left"),
        (text("claim-effect"), "right"), (text("claim-date"), "left"),
    ]  # fmt: skip
    lines: list[list[str]] = []
    for row in rows_of(claims):
        verdict = text("claim-no-result") if row["verdict"] is None else verdict_word(row["verdict"])
        if row["depends_on"]:
            verdict += f"\n{row['depends_on']}"
        effect = "" if row["effect"] is None else difference(row["effect"], row["unit"])
        date = row["date"] or ""
        if row["stale"] and date:
            date += f"\n{text('claim-stale')}"
        lines.append([row["id"], row["statement"], verdict, effect, date])
    return [terminal.rows(headings, lines)]


def value(number_of: float, unit: str) -> str:
    """A value with its unit; of a logarithm the number itself."""
    base = BASES.get(unit)
    return f"{number(number_of)} {unit}".strip() if base is None else number(base**number_of)


def difference(effect: float, unit: str) -> str:
    """A difference with its unit; of logarithms the factor: "×0.33"."""
    base = BASES.get(unit)
    return f"{signed(effect)} {unit}".strip() if base is None else f"×{number(base**effect)}"


def range_of(low: float, high: float, unit: str) -> str:
    """An interval of differences, or of factors."""
    base = BASES.get(unit)
    return interval(low, high) if base is None else interval(base**low, base**high)


def rule_sentence(outcome: Outcome) -> str:
    """When the claim counts as supported, in one sentence."""
    definition = outcome.definition
    rule, measure = definition.rule, definition.measure
    reference = value(rule.reference or 0.0, measure.unit)
    other = str(definition.other.name) if definition.other is not None else reference
    base = BASES.get(measure.unit)
    least = (
        f"{number(rule.smallest_effect)} {measure.unit}".strip()
        if base is None
        else text("claim-factor", factor=number(base**rule.smallest_effect))
    )
    return text(
        f"claim-rule-{rule.kind}", measure=str(measure.title), claimed=str(definition.claimed.name), other=other,
        effect=least,
    )  # fmt: skip


def shown(claim: Claim, outcome: Outcome) -> list[RenderableType]:
    """The verdict, the rule, every condition with its effect and interval, the control."""
    definition = outcome.definition
    head = Text.assemble((f"{claim.id}  {claim.statement}", "bold"))
    verdict = Text.assemble(f"{text('claim-verdict')}: ", (verdict_word(outcome.verdict), _STYLES[outcome.verdict]))
    arms = [str(definition.claimed.name)]
    if definition.other is not None:
        arms.append(str(definition.other.name))
    headings: list[tuple[str, Any]] = [
        (text("claim-condition"), "left"), *((arm, "right") for arm in arms), (text("claim-effect"), "right"),
        (text("claim-decision"), "left"),
    ]  # fmt: skip
    lines = [_line(outcome, one, len(arms)) for one in (*outcome.conditions, outcome.control)]
    changes = [Text(text("claim-changed", changes=", ".join(outcome.changes)))] if outcome.changes else []
    return [
        head,
        verdict,
        Text(rule_sentence(outcome)),
        terminal.rows(headings, lines),
        *changes,
        Text(made(outcome), style="dim"),
    ]


def written(claim: Claim) -> list[RenderableType]:
    """The formulas of a claim as LaTeX, each with what it says, and its text with headings in bold."""
    parts: list[RenderableType] = []
    for formula in claim.definition.formulas:
        parts += [Text(formula.tex, style="italic"), Text(str(formula.says)), Text()]
    for section in claim.page.split("## ")[1:]:
        heading, _, body = section.partition("\n")
        parts += [Text(heading, style="bold"), Text(" ".join(body.split())), Text()]
    return parts


def made(outcome: Outcome) -> str:
    """How many seeds, when, on which machine, with which versions."""
    where = {"date": outcome.made["date"], "machine": _machine(outcome)}
    if outcome.definition.rule.exact:
        return text("claim-made-exact", **where)
    return text("claim-made", seeds=len(outcome.seeds), **where)


def _line(outcome: Outcome, one: Compared, arms: int) -> list[str]:
    unit = outcome.definition.measure.unit
    means = [float(one.claimed.mean()), float(one.other.mean())][:arms]
    tuned = [one.tuned.get(arm) for arm in ("claimed", "other")][:arms]
    key = outcome.definition.tuning.key if outcome.definition.tuning is not None else ""
    cells = [
        value(mean, unit) if chosen is None else f"{value(mean, unit)}\n{key} {number(chosen)}"
        for mean, chosen in zip(means, tuned, strict=True)
    ]
    effect = difference(one.effect, unit)
    if not outcome.definition.rule.exact:
        effect += f"\n{range_of(*outcome.interval(one), unit)}"
    return [str(one.condition.name), *cells, effect, verdict_word(outcome.decision(one))]


def _machine(outcome: Outcome) -> str:
    made = outcome.made
    versions = [f"{name} {made[name]}" for name in ("whygrad", "torch") if name in made]
    return ", ".join([made["machine"], text("claim-cores", count=int(made["cores"])), *versions])
