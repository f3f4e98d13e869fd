"""Data that programs would download, made from what every Python brings along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from pydoc_data import topics

import numpy as np

from benchmarks.public import generated


def text(file: Path) -> None:
    """About 700 kB of English prose: the pages of Python's `help()`."""
    file.write_text("\n".join(topics.topics[name] for name in sorted(topics.topics)), encoding="utf-8")


def short_text(file: Path) -> None:
    """The first 60 kB of it."""
    text(file)
    file.write_text(file.read_text(encoding="utf-8")[:60_000], encoding="utf-8")


# A graph of the size of Cora: papers, words that may stand in one, kinds of papers.
PAPERS, WORDS, KINDS = 2708, 1433, 7
CLASSES = (
    "Case_Based", "Genetic_Algorithms", "Neural_Networks", "Probabilistic_Methods", "Reinforcement_Learning",
    "Rule_Learning", "Theory",
)  # fmt: skip


def papers(file: Path) -> None:
    """Papers in Cora's format (number, words as 0 and 1, kind): a kind has words that it uses more than others."""
    random = np.random.default_rng(0)
    kinds = random.integers(KINDS, size=PAPERS)
    own = np.arange(WORDS) % KINDS == kinds[:, None]  # (papers, words)
    words = random.random((PAPERS, WORDS)) < np.where(own, 0.025, 0.011)
    lines = [
        "\t".join([str(number), *map(str, row.astype(int)), CLASSES[kind]])
        for number, (row, kind) in enumerate(zip(words, kinds, strict=True))
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def citations(file: Path) -> None:
    """Who cites whom, in Cora's format: two each, four of five times a paper of the same kind."""
    random = np.random.default_rng(0)
    kinds = random.integers(KINDS, size=PAPERS)
    lines: list[str] = []
    for paper in np.repeat(np.arange(PAPERS), 2):
        near = np.flatnonzero(kinds == kinds[paper]) if random.random() < 0.8 else np.arange(PAPERS)
        lines.append(f"{random.choice(near)}\t{paper}")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


MAKERS: dict[str, Callable[[Path], None]] = {
    "text": text,
    "short-text": short_text,
    "papers": papers,
    "citations": citations,
    "signals": generated.signals,
    "ellipses": generated.ellipses,
    "bodies": generated.bodies,
    "ratings": generated.ratings,
}
