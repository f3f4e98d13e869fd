import pytest

from whygrad.experiment import Experiment
from whygrad.trial import changes, random_remedies
from whygrad.trial.control import ASPECTS

EXPERIMENT = Experiment()


def test_the_same_seed_draws_the_same_remedies():
    assert random_remedies(EXPERIMENT, 12) == random_remedies(EXPERIMENT, 12)
    assert random_remedies(EXPERIMENT, 12) != random_remedies(EXPERIMENT, 12, seed=1)


def test_another_experiment_has_other_random_remedies():
    other = EXPERIMENT.replace(epochs=7)
    ours, theirs = ([changes(e, drawn) for drawn in random_remedies(e, 12)] for e in (EXPERIMENT, other))
    assert sum(edit in theirs for edit in ours) < 6


def test_fewer_remedies_are_the_beginning_of_more():
    assert random_remedies(EXPERIMENT, 20)[:5] == random_remedies(EXPERIMENT, 5)


def test_they_differ_and_change_one_or_two_aspects_at_the_same_cost():
    drawn = random_remedies(EXPERIMENT, 100)
    assert len(set(drawn)) == 100
    for experiment in drawn:
        edited = changes(EXPERIMENT, experiment)
        assert 1 <= len(edited) <= 2
        assert not edited.keys() & {"training.epochs", "data.samples", "data.train_share", "data.name", "data.seed"}


def test_every_aspect_is_drawn():
    drawn = random_remedies(Experiment().replace(hidden=[8, 8, 8]), 400)
    keys = {
        key.partition(".")[2]
        for experiment in drawn
        for key in changes(Experiment().replace(hidden=[8, 8, 8]), experiment)
    }
    expected = {aspect.replace(" ", "_") for aspect in ASPECTS} - {"depth", "width"} | {"hidden"}
    assert keys == expected


@pytest.mark.parametrize(
    "values",
    [
        {"hidden": []},
        {"hidden": [4, 4, 4], "activation": ["relu", "tanh", "elu"]},
        {"hidden": [], "optimizer": "perceptron"},
        {"name": "digits", "hidden": [30] * 10},
        {"name": "and", "samples": 4},
    ],
)
def test_they_are_found_for_any_experiment(values):
    assert len(random_remedies(EXPERIMENT.replace(**values), 8)) == 8
