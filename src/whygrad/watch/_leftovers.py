"""What backward passes find of the gradients that earlier updates used: gradients that nobody cleared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from whygrad.watch._fetch import Fetch, norms, stacked

_SAME = 1e-5  # relative difference of two norms, from which on somebody changed the gradient


@dataclass(eq=False, slots=True)
class Leftovers:
    """What was found since the last record. Optimizers go by their numbers, the first one being 0."""

    found: list[tuple[int, Tensor]] = field(default_factory=list[tuple[int, Tensor]])  # of which optimizer's parameters
    none_found: Counter[int] = field(default_factory=Counter[int])  # how often there were none
    beside: set[int] = field(default_factory=set[int])  # optimizers but the first that made an update
    used: dict[int, Tensor] = field(default_factory=dict[int, Tensor])  # ‖g‖₂ of parameters, by id, in an update
    updates: int = -1  # that were done with these
    kept: Tensor | None = None  # of what the next backward found, the norm of the gradients that are still the same
    _norms: dict[int, float] = field(default_factory=dict[int, float])
    _kept: dict[str, float] = field(default_factory=dict[str, float])

    def look(self, given: dict[int, Tensor], owned: Sequence[Sequence[int]], updates: int) -> None:
        """A backward pass begins: which gradients are there? `given` by the ids of their parameters, `owned` the ids of
        each optimizer's parameters, `updates` how many were done.
        """
        for number, keys in enumerate(owned):
            own = {key: given[key] for key in keys if key in given}
            if not own:
                self.none_found[number] += 1
                continue
            left = stacked(norms(list(own.values())))
            self.found.append((number, left.norm()))
            if number == 0 and self.used and self.updates == updates:
                used = stacked([self.used.get(key, one) for key, one in zip(own, left, strict=True)])
                same = torch.isclose(left, used, rtol=_SAME, atol=0.0, equal_nan=True)
                self.kept = torch.where(same, left, torch.zeros_like(left)).norm()
        self.used = {}  # from now on backward changes them

    def uses(self, parameters: Sequence[Tensor], gradient: Callable[[Tensor], Tensor | None]) -> None:
        """An update changes these by their gradients as they are: keep what they are, once for each."""
        given = {id(p): g for p in parameters if id(p) not in self.used and (g := gradient(p)) is not None}
        self.used |= dict(zip(given, norms(list(given.values())), strict=True))

    def updates_beside(self, optimizer: int) -> None:
        """Another optimizer than the first is about to make an update. Of one that was not known before, the backward
        passes were not looked at.
        """
        if optimizer in self.none_found or any(optimizer == one for one, _ in self.found):
            self.beside.add(optimizer)

    def forget(self) -> None:
        """What was found lay on copies of the parameters and says nothing."""
        self.found, self.none_found, self.kept = [], Counter(), None

    def fetch(self, fetch: Fetch) -> None:
        """Ask for the numbers, which `first` and `are_used` need."""
        for number, (_, value) in enumerate(self.found):
            fetch.add(self._norms, number, value)
        if self.kept is not None:
            fetch.add(self._kept, "kept", self.kept)

    def first(self) -> tuple[float, bool] | None:
        """The norm of what was left of the gradients that an update of the first optimizer had used, and whether all of
        it has changed since; `None` if there was nothing, or nobody knows.
        """
        norm = next(iter(self._of(0)), 0.0)
        return (norm, self._kept["kept"] == 0) if norm != 0 and "kept" in self._kept else None

    def are_used(self, *, inside: bool) -> bool:
        """Whether an update uses what earlier updates had used: each backward pass found gradients of its optimizer's
        parameters. Those of other optimizers tell nothing: a discriminator's loss leaves some in the generator, which
        clears them before its own. NaN is left, too. A closure (`inside`) that clears its gradients does so each time
        that the optimizer calls it.
        """
        return any(self._uses(one, inside) for one in (0, *self.beside))

    def _uses(self, optimizer: int, inside: bool) -> bool:
        left, fresh = self._of(optimizer), self.none_found[optimizer]
        if inside:
            return fresh <= 1 and any(norm != 0 for norm in left)
        return bool(left) and not fresh and all(norm != 0 for norm in left)

    def _of(self, optimizer: int) -> list[float]:
        numbers = (number for number, (one, _) in enumerate(self.found) if one == optimizer)
        return [self._norms[number] for number in numbers if number in self._norms]  # fetching may have failed
