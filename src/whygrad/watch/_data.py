"""The inputs of the first observed batches: mean, spread and what is wrong with them, by column or channel."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import torch
from torch import Tensor
from torch.utils._pytree import tree_flatten

from whygrad.instrument.batches import CallOf, Columns, first_tensor, leaf_tensors
from whygrad.instrument.settings import Settings
from whygrad.instrument.torch_internals import is_data, is_measurable, widest, widest_type
from whygrad.trace.limits import fact_limit

MOST_REFUSED = 3  # batches; their sizes may be of another kind than those of the targets
_MODES = ("training", "train", "is_training")  # options that say of a call that it is one of training


@dataclass(frozen=True, eq=False, slots=True)
class Kept:
    """A call of the model: its `values` one by one, of which the batch is the one `at`, and how they belong together
    (`None` if not all could be kept).
    """

    values: list[Any]
    at: int
    form: Any


@dataclass(eq=False)
class Inputs:
    """The batches that a model was given, and what its first layers were given of them.

    What reaches a layer that takes in data is what has to be of a reasonable scale: the model may normalize, choose or
    compute something of what it is given. Where no such layer is known, the batch itself stands for it.
    """

    settings: Settings
    most: int = 64  # batches
    samples: int = 0
    batch_size: int = 0
    kept: Kept | None = None  # the first batch, to ask whether its samples mix
    refused: int = 0  # how many batches before it were none of training
    given: Columns = field(default_factory=Columns)
    new: Columns = field(default_factory=Columns)  # of evaluations of other samples
    fed: dict[object, Columns] = field(default_factory=dict)  # by what takes it in
    rescaled: bool = False  # a normalization or an embedding took in data: its scale did not matter
    whole: bool | None = None  # whether all numbers that models were given were seen; whole numbers are always finite

    @property
    def pictures(self) -> bool:
        """Whether the columns are the channels of pictures."""
        return all(one.pictures for one in self.fed.values()) if self.fed else self.given.pictures

    def see(self, x: Tensor, call: CallOf) -> Tensor | None:
        """One batch of training, and the whole call that it was given in; how many of its values are not finite, if
        that was asked.
        """
        if not is_measurable(x):
            self.whole = False
            return None
        before = self.given.batches
        if self.kept is None and x.ndim > 1 and x.numel() <= self.settings.kept_elements:
            self.kept = _kept(x, call, self.settings.kept_elements)
        if not is_data(x):  # another network made it
            self.whole = False
            return None
        if not self.settings.columns or self.given.batches >= self.most:
            return None
        self.given.pictures = x.ndim >= 4
        bad = self.given.see(x, _axis_of_columns(x), self.settings)
        numbers = sum(one.is_floating_point() for one in leaf_tensors(call))
        self.whole = self.whole is not False and numbers == self.given.batches - before
        return bad

    def keep_another(self, targets: int) -> None:
        """The next batch is kept if that of now has not as many samples as there are targets: a model may be evaluated
        before it is trained.
        """
        if self.kept is None or targets < 2 or self.refused >= MOST_REFUSED:
            return
        if targets not in self.kept.values[self.kept.at].shape:
            self.kept, self.refused = None, self.refused + 1

    def see_new(self, x: Tensor) -> None:
        """A batch of an evaluation of other samples."""
        if self.settings.columns and self.new.batches < self.most and is_data(x):
            self.new.see(x, _axis_of_columns(x), self.settings)

    def apart(self) -> tuple[float, float]:
        """How far the mean of other samples lies from that of the training, in standard deviations of the latter; and
        their standard deviation over that of the training: of the median column. NaN where either was not seen.
        """
        known, new = self.given.summary(), self.new.summary()
        columns = len(known.get("std", ()))
        if not columns or columns != len(new.get("std", ())):
            return math.nan, math.nan
        varying = [at for at, std in enumerate(known["std"]) if std > 0]
        if not varying:
            return math.nan, math.nan
        far = (abs(new["mean"][at] - known["mean"][at]) / known["std"][at] for at in varying)
        wide = (new["std"][at] / known["std"][at] for at in varying)
        return median(far), median(wide)

    def trained(self, x: Tensor, *, alone: bool = False) -> None:
        """A batch turned out to be one of training, or a single sample."""
        if x.is_nested:
            return
        if alone:
            self.batch_size, self.samples = max(self.batch_size, 1), self.samples + 1
            return
        # One axis: of numbers these are the columns of one sample, of indices (as embeddings take them) the samples.
        several = x.ndim > 1 or (x.ndim == 1 and not x.is_floating_point())
        self.batch_size = max(self.batch_size, x.shape[0] if several else 1)
        self.samples += x.shape[0] if x.ndim else 1

    def feed(self, fed: dict[object, Columns], own: set[int]) -> None:
        """What layers took in since the last record, those that are this training's."""
        for key, columns in fed.items():
            if not isinstance(key, int) or key in own:
                self.fed.setdefault(key, Columns(columns.pictures)).join(columns)

    def summary(self) -> dict[str, list[Any]]:
        """mean, std, bad, constant as lists over the columns; empty if no numbers were seen. `mean` and `std` are empty
        if nothing takes in data but normalizations and embeddings.
        """
        given = self.given.summary()
        if not self.fed:
            return given | {"mean": [], "std": []} if self.rescaled and given else given
        found: dict[str, list[Any]] = {"mean": [], "std": [], "bad": [], "constant": []}
        groups = [(columns, columns.summary()) for columns in self.fed.values()]
        # Beside data, nothing but zeros is a state before its first step, and beside what an embedding takes in nothing
        # but constants a mask.
        data = [(columns, own) for columns, own in groups if any(own.get("mean", ())) or any(own.get("std", ()))]
        if not data and any(given.get("std", ())):
            return given
        if self.rescaled and not any(any(own.get("std", ())) for _, own in groups):
            return given | {"mean": [], "std": [], "constant": []}
        for columns, own in data or groups:
            if columns.pictures and not self.pictures:  # all pixels share one scale, beside columns of a table
                size = sum(m * m + s * s for m, s in zip(own["mean"], own["std"], strict=True)) / len(own["mean"])
                mean = sum(own["mean"]) / len(own["mean"])
                own |= {"mean": [mean], "std": [max(size - mean * mean, 0.0) ** 0.5], "bad": [sum(own["bad"])],
                        "constant": [False]}  # fmt: skip
            for name, values in own.items():
                found[name] += values
        # If all that the model was given is finite, the model itself made what is not.
        finite = bool(self.whole) and not sum(given.get("bad", []))
        if finite or sum(found["bad"]) < sum(given.get("bad", [])):  # the model may mend what it is given, or spread it
            found["bad"] = given.get("bad", [])
        return found


def _axis_of_columns(x: Tensor) -> int:
    """The axis of the channels of pictures, else the last one."""
    return 1 if x.ndim >= 4 else -1


def _kept(x: Tensor, call: CallOf, most: int) -> Kept:
    """A copy of a call. What it holds beside the batch is kept if its tensors are small and the rest are plain values:
    without them the batch alone, which cannot be asked then.
    """
    given, options = call
    # It will be asked as it answers in an evaluation.
    values, form = tree_flatten((given, {key: False if key in _MODES else one for key, one in options.items()}))
    tensors = [one for one in values if isinstance(one, Tensor)]
    plain = all(isinstance(one, Tensor | int | float | str | None) for one in values)
    if not plain or sum(one.numel() for one in tensors) > 2 * most:
        return Kept([x.detach().clone()], 0, None)
    batch = first_tensor(call)  # `x` may be a list of samples as a column
    at = next(place for place, one in enumerate(values) if one is batch)
    return Kept([one.detach().clone() if isinstance(one, Tensor) else one for one in values], at, form)


_GOLDEN = 0.6180339887498949  # its multiples spread evenly over 0 … 1, so that no two columns weigh the same


def sample_prints(x: Tensor) -> Tensor:
    """A number for each sample that two samples share only if they are the same."""
    flat = x.detach().flatten(1)[:, :4096] if x.ndim > 1 else x.detach()[:, None]
    places = torch.arange(1, flat.shape[1] + 1, dtype=widest_type(x.device), device=x.device)
    return (widest(flat) * (0.5 + (places * _GOLDEN) % 1.0)).sum(1)


def prints_of(call: CallOf) -> Tensor:
    """The same of all that a model is given of each sample: a user is no sample without the film that is rated. Of no
    length if there is no batch.
    """
    first = first_tensor(call)
    if first is None or not is_measurable(first) or not first.numel() or first.is_complex():
        return torch.empty(0)
    total = sample_prints(first)
    for value in tree_flatten(call)[0]:
        if is_measurable(value) and value is not first and value.shape[:1] == first.shape[:1] and value.numel():
            total = total * _GOLDEN + (sample_prints(value) if not value.is_complex() else 0.0)
    return total


def fingerprint(prints: Tensor) -> Tensor:
    """A number that two batches share only if they hold the same samples, up to their order."""
    return (prints * prints.abs().sqrt()).sum()


class Familiar:
    """The samples of the training's batches, as far as they were seen: is an evaluation of others?"""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._prints: list[Tensor] = []
        self._count = 0
        self._seen = 0  # as each came, also again

    def see(self, prints: Tensor) -> None:
        """A batch of training."""
        if self._count < self._settings.familiar:
            self._prints.append(prints.float())
            self._count += len(prints)
            self._seen += len(prints)
            if len(self._prints) > 64:  # batches of a small data set come again and again
                self._prints = [torch.cat(self._prints).unique()]
                self._count = len(self._prints[0])

    def distinct(self) -> float:
        """How many samples there are to draw from: of N, S draws find U = N (1 - exp(-S / N)) different ones. NaN where
        too few came again to tell.
        """
        unique = len(torch.cat(self._prints).unique()) if self._prints else 0
        fewest = max(fact_limit("repeated-share") * self._seen, fact_limit("repeated-samples"))
        if self._seen - unique <= fewest:
            return math.nan
        low, high = float(unique), float(self._seen**2)
        while high / low > 1.001:
            middle = math.sqrt(low * high)
            low, high = (middle, high) if -middle * math.expm1(-self._seen / middle) < unique else (low, middle)
        return low

    def share(self, prints: Tensor) -> float:
        """How many of a batch's samples were trained on; of a list that is one sample, whether it was."""
        asked = prints[: self._settings.asked].float()
        if not self._prints or not len(asked):
            return 0.0
        known = torch.cat(self._prints).to(asked.device)
        if bool(torch.isin(fingerprint(prints).float(), known)):
            return 1.0
        return float(torch.isin(asked, known).float().mean())
