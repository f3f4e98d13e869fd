"""Numbers that only a program's rules use, against numbers computed in another way."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
TIMES, HIDDEN = 30, 6


def recurrent(scale: float) -> Any:
    """A fused recurrence h' = relu(W h + U x) with W = scale · 1."""
    layer = torch.nn.RNN(2, HIDDEN, nonlinearity="relu", batch_first=True)
    with torch.no_grad():
        layer.weight_hh_l0.copy_(scale * torch.eye(HIDDEN))
    return layer


def true_growth(layer: Any, x: Any) -> float:
    """‖δ‖ over all times over ‖dL/dA‖ of what follows, for L = mean of the last state squared, unrolled by hand."""
    h, sums = torch.zeros(len(x), HIDDEN), []
    for t in range(TIMES):
        z = x[:, t] @ layer.weight_ih_l0.T + h @ layer.weight_hh_l0.T + layer.bias_ih_l0 + layer.bias_hh_l0
        z.retain_grad()
        sums.append(z)
        h = torch.relu(z)
    h.retain_grad()
    h.square().mean().backward()
    inner = torch.stack([z.grad for z in sums]).norm()
    layer.zero_grad()
    return float(inner / h.grad.norm())


@pytest.mark.parametrize("scale", [0.5, 1.0, 1.5])
def test_growth_through_time_of_a_fused_layer_is_a_lower_bound(scale: float) -> None:
    layer, x = recurrent(scale), torch.rand(16, TIMES, 2)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.0)
    truth = true_growth(layer, x)
    with wg.watch(layer, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            layer(x)[0][:, -1].square().mean().backward()
            optimizer.step()
    found = float(watch.trace["through_time"][0, 0, 0])
    assert 0 < found <= truth * 1.0001
    assert (found > 100) == (scale == 1.5)


def test_growth_through_time_of_a_recurrence_by_hand() -> None:
    cell = torch.nn.Linear(3, 3, bias=False)
    with torch.no_grad():
        cell.weight.copy_(2 * torch.eye(3))
    model = torch.nn.Sequential(cell)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)

    class Unrolled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.cell = cell

        def forward(self, x: Any) -> Any:
            for _ in range(9):
                x = self.cell(x)
            return x

    model = Unrolled()
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            model(torch.ones(4, 3)).sum().backward()
            optimizer.step()
    assert float(watch.trace["through_time"][0, 0, 0]) == pytest.approx(2.0**8)


def test_gradients_that_agree_and_gradients_that_do_not() -> None:
    def coherence(noise: float) -> float:
        w = torch.nn.Linear(200, 1, bias=False)
        optimizer = torch.optim.SGD(w.parameters(), lr=0.0)
        with wg.watch(w, optimizer, every=1) as watch:
            for _ in range(12):
                optimizer.zero_grad()
                (w.weight * (1.0 + noise * torch.randn(200))).sum().backward()
                optimizer.step()
        trace = watch.trace
        return float((trace["gradient_coherence"] * trace["coherence_batches"])[0, -1])

    assert coherence(0.0) == pytest.approx(10.0, rel=1e-4)  # ten gradients, all the same
    assert coherence(100.0) == pytest.approx(1.0, abs=0.5)  # pure noise


def test_between_records_one_hook_waits_for_an_evaluation() -> None:
    from torch.nn.modules import module as modules

    model = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.ReLU(), torch.nn.Linear(4, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    x = torch.randn(8, 4)
    watch = wg.watch(model, optimizer, every=50)
    for step in range(90):
        optimizer.zero_grad()
        model(x).square().mean().backward()
        if 5 < step < 45:
            assert not modules._global_forward_pre_hooks
            assert not modules._global_forward_hooks
        optimizer.step()
    with torch.no_grad():
        assert not watch.recorder.armed
        torch.nn.functional.mse_loss(model(x), torch.zeros(8, 1))
    assert watch.recorder.armed
    watch.close()
    assert not modules._global_forward_pre_hooks
    assert watch.trace.steps[:2].tolist() == [0, 50]


def test_a_squeezed_output_still_has_its_gradient() -> None:
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1), torch.nn.Flatten(0))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    x, y = torch.randn(16, 4), torch.randn(16)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            loss = torch.nn.functional.mse_loss(model(x), y)
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        expected = float((2 * (model(x) - y)).square().mean().sqrt())  # B·dL/dZ of the mean of squares
    assert float(watch.trace["backprop_rms"][0, 0, -1]) == pytest.approx(expected, rel=1e-5)
