"""Suggested remedies apply to the network: those of experiments are compared with what the edits would change."""

from __future__ import annotations

from dataclasses import replace

import pytest

import whygrad as wg
from whygrad.diagnose import applicable, diagnosis
from whygrad.trial.remedy import remedies

# A file has no more samples to generate: true advice, nothing to try.
ADVICE = {"more-data"}


@pytest.mark.parametrize("name", list(wg.presets))
def test_suggestions_are_those_that_change_the_experiment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A suggested remedy with edits changes the experiment, one that is left out would change nothing."""
    experiment = wg.presets[name]
    trace = wg.train(experiment, seeds=2)
    found = wg.diagnose(trace)
    with monkeypatch.context() as patched:
        patched.setattr(diagnosis, "applicable", lambda codes, _meta: codes)
        unfiltered = wg.diagnose(trace)
    for kept, finding in zip(found.findings, unfiltered.findings, strict=True):
        for code in finding.remedies:
            remedy = remedies()[code]
            changes = remedy.apply(experiment, unfiltered) is not None
            if code in kept.remedies:
                assert changes or remedy.advice_only or code in ADVICE, (finding.code, code)
            else:
                assert not changes, (finding.code, code)


def test_something_is_suggested_for_every_preset() -> None:
    for name in wg.presets:
        found = wg.diagnose(wg.train(wg.presets[name], seeds=2))
        assert all(finding.remedies for finding in found.findings if finding.cause), name


def test_every_entry_is_a_remedy() -> None:
    assert applicable._APPLIES.keys() <= remedies().keys()


def test_a_program_whose_settings_are_unknown() -> None:
    """Weight decay and initialization of a user's program are not known: what may help stays."""
    meta = wg.train(wg.presets["dead-units-moons"], seeds=1).meta
    codes = ("remove-regularization", "use-relu-he", "use-adam", "keep-graph-attached", "use-gated-units")
    assert applicable.applicable(codes, meta) == ("use-adam",)
    program = replace(meta, experiment=None)
    assert applicable.applicable(codes, program) == codes[:4]
    assert applicable.applicable(codes, replace(program, optimizer="AdamW")) == (*codes[:2], codes[3])
    assert applicable.applicable(codes, replace(program, layers=())) == codes
