"""What every claim must have: both languages, literature, a control, enough seeds, a stored result of today."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.all_faults import all_at_once

import whygrad as wg
from whygrad.claims import VERDICTS, Claim, Compared
from whygrad.claims.claim import SECTIONS
from whygrad.claims.definition import TOPICS
from whygrad.claims.measures import NAMES
from whygrad.claims.running import OWN, own_module
from whygrad.experiment.options import BY_NAME
from whygrad.i18n import use

CLAIMS = list(wg.claims.values())
HANGUL = re.compile(r"[가-힣]")


of_every_claim = all_at_once("claim", CLAIMS, ids=lambda claim: claim.id)


@of_every_claim
def test_its_folder_is_named_after_its_id(claim: Claim) -> None:
    assert claim.definition.id == claim.id
    assert claim.definition.topic in TOPICS


@of_every_claim
def test_its_texts_have_all_sections_in_both_languages(claim: Claim) -> None:
    for spoken, sections in SECTIONS.items():
        with use(spoken):
            page, statement = claim.page, claim.statement
        assert tuple(re.findall(r"^## (.+)$", page, re.MULTILINE)) == sections
        assert all(len(part.strip()) > 30 for part in re.split(r"^## .+$", page, flags=re.MULTILINE)[1:])
        assert bool(HANGUL.search(page)) == bool(HANGUL.search(statement)) == (spoken == "ko")


@of_every_claim
def test_its_names_are_given_in_both_languages(claim: Claim) -> None:
    definition = claim.definition
    named = [definition.claimed.name, definition.measure.title, *(one.name for one in definition.conditions)]
    named += [definition.control.name, *([definition.other.name] if definition.other is not None else [])]
    assert all(not HANGUL.search(words.en) for words in named)
    assert definition.control.name.en.startswith("control")
    assert definition.control.name.ko.startswith("대조")
    assert len({one.name.en for one in definition.conditions}) == len(definition.conditions)


@of_every_claim
def test_its_measure_and_its_settings_exist(claim: Claim) -> None:
    definition = claim.definition
    assert definition.measure.name in (*NAMES, OWN)
    assert (definition.other is None) == (definition.rule.reference is not None)
    if definition.measure.name == OWN:
        own = own_module(claim.folder.name)
        assert hasattr(own, "values") != hasattr(own, "of_trace")
    if claim.trains:
        for condition in (*definition.conditions, definition.control):
            for arm in ("claimed", "other"):
                assert set(definition.settings(condition, arm)) <= set(BY_NAME)


@of_every_claim
def test_it_has_enough_seeds(claim: Claim) -> None:
    definition = claim.definition
    assert definition.rule.exact or definition.seeds >= (5 if not claim.trains or claim.needs_torch else 10)


@of_every_claim
def test_its_stored_result_is_told_by_its_texts_and_of_today(claim: Claim) -> None:
    result = claim.result
    assert result is not None, f"python -m benchmarks.claims --store {claim.id}"
    assert result.verdict == claim.definition.texts_say
    assert (result.verdict == "depends") == (claim.definition.depends_on is not None)
    assert result.verdict in VERDICTS
    assert len(result.seeds) == claim.definition.seeds
    assert not result.changes
    assert float(result.made["seconds"]) <= claim.definition.seconds
    assert not claim.is_stale, f"python -m benchmarks.claims --store {claim.id}"


@of_every_claim
def test_its_control_is_no_support(claim: Claim) -> None:
    result = claim.result
    assert result is not None
    assert result.decision(result.control) != "supported"


@of_every_claim
def test_a_tuned_setting_is_not_at_the_end_of_its_values(claim: Claim) -> None:
    """Where the best value is the smallest or the largest, a better one may lie beyond."""
    definition, result = claim.definition, claim.result
    assert result is not None
    if definition.tuning is None:
        return
    inner = sorted(definition.tuning.values)[1:-1]
    assert all(value in inner for one in _compared(claim) for value in one.tuned.values())


def _compared(claim: Claim) -> Iterator[Compared]:
    result = claim.result
    assert result is not None
    yield from (*result.conditions, result.control)
