"""THE table of options: every key of an experiment, once.

Validation, TOML files, links, the command line, the page's form and the docs all read this table. An option's help is
the catalog's message `help_id`; what values it takes is `Option.allowed()`, put together from the fields below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from whygrad.activations import ACTIVATIONS as _ACTIVATIONS
from whygrad.i18n import text

Kind = Literal["whole", "number", "truth", "word", "text", "wholes", "words", "layers"]
"""What an option's value is: a whole number, a number, true/false, one of some words, any text, a list of whole numbers
or of words, a list of layers (see `experiment.layers`)."""

NO_PARAMETERS: Mapping[str, Parameter] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parameter:
    """The number that a word carries after a colon, as STD in `normal:STD`: low ≤ number ≤ high."""

    symbol: str
    low: float
    high: float
    whole: bool = False
    optional: bool = False  # the word may stand without it
    above: bool = False  # low itself is not allowed


@dataclass(frozen=True, slots=True)
class Option:
    """One key of an experiment.

    `key` is "section.name". Numbers lie in low ≤ value ≤ high (low < value if `above`), elements of a list likewise;
    `most` limits the length of a list or text. `choices` are the allowed words, those in `parameters` carry a number.
    `word` is a word allowed instead of a number or list ("auto"), `suffixes` the endings that make a text a path.
    A word that may differ by hidden layer (`by_layer`) may also be a list of words, one a layer.
    """

    key: str
    kind: Kind
    default: object
    choices: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: NO_PARAMETERS, hash=False)
    low: float = 0
    high: float = 0
    above: bool = False
    least: int = 0
    most: int = 0
    word: str = ""
    suffixes: tuple[str, ...] = ()
    by_layer: bool = False

    @property
    def section(self) -> str:
        """The TOML table the key stands in."""
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        """The key inside its table; no two options share one."""
        return self.key.partition(".")[2]

    @property
    def help_id(self) -> str:
        """The catalog's id of the help message."""
        return f"option-{self.key.replace('.', '-').replace('_', '-')}"

    def help(self) -> str:
        """What the option means, in the language in use."""
        return text(self.help_id)

    def words(self) -> tuple[str, ...]:
        """The allowed words as shown to people, parameters as symbols: "xavier-uniform", "normal:STD", "blobs:K"."""
        return tuple(f"{w}:{self.parameters[w].symbol}" if w in self.parameters else w for w in self.choices)

    def allowed(self) -> str:
        """What values the option takes, in one phrase of the language in use."""
        values = {"low": _bound(self.low), "high": _bound(self.high), "most": _bound(self.most)}
        choices = " ".join(self.words())
        if self.kind in ("whole", "number"):
            phrase = text(f"allowed-{self.kind}-above" if self.above else f"allowed-{self.kind}", **values)
        elif self.kind == "wholes":
            phrase = text("allowed-wholes", **values)
        elif self.kind == "words":
            phrase = text("allowed-words", choices=choices) if choices else text("allowed-texts", **values)
        elif self.kind == "word":
            phrase = text("allowed-word", choices=choices)
        elif self.kind == "truth":
            phrase = text("allowed-truth")
        elif self.kind == "layers":
            phrase = text("allowed-layers")
        else:
            phrase = text("allowed-text", **values)
        symbols = ", ".join(
            text(_PARAMETER[p.above], symbol=p.symbol, low=_bound(p.low), high=_bound(p.high))
            for p in dict.fromkeys(self.parameters.values())
        )
        if symbols:
            phrase = text("allowed-with-parameter", phrase=phrase, symbols=symbols)
        if self.word:
            phrase = text("allowed-or-word", phrase=phrase, word=self.word)
        if self.suffixes:
            phrase = text("allowed-or-path", phrase=phrase)
        if self.by_layer:
            phrase = text("allowed-or-by-layer", phrase=phrase)
        return phrase


_PARAMETER = {False: "allowed-parameter", True: "allowed-parameter-above"}


def _bound(number: float) -> str:
    """A bound as people write it: 100000, 0.01."""
    return str(int(number)) if number == int(number) else repr(float(number))


DATA_SETS: Mapping[str, int] = MappingProxyType(
    {
        "circle": 2, "xor": 2, "gauss": 2, "spiral": 2, "plane": 2, "bumps": 2, "moons": 2, "blobs": 2, "rings": 2,
        "checkerboard": 2, "and": 2, "or": 2, "nand": 2, "xor-gate": 2, "sine": 1, "steps": 1, "digits": 64,
        "fashion-mnist": 784, "fashion-mnist-small": 784, "cifar-10": 3072,
        "adding": 100, "copying": 20, "parity": 8, "sine-wave": 25, "names": 12,
    }
)  # fmt: skip
"""The built-in data sets and how many raw input columns each has, sequences at their usual length."""

PICTURES = frozenset({"digits", "fashion-mnist", "fashion-mnist-small", "cifar-10"})
SEQUENCES = frozenset({"adding", "copying", "parity", "sine-wave", "names"})
TOKENS = frozenset({"copying", "names"})
"""The sequences whose inputs are tokens: numbers that only name something."""

POINT_FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)")
"""What a network can be shown of generated points (TensorFlow Playground's seven inputs)."""

PICTURE_FEATURES: Mapping[str, Parameter | None] = MappingProxyType(
    {
        "pixels": None,
        "histogram": Parameter("BINS", 2, 256, whole=True, optional=True),
        "joint-histogram": Parameter("B", 2, 16, whole=True, optional=True),
        "hog": Parameter("CELL", 2, 256, whole=True, optional=True),
        "words": Parameter("N", 2, 4_096, whole=True, optional=True),
        "soft-words": Parameter("N", 2, 4_096, whole=True, optional=True),
    }
)
"""What a network can be shown of pictures, and the number that each word may carry (`whygrad.data.features`)."""

ACTIVATIONS = tuple(_ACTIVATIONS)
"""The activations that a network can have; what they compute stands in `whygrad.activations`."""

OPTIONS: tuple[Option, ...] = (
    Option(
        "data.name", "word", "circle", choices=tuple(DATA_SETS), suffixes=(".csv", "/"), most=1_000,
        parameters={
            "blobs": Parameter("K", 2, 6, whole=True, optional=True),
            **dict.fromkeys(sorted(SEQUENCES), Parameter("T", 4, 1_000, whole=True, optional=True)),
        },
    ),
    Option("data.samples", "whole", 500, low=4, high=100_000),
    Option("data.noise", "number", 0.0, low=0, high=10),
    Option("data.train_share", "number", 0.5, low=0.01, high=0.99),
    Option("data.target", "text", "", most=200),
    Option("data.features", "words", "auto", word="auto", least=1, most=1_000),
    Option(
        "data.preprocessing", "words", (),
        choices=("center", "scale", "center-channel", "scale-channel", "pca", "whiten"),
        parameters={"pca": Parameter("N", 1, 10_000, whole=True)},
    ),
    Option(
        "data.augmentation", "words", (), choices=("flip", "crop", "scale", "rotate", "jitter", "erase"),
        parameters={
            "flip": Parameter("P", 0, 1, optional=True, above=True),
            "crop": Parameter("PIXELS", 1, 64, whole=True, optional=True),
            "scale": Parameter("S", 0, 0.75, optional=True, above=True),
            "rotate": Parameter("DEGREES", 0, 180, optional=True, above=True),
            "jitter": Parameter("J", 0, 1, optional=True, above=True),
            "erase": Parameter("P", 0, 1, optional=True, above=True),
        },
    ),
    Option("data.size", "wholes", "auto", word="auto", low=1, high=1_024, least=2, most=2),
    Option("data.seed", "whole", 0, low=0, high=2**32 - 1),
    Option("network.hidden", "wholes", (4, 2), low=1, high=1_024, most=64),
    Option("network.activation", "word", "tanh", by_layer=True, choices=ACTIVATIONS),
    Option(
        "network.init", "word", "xavier-uniform",
        choices=(
            "xavier-uniform", "xavier-normal", "he-uniform", "he-normal", "lecun-uniform", "lecun-normal", "normal",
            "orthogonal", "zeros", "playground",
        ),
        parameters={"normal": Parameter("STD", 0, 1_000, above=True)},
    ),
    Option("network.normalization", "word", "none", choices=("none", "batch", "layer")),
    Option("network.dropout", "number", 0.0, low=0, high=0.99),
    Option("network.residual", "truth", False),
    Option("network.output", "word", "auto", choices=("auto", "identity", "tanh", "sigmoid", "softmax")),
    Option("network.layers", "layers", ()),
    Option("training.loss", "word", "auto", choices=("auto", "squared", "cross-entropy", "hinge")),
    Option(
        "training.optimizer", "word", "sgd",
        choices=("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "perceptron"),
    ),
    Option("training.learning_rate", "number", 0.03, low=0, high=1_000_000, above=True),
    Option("training.schedule", "word", "constant", choices=("constant", "step", "cosine", "linear", "inverse-sqrt")),
    Option("training.warmup", "number", 0.0, low=0, high=1),
    Option("training.batch_size", "whole", 10, low=1, high=100_000),
    Option("training.epochs", "whole", 200, low=1, high=100_000),
    Option("training.patience", "whole", 0, low=0, high=10_000),
    Option("training.l1", "number", 0.0, low=0, high=1_000),
    Option("training.l2", "number", 0.0, low=0, high=1_000),
    Option("training.clip", "number", 0.0, low=0, high=1_000_000),
    Option("recording.every", "whole", "auto", low=1, high=1_000_000_000, word="auto"),
)  # fmt: skip

PICTURE_FEATURE = Option(
    "data.features", "word", "", choices=tuple(PICTURE_FEATURES),
    parameters={word: parameter for word, parameter in PICTURE_FEATURES.items() if parameter is not None},
)  # fmt: skip
"""One of the words of `data.features` where the data are pictures."""

SECTIONS: tuple[str, ...] = tuple(dict.fromkeys(option.section for option in OPTIONS))
BY_KEY: Mapping[str, Option] = MappingProxyType({option.key: option for option in OPTIONS})
BY_NAME: Mapping[str, Option] = MappingProxyType({option.name: option for option in OPTIONS})


def section_options(section: str) -> Mapping[str, Option]:
    """The options of one section, by name, in the table's order."""
    return _BY_SECTION[section]


_BY_SECTION = {
    section: MappingProxyType({option.name: option for option in OPTIONS if option.section == section})
    for section in SECTIONS
}
