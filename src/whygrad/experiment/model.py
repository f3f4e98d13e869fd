"""An experiment: data, network, training, recording. Frozen values; everything that decides a run but its seed.

The fields are the keys of the TOML file. Types, defaults and ranges stand in `options.OPTIONS`, by which every value is
checked before pydantic sees it: a bad one is reported in one line of the catalog, never as a pydantic error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, InstanceOf, PlainSerializer, PrivateAttr, model_validator

from whygrad.errors import ExperimentError
from whygrad.experiment import edit, link, rules, toml, toml_syntax
from whygrad.experiment.layers import Layer
from whygrad.experiment.options import BY_KEY, SECTIONS
from whygrad.experiment.values import shown

# Tuples inside, because a value must be hashable; lists outside, because that is what TOML and JSON have.
Wholes = Annotated[tuple[int, ...], PlainSerializer(list)]
Words = Annotated[tuple[str, ...], PlainSerializer(list)]
Files = Path | Mapping[str, Any]
"""Where the files of an experiment are: a folder, or what is in them by their names, of data that is in no file."""
WordsOrAuto = Annotated[
    tuple[str, ...] | Literal["auto"], PlainSerializer(lambda value: value if value == "auto" else list(value))
]
WholesOrAuto = Annotated[
    tuple[int, ...] | Literal["auto"], PlainSerializer(lambda value: value if value == "auto" else list(value))
]

WordOrWords = Annotated[
    str | tuple[str, ...], PlainSerializer(lambda value: value if isinstance(value, str) else list(value))
]


Layers = Annotated[
    tuple[InstanceOf[Layer], ...],
    PlainSerializer(lambda layers: [layer.plain() for layer in cast("tuple[Layer, ...]", layers)]),
]


def _default(key: str) -> Any:
    return BY_KEY[key].default


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def __setattr__(self, name: str, value: object) -> None:
        if name in type(self).model_fields:
            raise ExperimentError("error-frozen", key=name)
        super().__setattr__(name, value)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The value of a JSON text; raises `ExperimentError` if it is none."""
        try:
            tree = json.loads(json_data)
        except (ValueError, RecursionError):
            raise ExperimentError("error-not-json") from None
        return cls.model_validate(tree, **options)


class _Section(_Frozen):
    """A TOML table: its keys are checked by the table of options, together by the package's rules."""

    @model_validator(mode="before")
    @classmethod
    def _checked(cls, values: object) -> object:
        section = cls.__name__.lower()
        if isinstance(values, cls):
            return values
        if not isinstance(values, Mapping):
            raise ExperimentError("error-not-a-section", section=section, value=shown(values))
        return rules.checked_section(section, cast("Mapping[object, object]", values))


class Data(_Section):
    """The data: a built-in dataset, a CSV file or a folder of images, with its size, split and preprocessing."""

    name: str = _default("data.name")
    samples: int = _default("data.samples")
    noise: float = _default("data.noise")
    train_share: float = _default("data.train_share")
    target: str = _default("data.target")
    features: WordsOrAuto = _default("data.features")
    preprocessing: Words = _default("data.preprocessing")
    augmentation: Words = _default("data.augmentation")
    size: WholesOrAuto = _default("data.size")
    seed: int = _default("data.seed")


class Network(_Section):
    """The network: hidden layers, activation functions, initialization and output.

    `activation` is one name for all hidden layers, or a tuple with one name per layer. Other architectures are given
    as a list of `layers`; `hidden` is then empty.
    """

    hidden: Wholes = _default("network.hidden")
    activation: WordOrWords = _default("network.activation")
    init: str = _default("network.init")
    normalization: str = _default("network.normalization")
    dropout: float = _default("network.dropout")
    residual: bool = _default("network.residual")
    output: str = _default("network.output")
    layers: Layers = _default("network.layers")

    @property
    def activations(self) -> tuple[str, ...]:
        """The activation function of each hidden layer, as a tuple."""
        return (self.activation,) * len(self.hidden) if isinstance(self.activation, str) else self.activation


class Training(_Section):
    """The training: loss, optimizer, learning rate and its schedule, batch size, epochs, regularization."""

    loss: str = _default("training.loss")
    optimizer: str = _default("training.optimizer")
    learning_rate: float = _default("training.learning_rate")
    schedule: str = _default("training.schedule")
    warmup: float = _default("training.warmup")
    batch_size: int = _default("training.batch_size")
    epochs: int = _default("training.epochs")
    patience: int = _default("training.patience")
    l1: float = _default("training.l1")
    l2: float = _default("training.l2")
    clip: float = _default("training.clip")


class Recording(_Section):
    """The recording: number of updates between two records."""

    every: int | Literal["auto"] = _default("recording.every")


class Experiment(_Frozen):
    """A training: data, network, training and recording. Equal experiments and seeds give equal traces.

    Each section is a model or a mapping; omitted keys have their defaults. `folder` is the folder of the file that the
    experiment was read from. Relative paths of data files start there. It is ignored when experiments are compared.

    Raises `ExperimentError` for an unknown key or an invalid value.
    """

    data: Data = Data()
    network: Network = Network()
    training: Training = Training()
    recording: Recording = Recording()
    _folder: Files | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _known_sections(cls, values: object) -> object:
        if isinstance(values, Mapping):
            edit.known_sections(cast("Mapping[object, object]", values))
            return cast("object", values)
        if isinstance(values, cls):
            return values
        raise ExperimentError("error-not-an-experiment", value=shown(values))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        rules.check_together(vars(self.network), vars(self.training))
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Experiment) and self._sections() == other._sections()

    def __hash__(self) -> int:
        return hash(self._sections())

    def _sections(self) -> tuple[_Section, ...]:
        return self.data, self.network, self.training, self.recording

    @property
    def folder(self) -> Files | None:
        """The folder that relative paths of data files start from, or the files themselves (see `at`).

        `None` is the working directory.
        """
        return self._folder

    def at(self, files: Files | None) -> Experiment:
        """Return a copy whose data files are in another folder, or are given as a mapping of name to content."""
        other = self.model_copy()
        other._folder = files
        return other

    def differences(self) -> dict[str, object]:
        """Return the values that differ from the defaults: dotted key -> value, in the order of the options table."""
        own = {section: cast("dict[str, object]", vars(getattr(self, section))) for section in SECTIONS}
        values = {key: own[option.section][option.name] for key, option in BY_KEY.items()}
        if self.network.layers:
            del values["network.hidden"]  # which the layers stand for
        return {key: value for key, value in values.items() if value != BY_KEY[key].default}

    # -- TOML --------------------------------------------------------------------------------------------------------

    @classmethod
    def load(cls, path: str | Path) -> Experiment:
        """Read an experiment from a TOML file.

        Raises `ExperimentError`, with file and line, if the file is missing, unreadable, not UTF-8 or not TOML, and for
        an unknown key or an invalid value.
        """
        path = Path(path)
        source = toml.read(path)
        with toml.located(str(path), source):
            return cls.from_tree(toml_syntax.parse(source), path.parent)

    @classmethod
    def from_toml(cls, source: str, folder: str | Path | None = None) -> Experiment:
        """Read an experiment from a TOML string. Relative paths of data files start from `folder`."""
        with toml.located("", source):
            return cls.from_tree(toml_syntax.parse(source), folder)

    @classmethod
    def from_tree(cls, tree: Mapping[str, object], folder: str | Path | None = None) -> Experiment:
        """Build an experiment from nested dictionaries and lists, as in TOML, JSON and `model_dump`.

        Keys may be given without their section: `{"hidden": [4, 2]}` is an experiment.
        """
        experiment = cls(**cast("dict[str, Any]", edit.sorted_into_sections(tree)))
        experiment._folder = None if folder is None else Path(folder)
        return experiment

    def to_toml(self) -> str:
        """Return the experiment as TOML, without the keys that have their default values."""
        return toml.write(self.differences())

    def save(self, path: str | Path) -> None:
        """Write `to_toml()` to a file. When it is read, relative paths of data files start from its folder."""
        toml.save(Path(path), self.to_toml())

    # -- variants ----------------------------------------------------------------------------------------------------

    def replace(self, **values: object) -> Experiment:
        """Return a copy with other values, given by name or by dotted key.

        Examples: `replace(learning_rate=0.1)`, `replace(**{"training.learning_rate": 0.1})`.
        """
        changed = edit.by_section(values)
        sections: dict[str, Any] = {}
        for section in SECTIONS:
            own = cast("_Section", getattr(self, section))
            sections[section] = type(own)(**{**vars(own), **changed[section]}) if section in changed else own
        other = Experiment(**sections)
        other._folder = self._folder
        return other

    def vary(self, **values: Iterable[object]) -> list[Experiment]:
        """Return one experiment for each combination of the given values; the last key varies fastest.

        Example: `vary(hidden=[[4], [8]], l2=[0, 0.01])` returns four experiments.
        """
        return [self.replace(**point) for point in edit.grid(values)]

    def override(self, assignments: Iterable[str]) -> Experiment:
        """Return a copy changed by strings as on the command line.

        Example: `override(["training.l2=0.1", "hidden=[8,8]", "init=zeros"])`. Values are TOML; quotes around strings
        and brackets around lists may be omitted. If a key is repeated, the last value is used.
        """
        return self.replace(**dict(edit.parse_assignment(assignment) for assignment in assignments))

    # -- links -------------------------------------------------------------------------------------------------------

    def to_link(self) -> str:
        """Encode the values that differ from the defaults as a URL fragment (the part after `#`).

        Raises `ExperimentError` if the experiment uses a file outside its own folder, or is too long for a link.
        """
        return link.write(self.differences())

    @classmethod
    def from_link(cls, address: str) -> Experiment:
        """Read an experiment from a link of whygrad or TensorFlow Playground: a URL, or its part after `#`."""
        return cls().replace(**link.read(address))
