"""Scripts that are alike but for one mistake and one way of writing: a template whose slots both of them fill."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

HEALTHY = "no mistake"
USUAL = "as usual"
Slots = Mapping[str, object]


@dataclass(frozen=True)
class Mistake:
    """What a mistake puts into the slots, and the codes of findings each of which is right; none for no mistake."""

    slots: Slots
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Family:
    """Scripts of one kind. `usual` fills every slot of `template`; a way of writing, then a mistake, change some.

    `without`: mistakes that are none, or change nothing, where a script is written in a certain way.
    """

    name: str
    template: str
    usual: Slots
    mistakes: Mapping[str, Mistake]
    ways: Mapping[str, Slots] = field(default_factory=lambda: {USUAL: {}})
    without: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def pairs(self) -> Iterator[tuple[str, str]]:
        """All mistakes in all ways."""
        return (
            (mistake, way)
            for way in self.ways for mistake in self.mistakes if mistake not in self.without.get(way, frozenset())
        )  # fmt: skip

    def script(self, mistake: str, way: str) -> str:
        """One script. What fills a slot may have slots of its own, and is indented as they are."""
        slots = {**self.usual, **self.ways[way], **self.mistakes[mistake].slots}
        text = self.template
        while slot := re.search(r"(?m)(?P<indent>^ *)?\{\{(?P<name>\w+)\}\}", text):
            indent = slot["indent"] or ""
            filled = indent + str(slots[slot["name"]]).replace("\n", "\n" + indent)
            text = text[: slot.start()] + filled + text[slot.end() :]
        return text
