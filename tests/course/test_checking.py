"""Goals and checks on traces made by hand: what is measured, when a run reaches a goal, what the words say."""

from __future__ import annotations

import numpy as np
import pytest

import whygrad as wg
from whygrad.course import Assignment, Change, Goal, GoalResult, Outcome, check, course
from whygrad.errors import ExperimentError, InputError
from whygrad.i18n import use
from whygrad.trace import DataFacts, LayerInfo, Meta, Status, Trace

START = wg.Experiment().replace(hidden=[4], epochs=3)


def _trace(status: tuple[Status, ...] = (Status.FINISHED,) * 2, **channels: object) -> Trace:
    """Two runs with two records."""
    meta = Meta(
        kind="experiment", name="handmade", framework="kernel", task="classes", classes=2, loss="cross-entropy",
        output="identity", takes_logits=True, optimizer="sgd", batch_size=10, train_samples=50, test_samples=50,
        steps_per_epoch=5, total_steps=15, chance_loss=0.69, chance_accuracy=0.5,
        layers=(LayerInfo("output", "dense", "identity", 2, 1),), data=DataFacts(),
    )  # fmt: skip
    arrays = {name: np.array(values, np.float32) for name, values in channels.items()}
    return Trace(meta, np.array([0, 15]), np.array([0, 1]), arrays, status=status)


@pytest.mark.parametrize(
    ("source", "kind", "name", "value"),
    [
        ("accuracy_test >= 0.95", "at-least", "accuracy_test", 0.95),
        ("units<=4", "at-most", "units", 4.0),
        ("learning_rate >= 1e-2", "at-least", "training.learning_rate", 0.01),
        ("no dead-units", "absent", "dead-units", 0.0),
    ],
)
def test_a_goal_is_read_and_written(source: str, kind: str, name: str, value: float) -> None:
    goal = Goal.parse(source)
    assert (goal.kind, goal.name, goal.value) == (kind, name, value)
    assert Goal.parse(str(goal)) == goal


@pytest.mark.parametrize(
    "source", ["", "accuracy_test", "accuracy_test = 1", "accuracy_test >= many", "accuracy_test >= nan", "no",
               "no dead-unit", "hidden >= 3", "activation <= 2", "__class__ >= 1", "accuracy_test >= 1e999",
               "x" * 10_000 + " >= 1"],
)  # fmt: skip
def test_a_text_that_is_no_goal_is_refused_in_one_line(source: str) -> None:
    with pytest.raises(InputError) as error:
        Goal.parse(source)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 1_000


def test_a_measure_is_the_last_value_of_each_run() -> None:
    trace = _trace(accuracy_test=[[0.5, 0.9], [0.5, 0.6]], accuracy_train=[[0.5, 1.0], [0.5, 0.8]])
    goal = Goal.parse("accuracy_test >= 0.9")
    assert goal.of_trace(trace) == pytest.approx([0.9, 0.6])
    assert goal.met(np.array([0.9, 0.6, np.nan])).tolist() == [True, False, False]
    assert Goal.parse("accuracy_gap <= 0.1").of_trace(trace) == pytest.approx([0.1, 0.2])


def test_what_a_trace_does_not_have_reaches_no_goal() -> None:
    goal = Goal.parse("accuracy_test >= 0.1")
    values = goal.of_trace(_trace(loss_test=[[1.0, 0.5], [1.0, 0.5]]))
    assert not goal.met(values).any()


def test_the_settings_alone_decide_sizes() -> None:
    experiment = START.replace(hidden=[8, 4])
    counted = {name: Goal.parse(f"{name} <= 1").of_experiment(experiment, lambda: 77) for name in ("units", "layers")}
    assert counted == {"units": 12, "layers": 2}
    assert Goal.parse("parameters <= 1").of_experiment(experiment, lambda: 77) == 77
    assert Goal.parse("batch_size <= 1").of_experiment(experiment, lambda: 0) == 10


def test_parameters_are_those_that_are_trained() -> None:
    answer = START.replace(hidden=[3])
    outcome = check(Assignment.of(START, [], ["parameters <= 12"]), answer)
    assert outcome is not None
    assert outcome.goals[0].values == (13.0,)  # 3 · 2 + 3 and 3 + 1
    assert not outcome.passed


def test_a_missed_setting_is_not_trained_and_says_by_how_much() -> None:
    outcome = check(Assignment.of(START, [], ["units <= 4", "accuracy_test >= 0.1"]), START.replace(hidden=[5]))
    assert outcome is not None
    assert outcome.runs == 0
    assert "at most 4" in outcome.reasons[0]
    assert "5" in outcome.reasons[0]


def test_all_goals_must_hold_in_the_same_run() -> None:
    trained = check(Assignment.of(START, [], ["accuracy_test >= 0", "accuracy_test <= -1"], runs=4, needed=1), START)
    assert trained is not None
    assert trained.reached == 0
    assert [sum(one.met) for one in trained.goals] == [4, 0]
    assert not trained.passed


def test_a_run_that_diverged_reaches_no_goal() -> None:
    start = course.exercises["stop-the-divergence"].start
    outcome = check(Assignment.of(start, [], ["loss_test <= 1e30"], runs=4, needed=1), start)
    assert outcome is not None
    assert outcome.failed == 4
    assert not outcome.passed
    assert any("diverged" in reason for reason in outcome.reasons)


def test_a_check_uses_other_data_and_other_seeds_than_a_training_begins_with() -> None:
    from whygrad.course.checking import DATA_SEED, FIRST_SEED, trained

    assignment = Assignment.of(START, [], ["units <= 4"])
    assert trained(assignment, START.replace(seed=3)).data.seed == DATA_SEED
    assert min(DATA_SEED, FIRST_SEED) > 64  # more than a page trains side by side


def test_kept_settings() -> None:
    assignment = Assignment.of(START, ["network", "learning_rate"], ["loss_test <= 1"])
    assert {"network.activation", "network.hidden", "training.learning_rate"} <= set(assignment.kept)
    assert {"data.name", "training.epochs", "training.loss"} <= set(assignment.kept)
    assert "data.seed" not in Assignment.of(START, ["data"], ["units <= 4"]).kept
    assert "training.loss" not in Assignment.of(START, [], ["units <= 4"]).kept
    with pytest.raises(ExperimentError):
        Assignment.of(START, ["network.activatoin"], ["units <= 4"])
    with pytest.raises(InputError):
        Assignment.of(START, [], [])


def test_the_same_activation_for_more_layers_is_no_change() -> None:
    assignment = Assignment.of(START, ["network.activation"], ["units <= 99"])
    outcome = check(assignment, START.replace(hidden=[4, 4], activation=["tanh", "tanh"]))
    assert outcome is not None
    assert not outcome.changed


def test_layers_are_refused() -> None:
    start = wg.Experiment.from_tree({"layers": [{"dense": 2}], "hidden": []})
    with pytest.raises(ExperimentError):
        check(Assignment.of(start, [], ["units <= 4"]), start)


def test_the_result_in_words_in_both_languages() -> None:
    goal = Goal.parse("accuracy_test >= 0.95")
    missed = GoalResult(goal, (0.99, 0.6, 0.61), (True, False, False))
    outcome = Outcome(Assignment.of(START, [], [str(goal)]), START, (), (missed,), 1, 3, 2)
    assert outcome.reasons == [
        "Not reached: test accuracy at least 95 %. It holds in 1 of 3 runs; the median is 61 %.",
        "Not passed: every goal holds in 1 of 3 runs; 2 are needed.",
    ]
    with use("ko"):
        assert outcome.reasons[0].startswith("이루지 못한 목표: 테스트 정확도 95 % 이상.")
    changed = Outcome(outcome.assignment, START, (Change("network.hidden", (4,), (8,)),), (), 0, 0, 2)
    assert changed.reasons == ["network.hidden must stay [4]; it is [8] now.", "Nothing was trained."]


def test_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="ten-layers-of-sigmoid"):
        _ = course.exercises["ten-layers-of-sigmoids"]


def test_a_problem_that_must_not_be_found() -> None:
    exercise = course.exercises["revive-dead-units"]
    outcome = exercise.check(exercise.start)
    assert outcome is not None
    (absent,) = [one for one in outcome.goals if one.goal.kind == "absent"]
    found = [value for value, failed in zip(absent.values, np.isnan(absent.values), strict=True) if not failed]
    assert set(found) == {1.0}
    assert len(found) == outcome.runs - outcome.failed
