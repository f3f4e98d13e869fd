"""Every rule on arrays made by hand: nothing in a healthy training, no answer where numbers are missing or strange."""

from __future__ import annotations

import numpy as np
import pytest
from tests.diagnose.handmade import STEPS, codes, layers, meta, numbers, stuck, trace

from whygrad.diagnose import RULES, Finding, Undecided, ask, diagnose
from whygrad.diagnose.reading import Reading
from whygrad.trace import LayerInfo, Meta, ProgramFacts, Trace


@pytest.mark.parametrize("about", [meta(), numbers(), meta(layers=layers("relu")), meta(layers=layers("relu", (4, 1)))])
@pytest.mark.parametrize("runs", [1, 8])
def test_a_healthy_training_has_no_findings(about: Meta, runs: int) -> None:
    diagnosis = diagnose(trace(about, runs))
    assert codes(diagnosis) == []
    assert diagnosis.undecided == ()
    assert diagnosis.healthy
    assert diagnosis.root is None


def test_small_gradients_of_a_finished_training_do_not_vanish() -> None:
    """At the end the loss is near 0, and so is every gradient: that is success."""
    healthy = trace()
    scale = np.logspace(-12, 0, 4) * np.where(STEPS > 300, 1.0, np.nan)[:, None]
    fading = np.where(np.isfinite(scale), scale, np.asarray(healthy["backprop_rms"][0]))
    assert codes(diagnose(trace(backprop_rms=fading, saturated_share=0.9, gradient_rms=fading))) == []


@pytest.mark.parametrize("code", RULES)
def test_a_rule_without_its_channels_cannot_tell(code: str) -> None:
    rule = RULES[code]
    about = next(one for one in (meta(), numbers(), meta(program=ProgramFacts())) if rule.applies(one))
    for name in rule.needs:
        answer = ask(rule, Reading.of(trace(about, **{name: None})))
        assert answer == Undecided(code, (name,)), name


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if "chance_loss" in rule.facts])
def test_a_rule_without_the_loss_at_chance_cannot_tell(code: str) -> None:
    about = meta(chance_loss=float("nan"), chance_accuracy=float("nan"))
    if RULES[code].applies(about):
        healthy = trace()
        values = {name: healthy[name] for name in healthy.channels}
        answer = ask(RULES[code], Reading.of(Trace(about, STEPS, [0], values)))
        assert isinstance(answer, Undecided)
        assert "chance_loss" in answer.missing


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf, -np.inf, 1e38])
@pytest.mark.parametrize("status", ["finished", "non-finite", "diverged", "interrupted"])
def test_no_rule_stumbles_over_strange_numbers(value: float, status: str) -> None:
    """Any array gives an answer, never an exception or a warning."""
    for about in (meta(), numbers(), meta(program=ProgramFacts())):
        healthy = trace(about)
        values = {name: np.full_like(array, value) for name, array in healthy.channels.items()}
        ended = (
            {"non_finite_step": [3], "non_finite_layer": [0], "non_finite_what": ["loss"]} if "non" in status else {}
        )
        diagnosis = diagnose(Trace(about, STEPS, [0], values, status=status, **ended))
        assert all(isinstance(finding, Finding) for finding in diagnosis.findings)


@pytest.mark.parametrize("records", [0, 1, 2, 3])
def test_a_few_records_cannot_tell(records: int) -> None:
    whole = trace(**stuck())
    short = {name: array[:, :records] if array.ndim > 1 else array for name, array in whole.channels.items()}
    diagnosis = diagnose(Trace(meta(), STEPS[:records], [0], short))
    assert diagnosis.healthy
    assert "no-progress" in {undecided.code for undecided in diagnosis.undecided}


def test_single_layer_networks_are_read() -> None:
    single = (LayerInfo("output", "dense", "identity", 4, 1),)
    assert codes(diagnose(trace(meta(layers=single), **stuck()))) == ["linear-network", "no-progress"]
