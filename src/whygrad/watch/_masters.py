"""Master copies: an optimizer that works on copies of a model's parameters, as on float32 ones of a model of half
precision. The program copies the gradients to them, and what an update made of them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import torch
from torch import Tensor

from whygrad.instrument.modules import some_of

LOOKS = 20  # observed steps in which they are looked for: a loss scale may skip the first updates


class Masters:
    """Finds them by what happens, however they are copied: a parameter that nobody reads has moved by an update, and
    one that is read and that no optimizer has holds its numbers all the same, rounded to its own type.
    """

    def __init__(self) -> None:
        self._stands_for: dict[int, Tensor] = {}  # by the id of a master copy
        self._held_by: dict[int, Tensor] = {}  # by the id of a model's parameter
        self._looks = 0

    def trained(self, p: Tensor) -> Tensor:
        """What an optimizer's parameter stands for, itself if it is no copy."""
        return self._stands_for.get(id(p), p)

    def held(self, p: Tensor) -> Tensor:
        """What the optimizer has in place of a parameter."""
        return self._held_by.get(id(p), p)

    def look(self, unread: Iterable[Tensor], free: Iterable[Tensor], moved: Mapping[int, Tensor]) -> list[Tensor]:
        """New copies among `unread`, the optimizers' parameters that no pass reads, of the model's own `free` ones;
        `moved`: how far the last update took a parameter, by id.

        A copy that moved and left its original where it was is none, as that of a model which was copied before the
        optimizer got it. That one pair moved together is enough for all that are equal: dead units do not move.
        """
        unread = [p for p in unread if id(p) not in self._stands_for]
        if not unread or self._looks >= LOOKS:
            return []
        self._looks += 1
        left = [p for p in free if id(p) not in self._held_by]
        pairs: list[tuple[Tensor, Tensor]] = []
        for master in unread:
            own = next((p for p in left if same_numbers(master, p)), None)
            if own is not None:
                left = [p for p in left if p is not own]
                pairs.append((master, own))
        if not any(id(master) in moved and bool(moved[id(master)] != 0) for master, _ in pairs):
            return []
        for master, own in pairs:
            self._stands_for[id(master)], self._held_by[id(own)] = own, master
        return [master for master, _ in pairs]


def copied_from(parameters: Sequence[Tensor], copies: Sequence[Tensor]) -> bool:
    """Whether each of the copies holds the numbers of one of the parameters; zeros alone are nobody's."""
    told = any(not is_constant(copy) for copy in copies)
    return told and all(any(same_numbers(copy, p) for p in parameters) for copy in copies)


def same_numbers(master: Tensor, p: Tensor) -> bool:
    """Whether a parameter holds the numbers of another one, rounded to its type."""
    if master is p or master.shape != p.shape or not p.numel() or master.layout != p.layout or p.is_meta:
        return False
    mine, own = some_of(master), some_of(p)
    return torch.equal(mine.to(own.device, own.dtype), own)


def is_constant(p: Tensor) -> bool:
    """Whether all numbers of a parameter are one, as far as some of them tell; or whether there are none to ask."""
    if p.is_meta or p.layout != torch.strided or p.numel() < 2:
        return True
    some = some_of(p)
    return bool((some == some[0]).all())
