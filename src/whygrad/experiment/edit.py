"""Keys and changes: finding the option that a key means, grids of values, assignments from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NoReturn, cast

from whygrad.errors import ExperimentError, nearest
from whygrad.experiment.options import BY_KEY, BY_NAME, OPTIONS, SECTIONS, Option
from whygrad.experiment.values import parse, shown, split


def find(key: str) -> Option:
    """The option of a dotted key or a leaf name; raises `ExperimentError` with the nearest right spelling."""
    option = BY_KEY.get(key) or BY_NAME.get(key)
    if option is None:
        unknown_key(key)
    return option


def unknown_key(key: str) -> NoReturn:
    """Raise the error for a key that no option has, with the nearest right one."""
    section, _, name = key.rpartition(".")
    if section and section not in SECTIONS:
        unknown_section(section)
    # By names, not dotted keys: their common beginning would make any two of a section look alike.
    names = [option.name for option in OPTIONS if section in ("", option.section)]
    known = [f"{section}.{other}" if section else other for other in names]
    if name in BY_NAME:  # the right key in the wrong section
        near = BY_NAME[name].key
    else:
        other = nearest(name[:80], names)
        near = known[names.index(other)] if other else None
    if near is None:
        raise ExperimentError("error-unknown-key", key=shown(key), allowed=" ".join(known))
    raise ExperimentError("error-unknown-key-nearest", key=shown(key), nearest=near)


def unknown_section(section: str) -> NoReturn:
    """Raise the error for a section that experiments do not have."""
    near = nearest(section[:80], SECTIONS)
    values = {"section": shown(section), "allowed": " ".join(SECTIONS)}
    if near is None:
        raise ExperimentError("error-unknown-section", **values)
    raise ExperimentError("error-unknown-section-nearest", **values, nearest=near)


def known_sections(tree: Mapping[object, object]) -> None:
    """Raise `ExperimentError` if a key is no section."""
    for key in tree:
        if key not in SECTIONS:
            unknown_section(str(key))


def sorted_into_sections(tree: Mapping[str, object]) -> dict[str, object]:
    """A tree whose leaf names outside of a section were put into theirs: `hidden = [4, 2]` alone is an experiment."""
    sections = {key: value for key, value in tree.items() if key in SECTIONS}
    for key, value in tree.items():
        if key in SECTIONS:
            continue
        if isinstance(value, Mapping):
            unknown_section(key)
        option = find(key)
        own = sections.get(option.section, {})
        if not isinstance(own, Mapping) or option.name in own:
            raise ExperimentError("error-key-twice", key=option.key)
        sections[option.section] = {**cast("Mapping[str, object]", own), option.name: value}
    return sections


def by_section(values: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Values by dotted key or leaf name -> section -> name -> value."""
    sections: dict[str, dict[str, object]] = {}
    for key, value in values.items():
        option = find(key)
        own = sections.setdefault(option.section, {})
        if option.name in own:
            raise ExperimentError("error-key-twice", key=option.key)
        own[option.name] = value
    return sections


def grid(values: Mapping[str, Iterable[object]]) -> Iterator[dict[str, object]]:
    """Every combination of one value a key, the last key varying fastest."""
    lists: list[list[object]] = []
    for key, choices in values.items():
        find(key)
        if isinstance(choices, str | Mapping) or not isinstance(cast("object", choices), Iterable):
            raise ExperimentError("error-vary-list", key=key, value=shown(choices))
        lists.append(list(choices))
        if not lists[-1]:
            raise ExperimentError("error-vary-empty", key=key)
    for point in product(*lists):
        yield dict(zip(values, point, strict=True))


def parse_assignment(assignment: str) -> tuple[str, object]:
    """`"training.learning_rate=0.1"` -> ("training.learning_rate", 0.1); the key may be a leaf name."""
    key, source = _cut(assignment)
    option = find(key)
    return option.key, parse(option, source)


def parse_choices(assignment: str) -> tuple[str, list[object]]:
    """The values to vary, cut at the commas outside of brackets.

    `"hidden=[4],[8,8]"` -> ("network.hidden", [(4,), (8, 8)]).
    """
    key, source = _cut(assignment)
    option = find(key)
    parts = split(source)
    if not parts:
        raise ExperimentError("error-vary-empty", key=option.key)
    return option.key, [parse(option, part) for part in parts]


def _cut(assignment: str) -> tuple[str, str]:
    key, equals, source = assignment.partition("=")
    if not equals:
        raise ExperimentError("error-assignment", value=shown(assignment))
    return key.strip(), source.strip()
