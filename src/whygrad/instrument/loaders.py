"""Batches that PyTorch's data loaders hand out: which loader gave the latest, and how often a training went through its
data set.
"""

from __future__ import annotations

import itertools
import math
import weakref
from collections import Counter
from dataclasses import dataclass
from typing import Any

from whygrad.instrument.torch_internals import LoaderIterator, data_set_of, sampler_of, samples_in_batch


@dataclass(frozen=True, eq=False, slots=True)
class Loaded:
    """A data set that a training takes its batches from."""

    fetched: Counter[int]  # batches that were handed out so far, by the data set's id
    data_set: int
    batches: int  # of an epoch
    samples: int  # of a batch, 0: each is one sample as the data set gives it, or that is not known

    def epochs(self, updates: int) -> float:
        """How often it was gone through so far. A data set that is wrapped anew for each epoch was counted for one:
        every update takes a batch or more.
        """
        return max(self.fetched[self.data_set], updates) / self.batches if self.batches else math.nan


class Loaders:
    """Counts while it stands in for the `__next__` of every data loader's iterator, which it calls. `source` is the
    number of the data loader that handed out the latest batch; 0 if there is none, or it cannot be told from others.
    """

    def __init__(self) -> None:
        self.source = 0
        self._next: Any = None
        self.last: Loaded | None = None  # where the latest batch came from, though its iterator may be gone
        self._iterator: weakref.ref[Any] | None = None  # that handed it out
        self._fetched: Counter[int] = Counter()
        self._numbers: weakref.WeakKeyDictionary[Any, int] = weakref.WeakKeyDictionary()  # of data loaders' samplers
        self._count = itertools.count(1)

    def begin(self) -> None:
        """From now on."""
        if self._next is not None:
            return
        original = self._next = LoaderIterator.__next__

        def counted(iterator: Any) -> Any:
            batch = original(iterator)
            self._iterator = weakref.ref(iterator)
            self._fetched[id(data_set_of(iterator))] += 1
            self.last = self._loaded(iterator)  # now: that of `next(iter(loader))` lives no longer
            self.source = self._number(sampler_of(iterator))
            return batch

        LoaderIterator.__next__ = counted

    def end(self) -> None:
        """No longer; what was counted stays with those who asked."""
        if self._next is not None:
            LoaderIterator.__next__ = self._next
        self._next, self._iterator, self.last, self._fetched, self.source = None, None, None, Counter(), 0

    def _number(self, sampler: Any) -> int:
        try:
            return self._numbers.setdefault(sampler, next(self._count))
        except TypeError:  # a plain list of batches
            return 0

    def _loaded(self, iterator: Any) -> Loaded | None:
        try:
            return Loaded(self._fetched, id(data_set_of(iterator)), len(iterator), samples_in_batch(iterator))
        except TypeError:  # a stream has no length, nor need a sampler of the user's own
            return None

    def latest(self) -> Loaded | None:
        """The data set of the latest batch, if it is known how many batches it has and its iterator still lives."""
        return self.last if self._iterator is not None and self._iterator() is not None else None
