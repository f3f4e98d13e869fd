"""Links: exact round trips, safe characters, nothing a stranger can do with them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiment.strategies import experiments, outcome

from whygrad.errors import ExperimentError
from whygrad.experiment import OPTIONS, Experiment, Option


@given(experiments())
def test_link_round_trip(experiment: Experiment) -> None:
    link = experiment.to_link()
    assert re.fullmatch(r"[A-Za-z0-9._~%=&-]+", link)
    assert Experiment.from_link(link) == experiment
    assert Experiment.from_link(f"http://127.0.0.1:8000/play?lang=ko#{link}") == experiment


def test_what_a_link_looks_like() -> None:
    assert Experiment().to_link() == "whygrad=1"
    experiment = Experiment().replace(name="xor", hidden=[8, 8], features=["x1*x2"])
    assert experiment.to_link() == "whygrad=1&data.name=xor&data.features=x1%2Ax2~&network.hidden=8~8"


def test_activations_by_layer_in_a_link() -> None:
    experiment = Experiment().replace(hidden=[8, 4], activation=["relu", "tanh"])
    assert experiment.to_link() == "whygrad=1&network.hidden=8~4&network.activation=relu~tanh"
    old = Experiment.from_link("whygrad=1&network.hidden=8~4&network.activation=relu")
    assert old.network.activations == ("relu", "relu")
    assert Experiment.from_link("whygrad=1&network.hidden=8&network.activation=relu~").network.activation == "relu"


def test_a_column_named_auto_is_not_the_word_auto() -> None:
    experiment = Experiment.from_toml('name = "cars.csv"\nfeatures = ["auto"]')
    assert Experiment.from_link(experiment.to_link()).data.features == ("auto",)
    assert Experiment.from_link("whygrad=1&data.name=cars.csv&features=auto").data.features == "auto"


@pytest.mark.parametrize(
    ("link", "message_id"),
    [
        ("", "error-not-a-link"),
        ("hello", "error-not-a-link"),
        ("https://example.org/#a=1", "error-not-a-link"),
        ("whygrad=1&hidden", "error-not-a-link"),
        ("whygrad=2&hidden=8", "error-link-version"),
        ("whygrad=&hidden=8", "error-link-version"),
        ("whygrad=1&hidden=8&hidden=9", "error-key-twice"),
        ("whygrad=1&hidden=8&network.hidden=9", "error-key-twice"),
        ("whygrad=1&whygrad=1", "error-key-twice"),
        ("whygrad=1&hiden=8", "error-unknown-key-nearest"),
        ("whygrad=1&hidden=8~~8", "error-value"),
        ("whygrad=1&hidden=8~8&activation=relu~", "error-activation-by-layer"),
        ("whygrad=1&hidden=8~8&activation=relu~tanh~elu", "error-activation-by-layer"),
        ("whygrad=1&hidden=8~8&activation=relu~~", "error-value"),
        ("whygrad=1&hidden=8~8&activation=~", "error-value"),
        ("whygrad=1&hidden=8~8&activation=relu~tnah", "error-value-nearest"),
        ("whygrad=1&hidden=" + "8" * 5000, "error-value"),
        ("whygrad=1&hidden=" + "~".join(["1"] * 65), "error-value"),
        ("whygrad=1&target=%ff", "error-value"),
        ("whygrad=1&data.name=a%00.csv", "error-value"),
        ("whygrad=1&learning_rate=1e999", "error-value"),
        ("whygrad=1&learning_rate=nan", "error-value"),
        ("whygrad=1&residual=1", "error-value"),
        ("whygrad=1&data.name=%2Fetc%2Fshadow.csv", "error-link-path"),
        ("whygrad=1&data.name=..%2Fother.csv", "error-link-path"),
        ("whygrad=1&data.name=a%2F..%2F..%2Fother.csv", "error-link-path"),
        ("whygrad=1&data.name=C%3A%5Cother.csv", "error-link-path"),
        ("whygrad=1&data.name=%5C%5Cserver%5Cshare%5Cother.csv", "error-link-path"),
        ("whygrad=1&data.name=..%5Cother.csv", "error-link-path"),
        ("whygrad=1&hidden=8&" + "x" * 8000, "error-link-too-long"),
    ],
)
def test_bad_links_get_one_line(link: str, message_id: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Experiment.from_link(link)
    assert caught.value.message_id == message_id
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")), st.sampled_from(OPTIONS))
def test_no_text_breaks_the_reader(text: str, option: Option) -> None:
    for link in (text, f"whygrad=1&{text}", f"whygrad=1&{option.key}={text}", f"#{text}&batchSize=3", f"#noise={text}"):
        made = outcome(lambda link=link: Experiment.from_link(link))
        if not isinstance(made, str):
            assert Experiment.from_link(made.to_link()) == made


def test_what_does_not_fit_into_a_link_is_said_when_it_is_written() -> None:
    long = Experiment.from_toml(f'name = "p.csv"\nfeatures = {[f"column number {i}" for i in range(900)]}')
    with pytest.raises(ExperimentError, match="TOML file"):
        long.to_link()
    with pytest.raises(ExperimentError, match="cannot be part of a link"):
        Experiment().replace(name="/data/points.csv").to_link()
