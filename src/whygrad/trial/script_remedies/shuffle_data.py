"""Samples in an order drawn anew in every epoch."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, ScriptRemedy


class Shuffled(Intervention):
    """Loaders without a shuffle get one; slices of tensors taken in training are taken of a shuffled order."""

    def start(self) -> None:
        """Take hold of the loaders."""
        from torch.utils import data

        loaders: Any = data.DataLoader
        original = loaders.__init__

        def init(loader: Any, dataset: Any, *args: Any, **kwargs: Any) -> None:
            given = [*args]
            free = not kwargs.get("sampler") and not kwargs.get("batch_sampler") and len(given) < 3
            shuffled = kwargs.get("shuffle") or (len(given) > 1 and given[1])
            streams = isinstance(dataset, data.IterableDataset)
            if free and not shuffled and hasattr(dataset, "__getitem__") and not streams:
                self.used = True
                kwargs["shuffle"] = True
                del given[1:]
            original(loader, dataset, *given, **kwargs)

        loaders.__init__ = init
        self.orders: dict[int, Any] = {}
        self.epochs: dict[int, int] = {}  # by length: the tensor whose first slice begins an epoch

    def sliced(self, tensor: Any, index: slice) -> Any | None:
        """The rows of a shuffled order instead of `tensor[index]`, `None` to leave it."""
        import torch

        length = len(tensor)
        start, stop, step = index.indices(length)
        if step != 1 or not 0 < stop - start <= length // 2 or self.run.updates + self.run.backwards == 0:
            return None
        if start == 0 and self.epochs.setdefault(length, id(tensor)) == id(tensor):
            self.orders.pop(length, None)
        if length not in self.orders:
            self.orders[length] = torch.randperm(length)
        self.used = True
        return tensor[self.orders[length][start:stop].to(tensor.device)]


REMEDY = ScriptRemedy(
    "shuffle-data",
    Shuffled,
    lambda _parameters, _facts: (
        "+ DataLoader(dataset, batch_size, shuffle=True)\n"
        "# or, with tensors: order = torch.randperm(len(x)) in every epoch, then x[order[i : i + batch_size]]\n"
    ),
)
