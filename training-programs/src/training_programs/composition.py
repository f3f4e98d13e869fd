"""What the programs consist of, counted from their text: layers, losses, optimizers, data and style.

Every number of DATASHEET.md is printed by `training-programs counts`.
"""

from __future__ import annotations

import ast
import difflib
import math
import re
import statistics
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from training_programs.check import known
from training_programs.index import PARTS, Program, programs
from training_programs.labels import labels
from training_programs.scoring import table

FEATURES: dict[str, dict[str, str]] = {
    "layers": {
        "fully connected": r"\bLinear\(",
        "convolution": r"\b(Conv|ConvTranspose)[123]d\(|\bconv[123]d\(",
        "recurrent": r"\b(RNN|LSTM|GRU)(Cell)?\(",
        "attention": r"MultiheadAttention\(|TransformerEncoder|scaled_dot_product_attention|[Aa]ttention",
        "embedding": r"\bEmbedding(Bag)?\(",
        "normalization": r"\b(BatchNorm[123]d|LayerNorm|GroupNorm|InstanceNorm[123]d|RMSNorm)\(",
        "dropout": r"\bDropout[123]?d?\(|\bdropout\(",
    },
    "loss": {
        "classes (cross-entropy, NLL)": r"CrossEntropyLoss|cross_entropy\(|NLLLoss|nll_loss",
        "yes or no (binary cross-entropy)": r"BCE(WithLogits)?Loss|binary_cross_entropy",
        "numbers (squared, absolute, Huber)": r"MSELoss|mse_loss|L1Loss|l1_loss|HuberLoss|huber_loss",
    },
    "optimizer": {
        "SGD": r"\bSGD\(",
        "Adam family": r"\b(Adam|AdamW|NAdam|RAdam|Adamax|SparseAdam)\(",
        "RMSprop, Adagrad, Adadelta, Rprop": r"\b(RMSprop|Adagrad|Adadelta|Rprop)\(",
        "L-BFGS": r"\bLBFGS\(",
        "learning-rate schedule": r"lr_scheduler|\b(OneCycleLR|StepLR|LambdaLR|CosineAnnealing\w+|ReduceLROnPlateau)\(",
    },
    "form": {
        "data loader": r"\bDataLoader\(",
        "command-line options": r"\bargparse\b",
        "notebook cells": r"^# %%",
        "Korean comments": r"[가-힣]",
        "gradient by hand (torch.func, autograd.grad)": r"torch\.func|autograd\.grad\(|\bgrad\(",
        "mixed precision": r"autocast|GradScaler",
    },
}
"""Group → feature → what its program's text matches. A program may have several features of a group, or none."""

_DATASETS = re.compile(r"\b(?:load|fetch)_(?:digits|breast_cancer|wine|diabetes|iris|linnerud|california_housing)\(")


@cache
def features(path: Path) -> frozenset[str]:
    """The features of one file, each as "group: feature"."""
    text = path.read_text(encoding="utf-8")
    return frozenset(
        f"{group}: {name}"
        for group, members in FEATURES.items()
        for name, pattern in members.items()
        if re.search(pattern, text, re.MULTILINE)
    )


def imported(path: Path) -> frozenset[str]:
    """The packages that a file imports, at any depth."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return frozenset(name.partition(".")[0] for name in names)


def changed_lines(program: Program) -> int:
    """How many lines of a failing program and of its twin the repair touches, taken together."""
    failing, fixed = (path.read_text(encoding="utf-8").splitlines() for path in program.paths)
    codes = difflib.SequenceMatcher(None, failing, fixed, autojunk=False).get_opcodes()
    return sum((b - a) + (d - c) for kind, a, b, c, d in codes if kind != "equal")


def counts() -> str:
    """All tables of the data sheet, in Markdown."""
    parts = {part: tuple(one for one in programs() if one.part == part) for part in PARTS}
    columns = (*parts.values(), programs())
    head = (*PARTS, "all")

    def row(name: str, count: Callable[[Sequence[Program]], object]) -> list[str]:
        return [name, *(str(count(members)) for members in columns)]

    def having(feature: str) -> Callable[[Sequence[Program]], int]:
        # The twin stands for a pair: it has the features that the program was meant to have.
        return lambda members: sum(feature in features(one.paths[-1]) for one in members)

    def using(dataset: str) -> Callable[[Sequence[Program]], int]:
        return lambda members: sum(dataset in _datasets(one.paths[-1]) for one in members)

    def caused_by(label: str) -> Callable[[Sequence[Program]], int]:
        return lambda members: sum(one.cause == label for one in members)

    sections = {
        "Size": table(("", *head), [
            row("failing programs, each with its twin", lambda members: sum(bool(one.cause) for one in members)),
            row("healthy programs", lambda members: sum(not one.cause for one in members)),
            row("files", lambda members: len(_files(members))),
            row("lines", lambda members: sum(_lines(members))),
            row("lines per file: median", lambda members: f"{statistics.median(_lines(members)):g}"),
            row("lines per file: smallest", lambda members: min(_lines(members))),
            row("lines per file: largest", lambda members: max(_lines(members))),
            row("lines that the repair touches: median", lambda members: f"{statistics.median(_changed(members)):g}"),
            row("lines that the repair touches: most", lambda members: max(_changed(members))),
            row("causes", lambda members: len({one.cause for one in members if one.cause})),
            row("failing programs with a second right label", lambda members: sum(bool(one.accept) for one in members)),
            row("failing programs that end in an exception", lambda members: sum(one.crashes for one in members)),
        ]),
        "Labels as the cause": table(("label", *head), [
            row(label, caused_by(label)) for label in labels()
        ]),
        **{
            group.capitalize(): table((group, *head), [row(name, having(f"{group}: {name}")) for name in members])
            for group, members in FEATURES.items()
        },
        "Data from other packages": table(("function of scikit-learn", *head), [
            row(name, using(name))
            for name in sorted(set().union(*(_datasets(one.paths[-1]) for one in programs())))
        ]),
        "Packages that the programs import": ", ".join(sorted(
            set().union(*(imported(path) for path in _files(programs()))) - sys.stdlib_module_names
        )) + ".",
        "Seconds without imports, as measured last": table(("", *head), [
            row("median", lambda members: f"{statistics.median(_seconds(members)):.1f}"),
            row("longest", lambda members: f"{max(_seconds(members)):.1f}"),
            row("all files together", lambda members: f"{sum(_seconds(members)):.0f}"),
        ]),
    }  # fmt: skip
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in sections.items())


def _files(members: Sequence[Program]) -> list[Path]:
    return [path for one in members for path in one.paths]


def _lines(members: Sequence[Program]) -> list[int]:
    return [len(path.read_text(encoding="utf-8").splitlines()) for path in _files(members)]


def _changed(members: Sequence[Program]) -> list[int]:
    return [changed_lines(one) for one in members if one.cause]


@cache
def _datasets(path: Path) -> frozenset[str]:
    return frozenset(one[:-1] for one in _DATASETS.findall(path.read_text(encoding="utf-8")))


def _seconds(members: Sequence[Program]) -> list[float]:
    measured = known()
    seconds = (measured[f"{path.parent.name}/{path.name}"].seconds for path in _files(members))
    return [one for one in seconds if math.isfinite(one)]
