"""Samples with their targets, drawn from the first batches: how far a nearest neighbor knows the target."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from whygrad.instrument.torch_internals import widest
from whygrad.watch._data import sample_prints
from whygrad.watch.settings import Settings

PASSES = 1000  # of the perceptron
MOST_ASKED = 256  # numbers of a target that are asked what columns tell of them


@dataclass(frozen=True, slots=True)
class NeighborAgreement:
    """What nearest neighbors tell of targets: `share` of samples whose nearest other one has the same class, `chance`
    the same for shuffled labels; for numbers the share of their variance that the nearest sample explains, and 0.
    A sample may have several numbers as its target: `targets` of them.

    `same` is the share of nearest samples with exactly the same target, beyond chance; `order` the mean squared
    distance of a target to that of the nearest sample with another one, over that of any two unlike targets: near 1
    where targets are names that happen to be numbers, far below where they are quantities. Both are of single numbers.
    `correlation` is the largest one of a column of the input with the targets, in standard errors above what chance
    gives (`largest_correlation`). `projected` is what as many principal components keep of an autoencoder's inputs as
    its narrowest layer has units. NaN for too few `samples`.
    """

    share: float = math.nan
    chance: float = math.nan
    same: float = math.nan
    order: float = math.nan
    correlation: float = math.nan
    projected: float = math.nan
    samples: int = 0
    targets: int = 1


class Neighbors:
    """A few hundred distinct samples; `agreement` compares each with its nearest other one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._x: list[Tensor] = []
        self._y: list[Tensor] = []
        self._symbols = False
        self.count = 0

    def see(self, x: Tensor | None, y: Tensor | None) -> None:
        """A batch and its targets, if there is still room and they belong together."""
        if x is None or y is None or self.count >= self._settings.neighbors or x.is_complex():
            return
        rows = min(len(x), self._settings.neighbors - self.count)
        if x.ndim < 2 or not y.ndim or len(x) != len(y) or not y.numel() or (y.ndim > 2 and x.ndim != y.ndim):
            return
        if y[0].numel() > 1 and not y.is_floating_point():  # a class for each place of a sequence
            return
        drawn = _draw_rows(len(x), rows).to(x.device)
        given, symbols = x.detach()[drawn].reshape(rows, -1), not x.is_floating_point()
        given = _counts(given, self._settings.columns) if symbols else self._some_columns(given).float()
        wanted = self._some_columns(y.detach()[drawn.to(y.device)].reshape(rows, -1)).float()
        if given is None:
            return
        if self._x and (symbols != self._symbols or self._y[0].shape[1] != wanted.shape[1]):
            return
        if self._x and not symbols and self._x[0].shape[1] != given.shape[1]:
            return
        self._symbols = symbols
        self._x.append(given)
        self._y.append(wanted)
        self.count += rows

    def _some_columns(self, x: Tensor) -> Tensor:
        """Of more columns than are compared, as of a large picture, some that lie evenly among them."""
        return x[:, :: -(-x.shape[1] // max(self._settings.columns, 1)) or 1]

    def agreement(self, *, classes: bool) -> NeighborAgreement:
        """How far the nearest other sample knows the target: for numbers 1 - mean ‖y - y'‖² / (2 Σ var y).

        Columns are scaled to the same spread. A sample that came several times counts once. Of a table of a few samples
        that came again and again, as that of exclusive or, all can be known (1), though not by a plane: neighbors of
        other tables tell nothing. Nor do samples that are all of one class.
        """
        if self.count < self._settings.fewest_neighbors:
            return NeighborAgreement()
        with torch.no_grad():
            longest = max(one.shape[1] for one in self._x)  # of batches without the last symbols
            x = torch.cat([torch.nn.functional.pad(one, (0, longest - one.shape[1])) for one in self._x])
            y = torch.cat(self._y)
            good = x.isfinite().all(1) & y.isfinite().all(1)
            new = _first_of_each(torch.cat([x, y], 1)[good])
            x, y = x[good][new], y[good][new]
            targets = y.shape[1]
            if classes and targets > 1:  # one of them is 1, the others are 0
                y = y.argmax(1, keepdim=True)
            if classes and len(x) <= self._settings.table and _no_plane(x, y):
                return NeighborAgreement(1.0, _chance(y), samples=len(x))
            if len(x) < self._settings.fewest_neighbors:
                return NeighborAgreement()
            x = _scaled(x)
            correlation = largest_correlation(x, y, self._settings, classes=classes)
            distance = torch.cdist(x, x)
            distance[distance <= 1e-3 * distance.median()] = math.inf
            nearest, at = distance.min(1)
            known = nearest.isfinite()
            count = int(known.sum())
            if count < self._settings.fewest_neighbors:
                return NeighborAgreement()
            own, other = y[known], y[at[known]]
            same = float((own == other).all(1).float().mean())
            if classes:
                if (chance := _chance(y)) == 1:
                    return NeighborAgreement()
                if self._symbols:  # a few sentences of common symbols are the nearest of many: fewer pairs than samples
                    each = widest(torch.bincount(at[known]))
                    count = round(count / max(float(each.square().sum()) / count - 1.0, 1.0))
                return NeighborAgreement(same, chance, correlation=correlation, samples=count)
            spread = float(y.var(0, correction=0).sum())
            if not spread > 0:
                return NeighborAgreement()
            explained = max(0.0, 1.0 - float((own - other).square().sum(1).mean()) / (2 * spread))
            if targets > 1:
                return NeighborAgreement(explained, 0.0, correlation=correlation, samples=count, targets=targets)
            chance = _chance(y)
            unlike = y != y.T
            near = torch.where(unlike, distance, math.inf)[known].argmin(1)
            order = float((own - y[near]).square().mean()) / (2 * spread / max(1.0 - chance, 1e-12))
            alike = (same - chance) / max(1.0 - chance, 1e-12)
            return NeighborAgreement(explained, 0.0, alike, order, correlation, samples=count)

    def projected(self, width: int) -> float:
        """What a linear autoencoder with so many units reaches (Baldi & Hornik 1989): the share of the variance of half
        of the samples that the first `width` principal components of the other half keep. NaN where the targets are
        others than the inputs, or the samples too few.
        """
        if self.count < self._settings.fewest_neighbors or self._symbols:
            return math.nan
        with torch.no_grad():
            x, y = torch.cat(self._x), torch.cat(self._y)
            x = x[_first_of_each(x) & x.isfinite().all(1)] if torch.equal(x, y) else x[:0]
            if len(x) < self._settings.fewest_neighbors:
                return math.nan
            x = widest(x.cpu())
            known, new = x[::2] - x[::2].mean(0), x[1::2] - x[::2].mean(0)
            # Of fewer samples than columns, the products of samples have the components' lengths and are far smaller.
            squares, turned = torch.linalg.eigh(known @ known.T)
            squares, turned = squares[-width:], turned[:, -width:]
            large = squares > len(x) * torch.finfo(x.dtype).eps * squares[-1]  # as far as they can be told from 0
            kept = ((new @ known.T @ turned[:, large]).square() / squares[large]).sum()
            whole = new.square().sum()
            return float(kept / whole) if whole > 0 else math.nan


def _draw_rows(among: int, rows: int) -> Tensor:
    """Indices of `rows` samples of a batch, drawn: its first ones may all be of one class. The program's random numbers
    are left alone.
    """
    return torch.randperm(among, generator=torch.Generator().manual_seed(0))[:rows].sort().values


def _scaled(x: Tensor) -> Tensor:
    """Columns of mean 0 and deviation 1; constant ones are 0, which in single precision would be large."""
    exact = widest(x)
    return ((exact - exact.mean(0)) / exact.std(0).clamp_min(1e-8)).float()


def _first_of_each(x: Tensor) -> Tensor:
    """(N,) whether a row (N, D) is the first of its like."""
    prints = sample_prints(x)
    order = prints.argsort(stable=True)
    new = torch.ones(len(order), dtype=torch.bool, device=x.device)
    new[order[1:]] = prints[order][1:] != prints[order][:-1]
    return new


def _no_plane(x: Tensor, y: Tensor) -> bool:
    """Whether different samples are of two classes that no plane tells apart: the perceptron never comes to rest
    (Minsky & Papert 1969).
    """
    if len(torch.unique(y)) != 2 or not bool(_first_of_each(x).all()):
        return False
    signed = torch.cat([_scaled(x), torch.ones(len(x), 1, device=x.device)], 1) * torch.where(y == y.max(), 1.0, -1.0)
    plane = torch.zeros(signed.shape[1], device=x.device)
    for _ in range(PASSES):
        wrong = signed @ plane <= 0
        if not bool(wrong.any()):
            return False
        plane += signed[wrong].mean(0)
    return True


def _chance(y: Tensor) -> float:
    """How often two samples have the same target (N, T) by chance."""
    shares = widest(torch.unique(y, dim=0, return_counts=True)[1]) / len(y)
    return float(shares.square().sum())


def _counts(x: Tensor, most: int) -> Tensor | None:
    """Of rows of symbols (N, T) the columns that tell of them: how often each comes, and which are the first and the
    last two (N, 5 V), beside each other for each symbol so that more symbols are more columns; `None` if these are too
    many, or no symbols.
    """
    if not x.numel() or x.dtype == torch.bool:
        return None
    x, last = x.long(), x.shape[1] - 1
    if int(x.min()) < 0 or 5 * (int(x.max()) + 1) > most:
        return None
    count = torch.zeros(len(x), int(x.max()) + 1, device=x.device)
    ends = (x[:, [at]] for at in (0, min(1, last), max(last - 1, 0), last))
    columns = [count.scatter_add(1, at, torch.ones_like(at, dtype=count.dtype)) for at in (x, *ends)]
    return torch.stack(columns, -1).flatten(1)


def largest_correlation(x: Tensor, y: Tensor, settings: Settings, *, classes: bool) -> float:
    """By how many standard errors the input's columns tell more of the targets than chance: √N |r| of the one that
    tells most, less what the largest of as many that tell nothing is expected to have, √(2 ln m).

    Asked are all columns of `x` (N, D), which are scaled, and where they are few also their sizes and the signs of
    the products of each two: what a nearest neighbor cannot see among many columns that do not matter. All of them are
    bounded, so that no outlier tells. Samples that came several times count once.
    """
    new = _first_of_each(x)
    x, y = x[new].clamp(-2, 2), y[new]
    features = [x]
    if x.shape[1] <= settings.multiplied:
        sign = (x - x.median(0).values).sign()
        one, other = torch.triu_indices(x.shape[1], x.shape[1], 1, device=x.device)
        features += [x.abs(), sign[:, one] * sign[:, other]]
    y = y[:, :: -(-y.shape[1] // MOST_ASKED)]  # of a picture some pixels
    if classes:
        y = torch.nn.functional.one_hot(torch.unique(y, return_inverse=True)[1].flatten()).float()
    found = _unit(torch.cat(features, 1)).T @ _unit(y)
    return float(found.abs().max()) * math.sqrt(len(x)) - math.sqrt(2 * math.log(max(found.numel(), 2)))


def _unit(columns: Tensor) -> Tensor:
    """Columns of mean 0 and length 1; constant ones stay 0."""
    centered = columns - columns.mean(0)
    length = centered.norm(dim=0)
    return centered / torch.where(length > 1e-6 * len(columns), length, math.inf)
