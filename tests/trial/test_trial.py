import json
import sys
from dataclasses import replace

import numpy as np
import pytest
from trial_fakes import META, diagnosis, engine, finding

import whygrad.engine
from whygrad.diagnose import Severity
from whygrad.experiment import Experiment
from whygrad.trace.meta import Status
from whygrad.trial import Outcome, Remedy, candidates, trial

EXPERIMENT = Experiment()
DIAGNOSIS = diagnosis(finding("vanishing-gradient", "use-relu-he", "add-batch-normalization"))


@pytest.fixture
def train(monkeypatch):
    def use(value, calls=None, **rest):
        monkeypatch.setattr(whygrad.engine, "train", engine(value, calls, **rest))

    return use


def noise(seeds, scale=0.01):
    return scale * np.sin(7.0 * seeds)


def relu_is_right(experiment, seeds):
    """ReLU reaches 0.95 and batch normalization 0.94 with more noise, everything else stays at chance."""
    if experiment.network.activation == "relu":
        return 0.95 + noise(seeds)
    if experiment.network.normalization == "batch":
        return 0.945 + noise(seeds + 3, 0.04)
    return 0.6 + noise(seeds + 1)


def test_the_right_remedy_wins(train):
    train(relu_is_right)
    made = trial(EXPERIMENT, DIAGNOSIS)
    assert made.verdict == Outcome.HELPS
    assert made.root == "vanishing-gradient"
    assert made.metric.name == "accuracy_test"
    assert made.seeds == tuple(range(8))
    best = made.best
    assert best is made.results[0]
    assert best.code == "use-relu-he"
    assert best.changes == {"network.activation": ("tanh", "relu"), "network.init": ("xavier-uniform", "he-normal")}
    assert best.difference == pytest.approx(0.35, abs=0.02)
    assert 0.3 < best.interval[0] <= best.difference <= best.interval[1] < 0.4
    assert best.repaired == 1
    assert made.baseline.repaired == 0
    assert made.baseline.difference == 0


def test_ties_are_called_ties(train):
    train(relu_is_right)
    results = {result.code: result for result in trial(EXPERIMENT, DIAGNOSIS).results}
    assert results["add-batch-normalization"].tied
    assert results["add-batch-normalization"].rank == 1
    others = [result for code, result in results.items() if code not in ("use-relu-he", "add-batch-normalization")]
    assert others
    assert all(not result.tied and result.rank > 2 for result in others)


def test_ties_stand_together(train):
    """Too uncertain to be told from the first, it comes before what has a better mean and is clearly worse."""

    def uncertain(experiment, seeds):
        steady = {"relu": 0.95, "elu": 0.90}.get(experiment.network.activation, 0.6)
        return 0.86 + 0.14 * (-1.0) ** seeds if experiment.network.activation == "leaky-relu" else steady

    train(uncertain)
    results = trial(EXPERIMENT, diagnosis(), extra=["use-elu", "use-leaky-relu", "use-relu-he"]).results
    assert [result.code for result in results] == ["use-relu-he", "use-leaky-relu", "use-elu"]
    assert [result.rank for result in results] == [1, 1, 3]


def test_ranks_follow_the_differences(train):
    train(lambda experiment, seeds: 0.6 + 0.01 * len(experiment.network.activation) + noise(seeds, 0.001))
    results = trial(EXPERIMENT, DIAGNOSIS).results
    differences = [result.difference for result in results]
    assert differences == sorted(differences, reverse=True)
    ranks = [result.rank for result in results]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


def test_nothing_helps_is_an_answer(train):
    train(lambda experiment, seeds: 0.6 + noise(seeds + hash(experiment) % 100))
    made = trial(EXPERIMENT, DIAGNOSIS)
    assert made.verdict == Outcome.NOTHING_HELPS
    assert made.results
    assert made.repaired_at is None
    assert all(result.repaired == 0 for result in made.results)


def test_few_seeds_cannot_tell(train):
    train(relu_is_right)
    made = trial(EXPERIMENT, DIAGNOSIS, seeds=3)
    assert made.verdict == Outcome.TOO_FEW_SEEDS
    assert trial(EXPERIMENT, DIAGNOSIS, seeds=5).verdict == Outcome.HELPS
    alone = trial(EXPERIMENT, DIAGNOSIS, seeds=1)
    assert np.isnan(alone.best.interval).all()
    assert all(result.tied for result in alone.results)


def test_everything_is_trained_in_one_population_with_as_many_random_remedies(train):
    calls = []
    train(relu_is_right, calls)
    made = trial(EXPERIMENT, DIAGNOSIS, seeds=[3, 5, 11])
    assert len(calls) == 1
    experiments, seeds = calls[0]
    assert seeds == (3, 5, 11)
    assert experiments[0] == EXPERIMENT
    assert len(made.controls) == len(made.results) > 4
    assert len(experiments) == 1 + 2 * len(made.results)
    tried, drawn = experiments[: len(made.results) + 1], experiments[len(made.results) + 1 :]
    assert len(set(tried)) == len(tried)
    assert len(set(drawn)) == len(drawn)  # though one of them may be a remedy: that is luck as it comes


def test_without_a_diagnosis_the_baseline_is_trained_once_and_diagnosed(train, monkeypatch):
    calls, shares = [], []
    train(relu_is_right, calls)
    monkeypatch.setattr(sys.modules["whygrad.diagnose"], "diagnose", lambda _: DIAGNOSIS)
    made = trial(EXPERIMENT, progress=shares.append)
    assert [len(experiments) for experiments, _ in calls] == [1, 2 * len(made.results)]
    assert made.best.code == "use-relu-he"
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_what_is_no_better_than_chance_does_not_help(train):
    # Always the other class: 0.03 more on every seed, and nothing learned.
    train(lambda experiment, _: 0.58 + 0.03 * (experiment.network.activation == "relu"))
    made = trial(EXPERIMENT, DIAGNOSIS)
    assert made.best.code == "use-relu-he"
    assert made.best.interval[0] > 0
    assert made.verdict == Outcome.NOTHING_HELPS


def test_sure_help_comes_before_what_may_be_luck(train):
    def accuracy(experiment, seeds):
        if experiment.network.activation == "relu":  # much better, once
            return np.where(seeds == 0, 1.0, 0.7)
        return 0.72 if experiment.network.normalization == "batch" else 0.7

    train(accuracy)
    made = trial(EXPERIMENT, DIAGNOSIS)
    assert made.best.code == "add-batch-normalization"
    lucky = next(result for result in made.results if result.code == "use-relu-he")
    assert lucky.difference > made.best.difference
    assert not lucky.helps
    assert not lucky.tied
    assert lucky.rank == 2


def test_differences_too_small_to_matter_are_ties(train):
    train(lambda experiment, _: {"relu": 0.95, "leaky-relu": 0.94, "elu": 0.92}.get(experiment.network.activation, 0.7))
    results = {
        r.code: r for r in trial(EXPERIMENT, diagnosis(), extra=["use-elu", "use-leaky-relu", "use-relu-he"]).results
    }
    ties = {code: result.tied for code, result in results.items()}
    assert ties == {"use-relu-he": True, "use-leaky-relu": True, "use-elu": False}


def test_other_test_samples_widen_the_interval(train, monkeypatch):
    train(lambda experiment, _: 0.75 if experiment.data.samples > 500 else 0.7)
    own = Remedy("more", (), (lambda experiment, _: experiment.replace(samples=501),))
    same = trial(EXPERIMENT, diagnosis(), extra=[own]).best
    np.testing.assert_allclose(same.interval, [0.05, 0.05], atol=1e-6)
    whole = whygrad.engine.train

    def other_samples(experiments, **rest):
        traces = whole(experiments, **rest)
        traces[1].meta = replace(traces[1].meta, test_samples=1000)
        return traces

    monkeypatch.setattr(whygrad.engine, "train", other_samples)
    other = trial(EXPERIMENT, diagnosis(), extra=[own]).best
    half = 1.96 * np.sqrt(0.7 * 0.3 / 250 + 0.75 * 0.25 / 1000)
    np.testing.assert_allclose(other.interval, [0.05 - half, 0.05 + half], atol=1e-4)
    assert not other.helps


def test_failed_runs_count_as_chance(train):
    def accuracy(experiment, seeds):
        return np.where(seeds < 4, np.nan, 0.95) if experiment.network.activation == "relu" else np.nan

    train(accuracy)
    made = trial(EXPERIMENT, diagnosis(finding("non-finite", "use-relu-he")))
    result = next(result for result in made.results if result.code == "use-relu-he")
    assert result.difference == pytest.approx(0.175)
    assert result.repaired == 0.5
    assert result.status == {"non-finite": 4, "finished": 4}


def test_a_healthy_or_hopeless_training_has_nothing_to_try(train):
    train(relu_is_right)
    healthy = trial(EXPERIMENT, diagnosis())
    assert (healthy.verdict, healthy.root, healthy.results, healthy.best) == (Outcome.NO_REMEDY, None, (), None)
    unshuffled = trial(EXPERIMENT, diagnosis(finding("not-shuffled")))
    assert unshuffled.verdict == Outcome.NO_REMEDY
    assert unshuffled.advice == ("shuffle-data",)
    json.dumps(unshuffled.to_json(), allow_nan=False)


def test_candidates_come_from_root_causes_in_the_rules_order():
    found = diagnosis(
        finding("vanishing-gradient", "fewer-layers", "use-adam"),
        finding("underfitting", "add-features", cause=False),
        finding("constant-feature", "drop-constant-columns", severity=Severity.INFO),
    )
    codes = [remedy.code for remedy in candidates(found)]
    assert codes[:2] == ["fewer-layers", "use-adam"]
    assert "use-relu-he" in codes  # names the finding itself
    assert "add-features" not in codes
    assert "drop-constant-columns" not in codes
    assert len(set(codes)) == len(codes)


def test_extra_remedies_by_code_or_of_ones_own(train):
    train(relu_is_right)
    own = Remedy("mine", (), (lambda experiment, _: experiment.replace(activation="relu"),))
    made = trial(EXPERIMENT, diagnosis(), extra=["add-dropout", own])
    assert [result.code for result in made.results] == ["mine", "add-dropout"]


def test_two_remedies_that_do_the_same_are_tried_once(train):
    train(relu_is_right)
    twin = Remedy("twin", (), (lambda experiment, _: experiment.replace(activation="relu", init="he-normal"),))
    made = trial(EXPERIMENT, DIAGNOSIS, extra=[twin])
    assert "twin" not in [result.code for result in made.results]


def test_cost_is_relative_to_the_baseline(train):
    train(relu_is_right)
    made = trial(EXPERIMENT, diagnosis(), extra=["longer-training"])
    assert made.results[0].cost == pytest.approx(4)
    assert all(control.cost == pytest.approx(1) for control in made.controls)


def test_interrupted_remedies_are_marked_and_not_ranked(train, monkeypatch):
    whole = engine(relu_is_right)

    def train(experiments, **rest):
        traces = whole(experiments, **rest)
        for trace, experiment in zip(traces, experiments, strict=True):
            if experiment.network.activation == "relu":
                trace.status = (Status.INTERRUPTED,) * len(trace.seeds)
        return traces

    monkeypatch.setattr(whygrad.engine, "train", train)
    made = trial(EXPERIMENT, DIAGNOSIS)
    assert made.interrupted
    assert made.best.code == "add-batch-normalization"
    assert [result.code for result in made.results if result.rank is None] == ["use-relu-he"]
    assert made.results[-1].interrupted
    json.dumps(made.to_json(), allow_nan=False)


def test_an_interrupted_baseline_compares_nothing(monkeypatch):
    whole = engine(relu_is_right)

    def train(experiments, **rest):
        traces = whole(experiments, **rest)
        for trace in traces if isinstance(traces, list) else [traces]:
            trace.status = (Status.INTERRUPTED,) * len(trace.seeds)
        return traces

    monkeypatch.setattr(whygrad.engine, "train", train)
    made = trial(EXPERIMENT, DIAGNOSIS)
    assert made.verdict == Outcome.INTERRUPTED
    assert made.best is None
    monkeypatch.setattr(sys.modules["whygrad.diagnose"], "diagnose", lambda _: DIAGNOSIS)
    assert trial(EXPERIMENT).verdict == Outcome.INTERRUPTED


def test_lower_is_better_for_losses(train):
    train(lambda experiment, seeds: (0.2 if experiment.training.l2 else 2.0) + noise(seeds), channel="loss_test")
    made = trial(EXPERIMENT, diagnosis(finding("overfitting", "add-l2")))
    assert made.metric.name == "relative_loss_test"
    assert made.best.code == "add-l2"
    assert made.best.difference == pytest.approx(3.6, abs=0.1)
    assert made.baseline.mean == pytest.approx(4, abs=0.1)
    assert made.best.repaired == 1


def test_json_says_everything_but_the_traces(train):
    train(relu_is_right)
    made = trial(EXPERIMENT, DIAGNOSIS)
    value = json.loads(json.dumps(made.to_json(), allow_nan=False))
    assert value["schema"] == "whygrad.trial/1"
    assert value["verdict"] == "helps"
    assert value["metric"] == {"name": "accuracy_test", "higher_is_better": True}
    assert value["seeds"] == list(range(8))
    assert value["remedies"][0]["changes"]["network.activation"] == {"from": "tanh", "to": "relu"}
    assert len(value["remedies"][0]["values"]) == 8
    assert value["remedies"][0]["helps"] is True
    assert value["remedies"][-1]["helps"] is False
    assert value["controls"]["count"] == len(made.controls)
    assert value["controls"]["best"]["code"] == "random"
    assert value["controls"]["repaired"] == pytest.approx(np.mean([control.repaired for control in made.controls]))
    assert "trace" not in value["baseline"]


def test_the_same_trial_gives_the_same_numbers(train):
    train(relu_is_right)
    assert trial(EXPERIMENT, DIAGNOSIS).to_json() == trial(EXPERIMENT, DIAGNOSIS).to_json()


def test_numbers_are_compared_by_r2(train):
    meta = replace(META, task="numbers", classes=0, loss="squared", chance_accuracy=float("nan"))
    train(lambda experiment, _: 0.5 / (1 + experiment.training.learning_rate), meta=meta, channel="loss_test")
    made = trial(EXPERIMENT, diagnosis(finding("learning-rate-too-low", "raise-learning-rate"), meta=meta))
    assert made.metric.name == "r2_test"
    assert made.best.changes["training.learning_rate"] == (0.03, 3.0)
