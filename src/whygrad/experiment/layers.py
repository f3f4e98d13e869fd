"""A network as a list of layers, `network.layers`: what `hidden` cannot say.

    layers = [{ conv = 6, kernel = 5, padding = 2 }, "relu", { max_pool = 2 }, "flatten", { dense = 10 }]

A layer is a word, or a table in which one key is the layer's kind. `KINDS` is THE table of kinds and their settings;
what a kind computes stands in `whygrad.nets.layers`, one file a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment.options import ACTIVATIONS, Option
from whygrad.experiment.values import check, shown

MOST_LAYERS = 1_000  # in one network, those inside of blocks included
_DEEPEST = 4  # blocks inside of blocks


@dataclass(frozen=True, slots=True)
class Layer:
    """One entry of `network.layers`: its kind and all its settings, defaults filled in.

    `layer["kernel"]` is a setting: a whole number, a pair (height, width) where the two differ, a truth, a word, or a
    tuple of layers.
    """

    kind: str
    settings: tuple[tuple[str, object], ...] = ()

    def __getitem__(self, name: str) -> object:
        """A setting by its name."""
        return dict(self.settings)[name]

    def whole(self, name: str) -> int:
        """A setting that is a whole number."""
        return cast("int", self[name])

    def pair(self, name: str) -> tuple[int, int]:
        """A setting that is a whole number or a pair of them, as (height, width)."""
        value = self[name]
        return (value, value) if isinstance(value, int) else cast("tuple[int, int]", value)

    def inner(self, name: str) -> tuple[Layer, ...]:
        """A setting that is a list of layers."""
        return cast("tuple[Layer, ...]", self[name])

    def plain(self) -> object:
        """As TOML and JSON have it: a word, or a table of what differs from the defaults, the kind first."""
        options = KINDS[self.kind]
        table = {
            option.name: _plain(value)
            for option, (_, value) in zip(options, self.settings, strict=True)
            if option.name == self.kind or value != option.default
        }
        return {self.kind: True, **table} if table and self.kind not in table else table or self.kind

    def __str__(self) -> str:
        """The layer as TOML has it."""
        return toml_text(self.plain())


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        return [item.plain() if isinstance(item, Layer) else item for item in items]
    return value


def _size(key: str, default: object = None, low: int = 1, high: int = 1_000, word: str = "") -> Option:
    """A whole number, or a pair of them: height and width."""
    return Option(key, "wholes", default, low=low, high=high, least=2, most=2, word=word)


def _recurrent(kind: str, *more: Option) -> tuple[Option, ...]:
    return (
        Option(f"{kind}.{kind}", "whole", None, low=1, high=4_096),
        Option(f"{kind}.depth", "whole", 1, low=1, high=16),
        Option(f"{kind}.bidirectional", "truth", False),
        Option(f"{kind}.output", "word", "last", choices=("last", "all")),
        *more,
    )


def _pool(kind: str) -> tuple[Option, ...]:
    return (
        _size(f"{kind}.{kind}"),
        _size(f"{kind}.stride", "auto", word="auto"),
        _size(f"{kind}.padding", 0, low=0),
    )


KINDS: Mapping[str, tuple[Option, ...]] = MappingProxyType(
    {
        "conv": (
            Option("conv.conv", "whole", None, low=1, high=65_536),
            _size("conv.kernel", 3),
            _size("conv.stride", 1),
            _size("conv.padding", 0, low=0),
            _size("conv.dilation", 1),
            Option("conv.groups", "whole", 1, low=1, high=65_536),
            Option("conv.bias", "truth", True),
        ),
        "dense": (
            Option("dense.dense", "whole", None, low=1, high=1_000_000),
            Option("dense.bias", "truth", True),
        ),
        "max_pool": (*_pool("max_pool"), _size("max_pool.dilation", 1)),
        "avg_pool": _pool("avg_pool"),
        "adaptive_avg_pool": (_size("adaptive_avg_pool.adaptive_avg_pool"),),
        "global_avg_pool": (),
        "global_max_pool": (),
        "local_response_norm": (
            Option("local_response_norm.local_response_norm", "whole", 5, low=1, high=1_000),
            Option("local_response_norm.alpha", "number", 1e-4, low=0, high=1_000),
            Option("local_response_norm.beta", "number", 0.75, low=0, high=1_000),
            Option("local_response_norm.k", "number", 1.0, low=0, high=1_000),
        ),
        "batch_norm": (),
        "layer_norm": (),
        "group_norm": (Option("group_norm.group_norm", "whole", None, low=1, high=65_536),),
        "dropout": (Option("dropout.dropout", "number", 0.5, low=0, high=0.99),),
        "flatten": (),
        "residual": (
            Option("residual.residual", "layers", None),
            Option("residual.shortcut", "layers", ()),
        ),
        "embedding": (
            Option("embedding.embedding", "whole", None, low=1, high=65_536),
            Option("embedding.words", "whole", "auto", low=1, high=10_000_000, word="auto"),
        ),
        "rnn": _recurrent("rnn", Option("rnn.activation", "word", "tanh", choices=("tanh", "relu"))),
        "lstm": _recurrent("lstm"),
        "gru": _recurrent("gru"),
        **dict.fromkeys(ACTIVATIONS, ()),
    }
)
"""A kind of layer -> its settings. The setting that is named like the kind is the one a layer cannot do without."""


def checked(value: object, where: str = "network.layers", deep: int = 0) -> tuple[Layer, ...]:
    """A list of layers in its canonical form; raises `ExperimentError` that names the layer by its place."""
    if isinstance(value, str | bytes | Mapping) or not isinstance(value, list | tuple):
        raise ExperimentError("error-layers-list", key=where, value=shown(value))
    items = cast("list[object]", value)
    if deep > _DEEPEST or len(items) > MOST_LAYERS:
        raise ExperimentError("error-layers-many", key=where, most=str(MOST_LAYERS), deepest=str(_DEEPEST))
    layers = tuple(_layer(item, f"{where}[{number}]", deep) for number, item in enumerate(items, start=1))
    if deep == 0 and sum(1 for _ in every(layers)) > MOST_LAYERS:
        raise ExperimentError("error-layers-many", key=where, most=str(MOST_LAYERS), deepest=str(_DEEPEST))
    return layers


def every(layers: tuple[Layer, ...]) -> Iterator[Layer]:
    """All layers, those inside of blocks after the block that holds them."""
    for layer in layers:
        yield layer
        for _, value in layer.settings:
            if isinstance(value, tuple):
                yield from every(tuple(item for item in cast("tuple[object, ...]", value) if isinstance(item, Layer)))


def _layer(value: object, where: str, deep: int) -> Layer:
    if isinstance(value, Layer):
        value = value.plain()
    if isinstance(value, str):
        table: Mapping[str, object] = {value: True}
    elif (
        isinstance(value, Mapping)
        and value
        and all(isinstance(key, str) for key in cast("Mapping[object, object]", value))
    ):
        table = cast("Mapping[str, object]", value)
    else:
        raise ExperimentError("error-layer", key=where, value=shown(value))
    named = [key for key in table if key in KINDS] or list(table)[:1]
    if len(named) > 1:
        raise ExperimentError("error-layer-kinds", key=where, kinds=", ".join(named))
    kind = named[0]
    options = _options(kind, where)
    main = options[0] if options and options[0].name == kind else None
    given = dict(table)
    if main is None or (isinstance(value, str) and main.default is not None):
        if given.pop(kind) is not True:
            raise ExperimentError("error-layer-number", key=where, kind=kind)
    elif isinstance(value, str):
        raise ExperimentError("error-layer-lacks", key=where, kind=kind, allowed=_allowed(main))
    names = [option.name for option in options]
    for name in given:
        if name not in names:
            near = nearest(name[:80], names)
            message = "error-layer-key-nearest" if near else "error-layer-key"
            raise ExperimentError(
                message, key=where, kind=kind, name=shown(name), nearest=near, allowed=" ".join(names[1:])
            )
    return Layer(kind, tuple((one.name, _setting(one, given, f"{where}.{one.name}", deep)) for one in options))


def _options(kind: str, where: str) -> tuple[Option, ...]:
    if kind in KINDS:
        return KINDS[kind]
    near = nearest(kind[:80], KINDS)
    message = "error-layer-kind-nearest" if near else "error-layer-kind"
    raise ExperimentError(message, key=where, kind=shown(kind), nearest=near, allowed=" ".join(KINDS))


def _setting(option: Option, given: Mapping[str, object], where: str, deep: int) -> object:
    if option.name not in given:
        return option.default
    value = given[option.name]
    if option.kind == "layers":
        return checked(value, where, deep + 1)
    if option.kind == "wholes" and not (option.word and value == option.word):
        both = [value, value] if not isinstance(value, list | tuple) else cast("list[object]", value)
        try:
            pair = cast("tuple[int, int]", check(option, both))
        except ExperimentError:
            raise ExperimentError("error-value", key=where, value=shown(value), allowed=_allowed(option)) from None
        return pair[0] if pair[0] == pair[1] else pair
    try:
        return check(option, value)
    except ExperimentError:
        raise ExperimentError("error-value", key=where, value=shown(value), allowed=_allowed(option)) from None


def _allowed(option: Option) -> str:
    """What a setting takes, in one phrase of the language in use."""
    from whygrad.i18n import text

    if option.kind == "layers":
        return text("allowed-layers")
    if option.kind != "wholes":
        return option.allowed()
    phrase = text("allowed-size", low=str(int(option.low)), high=str(int(option.high)))
    return text("allowed-or-word", phrase=phrase, word=option.word) if option.word else phrase


def toml_text(value: object) -> str:
    """Plain values as TOML on one line: words, numbers, truths, lists and inline tables."""
    if isinstance(value, Mapping):
        table = cast("Mapping[str, object]", value)
        return "{ " + ", ".join(f"{_key(key)} = {toml_text(item)}" for key, item in table.items()) + " }"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml_text(item) for item in cast('list[object]', value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() else f'"{name}"'
