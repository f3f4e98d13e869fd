"""Two optimizers of one training: what one leaves on the other's parameters, and what it never clears."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.watch.test_several_trainings import severity, traces

import whygrad as wg
from whygrad.diagnose import Severity

pytest.importorskip("torch")

ADVERSARIES = """
G = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 1))
D = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
of_g, of_d = torch.optim.Adam(G.parameters(), 1e-3), torch.optim.Adam(D.parameters(), 1e-3)
"""


@pytest.mark.parametrize("rounds", [1, 5])
def test_gradients_that_a_discriminators_loss_leaves_in_the_generator_are_not_used(tmp_path: Path, rounds: int) -> None:
    """They are cleared before the generator's own backward pass."""
    found = traces(tmp_path, ADVERSARIES + f"""
for _ in range(60):
    for _ in range({rounds}):
        loss = D(G(torch.randn(64, 4))).mean() - D(torch.randn(64, 1) * 0.5 + 3).mean()
        of_d.zero_grad(); loss.backward(); of_d.step()
    loss = -D(G(torch.randn(64, 4))).mean()
    of_g.zero_grad(); loss.backward(); of_g.step()
""")  # fmt: skip
    assert {trace.meta.program.steps.stale for trace in found} == {0}


@pytest.mark.parametrize(
    ("cleared", "expected"),
    [("both", None), ("first", Severity.ERROR), ("last", Severity.ERROR), ("none", Severity.ERROR)],
)
def test_two_optimizers_of_one_loss_are_each_cleared(tmp_path: Path, cleared: str, expected: Severity | None) -> None:
    first = "first.zero_grad(); " if cleared in ("both", "first") else ""
    last = "last.zero_grad(); " if cleared in ("both", "last") else ""
    found = traces(tmp_path, f"""
body, head = nn.Sequential(nn.Linear(12, 32), nn.Tanh()), nn.Linear(32, 4)
first, last = torch.optim.SGD(body.parameters(), 0.05), torch.optim.SGD(head.parameters(), 0.05)
for _ in range(120):
    rows = torch.randint(0, 400, (40,))
    {first}{last}F.cross_entropy(head(body(x[rows])), y[rows]).backward(); first.step(); last.step()
""")  # fmt: skip
    assert expected in {severity(trace, "gradients-accumulate") for trace in found}


@pytest.mark.parametrize("first", [0, 1])
def test_both_trainings_of_one_backward_pass_compare_their_samples(first: int) -> None:
    torch = pytest.importorskip("torch")
    models = [torch.nn.Linear(3, 1), torch.nn.Linear(3, 1)]
    optimizers = [torch.optim.SGD(model.parameters(), lr=0.01) for model in models]
    watches = [wg.watch(*pair, every=1) for pair in zip(models, optimizers, strict=True)]
    for _ in range(12):
        x, y = torch.randn(64, 3), torch.randn(64, 1)
        for optimizer in optimizers:
            optimizer.zero_grad()
        torch.stack([torch.nn.functional.mse_loss(model(x), y) for model in models]).sum().backward()
        optimizers[first].step()
        optimizers[1 - first].step()
    assert [watch.trace.meta.data.neighbor_samples for watch in watches] == [600, 600]
