"""Two optimizers of one training: what one leaves on the other's parameters, and what it never clears."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.watch.test_several_trainings import severity, traces

import whygrad as wg
from whygrad.diagnose import Severity, diagnose

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


@pytest.mark.parametrize(("earlier", "waiting"), [("", True), ("of_body.step()", False)])
def test_an_optimizer_that_never_makes_a_step(tmp_path: Path, earlier: str, waiting: bool) -> None:
    """One that stepped before, as in a training of the lower layers, does not wait: its parameters are left out now."""
    found = traces(tmp_path, f"""
body, head = nn.Sequential(nn.Linear(12, 32), nn.Tanh()), nn.Linear(32, 4)
of_body, of_head = torch.optim.SGD(body.parameters(), 0.05), torch.optim.SGD(head.parameters(), 0.05)
body(x).sum().backward()
{earlier}
for _ in range(120):
    rows = torch.randint(0, 400, (40,))
    of_body.zero_grad(); of_head.zero_grad()
    F.cross_entropy(head(body(x[rows])), y[rows]).backward(); of_head.step()
""")  # fmt: skip
    (trace,) = [one for one in found if one.meta.total_steps > 50]
    assert sum(p.size for p in trace.meta.program.parameters if p.waiting) == (12 * 32 + 32 if waiting else 0)


def test_a_generator_whose_turn_has_not_come_is_not_left_out(tmp_path: Path) -> None:
    """Its critic is trained for a whole pass before it is; as long as the program goes on, nobody knows."""
    found = traces(tmp_path, ADVERSARIES + """
for _ in range(300):
    loss = D(G(torch.randn(64, 4))).mean() - D(torch.randn(64, 1) * 0.5 + 3).mean()
    of_d.zero_grad(); loss.backward(); of_d.step()
""")  # fmt: skip
    (trace,) = found
    assert any(p.waiting for p in trace.meta.program.parameters)
    assert severity(trace, "not-optimized") is Severity.ERROR  # it came to its own end
    for stop in ("running", "stopped"):
        meta = replace(trace.meta, program=replace(trace.meta.program, stop=stop))
        cut = wg.Trace(meta, trace.steps, trace.seeds, trace.channels, status=trace.status)
        assert severity(cut, "not-optimized") is None
        assert "later_updates" in {what for one in diagnose(cut).undecided for what in one.missing}


def test_the_targets_of_an_adversarys_own_updates_are_in_no_order(tmp_path: Path) -> None:
    """A critic's two losses have one class each; so has that of its generator, which is trained after it."""
    found = traces(tmp_path, ADVERSARIES + """
for _ in range(3):
    for _ in range(100):
        real, made = D(torch.randn(64, 1) * 0.5 + 3), D(G(torch.randn(64, 4)))
        one, none = torch.ones(64, 1), torch.zeros(64, 1)
        loss = F.binary_cross_entropy_with_logits(real, one) + F.binary_cross_entropy_with_logits(made, none)
        of_d.zero_grad(); loss.backward(); of_d.step()
    for _ in range(100):
        loss = F.binary_cross_entropy_with_logits(D(G(torch.randn(64, 4))), torch.ones(64, 1))
        of_g.zero_grad(); loss.backward(); of_g.step()
""")  # fmt: skip
    assert {severity(trace, "not-shuffled") for trace in found} == {None}


def test_an_optimizer_of_another_training_does_not_wait() -> None:
    """A critic's training sees the parameters of its generator, whose optimizer is that of a training of its own."""
    torch = pytest.importorskip("torch")
    generator, critic = torch.nn.Linear(4, 1), torch.nn.Linear(1, 1)
    optimizers = [torch.optim.SGD(model.parameters(), lr=0.01) for model in (generator, critic)]
    waiting = torch.optim.SGD(torch.nn.Linear(2, 2).parameters(), lr=0.01)
    watches = [wg.watch(*pair, every=1) for pair in zip((generator, critic), optimizers, strict=True)]
    for _ in range(12):
        critic(generator(torch.randn(8, 4))).mean().backward()
        for optimizer in optimizers:
            optimizer.step()
            optimizer.zero_grad()
    stepped = watches[0].recorder.hub.step.stepped
    assert all(optimizer in stepped for optimizer in optimizers)
    assert waiting not in stepped
    ids = stepped.waiting_parameters()
    assert all(id(p) in ids for group in waiting.param_groups for p in group["params"])
    for watch in watches:
        watch.close()
        assert not any(p.waiting for p in watch.trace.meta.program.parameters)
