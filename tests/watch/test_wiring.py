"""How a network is wired where no module says so: parameters read without their gradient, layers written by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from tests.watch.test_by_hand import MODULES, diagnosed  # noqa: E402
from torch import nn  # noqa: E402

import whygrad as wg  # noqa: E402
from whygrad.diagnose.explaining import explain  # noqa: E402
from whygrad.diagnose.finding import Evidence, Finding, Severity, Where  # noqa: E402


class Net(nn.Module):
    """A centers' layer whose weight is read in some way, and a plain one."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.centers, self.out, self.read = nn.Parameter(torch.randn(3, 5)), nn.Linear(5, 1), read

    def forward(self, x: Any) -> Any:
        return self.out(
            self.read(self.centers)(x) if callable(self.read(self.centers)) else x @ self.read(self.centers)
        )


def trained(model: nn.Module, x: Any, y: Any, steps: int = 6, rows: int = 20) -> Any:
    """The trace of a few updates, each recorded."""
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for step in range(steps):
            part = torch.arange(step * rows, (step + 1) * rows) % len(x)
            optimizer.zero_grad()
            nn.functional.mse_loss(model(x[part]), y[part]).backward()
            optimizer.step()
    return watch.trace


def facts(trace: Any) -> dict[str, Any]:
    return {p.name: p for p in trace.meta.program.parameters}


@pytest.mark.parametrize(
    ("read", "reached"),
    [
        (lambda w: w, True),
        (lambda w: w.data, False),
        (lambda w: w.detach().clone(), False),
        (lambda w: nn.functional.normalize(w.data, dim=1), False),
        (lambda w: lambda x: torch.cdist(x, w.detach().t()), False),
    ],
)
def test_a_parameter_read_without_its_gradient_is_read(read: Callable[[Any], Any], reached: bool) -> None:
    torch.manual_seed(0)
    found = facts(trained(Net(read), torch.randn(40, 3), torch.randn(40, 1)))["centers"]
    assert (found.used, found.reached) == (True, reached)


def test_what_each_pass_makes_anew_does_not_last_and_inputs_are_no_parameters() -> None:
    class Written(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.writer, self.last = nn.Linear(3, 3), nn.Linear(3, 1, bias=False)

        def forward(self, x: Any) -> Any:
            self.last.weight = nn.Parameter(self.writer(x).mean(0, keepdim=True))
            return self.last(x * 2)

    torch.manual_seed(0)
    x = torch.randn(20, 3, requires_grad=True)
    model = Written()
    optimizer = torch.optim.SGD(model.writer.parameters(), 0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(6):
            optimizer.zero_grad()
            nn.functional.mse_loss(model(x), torch.ones(20, 1)).backward()
            optimizer.step()
    parameters = watch.trace.meta.program.parameters
    assert {p.name for p in parameters if p.lasting} >= {"writer.weight", "writer.bias"}
    made = [p.lasting for p in parameters if p.size == 3 and not p.optimized]
    assert len(made) > 1  # one a step, but for those that stand where an earlier one did
    assert not any(made)
    assert not any(p.size == x.numel() for p in parameters)
    assert len(watch.trace.meta.layers) <= 2  # the writer, and at most the last step's


def test_a_unit_is_dead_that_was_off_for_all_of_the_last_samples() -> None:
    """One unit is on for positive inputs, one for negative ones, one for none; batches hold a single sample."""
    model = nn.Sequential(nn.Linear(1, 3), nn.ReLU(), nn.Linear(3, 1))
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([[1.0], [-1.0], [0.0]]))
        model[0].bias.copy_(torch.tensor([0.0, 0.0, -5.0]))
    x = torch.tensor([[1.0], [2.0], [-1.0], [1.5]])
    trace = trained(model, x, torch.zeros(4, 1), steps=4, rows=1)
    np.testing.assert_allclose(trace["dead_share"][0, :, 0], [2 / 3, 2 / 3, 1 / 3, 1 / 3], rtol=1e-6)


def test_a_number_before_the_activation_belongs_to_the_layers_size() -> None:
    class Sine(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.out = nn.Linear(3, 8), nn.Linear(8, 1)

        def forward(self, x: Any) -> Any:
            return self.out(torch.sin(30 * self.first(x) / 2))

    torch.manual_seed(0)
    model, x = Sine(), torch.randn(20, 3)
    z = (15 * model.first(x)).detach().numpy()
    trace = trained(model, x, torch.randn(20, 1))
    layer = trace.meta.layers[0]
    assert (layer.activation, layer.scale, trace.meta.layers[1].scale) == ("sine", 15.0, 1.0)
    assert trace["preactivation_std"][0, 0, 0] == pytest.approx(z.std(), rel=1e-4)


@pytest.mark.parametrize("product", ["einsum", "named", "batched"])
def test_products_with_a_weight_are_layers(product: str) -> None:
    class Heads(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.w, self.out = nn.Parameter(torch.randn(2, 3, 7)), nn.Linear(7, 1)

        def forward(self, x: Any) -> Any:
            if product == "einsum":
                z = torch.einsum("bd,kdh->bkh", x, self.w).transpose(0, 1)
            elif product == "named":
                z = torch.matmul(input=x, other=self.w)
            else:
                z = torch.bmm(x.expand(2, *x.shape), self.w)
            return self.out(torch.tanh(z)).mean(0)

    torch.manual_seed(0)
    model, x = Heads(), torch.randn(20, 3)
    a = np.tanh(np.einsum("bd,kdh->bkh", x.numpy(), model.w.detach().numpy()))
    trace = trained(model, x, torch.randn(20, 1))
    layer = trace.meta.layers[0]
    assert (layer.name, layer.inputs, layer.outputs, layer.activation) == ("w", 3, 7, "tanh")
    assert trace["activation_rms"][0, 0, 0] == pytest.approx(math.sqrt((a**2).mean()), rel=1e-4)


def test_an_activation_written_by_hand_has_a_gradient_before_it() -> None:
    def forward(x: Any, w: Any, v: Any) -> Any:
        z = x @ w
        return z, (1 / (1 + torch.exp(-z))) @ v

    class Hand(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.w, self.v = nn.Parameter(torch.randn(3, 6)), nn.Parameter(torch.randn(6, 1))

        def forward(self, x: Any) -> Any:
            return forward(x, self.w, self.v)[1]

    torch.manual_seed(0)
    model, x, y = Hand(), torch.randn(20, 3), torch.randn(20, 1)
    z, out = forward(x, model.w, model.v)
    (slope,) = torch.autograd.grad(((out - y) ** 2).mean(), z)
    trace = trained(model, x, y)
    assert trace.meta.layers[0].activation == "written by hand"
    assert trace["backprop_rms"][0, 0, 0] == pytest.approx(float((20 * slope).square().mean().sqrt()), rel=1e-4)


def test_rows_that_are_looked_up_and_bent_are_a_layer() -> None:
    class Words(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.table, self.out = nn.EmbeddingBag(9, 4, mode="sum"), nn.Linear(4, 1)

        def forward(self, words: Any) -> Any:
            return self.out(torch.tanh(self.table(words)))

    torch.manual_seed(0)
    model, words = Words(), torch.randint(0, 9, (20, 30))
    z = model.table.weight.detach()[words].sum(1)
    trace = trained(model, words, torch.randn(20, 1))
    layer = trace.meta.layers[0]
    assert (layer.name, layer.kind, layer.inputs, layer.outputs) == ("table", "embedding", 1, 4)
    assert trace["preactivation_std"][0, 0, 0] == pytest.approx(float(z.std(correction=0)), rel=1e-4)
    sizes = trace["activation_rms"][0, :, 0]  # of a hyperbolic tangent, in every record
    assert float(sizes[0]) == pytest.approx(float(z.tanh().square().mean().sqrt()), rel=1e-4)
    assert sizes == pytest.approx(float(sizes[0]), rel=0.05)


FUNCTIONS = """
import torch
from torch.func import functional_call, grad
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(10, 32), torch.nn.ReLU(), torch.nn.Linear(32, 3))
weights = dict(model.named_parameters())
x = torch.randn(300, 10)
y = x[:, :3].argmax(1)
def loss_of(weights, x, y):
    return torch.nn.functional.cross_entropy(functional_call(model, weights, (x,)), y)
for epoch in range(40):
    for at in range(0, 300, 30):
        slopes = grad(loss_of)(weights, x[at : at + 30], y[at : at + 30])
        with torch.no_grad():
            for name, w in weights.items():
                w -= RATE * slopes[name]
print("final", loss_of(weights, x, y).item())
"""


def test_gradients_of_a_function_are_seen_like_those_of_backward(tmp_path: Any) -> None:
    """The same training in two ways: the same findings, with the same numbers."""
    for number, rate in enumerate(("0.1", "1e-6")):
        found: list[Any] = []
        for code in (MODULES, FUNCTIONS):
            folder = tmp_path / f"{number}{len(found)}"
            folder.mkdir()
            answer, _ = diagnosed(code.replace("RATE", rate), folder)
            assert answer["subject"]["steps"] >= 399  # the last one shows when the weights are read once more
            found.append({
                one["code"]: {e["quantity"]: e["value"] for e in one["evidence"]} for one in answer["findings"]
            })  # fmt: skip
        assert all([*each][:1] == ([] if rate == "0.1" else ["learning-rate-too-low"]) for each in found)
        for one, other in zip(*(each.get("learning-rate-too-low", {}).items() for each in found), strict=True):
            if one[0] != "final_progress":  # of the last batches, of which one of them has another
                assert other == (one[0], pytest.approx(one[1], rel=0.02))


def test_inputs_explain_a_gradient_that_flat_units_do_not_pass_on_but_no_graph_that_is_cut() -> None:
    def finding(code: str, *quantities: str) -> Finding:
        evidence = tuple(Evidence(name, 1.0, 0.5) for name in quantities)
        return Finding(code, Severity.ERROR, Where(), 1, 1, evidence, ())

    inputs = finding("inputs-not-normalized")
    flat, cut = (finding("no-gradient", *names) for names in (("no_gradient_records", "flat_records"), ()))
    assert [one.because_of for one in explain([inputs, flat])] == [None, "inputs-not-normalized"]
    assert [one.because_of for one in explain([inputs, cut])] == [None, None]


def test_layers_stand_in_the_order_of_their_calls_though_an_answer_was_never_used() -> None:
    """A second call of the last layer gets no gradient and is carried over to the next step: it comes first in none."""

    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.hidden, self.out = nn.Linear(3, 4), nn.Linear(4, 1)

        def forward(self, x: Any) -> Any:
            hidden = torch.tanh(self.hidden(x))
            self.logits = self.out(hidden)
            return self.out(hidden)

    torch.manual_seed(0)
    trace = trained(Twice(), torch.randn(40, 3), torch.randn(40, 1))
    assert [layer.name for layer in trace.meta.layers] == ["hidden", "out"]


LEAVES = """
import torch
from torch.func import functional_call
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(8, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2))
leaves = {name: p.detach().clone().requires_grad_() for name, p in model.named_parameters()}
optimizer = torch.optim.Adam(leaves.values(), 0.01)
x = torch.randn(400, 8)
y = (x[:, :3] ** 2).sum(1).gt(2.4).long()
for epoch in range(20):
    for rows in torch.randperm(400).split(50):
        weights = {name: 1.0 * p if name.endswith(DERIVED) else p for name, p in leaves.items()}
        loss = torch.nn.functional.cross_entropy(functional_call(model, weights, (x[rows],)), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
print("final", loss.item())
"""


@pytest.mark.parametrize("derived", ["weight", "bias", "nothing"])
def test_copies_of_a_models_parameters_are_trained_in_its_place(tmp_path: Any, derived: str) -> None:
    """Those of the model itself, which `functional_call` never reads, are not missing from the optimizer."""
    found, _ = diagnosed(LEAVES.replace("DERIVED", repr(derived)), tmp_path)
    assert [one["code"] for one in found["findings"] if one["code"] in ("not-optimized", "no-gradient")] == []
