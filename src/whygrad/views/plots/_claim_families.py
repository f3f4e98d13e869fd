"""Which conditions of a claim make a curve: those whose settings differ in nothing but what their value stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whygrad.claims import Compared
    from whygrad.claims.definition import Condition

FEWEST = 3  # different values of a curve
_MOST_KEYS = 2  # settings that go with the value: batch size and epochs, say
_PARTS = re.compile(r"[,:] ")


@dataclass(frozen=True)
class Family:
    """Conditions that differ in their value alone, by rising value; `name` is what their names have in common."""

    name: str
    members: tuple[Compared, ...]

    @property
    def values(self) -> list[float]:
        """The values, rising."""
        return [one.condition.value for one in self.members if one.condition.value is not None]


def families(conditions: Sequence[Compared]) -> list[Family]:
    """The conditions as curves over their values, in the order of their first members; empty where they make none.

    Settings decide, not names. With the settings that go with the value left out, the conditions fall into groups of
    different values, in each of which these settings differ from member to member. Of all such choices that with the
    fewest settings counts. One group at least has three members; a smaller one is drawn beside it.
    """
    if any(one.condition.value is None for one in conditions):
        return []
    settings = [_settings(one.condition) for one in conditions]
    names = sorted({name for one in settings for name in one})
    varied = [name for name in names if len({repr(one.get(name)) for one in settings}) > 1]
    for count in range(1, _MOST_KEYS + 1):
        for swept in combinations(varied, count):
            groups: dict[str, list[int]] = {}
            for place, one in enumerate(settings):
                groups.setdefault(repr([one.get(name) for name in varied if name not in swept]), []).append(place)
            if all(_is_sweep([settings[at] for at in group], [conditions[at] for at in group], swept)
                   for group in groups.values()) and max(map(len, groups.values())) >= FEWEST:  # fmt: skip
                return [_family([conditions[at] for at in group]) for group in groups.values()]
    return []


def _settings(condition: Condition) -> Mapping[str, Any]:
    """What a condition sets, for both arms and for one of them. Hidden layers count by depth and by width."""
    found: dict[str, Any] = {}
    for arm, own in (("", condition.settings), ("claimed ", condition.claimed), ("other ", condition.other)):
        for name, value in own.items():
            if name == "hidden" and isinstance(value, list) and len(set(map(str, value))) == 1:
                found |= {f"{arm}hidden layers": len(value), f"{arm}hidden units": value[0]}
            else:
                found[arm + name] = value
    return found


def _is_sweep(settings: Sequence[Mapping[str, Any]], members: Sequence[Compared], swept: Sequence[str]) -> bool:
    """Whether each member has a value of its own, and a setting of its own for each that is swept."""
    different = len({one.condition.value for one in members}) == len(members)
    return different and all(len({repr(one.get(name)) for one in settings}) == len(settings) for name in swept)


def _family(members: Sequence[Compared]) -> Family:
    ordered = sorted(members, key=lambda one: one.condition.value or 0.0)
    parts = [_PARTS.split(str(one.condition.name)) for one in ordered]
    shared = [part for part in parts[0] if all(part in others for others in parts)]
    ends = f"{ordered[0].condition.name} … {ordered[-1].condition.name}"
    return Family(", ".join(shared) or ends, tuple(ordered))
