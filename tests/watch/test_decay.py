"""The weight decay that is noted of an optimizer."""

from __future__ import annotations

import math

import pytest
import torch

from whygrad.watch._decay import added_decay


@pytest.mark.parametrize(
    ("make", "decay"),
    [
        (lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.3), 0.3),
        (lambda p: torch.optim.Adam(p, weight_decay=1e-4), 1e-4),
        (lambda p: torch.optim.RMSprop(p), 0.0),
        (lambda p: torch.optim.AdamW(p, weight_decay=0.3), math.nan),
        (lambda p: torch.optim.Adam(p, weight_decay=0.3, decoupled_weight_decay=True), math.nan),
        (lambda p: torch.optim.LBFGS(p), math.nan),
    ],
)
def test_weight_decay_counts_where_it_is_added_to_the_gradient(make, decay: float) -> None:
    assert added_decay(make([torch.nn.Parameter(torch.zeros(3))])) == pytest.approx(decay, nan_ok=True)


def test_the_weight_decay_of_most_numbers_counts() -> None:
    weights, biases = torch.nn.Parameter(torch.zeros(30)), torch.nn.Parameter(torch.zeros(3))
    groups = [{"params": [biases], "weight_decay": 0.0}, {"params": [weights], "weight_decay": 0.01}]
    assert added_decay(torch.optim.SGD(groups, lr=0.1)) == 0.01


def test_the_formula_of_other_optimizers_is_not_known() -> None:
    class Own(torch.optim.SGD):
        pass

    assert math.isnan(added_decay(Own([torch.nn.Parameter(torch.zeros(3))], lr=0.1, weight_decay=0.1)))
