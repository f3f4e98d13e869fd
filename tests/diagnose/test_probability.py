"""How likely the first finding is the cause: a logistic regression whose weights are those of the results."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.kept import Kept
from benchmarks.probability import KEPT, Fitted, Predicted, by_earlier, left_out, of_scripts, report
from benchmarks.public.first_contact import ROUNDS, Contact, contacts
from scipy.special import expit

from training_programs import program
from training_programs.index import file_key
from whygrad.diagnose import RULES
from whygrad.diagnose.probability import BASELINE, probability, signs

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


def test_what_hardly_ever_came_first_has_no_probability() -> None:
    """Read from the program, such a finding is mostly right; the weights would not know."""
    counts = Counter(one.codes[0] for one in TOLD)
    for code in RULES:
        assert (probability([code, "no-progress"]) is not None) is (counts[code] >= 5), code


def test_the_package_has_the_weights_that_the_results_give() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    fitted = Fitted.of(TOLD).to_json()
    assert kept["measured"] == fitted["measured"]
    assert kept["diagnoses"] == fitted["diagnoses"] == len(TOLD)
    assert kept[BASELINE] == pytest.approx(fitted[BASELINE], abs=0.002)
    assert kept["weights"] == pytest.approx(fitted["weights"], abs=0.002)


def test_the_weights_minimize_the_penalized_likelihood() -> None:
    """At the minimum of scikit-learn's loss (C = 1) every derivative is 0: the penalty's is the weight itself."""
    fitted = replace(Fitted.of(TOLD), measured=tuple(RULES))
    errors = np.array([value - one.first_is_right for one, value in fitted.predict(TOLD)])
    assert errors.sum() == pytest.approx(0, abs=1e-3)
    for name, weight in fitted.weights.items():
        given = np.array([name in signs(one.codes) for one in TOLD])
        assert errors[given].sum() + weight == pytest.approx(0, abs=1e-3)


def test_the_benchmark_predicts_as_the_package_does() -> None:
    predicted = Fitted.of(TOLD).predict(TOLD)
    assert 0 < len(predicted) < len(TOLD)
    for one, value in predicted:
        stated = probability(one.codes)
        assert stated is not None
        assert stated.value == pytest.approx(value, abs=1e-3)


def test_a_round_is_predicted_by_the_other_rounds_alone() -> None:
    flipped = [replace(one, right=()) if one.round == 0 else one for one in TOLD]
    assert _values(left_out(flipped), {0}) == pytest.approx(_values(left_out(TOLD), {0}))
    assert {one.round for one, _ in left_out(TOLD)} == set(range(len(ROUNDS)))


def test_what_comes_later_does_not_predict_what_was_before() -> None:
    flipped = [replace(one, right=()) if one.round >= 5 else one for one in TOLD]
    assert {one.round for one, _ in by_earlier(TOLD)} == set(range(3, len(ROUNDS)))
    assert _values(by_earlier(flipped), {3, 4, 5}) == pytest.approx(_values(by_earlier(TOLD), {3, 4, 5}))


def _values(predicted: list[Predicted], rounds: set[int]) -> list[float]:
    return [value for one, value in predicted if one.round in rounds]


def test_a_report_of_coins_is_not_met() -> None:
    told = [Contact(n % len(ROUNDS), "coin", ("dead-units",) if n % 2 else (), ("dead-units",)) for n in range(80)]
    text, met = report(told)
    assert not met
    assert "MISSED" in text


def test_answers_about_training_programs_are_read(tmp_path: Path) -> None:
    failing = program("moons_16").paths[0]
    kept = Kept(tmp_path / "answers")
    for path, codes in zip(program("moons_16").paths, (["no-gradient", "no-progress"], []), strict=True):
        kept.add(file_key(path, asked="whygrad", options=[]), {"codes": codes})
    [one] = of_scripts(tmp_path / "answers")
    assert (one.program, one.codes) == (failing.stem, ("no-gradient", "no-progress"))
    assert one.first_is_right
