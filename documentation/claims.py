"""The claims as pages of the site: one each, in the order of a course, with the stored result and its figure.

`write(folder, "en")` writes `README.md`, `c01.md`, … and `c01.svg`, … into a folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import whygrad as wg
from documentation.reference.markdown import code, fenced, join, plain, table
from documentation.reference.words import say
from whygrad import i18n
from whygrad.claims import Claim, Outcome
from whygrad.claims.definition import TOPICS
from whygrad.i18n import text
from whygrad.views import claims as view
from whygrad.views.plots import claim_effects

_ADDRESS = {
    "doi": "https://doi.org/",
    "arXiv": "https://arxiv.org/abs/",
    "isbn": "https://search.worldcat.org/search?q=bn:",
}


def by_topic() -> Iterator[tuple[str, list[Claim]]]:
    """The topics in the order of the course, each with its claims."""
    for topic in TOPICS:
        if found := [one for one in wg.claims.values() if one.definition.topic == topic]:
            yield topic, found


def write(folder: Path, locale: str) -> None:
    """Write the list, every claim and every figure in a language."""
    folder.mkdir(parents=True, exist_ok=True)
    with i18n.use(locale):
        (folder / "README.md").write_text(index(), encoding="utf-8")
        for claim in wg.claims.values():
            outcome = claim.result
            (folder / f"{claim.id.lower()}.md").write_text(page(claim, outcome), encoding="utf-8")
            if outcome is not None:
                claim_effects(claim, outcome).save(folder / f"{claim.id.lower()}.svg")


def index() -> str:
    """All claims by topic, with their verdicts."""
    blocks = [f"# {say('claims')}", say("claims-about", count=len(wg.claims))]
    headings = (text("claim-id"), text("claim-statement"), text("claim-verdict"))
    for topic, claims in by_topic():
        rows = [(one.id, f"[{plain(one.statement)}]({one.id.lower()}.md)", _verdict(one)) for one in claims]
        blocks += [f"## {text(f'claim-topic-{topic}')}", table(headings, rows)]
    return join(blocks)


def page(claim: Claim, outcome: Outcome | None) -> str:
    """One claim: statement, verdict, rule, figure, conditions, texts, literature, command."""
    blocks = [f"# {claim.id}: {plain(claim.statement)}"]
    if outcome is not None:
        alt = claim_effects(claim, outcome).alt.replace("[", "").replace("]", "")
        blocks += [
            f"**{text('claim-verdict')}: {view.verdict_word(outcome.verdict)}.** {view.rule_sentence(outcome)}",
            f"![{alt}]({claim.id.lower()}.svg)",
            _conditions(outcome),
            view.made(outcome),
        ]
    blocks += [claim.page, f"## {say('claims-literature')}", "\n".join(_literature(claim))]
    blocks += [f"## {say('claims-try')}", fenced(f"whygrad claims {claim.id} --run", "sh")]
    return join(blocks)


def _verdict(claim: Claim) -> str:
    if claim.result is None:
        return text("claim-no-result")
    word, on = view.verdict_word(claim.result.verdict), view.depends_on(claim)
    return word if on is None else f"{word}: {on}"


def _conditions(outcome: Outcome) -> str:
    unit = outcome.definition.measure.unit
    headings = (text("claim-condition"), text("claim-effect"), text("claim-interval"), text("claim-decision"))
    rows = [
        (plain(str(one.condition.name)), view.difference(one.effect, unit),
         view.range_of(*outcome.interval(one), unit), view.verdict_word(outcome.decision(one)))
        for one in (*outcome.conditions, outcome.control)
    ]  # fmt: skip
    return table(headings, rows)


def _literature(claim: Claim) -> Iterator[str]:
    for source in claim.definition.literature:
        kind, _, number = source.id.partition(":")
        link = f"[{code(source.id)}]({_ADDRESS[kind]}{number})"
        stance = say("claims-for" if source.stance == "for" else "claims-against")
        yield f"- {stance}: {plain(source.cite)}. {link}"
