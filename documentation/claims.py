"""A claim as a page of the site: the stored result, its figure, a live network, the texts, literature, commands."""

from __future__ import annotations

from collections.abc import Iterator

from documentation import live
from documentation.reference.markdown import code, fenced, join, plain, table
from documentation.reference.words import say
from whygrad.claims import Claim, Outcome
from whygrad.claims.definition import Formula
from whygrad.i18n import text
from whygrad.views import claims as view
from whygrad.views import mathml
from whygrad.views.plots import Picture

_ADDRESS = {
    "doi": "https://doi.org/",
    "arXiv": "https://arxiv.org/abs/",
    "isbn": "https://search.worldcat.org/search?q=bn:",
}


def page(claim: Claim, outcome: Outcome | None, figure: Picture | None) -> str:
    """One claim: statement, verdict, rule, figure, conditions, texts, literature, command."""
    blocks = [f"# {claim.id}: {plain(claim.statement)}"]
    blocks += [formula(one) for one in claim.definition.formulas]
    if outcome is not None and figure is not None:
        alt = figure.alt.replace("[", "").replace("]", "")
        blocks += [
            f"**{text('claim-verdict')}: {view.verdict_word(outcome.verdict)}.** {view.rule_sentence(outcome)}",
            f"![{alt}]({claim.id.lower()}.svg)",
            _conditions(outcome),
            view.made(outcome),
        ]
    related = claim.definition.related
    about = say("claims-live-about") if related is None else str(related.says)
    blocks += [f"## {say('claims-live')}", about, live.frame(claim)]
    blocks += [claim.page, f"## {say('claims-literature')}", "\n".join(_literature(claim))]
    blocks += [f"## {say('claims-try')}", fenced(f"whygrad claims {claim.id} --run", "sh")]
    blocks += [say("claims-studio", link=code(f"#view.step={claim.id}"))]
    return join(blocks)


def formula(one: Formula) -> str:
    """MathML, with what it says as text below it for those who do not see it."""
    return f'<div class="formula">{mathml.markup(one.tex, block=True)}</div>\n\n{one.says}'


def verdict(claim: Claim) -> str:
    """The stored verdict of a claim, with what it turns on."""
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
