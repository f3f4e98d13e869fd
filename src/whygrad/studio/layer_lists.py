"""Networks of layers for the page: those with a name, and lists of one's own, as TOML or as values.

A list that cannot be is an answer like others, `{"problem": …}`, since whoever types has such lists all the time: the
page marks the layer and the line, and goes on showing the last list that was good.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from whygrad import i18n
from whygrad.errors import ExperimentError, WhygradError
from whygrad.experiment import toml_syntax
from whygrad.experiment.layers import KINDS, Layer, checked
from whygrad.experiment.options import ACTIVATIONS, Option
from whygrad.i18n import text
from whygrad.nets.layers import Row, Shape, rows, written
from whygrad.studio.wire import plain
from whygrad.studio.zoo_wire import LayersRequest
from whygrad.zoo import Network, network, networks
from whygrad.zoo.formulas import shortened, worked
from whygrad.zoo.summary import line_of

OWN = "layers"  # what errors call a list of one's own
LARGEST = 100_000  # of a number of an input's shape
_PLACE = re.compile(rf"{OWN}\[(\d+)\](?:\.(\w+))?")
_FLOAT = 4  # bytes of a parameter


def listing() -> dict[str, Any]:
    """Every network in a line, the kinds of layers with their settings, in the language in use."""
    return {"networks": _networks(), "kinds": [_kind(kind) for kind in KINDS]}


@lru_cache(maxsize=1)
def _networks() -> list[dict[str, Any]]:
    made = [network(name) for name in networks()]
    return [
        {
            "name": one.name,
            "origin": one.paper,
            "input": list(one.shape),
            "parameters": one.parameters,
            "multiply_adds": one.multiply_adds,
            "bytes": _FLOAT * one.parameters,
        }
        for one in made
    ]


def _kind(kind: str) -> dict[str, Any]:
    """A kind of layer: its settings, the one that it cannot do without first."""
    group = "activation" if kind in ACTIVATIONS else next(group for group, of in _GROUPS.items() if kind in of)
    begin = _BEGIN.get(kind, kind)
    return {"kind": kind, "group": group, "begin": begin, "settings": [_setting(option) for option in KINDS[kind]]}


_GROUPS: Mapping[str, tuple[str, ...]] = {
    "convolution": ("conv", "residual"),
    "pooling": ("max_pool", "avg_pool", "adaptive_avg_pool", "global_avg_pool", "global_max_pool"),
    "normalization": ("batch_norm", "layer_norm", "group_norm", "local_response_norm", "dropout"),
    "dense": ("flatten", "dense"),
    "sequence": ("embedding", "rnn", "lstm", "gru"),
}  # fmt: skip

# What a layer that is added begins as, where a word alone would lack something.
_BEGIN: Mapping[str, object] = {
    "conv": {"conv": 16, "kernel": 3, "padding": 1},
    "dense": {"dense": 10},
    "max_pool": {"max_pool": 2},
    "avg_pool": {"avg_pool": 2},
    "adaptive_avg_pool": {"adaptive_avg_pool": 1},
    "group_norm": {"group_norm": 2},
    "residual": {"residual": [{"conv": 16, "padding": 1}, "relu"]},
    "embedding": {"embedding": 16, "words": 100},
    "rnn": {"rnn": 32},
    "lstm": {"lstm": 32},
    "gru": {"gru": 32},
}


def _setting(option: Option) -> dict[str, Any]:
    return plain(
        {
            "name": option.name,
            "kind": option.kind,
            "default": option.default,
            "needed": option.default is None,
            "low": option.low,
            "high": option.high,
            "choices": option.choices,
            "word": option.word,
        }
    )


def named(name: str) -> dict[str, Any]:
    """A network of the zoo layer by layer; raises `InputError` for a name that is none."""
    return _shown_network(name, i18n.language())


@lru_cache(maxsize=64)
def _shown_network(name: str, _language: str) -> dict[str, Any]:
    one = network(name)
    return _shown(one.name, one.paper, one.shape, one.layers, one.rows, one)


def own(question: LayersRequest) -> dict[str, Any]:
    """A list of one's own layer by layer, as values and as text; or what is wrong with it, and where."""
    layers: Sequence[Layer] | None = None
    try:
        shape, items = _read(question)
        layers = checked(items, OWN)
        return _shown("", "", shape, layers, rows(layers, shape, OWN))
    except WhygradError as error:
        return {
            "problem": _problem(error, question.text or ""),
            "layers": None if layers is None else [layer.plain() for layer in layers],
        }


def _problem(error: WhygradError, source: str) -> dict[str, Any]:
    """What is wrong, in which layer (from 0), which of its settings and which line (from 1), as far as known."""
    key = str(error.values.get("key") or "")
    found = _PLACE.match(key)
    starts = lines_of_layers(source)
    place, line = None, error.values.get("line")
    if found:
        place = int(found[1]) - 1
        line = starts[place] if place < len(starts) else None
    elif line is not None:  # no TOML any more from some line on
        begun = [number for number, start in enumerate(starts) if start <= int(str(line))]
        place = begun[-1] if begun else None
    return {
        "text": " ".join(str(error).split()),
        "place": place,
        "setting": found[2] if found else None,
        "line": None if line is None else int(str(line)),
        "input": key == "input",
    }


def _read(question: LayersRequest) -> tuple[Shape, object]:
    """The shape of the input and the layers of a question, not yet checked."""
    if question.text is None:
        return _shape(question.input), question.layers or []
    tree = toml_syntax.parse(question.text)
    network_table = tree.get("network")
    if isinstance(network_table, dict) and "layers" in network_table:  # a whole experiment was pasted
        return _shape(question.input), network_table["layers"]
    for name in tree:
        if name not in ("input", OWN):
            raise ExperimentError("zoo-page-error-key", key=name[:40])
    if OWN not in tree:
        raise ExperimentError("zoo-page-error-no-layers")
    return _shape(tree.get("input", question.input)), tree[OWN]


def _shape(value: object) -> Shape:
    """(C, H, W), (T, F) or (F,)."""
    sizes: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    whole = [size for size in sizes if isinstance(size, int) and not isinstance(size, bool)]
    if len(whole) != len(sizes) or not 1 <= len(whole) <= 3 or not all(1 <= size <= LARGEST for size in whole):
        raise ExperimentError("zoo-page-error-input", key="input", most=f"{LARGEST:,}")
    return tuple(whole)


def _shown(
    name: str, origin: str, shape: Shape, layers: Sequence[Layer], made: Sequence[Row], one: Network | None = None
) -> dict[str, Any]:
    """A network for the page, a block before what is inside of it."""
    lines = [_line(row, row.name if one is None else one.called(row)) for row in sorted(made, key=_order)]
    used = dict.fromkeys(work["formula"] for line in lines for work in line["worked"])
    return {
        "name": name,
        "origin": origin,
        "input": list(shape),
        "layers": [layer.plain() for layer in layers],
        "text": text_of(shape, layers),
        "parameters": sum(line["parameters"] for line in lines),
        "multiply_adds": sum(line["multiply_adds"] for line in lines),
        "memory": sum(line["memory"] for line in lines),
        "lines": lines,
        "formulas": {formula: text(formula) for formula in used},
    }


def _order(row: Row) -> list[int | str]:
    return [int(part) if part.isdigit() else part for part in row.name.split(".")]


def _line(row: Row, name: str) -> dict[str, Any]:
    """A layer; `place` is where the list has it, or the block around it."""
    line = line_of(row, name)
    return {
        "name": line.name,
        "place": int(row.name.partition(".")[0]),
        "depth": line.depth,
        "kind": line.kind,
        "layer": line.layer,
        "short": line.short,
        "output": list(line.output),
        "field": None if line.field is None else list(line.field),
        "parameters": line.parameters,
        "multiply_adds": line.multiply_adds,
        "memory": line.memory,
        "worked": [{"formula": one.formula, "calculations": list(one.calculations)} for one in worked(row)],
        "notes": _notes(row),
    }


def _notes(row: Row) -> list[str]:
    """What two shortened formulas that are often taught would give for a convolution."""
    short = shortened(row)
    if short is None:
        return []
    notes: list[str] = []
    if list(short.output) != list(row.output[1:]):
        right = written(row.output[1:])
        notes.append(text("size-without-padding", calculation=short.output_calculation, right=right))
    notes.append(text("size-without-filters", calculation=short.parameters_calculation, right=f"{row.count:,}"))
    return notes


def text_of(shape: Shape, layers: Sequence[Layer]) -> str:
    """An input and its layers as TOML, one layer a line."""
    lines = "".join(f"    {layer},\n" for layer in layers)
    return f"input = {list(shape)}\nlayers = [\n{lines}]\n"


def lines_of_layers(source: str) -> list[int]:
    """The line on which each layer of `layers = […]` begins, counted from 1, as far as its brackets can be followed."""
    begin = _LIST.search(source)
    if begin is None:
        return []
    line, depth, waiting = source.count("\n", 0, begin.end()) + 1, 0, True
    found: list[int] = []
    for match in _TOKEN.finditer(source, begin.end()):
        token = match[0]
        if token == "\n":
            line += 1
        elif token.startswith("#"):
            continue
        elif depth == 0 and token == ",":
            waiting = True
        elif depth == 0 and token == "]":
            break
        else:
            if waiting:
                found.append(line)
                waiting = False
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
    return found


# Possessive, and a quote without its end reaches to the end of its line: time in proportion to the text.
_LIST = re.compile(r"^[ \t]*+layers[ \t]*+=[ \t]*+\[", re.MULTILINE)
_TOKEN = re.compile(r""""(?:\\.|[^"\\\n])*+"?|'[^'\n]*+'?|\#[^\n]*+|[][{},]|\n|[^][\s{},"'\#]++""")
