"""Which class was taken for which."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from whygrad.instrument import confusion as module  # noqa: E402
from whygrad.instrument.confusion import MOST_CLASSES, confusion  # noqa: E402
from whygrad.watch._chance import renumbered_accuracy  # noqa: E402


@pytest.mark.parametrize("shape", [(240,), (240, 1), (10, 24)])
def test_the_table_is_that_of_scikit_learn(shape: tuple[int, ...]) -> None:
    generator = torch.Generator().manual_seed(0)
    answers, targets = (torch.randint(4, shape, generator=generator) for _ in range(2))
    table = confusion(answers, targets, 4)
    assert table is not None
    np.testing.assert_array_equal(table.numpy().T, confusion_matrix(targets.flatten(), answers.flatten()))


def test_what_is_out_of_range_does_not_count() -> None:
    table = confusion(torch.tensor([0, 1, 1]), torch.tensor([0, -100, 7]), 2)
    assert table is not None
    assert table.tolist() == [[1, 0], [0, 0]]
    assert confusion(torch.tensor([0]), torch.tensor([0]), MOST_CLASSES + 1) is None


def test_of_too_many_answers_the_first_ones_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ELEMENTS", 6)
    table = confusion(torch.tensor([0, 1, 0, 1, 1]), torch.tensor([0, 1, 1, 1, 1]), 2)
    assert table is not None
    assert table.sum() == 3


def test_renumbered_accuracy_needs_enough_samples_of_a_class() -> None:
    exchanged = torch.tensor([[2.0, 30.0], [30.0, 2.0]])
    assert renumbered_accuracy(exchanged) == pytest.approx(60 / 64)
    assert np.isnan(renumbered_accuracy(exchanged / 4))
    assert np.isnan(renumbered_accuracy(None))
