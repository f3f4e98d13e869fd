"""The 1,000 classes of ImageNet (ILSVRC 2012) in the order in which published networks answer, English and Korean.

`imagenet.txt` has a line a class: the WordNet 3.0 id, the name in the challenge's lists, the Korean name. The Korean
ones are whygrad's; where Korean has no common name for an animal, they say the English one in other words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from whygrad.errors import nearest
from whygrad.i18n import language


@dataclass(frozen=True)
class Labels:
    """Names of classes: `ids` and `names` by language, all in the order of the network's outputs."""

    ids: tuple[str, ...]
    names: dict[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.ids)

    def name(self, index: int) -> str:
        """A class in the language in use."""
        return self.names[language()][index]

    def find(self, word: str) -> int | None:
        """The class that a number, an id or a name in any language means; `None` if none does, or two do."""
        word = word.strip()
        if word.isascii() and word.isdigit():
            return int(word) if int(word) < len(self) else None
        places = {one for names in (self.ids, *self.names.values()) for one in _places(names, word)}
        return places.pop() if len(places) == 1 else None

    def near(self, word: str) -> str:
        """The name that is most like a word."""
        return nearest(_plain(word), [_plain(name) for name in self.names["en"]]) or self.ids[0]


def _plain(word: str) -> str:
    return word.lower().replace("_", " ").replace("-", " ").strip()


def _places(names: tuple[str, ...], word: str) -> list[int]:
    return [place for place, name in enumerate(names) if _plain(name) == _plain(word)]


@cache
def imagenet() -> Labels:
    """The classes of ImageNet."""
    source = resources.files("whygrad.zoo").joinpath("imagenet.txt").read_text(encoding="utf-8")
    ids, english, korean = zip(*(line.split("|") for line in source.splitlines()), strict=True)
    return Labels(ids, {"en": english, "ko": korean})


def numbered(classes: int) -> Labels:
    """Classes that have no names but their numbers."""
    names = tuple(str(number) for number in range(classes))
    return Labels(names, {"en": names, "ko": names})
