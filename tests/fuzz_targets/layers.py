"""Lists of layers, as the page sends them and as words of a command line."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.experiment.strategies import layers
from tests.fuzz_targets._commands import command

from whygrad.experiment.layers import KINDS
from whygrad.studio.layer_lists import own
from whygrad.studio.zoo_wire import LayersRequest

SAYS = "lists of layers: the page's and `whygrad size`"
EXAMPLES = 60

NUMBERS = st.sampled_from(["0", "-1", "1", "3", "65", "1e9", "9" * 30, "nan", "x", "", "3x3"])
WORDS = st.sampled_from(list(KINDS)) | st.text(max_size=5)
LAYER = st.builds(lambda kind, number: f"{kind}={number}", WORDS, NUMBERS) | st.builds(
    lambda kind, number, key, other: f"{kind}={number},{key}={other}",
    WORDS, NUMBERS, st.sampled_from(["kernel", "padding", "stride", "groups", "k"]), NUMBERS,
)  # fmt: skip
SHAPE = st.lists(st.sampled_from([0, -1, 1, 3, 28, 224, 10**5, 10**12, 2**64]), max_size=4).map(tuple)
TEXT = st.lists(
    st.sampled_from(["input", "layers", " = ", "[", "]", "{", "}", "\n", '"relu"', "conv = 6", ",", "x" * 5_000, "1"])
    | st.text(max_size=4),
    max_size=20,
).map("".join)
STRATEGY = (
    st.builds(lambda text: {"text": text}, TEXT)
    | st.builds(lambda shape, found: {"input": shape, "layers": found}, SHAPE, layers())
    | st.builds(
        lambda shape, words: ["size", "--input", "x".join(map(str, shape)), *words], SHAPE, st.lists(LAYER, max_size=4)
    )
)


def attempt(value: list[str] | dict[str, object]) -> None:
    if isinstance(value, list):
        command(value)
    else:
        own(LayersRequest.model_validate(value))
