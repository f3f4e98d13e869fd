"""How likely the first finding is the cause: a logistic regression whose weights are those of the results."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.probability import KEPT, Fitted, left_out, report
from benchmarks.public.first_contact import ROUNDS, Contact, contacts
from scipy.special import expit

from whygrad.diagnose import diagnose
from whygrad.diagnose.finding import CauseTest
from whygrad.diagnose.probability import BASELINE, probability, signs
from whygrad.engine import train
from whygrad.experiment import presets

TOLD = [one for one in contacts() if one.codes]


def test_signs_are_the_first_code_and_what_stands_beside_it() -> None:
    assert signs(["dead-units"]) == ("first:dead-units",)
    assert signs(["dead-units", "overfitting"]) == ("first:dead-units", "others")
    assert signs(["dead-units", "no-progress"]) == ("first:dead-units", "no-progress", "others")
    assert signs(["no-progress", "underfitting"]) == ("first:no-progress", "others")


def test_the_probability_is_that_of_the_log_odds() -> None:
    found = probability(["vanishing-gradient", "no-progress"])
    assert found is not None
    assert set(found.weights) == {BASELINE, "vanishing-gradient", "no-progress", "others"}
    assert found.value == pytest.approx(expit(sum(found.weights.values())))
    assert found.to_json() == {"value": found.value, "weights": found.weights, "diagnoses": found.diagnoses}
    assert probability([]) is None


def test_a_code_that_never_came_first_has_no_weight() -> None:
    found = probability(["non-finite-data"])
    assert found is not None
    assert found.weights["non-finite-data"] == 0.0
    assert found.value == pytest.approx(expit(found.weights[BASELINE]))


def test_the_package_has_the_weights_that_the_results_give() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    fitted = Fitted.of(TOLD).to_json()
    assert kept["diagnoses"] == fitted["diagnoses"] == len(TOLD)
    assert kept[BASELINE] == pytest.approx(fitted[BASELINE], abs=0.002)
    assert kept["weights"] == pytest.approx(fitted["weights"], abs=0.002)


def test_the_weights_minimize_the_penalized_likelihood() -> None:
    """At the minimum of scikit-learn's loss (C = 1) every derivative is 0: the penalty's is the weight itself."""
    fitted = Fitted.of(TOLD)
    errors = np.array([fitted.probability(one) - one.first_is_right for one in TOLD])
    assert errors.sum() == pytest.approx(0, abs=1e-3)
    for name, weight in fitted.weights.items():
        given = np.array([name in signs(one.codes) for one in TOLD])
        assert errors[given].sum() + weight == pytest.approx(0, abs=1e-3)


def test_a_round_is_predicted_by_the_other_rounds_alone() -> None:
    flipped = [replace(one, right=()) if one.round == 0 else one for one in TOLD]
    here = [n for n, one in enumerate(TOLD) if one.round == 0]
    assert [left_out(flipped)[n] for n in here] == pytest.approx([left_out(TOLD)[n] for n in here])
    assert {one.round for one in TOLD} == set(range(len(ROUNDS)))


def test_a_report_of_coins_is_not_met() -> None:
    told = [Contact(n % len(ROUNDS), "coin", ("dead-units",) if n % 2 else (), ("dead-units",)) for n in range(80)]
    text, met = report(told)
    assert not met
    assert "MISSED" in text


def test_programs_have_a_probability_until_an_experiment_decides() -> None:
    found = diagnose(train(presets["vanishing-gradient-digits"], [0]))
    assert found.probability is None
    assert found.to_json()["probability"] is None
    script = replace(found, meta=replace(found.meta, kind="script"))
    assert script.probability is not None
    assert script.probability == probability([one.code for one in script.findings if one.severity != "info"])
    first = script.findings[0]
    for outcome, known in (("confirmed", False), ("refuted", False), ("undecided", True)):
        tested = replace(first, test=CauseTest(outcome, 1.0, 1, 0, 1, ()))
        again = replace(script, findings=(tested, *script.findings[1:]))
        assert (again.probability is not None) is known


def test_the_weights_come_with_the_package() -> None:
    assert Path(KEPT).name == "probability.json"
    assert KEPT.parent == Path(diagnose.__code__.co_filename).parent
