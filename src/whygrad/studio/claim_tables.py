"""The course for the page, and each claim in two parts: the question, and the stored result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from whygrad.claims import Claim, Compared, Outcome
from whygrad.claims import claims as known
from whygrad.claims.definition import Condition
from whygrad.errors import WhygradError
from whygrad.experiment import Experiment
from whygrad.i18n import text
from whygrad.studio import tables
from whygrad.studio.asking import page_sets
from whygrad.studio.wire import FIRST_NEW_SEED, RUN_SEEDS, plain
from whygrad.views import claims as view
from whygrad.views import mathml

Arm = Literal["claimed", "other"]
ASKED = 2
"""Sections of a claim's text that belong to the question: what is claimed, how it is tested. The rest is the result."""

_ADDRESSES = {
    "doi": "https://doi.org/",
    "arXiv": "https://arxiv.org/abs/",
    "isbn": "https://search.worldcat.org/search?q=bn:",
}


def course_table() -> dict[str, Any]:
    """The topics with their steps, each with whether the page trains it, and the exercises; no verdict is there."""
    table = tables.course_table()
    for topic in table["topics"]:
        for step in topic["steps"]:
            step["live"] = step["kind"] == "exercise" or any(map(bool, experiments(known[step["id"]])))
    return table


def claim(name: str) -> dict[str, Any]:
    """What is asked: the statement, the two arms, the conditions with the experiments of both arms, how it is tested.

    Raises `UnknownClaimError`.
    """
    one = known[name]
    definition, outcome = one.definition, one.result
    arms = {"claimed": str(definition.claimed.name)}
    if definition.other is not None:
        arms["other"] = str(definition.other.name)
    conditions = [
        {
            "name": str(condition.name),
            "control": condition is definition.control,
            "arms": {arm: made.model_dump() for arm, made in pair.items()},
        }
        for condition, pair in zip(conditions_of(one), experiments(one), strict=True)
    ]
    return plain(
        {
            "id": one.id,
            "statement": one.statement,
            "topic": text(f"claim-topic-{definition.topic}"),
            "live": any(map(bool, experiments(one))),
            "related": _related(one),
            "arms": arms,
            "conditions": conditions,
            "rule": "" if outcome is None else view.rule_sentence(outcome),
            "seeds": definition.seeds,
            "run": {"seeds": RUN_SEEDS, "first_seed": FIRST_NEW_SEED},
            "sections": _sections(one)[:ASKED],
            "command": f"whygrad claims {one.id} --run",
        }
    )


def claim_result(name: str) -> dict[str, Any]:
    """What came out: the stored verdict with the conditions' rows, why, when it stops being true, the literature."""
    one = known[name]
    outcome = one.result
    rows: list[dict[str, Any]] = []
    if outcome is not None:
        rows = [row(outcome, compared) for compared in (*outcome.conditions, outcome.control)]
    return {
        "id": one.id,
        "verdict": None if outcome is None else outcome.verdict,
        "verdict_text": text("claim-no-result") if outcome is None else view.verdict_word(outcome.verdict),
        "depends_on": view.depends_on(one),
        "rows": rows,
        "sections": _sections(one)[ASKED:],
        "made": "" if outcome is None else view.made(outcome),
        "formulas": [{"tree": mathml.tree(one_of.tex), "says": str(one_of.says)} for one_of in one.definition.formulas],
        "stale": one.is_stale,
        "literature": [_source(source.stance, source.cite, source.id) for source in one.definition.literature],
    }


def claim_figure(name: str) -> dict[str, Any]:
    """The stored result as a figure: SVG and the sentence for those who cannot see it; both empty without a result."""
    from whygrad.views.plots import claim_effects  # imports matplotlib, which no other table needs

    one = known[name]
    outcome = one.result
    if outcome is None:
        return {"svg": "", "alt": ""}
    picture = claim_effects(one, outcome)
    return {"svg": picture.svg(), "alt": picture.alt}


def row(outcome: Outcome, compared: Compared) -> dict[str, Any]:
    """One condition as the terminal prints it."""
    unit = outcome.definition.measure.unit
    exact = outcome.definition.rule.exact
    decision = outcome.decision(compared)
    return {
        "name": str(compared.condition.name),
        "effect": view.difference(compared.effect, unit),
        "interval": "" if exact else view.range_of(*outcome.interval(compared), unit),
        "decision": decision,
        "decision_text": view.verdict_word(decision),
    }


def conditions_of(one: Claim) -> tuple[Condition, ...]:
    """The conditions of a claim, the control last."""
    return (*one.definition.conditions, one.definition.control)


def related(one: Claim) -> Experiment | None:
    """The network that the page shows with a claim whose own networks it cannot train."""
    said = one.definition.related
    return None if said is None else Experiment().replace(**said.settings)


def _related(one: Claim) -> dict[str, Any] | None:
    said, experiment = one.definition.related, related(one)
    if said is None or experiment is None:
        return None
    return {"experiment": experiment.model_dump(), "says": str(said.says)}


def stored(one: Claim) -> tuple[Compared | None, ...]:
    """The stored comparison under each condition, the control last; `None` where nothing is stored."""
    outcome = one.result
    return (None,) * len(conditions_of(one)) if outcome is None else (*outcome.conditions, outcome.control)


def experiments(one: Claim) -> list[dict[Arm, Experiment]]:
    """The experiments that the page can train, by condition, the control last: both arms, or none of them.

    A tuned setting has the value that the stored result found. Records are made as the page makes them.
    """
    definition = one.definition
    arms: tuple[Arm, ...] = ("claimed",) if definition.other is None else ("claimed", "other")
    found: list[dict[Arm, Experiment]] = []
    for condition, compared in zip(conditions_of(one), stored(one), strict=True):
        pair: dict[Arm, Experiment] = {}
        for arm in arms:
            made = _experiment(one, condition, arm, compared)
            if made is None:
                pair = {}
                break
            pair[arm] = made
        found.append(pair)
    return found


def _experiment(one: Claim, condition: Condition, arm: Arm, compared: Compared | None) -> Experiment | None:
    """The experiment of an arm; `None` where the claim trains none, or none that the page can train."""
    definition = one.definition
    own = definition.own_settings
    if own is None and not one.trains:
        return None
    given = definition.settings(condition, arm)
    settings = {key: value for key, value in given.items() if key not in {*(own or ()), *definition.own_factors}}
    for factor, key in definition.own_factors.items():
        settings[key] *= given[factor]
    if definition.tuning is not None and compared is not None and arm in compared.tuned:
        settings[definition.tuning.key] = compared.tuned[arm]
    try:
        made = Experiment().replace(**settings).replace(every="auto")
    except WhygradError:
        return None
    names = [info.name for info in page_sets()]
    fits = made.data.name.partition(":")[0] in names and not made.network.layers and not made.training.patience
    return made if fits else None


def _sections(one: Claim) -> list[dict[str, Any]]:
    """The text of a claim: headings, and blocks that are paragraphs or items of a list."""
    found: list[dict[str, Any]] = []
    for section in one.page.split("## ")[1:]:
        heading, _, body = section.partition("\n")
        found.append({"title": heading, "blocks": list(_blocks(body))})
    return found


def _blocks(body: str) -> Iterator[dict[str, Any]]:
    for block in re.split(r"\n\s*\n|\n(?=- )", body.strip()):
        words = " ".join(block.split()).replace("`", "")
        words = re.sub(r"\*(\S(?:[^*]*\S)?)\*", r"\1", words)
        yield {"item": words.startswith("- "), "text": words.removeprefix("- ")}


def _source(stance: str, cite: str, name: str) -> dict[str, str]:
    kind, _, number = name.partition(":")
    return {"stance": stance, "cite": cite, "id": name, "address": f"{_ADDRESSES[kind]}{number}"}
