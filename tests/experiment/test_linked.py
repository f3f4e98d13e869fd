"""What a link holds beside an experiment: exact round trips, and one line for whatever strangers make of it."""

from __future__ import annotations

import base64
import re
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiment.strategies import experiments, outcome

from whygrad.errors import ExperimentError
from whygrad.experiment import Drawn, Experiment, Linked
from whygrad.experiment.link import LONGEST_LINK

FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False)
THOUSANDTHS = st.integers(-(2**15) + 1, 2**15 - 1).map(lambda number: number / 1000)


@st.composite
def drawings(draw: st.DrawFn) -> Drawn:
    """Points that fit into a link."""
    width, count = draw(st.integers(1, 2)), draw(st.integers(2, 40))
    task = draw(st.sampled_from(["classes", "numbers"]))
    targets = st.integers(0, 5).map(float) if task == "classes" else THOUSANDTHS
    row = st.tuples(*[THOUSANDTHS] * width)
    x = draw(st.lists(row, min_size=count, max_size=count))
    return Drawn(tuple(x), tuple(draw(st.lists(targets, min_size=count, max_size=count))), task)


@given(
    experiments(),
    st.integers(0, 2**32 - 1),
    st.none() | st.lists(FLOATS, min_size=1, max_size=60).map(tuple),
    st.none() | drawings(),
)
def test_round_trip(
    experiment: Experiment, seed: int, parameters: tuple[float, ...] | None, points: Drawn | None
) -> None:
    linked = Linked(experiment, seed, parameters, points)
    link = linked.write()
    assert re.fullmatch(r"[A-Za-z0-9._~%=&-]+", link)
    assert Linked.read(link) == linked
    assert Linked.read(f"http://127.0.0.1:8642/?lang=ko#{link}") == linked
    assert Experiment.from_link(link) == experiment  # an experiment knows nothing of weights


def test_what_it_looks_like() -> None:
    weights = base64.urlsafe_b64encode(struct.pack("<3f", 1, -2.5, 1e-3)).decode().rstrip("=")
    points = base64.urlsafe_b64encode(struct.pack("<6h", 1000, 2500, 0, -6000, 6000, 1)).decode().rstrip("=")
    linked = Linked(Experiment(), 11, (1.0, -2.5, 1e-3), Drawn(((1, 2.5), (-6, 6)), (0, 1)))
    assert linked.write() == f"whygrad=1&points=c2.{points}&weights={weights}&view.first=11"


def test_weights_are_kept_bit_for_bit() -> None:
    smallest, largest = 2.0**-149, (2 - 2.0**-23) * 2.0**127
    parameters = (smallest, -smallest, largest, -largest, -0.0, 1 / 3)
    read = Linked.read(Linked(Experiment(), parameters=parameters).write()).parameters
    assert read is not None
    assert struct.pack("<6f", *read) == struct.pack("<6f", *parameters)


def test_the_seed_is_that_of_the_shown_run() -> None:
    assert Linked.read("whygrad=1&view.first=8&view.shown=3&view.seeds=5&view.test=true&view.new=1").seed == 11
    assert Linked.read("whygrad=1").seed == 0
    assert Linked.read("whygrad=1&view.first=x&view.shown=-1").seed == 0
    assert Linked.read("whygrad=1&view.first=9999999999&view.shown=9999999999").seed == 2**32 - 1


def test_links_of_tensorflow_playground_hold_none_of_it() -> None:
    link = "https://playground.tensorflow.org/#activation=relu&seed=0.5&dataset=xor"
    assert Linked.read(link) == Linked(Experiment.from_link(link))


@pytest.mark.parametrize(
    ("bad", "message_id"),
    [
        *[(f"weights={text}", "error-link-weights") for text in (
            "", "A", "AA", "AAAAA", "AAAAAA==", "AAAA AAAA", "%41AAAAA", "AACAfw", "AADAfw", "AACA_w", "AAAAAÄ",
        )],
        *[(f"points={text}", "error-link-points") for text in (
            "", "c2", "c2.", "c3.AAAAAAAA", "q1.AAAAAAAA", "c2.AAAA", "c2.AAAAAAAA", "n1.AAAAA", "n2.====", "c2.AAA%41",
        )],
        ("weights=AAAAAA&weights=AAAAAA", "error-key-twice"),
        ("weights=" + "A" * LONGEST_LINK, "error-link-too-long"),
        ("points=c2." + "A" * LONGEST_LINK, "error-link-too-long"),
    ],
)  # fmt: skip
def test_damaged_links_get_one_line(bad: str, message_id: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        Linked.read(f"whygrad=1&{bad}")
    assert caught.value.message_id == message_id
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("weights", [(), (float("nan"),), (float("inf"), 1.0), (1e39,)])
def test_what_is_no_number_is_not_written(weights: tuple[float, ...]) -> None:
    with pytest.raises(ExperimentError, match="weights"):
        Linked(Experiment(), parameters=weights).write()


@pytest.mark.parametrize(
    "points", [Drawn((), ()), Drawn(((33.0, 0.0),), (0.0,)), Drawn(((float("nan"), 0.0),), (0.0,))]
)
def test_points_that_do_not_fit_are_not_written(points: Drawn) -> None:
    with pytest.raises(ExperimentError, match="points"):
        Linked(Experiment(), points=points).write()


def test_what_is_too_long_is_not_written() -> None:
    with pytest.raises(ExperimentError, match=str(LONGEST_LINK)):
        Linked(Experiment(), parameters=(0.5,) * 1500).write()


TEXTS = st.text(max_size=200) | st.text("AQwg_-09=", max_size=200) | st.binary(max_size=200).map(
    lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("=")
)  # fmt: skip


@given(TEXTS, st.sampled_from(["weights", "points=c2.", "points=c1.", "points=n2.", "points", "view.first", "view.x"]))
def test_no_text_breaks_the_reader(text: str, key: str) -> None:
    pair = f"{key}{text}" if key.endswith(".") else f"{key}={text}"
    for link in (f"whygrad=1&{pair}", f"whygrad=1&{pair}&weights=AAAAAA"):
        made = outcome(lambda link=link: Linked.read(link))
        if not isinstance(made, str):
            assert Linked.read(made.write()) == made
