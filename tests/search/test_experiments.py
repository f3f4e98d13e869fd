"""Searching the settings of an experiment: what decides, what is kept, and what is said of the test set."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("optuna")

import whygrad as wg
from whygrad import i18n
from whygrad.cli import main
from whygrad.errors import WhygradError
from whygrad.search import Goal, Validation
from whygrad.trial.metric import METRICS
from whygrad.views.search import command, shown
from whygrad.views.terminal import plain

BASE = wg.presets["healthy-moons"].replace(epochs=10, hidden=[8])
VARY = ["learning_rate=1e-4:1:log", "width=2:16"]


@pytest.fixture(scope="module")
def found() -> Any:
    return wg.search(BASE, VARY, trials=8, seeds=2, name="healthy-moons", changes=["epochs=10", "hidden=[8]"])


def test_a_trial_has_the_mean_of_its_runs_on_the_validation_samples(found: Any) -> None:
    assert len(found.trials) == 8
    for one in (found.trials[0], found.best):
        rate, width = one.values.values()
        runs = []
        for run in range(2):
            held = Validation().held_out(BASE.replace(learning_rate=rate, hidden=[width]), run)
            assert held is not None
            runs.append(METRICS["accuracy_test"].values(wg.train(held, seeds=[run])).mean())
        assert one.value == pytest.approx(sum(runs) / 2)
    assert found.best.value == max(one.value for one in found.trials)


def test_the_best_settings_are_tested_once_with_other_seeds(found: Any) -> None:
    rate, width = found.best.values.values()
    best, before = (
        wg.train(one, seeds=[2, 3])["accuracy_test"][:, -1]
        for one in (BASE.replace(learning_rate=rate, hidden=[width]), BASE)
    )
    assert found.confirmed.best[0] == pytest.approx(best.mean())
    assert found.confirmed.before[0] == pytest.approx(before.mean())
    assert found.confirmed.difference[0] == pytest.approx((best - before).mean())


def test_a_search_beats_a_bad_setting() -> None:
    bad = BASE.replace(learning_rate=1e-5)
    better = wg.search(bad, ["learning_rate=1e-5:1:log"], trials=12, seeds=2)
    assert better.confirmed is not None
    assert better.confirmed.difference[0] > 0.05
    assert better.best is not None
    assert better.best.values["training.learning_rate"] > 1e-4


def test_its_command_runs_the_best_settings(found: Any, capsys: pytest.CaptureFixture[str]) -> None:
    import shlex

    line = found.command()
    assert line.startswith("whygrad train healthy-moons --set epochs=10")
    words = shlex.split(line)[1:]
    assert main([*words, "--seeds", "2", "--json", "-"]) == 0
    experiment = json.loads(capsys.readouterr().out)["experiment"]
    assert experiment["network"]["hidden"] == [found.best.values["width"]]
    assert experiment["training"]["learning_rate"] == found.best.values["training.learning_rate"]


def test_ctrl_c_keeps_the_trials_and_the_file_continues(
    found: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from whygrad.search import experiments

    file, real, calls = tmp_path / "study.journal", experiments.train, []

    def train(*given: Any, **options: Any) -> Any:
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*given, **options)

    monkeypatch.setattr(experiments, "train", train)
    options: dict[str, Any] = {"trials": 8, "seeds": 2, "study": str(file)}
    stopped = wg.search(BASE, VARY, **options)
    assert stopped.interrupted
    assert len(stopped.trials) == 4
    assert stopped.confirmed is None
    whole = wg.search(BASE, VARY, **options)
    assert not whole.interrupted
    assert [(one.values, one.value) for one in whole.trials] == [(one.values, one.value) for one in found.trials]
    assert len(calls) == 5  # the first four trials were not trained again


def test_settings_that_do_not_fit_together_do_not_end_a_search() -> None:
    base = wg.Experiment().replace(name="gauss", hidden=[], epochs=2)
    vary = ["hidden=[],[4]", "optimizer=sgd,perceptron"]
    some = wg.search(base, vary, trials=12, seeds=1, sampler="random")
    refused = [one for one in some.trials if one.status == "refused"]
    assert refused
    assert all(one.values == {"network.hidden": (4,), "training.optimizer": "perceptron"} for one in refused)
    assert all(one.reason for one in refused)
    assert some.best is not None
    assert some.failures == {"refused": len(refused)}


def test_what_diverges_has_no_value() -> None:
    base = wg.Experiment().replace(name="plane", epochs=5)
    found = wg.search(base, ["learning_rate=1e3,1e5,0.03"], trials=6, seeds=1, sampler="random", seed=1)
    assert found.goal.name == "loss_validation"
    assert found.failures.get("non-finite", 0) > 0
    assert found.best is not None
    assert found.best.values == {"training.learning_rate": 0.03}


@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [
        ({"name": "plane"}, {"goal": "accuracy_validation"}, "classes"),
        ({"name": "and", "samples": 40}, {"goal": "loss_validation"}, "held out"),
        ({}, {"goal": "speed"}, "accuracy_validation"),
        ({}, {"sampler": "grid"}, "tpe"),
        ({}, {"trials": 100_000}, "10,?000"),
    ],
)
def test_what_cannot_be_searched(changes: dict[str, Any], options: dict[str, Any], said: str) -> None:
    with pytest.raises(WhygradError, match=said):
        wg.search(BASE.replace(**changes), ["l2=0:1"], **options)


def test_losses_of_different_kinds_are_not_compared() -> None:
    with pytest.raises(WhygradError, match="begins with accuracy"):
        wg.search(BASE, ["loss=squared,hinge"], goal="loss_validation")
    assert wg.search(BASE, ["loss=squared,hinge"], trials=2, seeds=1).best is not None


def test_too_few_samples_are_judged_by_the_test_set_which_is_said() -> None:
    found = wg.search(wg.Experiment().replace(name="and", samples=40, epochs=2), ["l2=0:1"], trials=2, seeds=1)
    assert found.goal == Goal("accuracy_test")
    assert found.confirmed is None
    assert found.to_json()["chosen_by"] == "test"
    assert "test set: confirm it" in plain(shown(found)).replace("\n", " ")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_table_says_what_decided(found: Any, language: str) -> None:
    with i18n.use(language):
        said = plain(shown(found))
        assert found.command() in command(found)
    assert ("validation accuracy" if language == "en" else "검증 정확도") in said
    assert ("not by the test set" if language == "en" else "테스트 세트가 아니라") in said.replace("\n", " ")


@pytest.mark.parametrize(
    ("channel", "difference", "said"),
    [
        ("accuracy_test", (-0.1, -0.2, -0.05), "as given is better"),
        ("accuracy_test", (0.1, 0.05, 0.2), ""),
        ("loss_test", (0.1, 0.05, 0.2), "as given is better"),
        ("loss_test", (-0.1, -0.2, -0.05), ""),
        ("accuracy_test", (0.1, -0.05, 0.2), "contains 0"),
    ],
)
def test_what_the_difference_allows_to_say(
    found: Any, channel: str, difference: tuple[float, float, float], said: str
) -> None:
    confirmed = replace(found.confirmed, channel=channel, difference=difference)
    shown_ = plain(shown(replace(found, confirmed=confirmed))).replace("\n", " ")
    for one in ("as given is better", "contains 0"):
        assert (one in shown_) == (one == said)


def test_a_goal_needs_no_optuna() -> None:
    assert Goal("loss_validation").channel == "loss_test"
    assert not Goal("loss_validation").by_test
    assert Goal("accuracy_test").by_test
