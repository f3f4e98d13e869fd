"""An experiment as a link: `whygrad=1&data.name=xor&network.hidden=8~8`.

The text stands behind the `#` of an address and is readable: the format's version, then what differs from the defaults.
It uses only characters that no mail program or chat touches (letters, digits, `-._~%=&`); the elements of a list are
joined by `~`, anything else is percent-encoded UTF-8. A link comes from strangers: its length is limited, every value
is checked like a file's, and a path in it cannot leave the folder of whoever opens it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PureWindowsPath
from typing import cast
from urllib.parse import quote, unquote

from whygrad.errors import ExperimentError
from whygrad.experiment import playground
from whygrad.experiment.edit import find
from whygrad.experiment.options import BY_KEY, Option
from whygrad.experiment.toml import value_text
from whygrad.experiment.values import check, parse, reject, scalar, shown

VERSION = 1
LONGEST_LINK = 8_000  # characters; browsers and servers take more, honest links have some hundred
VIEW = "view."  # begins the keys of what only concerns the page
_MARK = "whygrad"
_BESIDE = ("weights", "points")


def write(differences: Mapping[str, object]) -> str:
    """The link of an experiment's differences from the defaults, dotted key -> value."""
    _check_path(differences)
    settings = (f"{key}={_encode(BY_KEY[key], value)}" for key, value in differences.items())
    link = "&".join([f"{_MARK}={VERSION}", *settings])
    check_length(link)
    return link


def check_length(link: str) -> None:
    """Raise `ExperimentError` for a text that is too long to be a link."""
    if len(link) > LONGEST_LINK:
        raise ExperimentError("error-link-too-long", length=str(len(link)), most=str(LONGEST_LINK))


def read(address: str) -> dict[str, object]:
    """Dotted key -> value of a link: ours or TensorFlow Playground's, a whole address or what follows its `#`."""
    settings = _settings(address)
    if _MARK not in settings:
        if "playground.tensorflow.org" in address or any(map(playground.resembles, settings)):
            return playground.read(settings)
        raise ExperimentError("error-not-a-link", value=shown(address))
    version = settings.pop(_MARK)
    if version != str(VERSION):
        raise ExperimentError("error-link-version", version=shown(version), known=str(VERSION))
    values: dict[str, object] = {}
    for key, source in settings.items():
        if _is_beside(key):
            continue
        option = find(key)
        if option.key in values:
            raise ExperimentError("error-key-twice", key=option.key)
        values[option.key] = _decode(option, source)
    _check_path(values)
    return values


def beside(address: str) -> dict[str, str]:
    """What a link of ours says that is no part of its experiment (experiment/linked.py), values as they stand there."""
    settings = _settings(address)
    return {key: value for key, value in settings.items() if _is_beside(key)} if _MARK in settings else {}


def _is_beside(key: str) -> bool:
    return key in _BESIDE or key.startswith(VIEW)


def _settings(address: str) -> dict[str, str]:
    """The `key=value` pairs behind the `#` or `?` of an address, or of the whole text; values still encoded."""
    check_length(address)
    parts = [part for part in re.split(r"[#?]", address.strip()) if "=" in part]
    settings: dict[str, str] = {}
    for pair in parts[-1].split("&") if parts else ():
        key, equals, value = pair.partition("=")
        if not equals:
            raise ExperimentError("error-not-a-link", value=shown(address))
        if key in settings:
            raise ExperimentError("error-key-twice", key=shown(key))
        settings[key] = value
    return settings


def _check_path(values: Mapping[str, object]) -> None:
    """Raise `ExperimentError` if the data are a file that lies elsewhere than below the experiment's folder."""
    path = PureWindowsPath(str(values.get("data.name", "")))  # it reads both kinds of slashes, drives and servers
    if path.drive or path.root or ".." in path.parts:
        raise ExperimentError("error-link-path", key="data.name", value=shown(str(values["data.name"])))


def _encode(option: Option, value: object) -> str:
    if option.kind == "layers":
        return _quote(value_text(value))
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        # A last `~` tells a list of one element from the word that the option also takes.
        either = option.word or option.by_layer
        return "~".join(_quote(str(item)) for item in items) + ("~" if either and len(items) == 1 else "")
    if isinstance(value, bool):
        return "true" if value else "false"
    return _quote(str(value))


def _quote(source: str) -> str:
    return quote(source, safe="").replace("~", "%7E")


def _decode(option: Option, source: str) -> object:
    try:
        if option.kind == "layers":
            return parse(option, unquote(source, errors="strict"))
        listed = option.kind in ("wholes", "words") and not (option.word and source == option.word)
        if listed or (option.by_layer and "~" in source):
            items = source.removesuffix("~").split("~") if source else []
            return check(option, [scalar(option, unquote(item, errors="strict")) for item in items])
        return check(option, scalar(option, unquote(source, errors="strict")))
    except UnicodeDecodeError:
        reject(option, source)
