"""Pictures classified by a network with published weights: one by one, or a folder of known ones, counted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.zoo import pictures
from whygrad.zoo.labels import Labels

if TYPE_CHECKING:
    from torch import nn

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".ppm"})
_AT_ONCE = 16  # pictures in a batch
_WORST = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """A class and the probability that the network gives it."""

    index: int
    probability: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a network says to one picture: the likeliest classes in order; `notes` as in `pictures.Picture`."""

    path: Path
    guesses: tuple[Guess, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, with its 95 % interval (Wilson 1927)."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share itself; NaN of nothing."""
        return self.count / self.of if self.of else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96; NaN of nothing."""
        if not self.of:
            return float("nan"), float("nan")
        from scipy.stats import binomtest

        found = binomtest(self.count, self.of).proportion_ci(0.95, "wilson")
        return float(found.low), float(found.high)


@dataclass(frozen=True)
class Evaluation:
    """A folder of labeled pictures: N of them, of classes `truth` (N,).

    `ranks` (N,): how many classes the network finds likelier than the right one, 0 if it is right; `probabilities` (N,)
    of the right class; `skipped`: files that are no pictures, each with the sentence that says why; `interrupted`:
    whether Ctrl-C ended it before the last picture.
    """

    answers: tuple[Answer, ...]
    truth: NDArray[np.int64]
    ranks: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    skipped: tuple[str, ...]
    interrupted: bool = False

    def top(self, k: int) -> Share:
        """How often the right class is among the k likeliest; it cannot fall with k."""
        return Share(int((self.ranks < k).sum()), len(self.ranks))

    @property
    def confusion(self) -> dict[tuple[int, int], int]:
        """(right class, first guess) -> how often, the most frequent first."""
        found: dict[tuple[int, int], int] = {}
        for answer, right in zip(self.answers, self.truth.tolist(), strict=True):
            pair = (right, answer.guesses[0].index)
            found[pair] = found.get(pair, 0) + 1
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    @property
    def worst(self) -> list[tuple[Answer, int, float]]:
        """The wrong answers that gave the right class least: (answer, right class, its probability)."""
        order = np.argsort(self.probabilities, kind="stable")
        wrong = [int(place) for place in order if self.ranks[place] > 0][:_WORST]
        return [(self.answers[place], int(self.truth[place]), float(self.probabilities[place])) for place in wrong]


def classify(module: nn.Module, paths: Sequence[Path], best: int = 5) -> list[Answer]:
    """The likeliest classes of every picture; raises `InputError` for the first that cannot be used."""
    answers: list[Answer] = []
    for start in range(0, len(paths), _AT_ONCE):
        batch = [pictures.opened(path) for path in paths[start : start + _AT_ONCE]]
        rows = _probabilities(module, batch)
        answers += [Answer(one.path, _guesses(row, best), one.notes) for one, row in zip(batch, rows, strict=True)]
    return answers


def evaluate(
    module: nn.Module, labeled: Sequence[tuple[Path, int]], progress: Callable[[float], None] | None = None
) -> Evaluation:
    """Classify pictures whose classes are known. What is no picture is left out and named.

    Ctrl-C ends it early with what was classified so far, if that is anything.
    """
    answers: list[Answer] = []
    truth: list[int] = []
    ranks: list[int] = []
    shares: list[float] = []
    skipped: list[str] = []
    interrupted = False
    try:
        for start in range(0, len(labeled), _AT_ONCE):
            batch: list[tuple[pictures.Picture, int]] = []
            for path, right in labeled[start : start + _AT_ONCE]:
                try:
                    batch.append((pictures.opened(path), right))
                except InputError as error:
                    skipped.append(str(error))
            rows = _probabilities(module, [one for one, _ in batch]) if batch else []
            for (one, right), row in zip(batch, rows, strict=True):
                answers.append(Answer(one.path, _guesses(row, 5), one.notes))
                truth.append(right)
                ranks.append(int(np.flatnonzero(np.argsort(-row, kind="stable") == right)[0]))
                shares.append(float(row[right]))
            if progress is not None:
                progress(min(1.0, (start + _AT_ONCE) / len(labeled)))
    except KeyboardInterrupt:
        if not answers:
            raise
        interrupted = True
    places, order = np.array(truth, np.int64), np.array(ranks, np.int64)
    return Evaluation(tuple(answers), places, order, np.array(shares), tuple(skipped), interrupted)


def _probabilities(module: nn.Module, opened: Sequence[pictures.Picture]) -> NDArray[np.float64]:
    """(N, classes): softmax of what the network says."""
    import torch

    x = torch.from_numpy(np.stack([pictures.prepared(one.image) for one in opened]))
    with torch.inference_mode():
        return torch.softmax(module(x).double(), dim=1).numpy()


def _guesses(row: NDArray[np.float64], best: int) -> tuple[Guess, ...]:
    """Of classes that are equally likely the one with the smaller number comes first."""
    order = np.argsort(-row, kind="stable")[:best]
    return tuple(Guess(int(index), float(row[index])) for index in order)


def labeled(folder: Path, labels: Labels, file: Path | None = None) -> list[tuple[Path, int]]:
    """The pictures of a folder with their classes: those of a subfolder for each class, or of a file `picture,class`.

    A class is a number, a WordNet id (n02099601), or an English or Korean label. As many subfolders as there are
    classes may have any names: they count in alphabetical order. Raises `InputError` for what is no such folder.
    """
    if not folder.is_dir():
        raise InputError("error-evaluate-folder", folder=str(folder))
    if file is not None:
        return _of_file(folder, labels, file)
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    if not inside:
        raise InputError("error-evaluate-classes", folder=str(folder))
    found: list[tuple[Path, int]] = []
    for number, path in enumerate(inside):
        index = labels.find(path.name)
        if len(inside) == len(labels):
            index = number
        if index is None:
            raise InputError("error-evaluate-class", folder=str(path), nearest=labels.near(path.name))
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
        found += [(one, index) for one in files]
    if not found:
        raise InputError("error-evaluate-empty", folder=str(folder), known=" ".join(sorted(ENDINGS)))
    return found


def _of_file(folder: Path, labels: Labels, file: Path) -> list[tuple[Path, int]]:
    try:
        source = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8?"
        raise InputError("error-labels-file", file=str(file), reason=reason) from None
    found: list[tuple[Path, int]] = []
    lines = [line for line in source.splitlines() if line.strip()]
    separator = "," if all("," in line for line in lines) else "\t" if all("\t" in line for line in lines) else " "
    for number, row in enumerate(csv.reader(lines, delimiter=separator, skipinitialspace=True), start=1):
        index = labels.find(" ".join(row[1:]).strip()) if len(row) > 1 else None
        if index is None and number == 1 and not (folder / row[0]).exists():
            continue  # a heading
        if index is None:
            raise InputError("error-labels-line", file=str(file), line=str(number), text=lines[number - 1][:80])
        found.append((folder / row[0], index))
    if not found:
        raise InputError("error-labels-empty", file=str(file))
    return found
