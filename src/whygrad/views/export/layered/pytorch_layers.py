"""A list of layers as lines of PyTorch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import indent

from whygrad.activations import ACTIVATIONS
from whygrad.experiment.layers import Layer
from whygrad.nets.layers import written
from whygrad.views.export.layered.blocks import block_of
from whygrad.views.export.layered.subject import SOFTMAX, LayeredSubject, Place, places

OWN_MODULES = {
    name: ("".join(word.capitalize() for word in name.split("-")), row.code.pytorch_helper)
    for name, row in ACTIVATIONS.items()
    if row.code and not row.code.module
}
"""The activations that PyTorch has no module for: the name of a class for each, and what its `forward` returns."""

_MODULES = {
    **{name: row.code.module or f"{OWN_MODULES[name][0]}()" for name, row in ACTIVATIONS.items() if row.code},
    SOFTMAX: "nn.Softmax(dim=-1)",
}

_POOLS = {"global_avg_pool": "nn.AdaptiveAvgPool2d(1)", "global_max_pool": "nn.AdaptiveMaxPool2d(1)"}
_CELLS = {"rnn": "nn.RNN", "lstm": "nn.LSTM", "gru": "nn.GRU"}
_BLOCKS = {"basic": "BasicBlock", "bottleneck": "Bottleneck"}


@dataclass(frozen=True, slots=True)
class Item:
    """One module: its code, without a comma, and what comes out of it, "" if that is as large as what came in."""

    code: str
    output: str

    @property
    def comment(self) -> str:
        """What comes out, as a comment."""
        return f"  # {self.output}" if self.output else ""


@dataclass(eq=False)
class Code:
    """The class `Net`. `names`: path of a layer in whygrad's module -> its name in the script's."""

    sequential: bool
    made: list[str]  # lines of __init__
    forward: list[str]  # lines of forward, if it is not sequential
    names: dict[str, str] = field(default_factory=dict[str, str])

    def name_of(self, tensor: str) -> str:
        """A tensor's name in the script's state dict."""
        path = tensor
        while path not in self.names:
            path = path.rpartition(".")[0]
        return self.names[path] + tensor[len(path) :]


def code(subject: LayeredSubject) -> Code:
    """The network of a subject: with its published names, or as one list whose modules are numbered."""
    names: dict[str, str] = {}
    if subject.names:
        return _named(subject.places, subject.names)
    items = _items(subject.places, "", names)
    return Code(sequential=True, made=_lines(items), forward=[], names=names)


def _named(every: list[Place], published: Mapping[str, str]) -> Code:
    """Attributes as the published names have them; what has none is a step of `forward`."""
    names: dict[str, str] = {}
    groups: dict[str, list[Item]] = {}  # attribute -> its modules
    alone: set[str] = set()  # attributes that are no nn.Sequential
    forward: list[str] = []
    covered = -1
    for number, place in enumerate(every):
        if number == covered:  # the ReLU of a block
            continue
        name = published.get(place.path)
        if name is None:
            assert place.layer.kind == "flatten", "only flattening has no name"
            forward.append("x = torch.flatten(x, 1)")
            continue
        attribute, _, inner = name.partition(".")
        block = block_of(place)
        covered = number + 1 if block is not None else -1
        if block is not None:
            names |= {f"{place.path}.{own}": f"{name}.{its}" for own, its in block.names.items()}
            code = f"{_BLOCKS[block.kind]}({_block(place)})"
        else:
            names[place.path] = name
            code = expressions(place)[0]
        if attribute not in groups:
            forward.append(f"x = self.{attribute}(x)")
        groups.setdefault(attribute, []).append(Item(code, _output(place)))
        if not inner:
            alone.add(attribute)
        if place.layer.kind in _POOLS:
            forward.append("x = torch.flatten(x, 1)")
    made: list[str] = []
    for attribute, items in groups.items():
        if attribute in alone:
            made.append(f"self.{attribute} = {items[0].code}{items[0].comment}")
        else:
            made += [f"self.{attribute} = nn.Sequential(", *(f"    {line}" for line in _lines(items)), ")"]
    return Code(sequential=False, made=made, forward=[*forward, "return x"], names=names)


def _items(every: list[Place], prefix: str, names: dict[str, str]) -> list[Item]:
    """The modules of a list; fills `names`. `prefix` goes before their numbers in the script's names."""
    found: list[Item] = []
    covered = ""
    for place in every:
        if place.path == covered:
            continue
        name = f"{prefix}{len(found)}"
        block = block_of(place)
        if block is not None:
            head, _, number = place.path.rpartition(".")
            covered = f"{head}{'.' if head else ''}{int(number) + 1}"
            names |= {f"{place.path}.{own}": f"{name}.{its}" for own, its in block.names.items()}
            found.append(Item(f"{_BLOCKS[block.kind]}({_block(place)})", _output(place)))
        elif place.layer.kind == "residual":
            found.append(Item(_residual(place, name, names), _output(place)))
        else:
            names[place.path] = name
            made = expressions(place)
            found += [*(Item(one, "") for one in made[:-1]), Item(made[-1], _output(place))]
    return found


def _output(place: Place) -> str:
    return written(place.output) if place.output != place.input else ""


def _residual(place: Place, name: str, names: dict[str, str]) -> str:
    branches: list[str] = []
    for setting, child in (("residual", "body"), ("shortcut", "shortcut")):
        inner = list(places(place.layer.inner(setting), place.input, f"{place.path}.{child}."))
        branches.append(indent("\n".join(_lines(_items(inner, f"{name}.{child}.", names))), "    "))
    body, beside = branches
    shortcut = f"\n    shortcut=[\n{indent(beside, '    ')}\n    ]," if beside else ""
    return f"Residual(\n{body}{shortcut}\n)"


def _lines(items: list[Item]) -> list[str]:
    """Modules one below the other, each with what comes out of it."""
    return "\n".join(f"{item.code},{item.comment}" for item in items).split("\n") if items else []


def _block(place: Place) -> str:
    block = block_of(place)
    assert block is not None
    more = f", stride={block.stride}" if block.stride != 1 else ""
    more += ", project=True" if block.projects else ""
    return f"{block.inputs}, {block.filters}{more}"


def expressions(place: Place) -> list[str]:
    """The modules of a layer, nearly always one."""
    layer, shape, kind = place.layer, place.input, place.layer.kind
    if kind in _MODULES:
        return [_MODULES[kind]]
    if kind in _POOLS:
        return [_POOLS[kind], "nn.Flatten()"]
    if kind == "conv":
        more = _settings(layer, stride=1, padding=0, dilation=1, groups=1, bias=True)
        return [f"nn.Conv2d({shape[0]}, {layer['conv']}, {layer['kernel']}{more})"]
    if kind == "dense":
        return [f"nn.Linear({shape[-1]}, {layer['dense']}{_settings(layer, bias=True)})"]
    if kind == "max_pool":
        return [f"nn.MaxPool2d({layer[kind]}{_stride(layer)}{_settings(layer, padding=0, dilation=1)})"]
    if kind == "avg_pool":
        return [f"nn.AvgPool2d({layer[kind]}{_stride(layer)}{_settings(layer, padding=0)})"]
    if kind == "adaptive_avg_pool":
        return [f"nn.AdaptiveAvgPool2d({layer[kind]})"]
    if kind == "local_response_norm":
        return [f"nn.LocalResponseNorm({layer[kind]}, {layer['alpha']}, {layer['beta']}, {layer['k']})"]
    if kind == "batch_norm":
        return [f"nn.BatchNorm{'2d' if len(shape) == 3 else '1d'}({shape[0]})"]
    if kind == "layer_norm":
        return [f"nn.LayerNorm({list(shape) if len(shape) == 3 else shape[-1]})"]
    if kind == "group_norm":
        return [f"nn.GroupNorm({layer[kind]}, {shape[0]})"]
    if kind == "dropout":
        return [f"nn.Dropout({layer[kind]})"]
    if kind == "flatten":
        return ["nn.Flatten()"]
    if kind == "embedding":
        return [f"nn.Embedding({layer['words']}, {layer[kind]})"]
    return [_recurrent(place)]


def _recurrent(place: Place) -> str:
    layer, kind = place.layer, place.layer.kind
    more = f", {layer['depth']}" if layer["depth"] != 1 else ""
    more += ', nonlinearity="relu"' if kind == "rnn" and layer["activation"] == "relu" else ""
    more += ", batch_first=True"
    more += ", bidirectional=True" if layer["bidirectional"] else ""
    every = ", every=True" if layer["output"] == "all" else ""
    return f"Recurrent({_CELLS[kind]}({place.input[-1]}, {layer[kind]}{more}){every})"


def _stride(layer: Layer) -> str:
    return "" if layer["stride"] in ("auto", layer[layer.kind]) else f", stride={layer['stride']}"


def _settings(layer: Layer, **usual: object) -> str:
    """The settings that are not as usual, as arguments."""
    return "".join(f", {name}={layer[name]!r}" for name, value in usual.items() if layer[name] != value)
