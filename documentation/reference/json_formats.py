"""Every JSON document: its keys, its JSON Schema and a real example."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import is_typeddict

from documentation.reference.markdown import code, fenced, join, table
from documentation.reference.words import say
from whygrad import formats
from whygrad.formats import (
    claims,
    course,
    data,
    depth,
    diagnosis,
    explanations,
    maps,
    networks,
    search,
    topics,
    training,
)

EXAMPLES = Path(__file__).parent / "examples"
LONGEST = 2  # elements of a list in an example
WIDEST = 100  # characters of a text in an example


def page() -> str:
    """One section for each format."""
    rows = [(f"[`{name}`](#{_anchor(name)})", _about(name), made_by(name)) for name in formats.FORMATS]
    blocks = [f"# {say('json')}", say("json-about"), say("json-fields")]
    blocks.append(table((say("schema"), say("meaning"), say("json-made-by")), rows))
    for name in formats.FORMATS:
        blocks += _section(name)
    return join(blocks)


def _anchor(name: str) -> str:
    return name.replace(".", "").replace("/", "")


def _section(name: str) -> Iterator[str]:
    yield f"## {name}"
    yield _about(name)
    yield f"{say('json-command')}: {made_by(name)}"
    rows = [(code(path), kind, meaning) for path, kind, meaning in keys(name)]
    yield table((say("key"), say("type"), say("meaning")), rows)
    if found := example(name):
        yield f"{say('json-example')}:"
        yield fenced(json.dumps(found, ensure_ascii=False, indent=2), "json")
    else:
        yield say("json-no-example")


def made_by(name: str) -> str:
    """The command, as the list of commands of the examples has it."""
    command = COMMANDS[name]
    return code(f"whygrad {command} --json") if command else code("whygrad train fashion-mnist --out model")


COMMANDS: dict[str, str] = {
    "whygrad.diagnosis/1": "diagnose vanishing-gradient-moons --trial --seeds 4",
    "whygrad.trial/1": "diagnose TARGET --trial",
    "whygrad.training/1": "train healthy-moons --seeds 2",
    "whygrad.comparison/1": "compare healthy-moons --vary activation=tanh,relu --seeds 2",
    "whygrad.search/1": "search healthy-moons --vary learning_rate=0.001:1:log --trials 4 --seeds 2 --set epochs=5",
    "whygrad.claims/1": "claims",
    "whygrad.claim/1": "claims c11 --run --seeds 3",
    "whygrad.claim-results/1": "claims c09 c11",
    "whygrad.course/1": "course",
    "whygrad.exercise/1": "course bend-a-linear-network",
    "whygrad.answer/1": "course bend-a-linear-network --set activation=relu",
    "whygrad.map/1": "map healthy-circle --x learning_rate=0.001:10:log --y depth=1:4 --size 8 --set epochs=20",
    "whygrad.codes/1": "explain",
    "whygrad.explanation/1": "explain dead-units",
    "whygrad.doctor/1": "doctor",
    "whygrad.data-list/1": "data",
    "whygrad.data/1": "data gauss --set preprocessing=whiten",
    "whygrad.export/1": "export healthy-moons --to torch",
    "whygrad.networks/1": "zoo",
    "whygrad.network/1": "zoo lenet-5",
    "whygrad.size/1": "size conv=6,kernel=5 relu",
    "whygrad.inside/1": "inside fashion-mnist",
    "whygrad.predictions/1": "predict MODEL FILE",
    "whygrad.evaluation/1": "",
    "whygrad.recognition/1": "zoo NAME --weights FILE --classify PICTURE",
    "whygrad.activations/1": "explain activations",
    "whygrad.convolution/1": "explain convolution",
    "whygrad.depth/1": "explain depth",
    "whygrad.family/1": "explain family",
    "whygrad.features/1": "explain features",
    "whygrad.gates/1": "explain gates",
    "whygrad.linear/1": "explain linear",
    "whygrad.neuron/1": "explain neuron",
    "whygrad.plain-and-residual/1": "explain plain-and-residual",
    "whygrad.regions/1": "explain regions",
    "whygrad.templates/1": "explain templates",
    "whygrad.through-time/1": "explain through-time",
}
"""Format -> what is typed after `whygrad` for it; names in capitals stand for something of the reader's."""


@cache
def schema(name: str, *, strict: bool = False) -> dict[str, Any]:
    """The JSON Schema of a format; a strict one knows no further keys, as tests want it."""
    config = ConfigDict(use_attribute_docstrings=True, extra="forbid" if strict else "allow")
    for kind in _parts():
        kind.__pydantic_config__ = config
    return TypeAdapter(formats.FORMATS[name]).json_schema()


def _parts() -> list[Any]:
    """All types of the package."""
    modules = (claims, course, depth, diagnosis, training, explanations, data, maps, networks, search, topics)
    return [one for module in modules for one in vars(module).values() if is_typeddict(one)]


def keys(name: str) -> list[tuple[str, str, str]]:
    """Every key of a format by its path, its type and its meaning."""
    found = schema(name)
    shown = {kind.__name__: other for other, kind in formats.FORMATS.items()}
    return list(_keys(_resolved(found, found), found, "", shown))


def _keys(
    part: dict[str, Any], root: dict[str, Any], path: str, shown: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """`shown`: type -> where its keys stand already, another format or a key above."""
    required = part.get("required", [])
    for key, value in part.get("properties", {}).items():
        there = f"{path}.{key}" if path else key
        inside, kind, name = _inside(value, root)
        meaning = value.get("description") or inside.get("description", "")
        if key not in required:
            meaning += f" *({say('optional')})*"
        if "properties" in inside and name in shown:
            meaning += f" {say('json-same-keys', there=shown[name])}"
        yield there, kind, meaning
        if "properties" in inside and name not in shown:
            shown[name] = there
            yield from _keys(inside, root, there + ("[]" if kind.startswith("list") else ""), shown)


def _inside(value: dict[str, Any], root: dict[str, Any]) -> tuple[dict[str, Any], str, str]:
    """The object that a value is or holds, its type in words, and the name of the object's type."""
    name = str(value.get("$ref", "")).rpartition("/")[2]
    value = _resolved(value, root)
    if "anyOf" in value:
        parts = [_inside(one, root) for one in value["anyOf"]]
        inside = next((one for one in parts if "properties" in one[0]), ({}, "", ""))
        return inside[0], " or ".join(dict.fromkeys(one[1] for one in parts)), inside[2]
    if "const" in value:
        return {}, json.dumps(value["const"]), ""
    if "enum" in value:
        return {}, " or ".join(json.dumps(one) for one in value["enum"]), ""
    kind = _TYPES.get(str(value.get("type")), str(value.get("type", "any")))
    if kind == "list":
        inside, element, name = _inside(value.get("items", {}), root)
        return inside, f"list of {element}" if element != "any" else "list", name
    if isinstance(values := value.get("additionalProperties"), dict) and kind == "object":
        inside, element, _ = _inside(cast("dict[str, Any]", values), root)
        return {}, f"object of {element}", ""
    return value, kind, name


_TYPES = {"array": "list", "string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}


def _resolved(value: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    return root["$defs"][value["$ref"].rpartition("/")[2]] | {k: v for k, v in value.items() if k != "$ref"}


def _about(name: str) -> str:
    return str(formats.FORMATS[name].__doc__)


def example(name: str) -> Any:
    """A real document with short lists, as `examples` keeps it; `None` where there is none."""
    file = EXAMPLES / f"{name.removeprefix('whygrad.').removesuffix('/1')}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def shortened(value: Any) -> Any:
    """The same value with short lists and texts."""
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return [shortened(one) for one in items[:LONGEST]]
    if isinstance(value, dict):
        return {key: shortened(one) for key, one in cast("dict[str, Any]", value).items()}
    if isinstance(value, str) and len(value) > WIDEST:
        return value[:WIDEST].rstrip() + " …"
    return value
