"""What a watch records: the kernel's own channels on the same training, written in PyTorch, and closed forms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.engine.runs import channels, make_job, trained

import whygrad as wg
from whygrad.watch.settings import Settings

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

pytestmark = pytest.mark.torch

RATE = 0.05
ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid}


@pytest.mark.parametrize("normalization", ["none", "batch"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_lab_and_a_watched_training_record_the_same(activation: str, normalization: str) -> None:
    """Full batches, so that the batch of every step is the lab's probe batch."""
    job = make_job(
        [3], samples=100, hidden=[6, 5], activation=activation, normalization=normalization, batch_size=50, epochs=30,
        every=1, learning_rate=RATE, name="circle",
    )  # fmt: skip
    plan, dataset = job.program.plan, job.program.dataset
    lab = channels(trained(job))
    layers: list[nn.Module] = []
    for number, width in enumerate((6, 5, 1)):
        layers.append(nn.Linear((2, 6, 5)[number], width))
        if number < 2:
            layers += [nn.BatchNorm1d(width)] if normalization == "batch" else []
            layers.append(ACTIVATIONS[activation]())
    model = nn.Sequential(*layers)
    first = job.initial[0]
    dense = iter(layer for layer in layers if isinstance(layer, nn.Linear))
    with torch.no_grad():
        current = None
        for p in plan.parameters:
            values = torch.tensor(first[p.offset : p.offset + p.count])
            if p.kind == "weight":
                current = next(dense)
                current.weight.copy_(values.view_as(current.weight))
            elif p.kind == "bias" and current is not None:
                current.bias.copy_(values)
    x, y = torch.tensor(dataset.x_train), torch.tensor(dataset.y_train).float()
    optimizer = torch.optim.SGD(model.parameters(), RATE)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(30):
            loss = nn.functional.binary_cross_entropy_with_logits(model(x)[:, 0], y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    trace = watch.trace
    assert [(layer.kind, layer.inputs, layer.outputs) for layer in trace.meta.layers] == [
        ("dense", 2, 6), ("dense", 6, 5), ("dense", 5, 1),
    ]  # fmt: skip
    assert [layer.activation for layer in trace.meta.layers] == [activation, activation, "identity"]
    assert trace.meta.chance_loss == pytest.approx(job.meta.chance_loss, rel=1e-5)
    same = (
        "gradient_rms", "gradient_l2", "backprop_rms", "weight_rms", "update_ratio", "preactivation_mean",
        "preactivation_std", "preactivation_rms", "activation_mean", "activation_std", "activation_rms", "sample_std",
        "unit_std", "dead_share", "saturated_share", "zero_share", "gradient_norm", "learning_rate",
    )  # fmt: skip
    if normalization == "none":  # the lab's loss_train is evaluated, with the statistics gathered so far
        same += ("loss_train", "accuracy_train")
    assert len(trace.steps) == 30
    upto = 30 if normalization == "none" else 12  # normalization by a batch magnifies how the two engines round
    for name in same:
        expected = lab[name][:, :upto]
        np.testing.assert_allclose(trace[name][:, :upto], expected, rtol=2e-3, atol=2e-5, err_msg=name)


def test_step_quality_of_a_parabola_is_exact() -> None:
    """L = ½ w², so a step of rate r keeps 1 - r/2 of its promise."""
    for rate in (0.1, 0.7, 1.9, 2.5):
        w = nn.Parameter(torch.tensor([3.0]))
        model = nn.Module()
        model.register_parameter("w", w)
        optimizer = torch.optim.SGD([w], rate)
        with wg.watch(model, optimizer, every=1) as watch:
            for _ in range(4):
                loss = 0.5 * (w * w).sum()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        quality = watch.trace["step_quality"][0, 1:]
        np.testing.assert_allclose(quality, 1 - rate / 2, rtol=1e-5)


def test_units_of_a_convolution_are_its_channels() -> None:
    torch.manual_seed(1)
    conv = nn.Conv2d(2, 3, 3)
    head = nn.Linear(3, 1)
    optimizer = torch.optim.SGD([*conv.parameters(), *head.parameters()], 0.1)
    with torch.no_grad():
        conv.bias[1] = -100.0  # dead
    x = torch.randn(8, 2, 6, 6)
    with wg.watch([conv, head], optimizer, every=1) as watch:
        z = conv(x)
        a = torch.relu(z)
        kept = z.detach().clone()
        z.retain_grad()
        nn.functional.mse_loss(head(a.mean((2, 3))), torch.ones(8, 1)).backward()
        optimizer.step()
    trace = watch.trace
    layer = trace.meta.layers[0]
    assert (layer.name, layer.kind, layer.inputs, layer.outputs, layer.activation) == (
        "Conv2d", "convolution", 18, 3, "relu",
    )  # fmt: skip
    rows = kept.movedim(1, -1).reshape(-1, 3).numpy()
    on = np.maximum(rows, 0)
    assert trace["dead_share"][0, 0, 0] == pytest.approx(1 / 3)
    assert trace["preactivation_std"][0, 0, 0] == pytest.approx(rows.std(), rel=1e-4)
    assert trace["activation_rms"][0, 0, 0] == pytest.approx(math.sqrt((on**2).mean()), rel=1e-4)
    assert trace["sample_std"][0, 0, 0] == pytest.approx(math.sqrt(on.var(0).mean()), rel=1e-4)
    assert trace["unit_std"][0, 0, 0] == pytest.approx(math.sqrt(on.var(1).mean()), rel=1e-4)
    per_sample = (8 * z.grad).square().sum((2, 3))  # positions of a sample are summed
    assert trace["backprop_rms"][0, 0, 0] == pytest.approx(float(per_sample.mean().sqrt()), rel=1e-4)


def test_an_error_of_ours_is_said_once_and_stops_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from whygrad.instrument import layer_statistics

    monkeypatch.undo()

    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(layer_statistics, "describe_input", broken)
    model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1))
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with wg.watch(model, optimizer, every=1):
        for _ in range(5):
            model(torch.randn(8, 3)).square().mean().backward()
            optimizer.step()
    assert capsys.readouterr().err.count("a bug") == 1


def test_wrong_arguments_are_refused() -> None:
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    for arguments, options in (
        ((3, optimizer), {}),
        ((model, model), {}),
        ((model, optimizer), {"every": 0}),
        ((model, optimizer), {"report": 3}),
        ((model, optimizer), {"name": 3}),
    ):
        with pytest.raises(wg.WhygradError):
            wg.watch(*arguments, **options)


@pytest.mark.parametrize("every", [1, 3, "dense"])
def test_a_closure_is_recorded_at_its_own_step(every: Any) -> None:
    """As Lightning and skorch train: forward and backward within the optimizer's step."""
    model, losses = torch.nn.Linear(3, 2), []
    optimizer = torch.optim.SGD(model.parameters(), 0.5)
    x = torch.randn(64, 3)
    weights: list[float] = []
    moves: list[float] = []

    def closure() -> Any:
        optimizer.zero_grad()
        weights.append(float(model.weight.detach().square().mean().sqrt()))
        loss = torch.nn.functional.cross_entropy(model(x), (x[:, 0] > 0).long())
        losses.append(loss.item())
        loss.backward()
        return loss

    with wg.watch(model, optimizer, every=every) as watch:
        for _ in range(40):
            before = model.weight.detach().clone()
            optimizer.step(closure)
            moves.append(((model.weight.detach() - before).norm() / before.norm()).item())
    steps = watch.trace.steps.tolist()
    assert len(steps) >= 13
    ratios = watch.trace.channels["update_ratio"][0, 1:, 0]
    assert (ratios > 0).all()
    if every == 1:  # what the update before a record had changed
        assert ratios == pytest.approx(moves[: len(ratios)], rel=1e-4)
    assert watch.trace.channels["loss_train"][0] == pytest.approx([losses[step] for step in steps], rel=1e-6)
    assert watch.trace.channels["weight_rms"][0, :, 0] == pytest.approx([weights[step] for step in steps], rel=1e-6)


def test_what_is_not_asked_for_is_not_looked_at() -> None:
    """Without losses and familiar samples the layers' numbers are the same, and nothing is known of the others."""
    settings = Settings(steps=(0, 1), columns=0, familiar=0, losses=False)
    traces = []
    for one in (Settings(steps=(0, 1)), settings):
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with wg.watch(model, optimizer, settings=one) as watch:
            for _ in range(2):
                optimizer.zero_grad()
                nn.functional.cross_entropy(model(torch.ones(8, 3)), torch.arange(8) % 2).backward()
                optimizer.step()
        traces.append(watch.trace)
    usual, bare = traces
    for name in ("loss_train", "activation_rms", "dead_share", "zero_share", "gradient_rms", "backprop_rms"):
        np.testing.assert_array_equal(bare[name], usual[name], err_msg=name)
    assert np.isfinite(usual["accuracy_train"]).all()
    assert "accuracy_train" not in bare.channels or np.isnan(bare["accuracy_train"]).all()
    assert usual.meta.program.order.batches == 2
    assert bare.meta.program.order.batches == 0


@pytest.mark.parametrize("kind", ["@", "matmul", "keywords"])
def test_what_a_graphs_neighbors_add_up_is_the_layers_output(kind: str) -> None:
    torch.manual_seed(0)
    graph, x, y = (torch.rand(12, 12) < 0.4).float(), torch.randn(12, 5), torch.randint(0, 3, (12,))
    first, last = torch.nn.Linear(5, 7), torch.nn.Linear(7, 3)
    products = {
        "@": lambda a, z: a @ z,
        "matmul": torch.matmul,
        "keywords": lambda a, z: torch.matmul(input=a, other=z),
    }
    product = products[kind]

    class Graph(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.last = first, last

        def forward(self, x: Any) -> Any:
            return product(graph, self.last(torch.relu(product(graph, self.first(x)))))

    model = Graph()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()
    trace = watch.trace
    if kind == "keywords":  # not followed, and nothing stumbles
        assert len(trace.meta.layers) == 2
        return
    assert [layer.activation for layer in trace.meta.layers] == ["relu", "identity"]
    z = (graph @ first(x)).detach().requires_grad_()
    out = graph @ last(torch.relu(z))
    out.retain_grad()
    torch.nn.functional.cross_entropy(out, y).backward()
    for place, gradient in enumerate((z.grad, out.grad)):
        truth = (12 * gradient).square().mean().sqrt()
        assert trace.channels["backprop_rms"][0, 0, place] == pytest.approx(float(truth), rel=1e-4)
