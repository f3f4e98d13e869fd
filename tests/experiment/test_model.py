"""Experiments as values: equal, hashable, frozen, varied, replaced, overridden."""

from __future__ import annotations

import copy
import json
import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from tests.experiment.strategies import experiments

from whygrad import i18n
from whygrad.errors import ExperimentError
from whygrad.experiment import OPTIONS, Data, Experiment, Network, Training, parse_assignment, parse_choices


def test_equal_experiments_are_one_key_wherever_they_come_from(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text("hidden = [8]\n[training]\nlearning_rate = 1\n", "utf-8")
    built = Experiment(network=Network(hidden=(8,)), training=Training(learning_rate=1.0))
    loaded = Experiment.load(tmp_path / "e.toml")
    assert loaded.folder == tmp_path
    assert built.folder is None
    assert loaded == built
    assert len({loaded, built, Experiment()}) == 2
    assert built != "built"


def test_sections_may_be_models_or_mappings() -> None:
    assert Experiment(data={"name": "xor"}) == Experiment(data=Data(name="xor"))


def test_nothing_can_be_assigned() -> None:
    experiment = Experiment()
    with pytest.raises(ExperimentError, match="replace"):
        experiment.data = Data(name="xor")
    with pytest.raises(ExperimentError, match="replace"):
        experiment.training.learning_rate = 1.0
    assert experiment == Experiment()


@given(experiments())
def test_plain_values_make_the_same_experiment(experiment: Experiment) -> None:
    dump = experiment.model_dump()
    assert json.loads(json.dumps(dump)) == dump  # nothing but what JSON has
    assert Experiment.from_tree(dump) == experiment
    assert Experiment(**dump) == experiment
    assert hash(Experiment(**dump)) == hash(experiment)
    assert Experiment.model_validate_json(experiment.model_dump_json()) == experiment


@given(experiments())
def test_pickle_and_copy(experiment: Experiment) -> None:
    assert pickle.loads(pickle.dumps(experiment)) == experiment == copy.deepcopy(experiment)


def test_pickle_keeps_the_folder(tmp_path: Path) -> None:
    experiment = Experiment.from_toml('name = "p.csv"', folder=tmp_path)
    assert pickle.loads(pickle.dumps(experiment)).folder == tmp_path
    assert experiment.replace(epochs=3).folder == tmp_path
    assert experiment.vary(epochs=[3, 4])[1].folder == tmp_path
    assert experiment.override(["epochs=3"]).folder == tmp_path


def test_vary_is_the_grid_with_the_last_key_fastest() -> None:
    grid = Experiment().vary(**{"training.learning_rate": [0.1, 0.3], "hidden": [[4], [8, 8], []]})
    assert [(e.training.learning_rate, e.network.hidden) for e in grid] == [
        (0.1, (4,)), (0.1, (8, 8)), (0.1, ()), (0.3, (4,)), (0.3, (8, 8)), (0.3, ()),
    ]  # fmt: skip
    assert Experiment().vary() == [Experiment()]
    assert [e.training.epochs for e in Experiment().vary(epochs=range(1, 4))] == [1, 2, 3]


def test_numpy_values_count_as_python_values() -> None:
    experiment = Experiment().replace(
        learning_rate=np.float32(0.5), seed=np.int64(3), hidden=np.array([3, 4]), residual=np.bool_(False)
    )
    assert experiment == Experiment().replace(learning_rate=0.5, seed=3, hidden=[3, 4])
    assert type(experiment.data.seed) is int
    assert [e.training.l2 for e in Experiment().vary(l2=np.array([0.25, 0.5]))] == [0.25, 0.5]


def test_what_fits_only_together_is_changed_together() -> None:
    experiment = Experiment().replace(optimizer="perceptron", hidden=[], name="and")
    assert experiment.network.hidden == ()
    with pytest.raises(ExperimentError, match=r"network\.hidden = \[\]"):
        experiment.replace(hidden=[3])


def test_activations_by_layer() -> None:
    mixed = Experiment().replace(hidden=[8, 4], activation=["relu", "tanh"])
    assert mixed.network.activation == mixed.network.activations == ("relu", "tanh")
    assert Experiment().network.activations == ("tanh", "tanh")
    assert Experiment().replace(hidden=[]).network.activations == ()
    assert mixed.to_toml() == '[network]\nhidden = [8, 4]\nactivation = ["relu", "tanh"]\n'


def test_equal_words_for_all_layers_are_one_word() -> None:
    same = Experiment().replace(hidden=[8, 4], activation=["relu", "relu"])
    assert same == Experiment().replace(hidden=[8, 4], activation="relu")
    assert same.network.activation == "relu"
    assert same.replace(hidden=[8, 8, 8]).network.activations == ("relu",) * 3


@pytest.mark.parametrize(
    ("hidden", "activation", "numbers"),
    [
        ([8, 8], ["relu"], [1, 2]),
        ([8], ["relu", "relu"], [1, 2]),
        ([], ["tanh"], [0, 1]),
        ([4] * 12, ["elu"] * 11, [11, 12]),
    ],
)
def test_as_many_activations_as_hidden_layers(hidden: list[int], activation: list[str], numbers: list[int]) -> None:
    for language in ("en", "ko"):
        with i18n.use(language), pytest.raises(ExperimentError, match=r"network\.activation") as caught:
            Experiment().replace(hidden=hidden, activation=activation)
        assert sorted(map(int, re.findall(r"\d+", str(caught.value)))) == numbers
        assert "\n" not in str(caught.value)


def _command_line(key: str, value: object) -> str:
    """The assignment a careful person would type: the value as TOML."""
    inside = tomli_w.dumps({"v": [value]})  # in a list, where tables are written inline
    return f"{key}={inside[5 : inside.rindex(',')].strip()}"


@given(experiments(), st.booleans())
def test_override_understands_every_value_as_toml(experiment: Experiment, short: bool) -> None:
    dump = experiment.model_dump()
    assignments = [
        _command_line(option.name if short else option.key, dump[option.section][option.name]) for option in OPTIONS
    ]
    assert Experiment().override(assignments) == experiment


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("learning_rate=.1", 0.1),
        ("training.learning_rate = 1e-3", 0.001),
        ("epochs=1e3", 1000),
        ("batch_size=1_000", 1000),
        ("hidden=[8,8]", (8, 8)),
        ("hidden=8,8", (8, 8)),
        ("hidden=[8, 8,]", (8, 8)),
        ("hidden=[]", ()),
        ("activation=relu", "relu"),
        ('activation="relu"', "relu"),
        ("activation=[relu,tanh]", ("relu", "tanh")),
        ('activation=["relu", "tanh"]', ("relu", "tanh")),
        ("activation=relu,tanh", ("relu", "tanh")),
        ("init=normal:0.50", "normal:0.5"),
        ("name=my points.csv", "my points.csv"),
        ("features=x1,x1*x2,sin(x2)", ("x1", "x1*x2", "sin(x2)")),
        ('features=["x1", "x2^2"]', ("x1", "x2^2")),
        ("features=auto", "auto"),
        ("preprocessing=center,pca:2", ("center", "pca:2")),
        ("residual=false", False),
        ("every=5", 5),
        ("target=5", "5"),
    ],
)
def test_what_people_type(typed: str, value: Any) -> None:
    key, parsed = parse_assignment(typed)
    assert parsed == value
    assert type(parsed) is type(value)
    assert key in {option.key for option in OPTIONS}


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("learning_rate=0.1,0.3,1", [0.1, 0.3, 1.0]),
        ("hidden=[4],[8,8],[]", [(4,), (8, 8), ()]),
        ("activation=tanh,relu", ["tanh", "relu"]),
        ("activation=[tanh,relu],relu", [("tanh", "relu"), "relu"]),
        ("features=[x1,x2],[x1^2,sin(x1)],auto", [("x1", "x2"), ("x1^2", "sin(x1)"), "auto"]),
        ("residual=false", [False]),
    ],
)
def test_values_to_vary(typed: str, choices: list[object]) -> None:
    assert parse_choices(typed)[1] == choices


def test_of_two_assignments_the_last_counts() -> None:
    assert Experiment().override(["epochs=3", "training.epochs=4"]).training.epochs == 4
