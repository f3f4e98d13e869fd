"""The text of an experiment."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.experiment.strategies import experiments

from whygrad.experiment import Experiment

SAYS = "the text of an experiment (TOML)"
EXAMPLES = 100

PIECES = st.sampled_from(
    ["[data]", "[network]", "[training]", "[recording]", "name", "hidden", "layers", "=", "[", "]", "{", "}", '"', "'",
     '"""', "\n", ".", ",", "1e400", "-0", "nan", "inf", "1979-05-27", "true", "#", "\\", "\\u0000", "\0", "\ud800",
     "conv = 6", "dense = 10", "~nouser/x.csv", "/", "learning_rate", "0x", "a" * 300]
)  # fmt: skip
BROKEN = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)
LONG = st.builds(lambda piece, times, end: piece * times + end, PIECES, st.integers(1, 20_000), PIECES)
GOOD = experiments().map(Experiment.to_toml)


@st.composite
def _spoiled(draw: st.DrawFn) -> str:
    """A good text with a part replaced."""
    text = draw(GOOD)
    first, last = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return text[:first] + draw(PIECES) + text[last:]


STRATEGY = BROKEN | LONG | GOOD | _spoiled()


def attempt(value: str) -> None:
    found = Experiment.from_toml(value)
    assert Experiment.from_toml(found.to_toml()) == found
