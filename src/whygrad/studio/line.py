"""A question and its answer on their way between the page and whoever answers: bytes, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at a path below `/api/`, with its query: what was posted to it, in which language, and whether the
    answer may be packed.
    """

    path: str
    body: bytes | None
    language: str
    packs: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back: a status as HTTP's, the bytes, the name of a file to save, what kind of bytes they are."""

    status: int
    content: bytes
    name: str | None = None
    type: str = JSON
    packed: bool = False  # by gzip
