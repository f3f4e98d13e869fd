"""TensorFlow Playground's links become the experiments they describe."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment

ADDRESS = "https://playground.tensorflow.org/#"

# The link that its page shows after loading: all 27 settings at their defaults.
DEFAULTS = (
    "activation=tanh&batchSize=10&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0&noise=0"
    "&networkShape=4,2&seed=0.71864&showTestData=false&discretize=false&percTrainData=50&x=true&y=true&xTimesY=false"
    "&xSquared=false&ySquared=false&cosX=false&sinX=false&cosY=false&sinY=false&collectStats=false"
    "&problem=classification&initZero=false&hideText=false&regularization=none&tutorial="
)


def test_its_defaults() -> None:
    assert DEFAULTS.count("=") == 27
    experiment = Experiment.from_link(ADDRESS + DEFAULTS)
    # All other defaults of the Playground are ours: circle, 500 points, half for training, [4, 2], tanh, SGD at 0.03.
    assert experiment == Experiment().replace(init="playground", loss="squared", seed=71864)
    assert Experiment.from_link(ADDRESS.rstrip("#")) == experiment.replace(seed=0)
    assert Experiment.from_link("#" + DEFAULTS) == Experiment.from_link(DEFAULTS) == experiment


FEATURES = {
    "x": "x1", "y": "x2", "xSquared": "x1^2", "ySquared": "x2^2", "xTimesY": "x1*x2",
    "sinX": "sin(x1)", "sinY": "sin(x2)",
}  # fmt: skip
IGNORED = ["showTestData", "discretize", "hideText", "cosX", "cosY", "collectStats"]


@st.composite
def settings(draw: st.DrawFn) -> dict[str, Any]:
    """What the Playground's controls can be set to."""
    return {
        "activation": draw(st.sampled_from(["relu", "tanh", "sigmoid", "linear"])),
        "regularization": draw(st.sampled_from(["none", "L1", "L2"])),
        "batchSize": draw(st.integers(1, 30)),
        "dataset": draw(st.sampled_from(["circle", "xor", "gauss", "spiral"])),
        "regDataset": draw(st.sampled_from(["reg-plane", "reg-gauss"])),
        "learningRate": draw(st.sampled_from([0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10])),
        "regularizationRate": draw(st.sampled_from([0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10])),
        "noise": draw(st.integers(0, 50)),
        "networkShape": draw(st.lists(st.integers(1, 8), max_size=6)),
        "seed": draw(st.integers(0, 99_999)) / 100_000,
        "percTrainData": draw(st.sampled_from(range(10, 91, 10))),
        "problem": draw(st.sampled_from(["classification", "regression"])),
        "initZero": draw(st.booleans()),
        "tutorial": draw(st.sampled_from(["", "intro"])),
        **{key: draw(st.booleans()) for key in [*FEATURES, *IGNORED]},
    }


def link(chosen: dict[str, Any]) -> str:
    """The link as its page writes it."""

    def written(value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        return ",".join(map(str, value)) if isinstance(value, list) else str(value)

    return ADDRESS + "&".join(f"{key}={written(value)}" for key, value in chosen.items())


@given(settings())
def test_every_setting_reaches_the_experiment(chosen: dict[str, Any]) -> None:
    assert len(chosen) == 27
    features = [ours for key, ours in FEATURES.items() if chosen[key]]
    if not features:
        with pytest.raises(ExperimentError, match="all inputs off"):
            Experiment.from_link(link(chosen))
        return
    e = Experiment.from_link(link(chosen))
    regression = chosen["problem"] == "regression"
    name = {"reg-plane": "plane", "reg-gauss": "bumps"}[chosen["regDataset"]] if regression else chosen["dataset"]
    assert (e.data.name, e.data.samples) == (name, 1200 if regression else 500)
    assert e.data.noise == chosen["noise"] / 100
    assert e.data.train_share == chosen["percTrainData"] / 100
    assert list(["x1", "x2"] if e.data.features == "auto" else e.data.features) == features
    assert e.data.seed == round(chosen["seed"] * 100_000)
    assert list(e.network.hidden) == chosen["networkShape"]
    assert e.network.activation == chosen["activation"]
    assert e.network.init == ("zeros" if chosen["initZero"] else "playground")
    assert e.training.loss == "squared"
    assert e.network.output == "auto"
    assert e.training.optimizer == "sgd"
    assert e.training.learning_rate == chosen["learningRate"]
    assert e.training.batch_size == chosen["batchSize"]
    rate = chosen["regularizationRate"]
    assert e.training.l1 == (rate if chosen["regularization"] == "L1" else 0)
    assert e.training.l2 == (rate if chosen["regularization"] == "L2" else 0)
    # and the experiment has a link of its own
    assert Experiment.from_link(e.to_link()) == e


@pytest.mark.parametrize(("noise", "ours"), [("-5", 0.0), ("80", 0.8), ("81", 0.5)])
def test_noise_out_of_its_sliders_range(noise: str, ours: float) -> None:
    assert Experiment.from_link(f"#noise={noise}").data.noise == ours


def test_hidden_controls_are_no_settings() -> None:
    assert Experiment.from_link("#playButton_hide=true&noise_hide=true&dataset=xor").data.name == "xor"


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("activation=reluu", "did you mean relu"),
        ("dataset=moons", "allowed: circle xor gauss spiral"),
        ("regDataset=plane", "reg-plane"),
        ("learningRate=abc", "a number above 0"),
        ("learningRate=0", "a number above 0"),
        ("batchSize=0", "an integer from 1"),
        ("batchSize=2.5", "an integer from 1"),
        ("percTrainData=100", "from 1 to 99"),
        ("networkShape=4,0", "[4, 0]"),
        ("networkShape=4,,2", '[4, "", 2]'),
        ("networkShape=" + ",".join(["1"] * 99), "at most 64"),
        ("x=maybe", "true or false"),
        ("problem=both", "classification regression"),
        ("noise=much", "noise cannot be"),
        ("seed=abc", "seed cannot be"),
        ("batchsize=3", "did you mean batchSize"),
        ("batchSize=3&learnRate=3", "did you mean learningRate"),
        ("batchSize=3&zzz=3", "has no setting"),
        ("batchSize=3&batchSize=4", "given twice"),
    ],
)
def test_bad_settings_get_one_line(link: str, says: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_link(ADDRESS + link)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
