"""Links of experiments, with weights and points in them."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.experiment.strategies import experiments

from whygrad.experiment import Experiment, Linked

SAYS = "links of experiments, weights and points in them"
EXAMPLES = 100

PIECES = st.sampled_from(
    ["#", "?", "&", "=", "hidden", "data.name", "weights", "points", "seeds", "%00", "%ff", "%2", "AAAA", "____", "1e9",
     "[", "]", ",", "http://127.0.0.1:8642/", "A" * 5_000]
)  # fmt: skip
BROKEN = st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join)
GOOD = experiments().map(Experiment.to_link)


@st.composite
def _spoiled(draw: st.DrawFn) -> str:
    """A good link with a part replaced."""
    text = draw(GOOD)
    first, last = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return text[:first] + draw(PIECES | st.text(max_size=6)) + text[last:]


STRATEGY = BROKEN | GOOD | _spoiled()


def attempt(value: str) -> None:
    held = Linked.read(value)
    Linked.read(held.write())
