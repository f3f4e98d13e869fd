"""Texts as long as they may be: experiments, lists of layers and single values whose reading could take much longer."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.fuzz_targets.target import Target

from whygrad.cli._shapes import layers as typed_layers
from whygrad.errors import WhygradError
from whygrad.experiment import BY_KEY, Experiment, Linked
from whygrad.experiment.toml import LARGEST_FILE
from whygrad.experiment.values import check, parse
from whygrad.studio.layer_lists import lines_of_layers, own
from whygrad.studio.zoo_wire import LayersRequest

PIECES = (
    "x", "1", " ", "\n", "\t", '"', "'", '\\"', '"!".', "a.", "'b' . ", "a=", "[", "[[", "]", "{", "{a=", "}", ",", "#",
    "-", "=", '"""', "layers", "layers=[", "[data]\n", 'name="', "hidden=", "1_", "0x", "e9", "é", "\0", "\u2028",
    "[1],",     "a=1\n", " " * 299 + "\n", '{ conv = 6 }', "relu", "words:", "&", "~", "%41",
)  # fmt: skip


@st.composite
def repeated(draw: st.DrawFn, most: int = LARGEST_FILE) -> str:
    """A few pieces of text, one of them so often that the whole has `most` characters."""
    parts = draw(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=6))
    place = draw(st.integers(0, len(parts) - 1))
    often = parts[place] or "x"
    room = most - sum(map(len, parts))
    parts[place] = often * max(1, room // len(often))
    return "".join(parts)[:most]


def as_experiment(source: str) -> None:
    """An experiment's file; an error of it is shown, which looks for its line."""
    try:
        Experiment.from_toml(source)
    except WhygradError as error:
        str(error)
        raise


def as_value(source: str) -> None:
    """A value of each kind of option, as it is typed and as JSON has it."""
    for key in ("data.name", "data.features", "network.hidden", "network.activation", "training.learning_rate"):
        for read in (check, parse):
            try:
                read(BY_KEY[key], source)
            except WhygradError as error:
                str(error)


TARGETS = (
    Target("experiment", repeated(), as_experiment),
    Target("layers", repeated(), lambda source: own(LayersRequest(text=source))),
    Target("lines of layers", repeated(), lines_of_layers),
    Target("value", repeated(20_000) | repeated(20_000).map("blobs:{}".format), as_value),
    Target("link", repeated(), Linked.read),
    Target("typed layers", repeated(100_000), lambda source: typed_layers([source])),
)

SAYS = "texts as long as they may be: experiments, layers, links, values"
EXAMPLES = 20
STRATEGY = st.sampled_from(TARGETS).flatmap(lambda target: st.tuples(st.just(target), target.inputs))


def attempt(value: tuple[Target, str]) -> None:
    target, source = value
    target(source)
