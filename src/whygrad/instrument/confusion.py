"""Which class was taken for which."""

from __future__ import annotations

import torch
from torch import Tensor

MOST_CLASSES = 100
MOST_ELEMENTS = 1 << 20  # of answers by classes


def confusion(answers: Tensor, targets: Tensor, classes: int) -> Tensor | None:
    """(K, K) how often each class was answered (row) where each was right (column), of `answers` (N) and `targets` (N);
    `None` of more than `MOST_CLASSES`. Of so many answers that they would take too much memory, as of every pixel of
    many pictures, the first ones count. It neither waits for a GPU nor fails where a class is out of range.
    """
    if not 0 < classes <= MOST_CLASSES:
        return None
    known, most = torch.arange(classes, device=targets.device), MOST_ELEMENTS // classes
    named, right = (one.reshape(-1, 1)[:most].to(targets.device) == known for one in (answers, targets))
    return named.float().T @ right.float()
