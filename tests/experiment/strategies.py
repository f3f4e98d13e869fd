"""Hypothesis strategies that draw from the table of options: any allowed value of an option, any experiment."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import assume
from hypothesis import strategies as st

from whygrad.errors import ExperimentError
from whygrad.experiment import DATA_SETS, OPTIONS, POINT_FEATURES, Experiment, Option
from whygrad.experiment.layers import KINDS
from whygrad.experiment.options import PICTURE_FEATURE, PICTURES, TOKENS

PRINTABLE = st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" ")
NAMES = st.text(PRINTABLE, min_size=1, max_size=12)
FILES = NAMES.filter(lambda name: not set(name) & set("/\\:") and name.strip() == name).flatmap(
    lambda name: st.sampled_from((f"{name}.csv", f"{name}/"))
)


def words(option: Option) -> st.SearchStrategy[str]:
    """Any of an option's words, with its number if it takes one."""
    plain = [w for w in option.choices if w not in option.parameters or option.parameters[w].optional]
    choices: list[st.SearchStrategy[str]] = [st.sampled_from(plain)]
    for word, p in option.parameters.items():
        numbers = (
            st.integers(int(p.low), int(p.high)) if p.whole else st.floats(p.low, p.high, exclude_min=p.above, width=32)
        )
        choices.append(numbers.map(lambda number, word=word: f"{word}:{number}"))
    return st.one_of(choices)


def layers(deep: int = 0) -> st.SearchStrategy[list[Any]]:
    """Any list of layers by itself, as TOML has it; whether they fit each other is not their matter."""
    kinds = [kind for kind in KINDS if deep < 2 or kind != "residual"]
    return st.lists(st.sampled_from(kinds).flatmap(lambda kind: _layer(kind, deep)), min_size=1, max_size=4)


def _layer(kind: str, deep: int) -> st.SearchStrategy[Any]:
    options = KINDS[kind]
    main = options[0] if options and options[0].name == kind else None
    optional = {o.name: _setting(o, deep) for o in options if o is not main}
    if main is None or not main.name:
        return st.just(kind)
    needed = st.fixed_dictionaries({kind: _setting(main, deep)}, optional=optional)
    return needed | st.just(kind) if main.default is not None else needed


def _setting(option: Option, deep: int) -> st.SearchStrategy[Any]:
    if option.kind == "layers":
        return layers(deep + 1)
    if option.kind == "wholes":
        one = st.integers(int(option.low), int(option.high))
        size = one | st.lists(one, min_size=2, max_size=2)
        return size | st.just(option.word) if option.word else size
    return values(option)


def values(option: Option) -> st.SearchStrategy[Any]:
    """Any value the option allows by itself."""
    if option.key == "data.features":
        by_name = st.lists(st.sampled_from(POINT_FEATURES), min_size=1, unique=True) | st.lists(
            NAMES, min_size=1, max_size=4, unique=True
        )
        return st.just("auto") | by_name
    if option.key == "data.name":
        return words(option) | FILES
    match option.kind:
        case "whole":
            drawn: st.SearchStrategy[Any] = st.integers(int(option.low), int(option.high))
        case "number":
            drawn = st.floats(option.low, option.high, exclude_min=option.above)
        case "truth":
            drawn = st.booleans()
        case "wholes":
            drawn = st.lists(
                st.integers(int(option.low), int(option.high)), min_size=option.least, max_size=option.most
            )
        case "word":
            drawn = words(option)
        case "words":
            drawn = st.lists(words(option), max_size=3, unique_by=lambda word: word.partition(":")[0])
        case "text":
            drawn = st.just("") | NAMES
        case "layers":
            drawn = layers()
    return st.just(option.word) | drawn if option.word else drawn


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """Any experiment: some options drawn, the others at their defaults; what does not fit together is made to fit."""
    chosen = draw(st.lists(st.sampled_from(OPTIONS), unique=True, max_size=len(OPTIONS)))
    drawn: dict[str, Any] = {option.key: draw(values(option)) for option in chosen}
    name = drawn.get("data.name", "circle").partition(":")[0]
    if name in DATA_SETS:
        drawn.pop("data.target", None)
        features = drawn.get("data.features", "auto")
        if name not in PICTURES and (
            DATA_SETS[name] != 2 or (features != "auto" and not set(features) <= set(POINT_FEATURES))
        ):
            drawn.pop("data.features", None)
    if drawn.get("data.features", "auto") != "auto" and (name.endswith("/") or name in PICTURES):
        drawn["data.features"] = draw(st.lists(words(PICTURE_FEATURE), min_size=1, max_size=3, unique=True))
    _fit_pictures(drawn, name)
    if drawn.get("network.layers"):
        for key in ("hidden", "activation", "normalization", "dropout", "residual"):
            drawn.pop(f"network.{key}", None)
        if drawn.get("training.optimizer") == "perceptron":
            drawn.pop("network.layers")
    hidden = [] if drawn.get("network.layers") else drawn.get("network.hidden", (4, 2))
    if not any(a == b for a, b in pairwise(hidden)):
        drawn.pop("network.residual", None)
    if drawn.get("training.optimizer") == "perceptron":
        drawn["network.hidden"] = []
        drawn.pop("network.residual", None)
        drawn.pop("training.loss", None)
    if hidden and draw(st.booleans()):
        activation = next(option for option in OPTIONS if option.key == "network.activation")
        layers = len(drawn.get("network.hidden", (4, 2)))
        drawn["network.activation"] = draw(st.lists(words(activation), min_size=layers, max_size=layers)) or "relu"
    # The one rule left to chance: each share has a sample.
    samples, share = drawn.get("data.samples", 500), drawn.get("data.train_share", 0.5)
    assume(name not in DATA_SETS or samples * min(share, 1 - share) >= 1)
    return Experiment().replace(**drawn)


T = TypeVar("T")


def _fit_pictures(drawn: dict[str, Any], name: str) -> None:
    """Leave out what the data set `name` cannot have: augmentation and channels of what is no picture."""
    if not name.endswith("/"):
        drawn.pop("data.size", None)
    if not (name.endswith("/") or name in PICTURES):
        drawn.pop("data.augmentation", None)
    pixels = drawn.get("data.features", "auto") in ("auto", ["pixels"])
    if (name.endswith("/") or name in PICTURES) and not pixels:
        drawn.pop("data.augmentation", None)
    steps = [] if name in TOKENS else drawn.get("data.preprocessing", [])
    is_picture = (name.endswith("/") or name in PICTURES) and pixels
    if not is_picture or "whiten" in steps or any("pca" in step for step in steps):
        steps = [step for step in steps if not step.endswith("-channel")]
    if "whiten" in steps or any("pca" in step for step in steps):
        drawn.pop("data.augmentation", None)
    if "data.preprocessing" in drawn:
        drawn["data.preprocessing"] = steps


def outcome(make: Callable[[], T]) -> T | str:
    """What is made, or the one line that says why it is not; any other error is a failure of the test."""
    try:
        return make()
    except ExperimentError as error:
        line = str(error)
    assert "\n" not in line
    assert 20 < len(line) < 1000
    return line
