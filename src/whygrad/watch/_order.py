"""In which order the samples came: are neighbors alike, and batches unlike each other?"""

from __future__ import annotations

import math
from collections import Counter

import torch
from torch import Tensor

from whygrad.instrument.provenance import LossCall
from whygrad.instrument.torch_internals import widest
from whygrad.trace.limits import fact_limit
from whygrad.trace.program import OrderFacts

MOST_PRINTS = 100_000  # batches that are known again
MOST_MIXTURES = 1000  # batches whose classes are kept


class Order:
    """Gathers from batch to batch; `facts` gives what a trace stores."""

    def __init__(self) -> None:
        self._prints: Counter[float] = Counter()
        self._alike: list[tuple[float, int]] = []
        self._correlation: list[tuple[float, int]] = []
        self._mixtures: list[tuple[int, Tensor]] = []  # updates before each batch, its samples of each class
        self._single: tuple[int, int] | None = None  # the last batch of one sample: updates before it, its class

    @property
    def varies(self) -> bool:
        """Whether there were several batches, not all the same."""
        return len(self._prints) > 1

    def batches(self, prints: list[float]) -> None:
        """Fingerprints of batches that arrived."""
        if len(self._prints) < MOST_PRINTS:
            self._prints.update(prints)

    def see(self, loss: LossCall, raw: dict[str, float], counts: Tensor | None, done: int) -> None:
        """The targets of one batch after so many updates, `counts` of each class, if there is one for each sample."""
        if not _one_each(loss):
            return
        if counts is not None and counts.sum() == 1:
            self._see_single(int(counts.argmax()), done)
        neighbors = max(loss.target_shape[0] - 1, 0)
        if not math.isnan(raw.get("alike", math.nan)):
            self._alike.append((raw["alike"], neighbors))
        if math.isfinite(raw.get("correlation", math.nan)):
            self._correlation.append((raw["correlation"], neighbors))
        if counts is not None and counts.sum() and len(self._mixtures) < MOST_MIXTURES:
            self._mixtures.append((done, widest(counts)))

    def see_parts(self, parts: list[tuple[LossCall, dict[str, float]]], done: int) -> None:
        """The same of batches whose gradients are added up: parts of one batch. Where each part has a class of its own,
        the whole has them all.
        """
        counts = [loss.counts.cpu() for loss, _ in parts if loss.counts is not None and _one_each(loss)]
        alike = [(raw.get("alike", math.nan), loss.target_shape[0] - 1) for loss, raw in parts if loss.target_shape]
        if len(counts) < len(parts) or len(set(map(len, counts))) > 1 or any(math.isnan(value) for value, _ in alike):
            return
        self._alike += alike
        if len(self._mixtures) < MOST_MIXTURES:
            self._mixtures.append((done, widest(torch.stack(counts).sum(0))))

    def _see_single(self, label: int, done: int) -> None:
        """A batch of one sample and the one before it are neighbors, unless nothing came between them: a few samples of
        one class in a row are no order that matters.
        """
        if self._single is not None and done - self._single[0] > 1:
            self._alike.append((float(self._single[1] == label), 1))
        self._single = done, label

    def between_classes(self) -> float:
        """Share of the variance of the classes' indicators that lies between batches, (Σ p² in a batch - Σ p² of all) /
        (1 - Σ p² of all): 0 of batches that are all alike, 1/B of shuffled ones of B samples, 1 of one class each.
        """
        if not self._comparable():
            return math.nan
        mixtures = torch.stack([counts / counts.sum() for _, counts in self._mixtures])
        same = float(mixtures.mean(0).square().sum())
        return (float(mixtures.square().sum(1).mean()) - same) / (1.0 - same) if same < 1.0 else math.nan

    def change(self) -> float:
        """How much less often samples of the two halves of the training have the same class than samples of one half:
        1 - 2 P(same | one of each half) / (P(same | first half) + P(same | second half)). 0: both halves have the same
        classes, 1: none in common.
        """
        if not self._comparable():
            return math.nan
        middle = self._mixtures[-1][0] / 2
        halves = [
            torch.stack([counts * ((done > middle) is late) for done, counts in self._mixtures]).sum(0)
            for late in (False, True)
        ]
        sizes = [float(half.sum()) for half in halves]
        if min(sizes) < fact_limit("mixture-samples"):
            return math.nan
        within = [float((half * (half - 1)).sum()) / (n * (n - 1)) for half, n in zip(halves, sizes, strict=True)]
        across = float((halves[0] * halves[1]).sum()) / math.prod(sizes)
        return 1.0 - 2.0 * across / sum(within) if sum(within) > 0 else math.nan

    def _comparable(self) -> bool:
        """Whether all batches tell the same number of classes."""
        return len({len(counts) for _, counts in self._mixtures}) == 1

    def facts(self, shares: list[float], between: float, *, classes: bool) -> OrderFacts:
        """What is known by now, of classes with these shares or of numbers."""
        rows = self._alike if classes else self._correlation
        pairs = sum(count for _, count in rows)
        alike = sum(value * count for value, count in rows) / pairs if pairs else math.nan
        chance = sum(share * share for share in shares) if classes and shares else (math.nan if classes else 0.0)
        batches = sum(self._prints.values())
        change = self.change() if classes else math.nan
        repeats = batches - len(self._prints)
        return OrderFacts(batches, pairs, alike, chance, repeats=repeats, between=between, change=change)


def _one_each(loss: LossCall) -> bool:
    """Whether a batch has one target for each sample: the pixels of a picture and the symbols of a sequence are alike
    in whatever order the samples come.
    """
    passing = loss.origin.root
    if not loss.target_shape or passing is None or not passing.given:
        return bool(loss.target_shape)
    if passing.sequences:
        return loss.target_shape[0] == passing.sequences
    return loss.target_shape[0] in passing.given[:2]
