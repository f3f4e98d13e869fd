"""Weights that plain operations change: every update is seen, and judged like an optimizer's."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.watch.forked import watched

pytest.importorskip("torch")
import torch

from whygrad.diagnose import diagnose
from whygrad.trace.limits import fact_limit

SOURCE = Path(__file__).parents[2] / "src"

TENSORS = """
import torch
torch.manual_seed(0)
w1 = (0.3 * torch.randn(10, 16)).requires_grad_()
b1 = torch.zeros(16, requires_grad=True)
w2 = (0.25 * torch.randn(16, 1)).requires_grad_()
x = torch.randn(200, 10)
y = x[:, :1] - x[:, 1:2]
for _ in range(300):
    loss = ((torch.tanh(x @ w1 + b1) @ w2 - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        for p in (w1, b1, w2):
            p -= 0.05 * p.grad
            CLEAR
print("final", loss.item())
"""
MODULES = """
import torch
torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(10, 32), torch.nn.ReLU(), torch.nn.Linear(32, 3))
x = torch.randn(300, 10)
y = x[:, :3].argmax(1)
for epoch in range(40):
    for at in range(0, 300, 30):
        model.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x[at : at + 30]), y[at : at + 30])
        loss.backward()
        for p in model.parameters():
            p.data -= RATE * p.grad
print("final", loss.item())
"""


def diagnosed(code: str, folder: Path) -> tuple[dict[str, Any], str]:
    """The diagnosis of a script and what it printed."""
    script = folder / "train.py"
    script.write_text(code, "utf-8")
    ran = watched(script, steps=10_000)
    assert ran.unread == 0
    printed = script.with_suffix(".txt").read_text("utf-8")
    return diagnose(ran.traces[0]).to_json(), next(row for row in printed.splitlines() if "final" in row)


def bare(code: str) -> str:
    """What a script prints without anybody watching."""
    printed, threads = io.StringIO(), torch.get_num_threads()
    torch.set_num_threads(1)  # as in the process that is watched
    try:
        with contextlib.redirect_stdout(printed):
            exec(code, {"__name__": "__main__"})
    finally:
        torch.set_num_threads(threads)
    return printed.getvalue().strip()


def test_a_healthy_training_by_hand_is_healthy_and_unchanged(tmp_path: Path) -> None:
    code = TENSORS.replace("CLEAR", "p.grad.zero_()")
    diagnosis, printed = diagnosed(code, tmp_path)
    assert diagnosis["healthy"]
    assert diagnosis["subject"]["steps"] == 299  # the last one has no pass after it that could show it
    assert printed == bare(code)


@pytest.mark.parametrize("parts", ["a, b, c = w", "a, b, c = w[0], w[1], w[2]", "a, b, c = w.split(1)"])
@pytest.mark.parametrize("cleared", [True, False])
def test_weights_that_are_read_part_by_part(parts: str, cleared: bool, tmp_path: Path) -> None:
    code = f"""
import torch
torch.manual_seed(0)
x = torch.linspace(-2, 2, 20)
y = 3 * x**2 + 2 * x + 1
w = torch.ones(3, requires_grad=True)
for _ in range(300):
    {parts}
    loss = (a * x**2 + b * x + c - y).abs().mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
        {"w.grad.zero_()" if cleared else "pass"}
print("final", loss.item())
"""
    diagnosis, printed = diagnosed(code, tmp_path)
    assert diagnosis["subject"]["steps"] == 299
    assert [one["code"] for one in diagnosis["findings"]] == ([] if cleared else ["gradients-accumulate"])
    assert printed == bare(code)


def test_gradients_that_nobody_clears(tmp_path: Path) -> None:
    diagnosis, _ = diagnosed(TENSORS.replace("CLEAR", "pass"), tmp_path)
    assert diagnosis["findings"][0]["code"] == "gradients-accumulate"


def test_gradients_of_what_first_weights_were_made_of_are_not_used_again(tmp_path: Path) -> None:
    """`torch.randn(…, requires_grad=True) * 0.3` leaves a gradient on the random numbers, which no update reads."""
    leaf, made_of = "(0.3 * torch.randn(10, 16)).requires_grad_()", "0.3 * torch.randn(10, 16, requires_grad=True)"
    assert leaf in TENSORS
    made = TENSORS.replace(leaf, made_of)
    made = made.replace("x = torch", "w1.retain_grad()\nx = torch", 1)
    made = made.replace("    with torch.no_grad():\n", "    w1.detach_().requires_grad_()\n    with torch.no_grad():\n")
    diagnosis, _ = diagnosed(made.replace("CLEAR", "p.grad.zero_()"), tmp_path)
    assert "gradients-accumulate" not in [finding["code"] for finding in diagnosis["findings"]]


def test_gradients_that_fade_after_each_update_are_a_velocity(tmp_path: Path) -> None:
    """But what is clipped before an update and then left is used again."""
    faded = TENSORS.replace("CLEAR", "p.grad.mul_(0.8)")
    assert diagnosed(faded, tmp_path)[0]["healthy"]
    update = "p -= 0.05 * p.grad"
    clipped = TENSORS.replace(update, f"p.grad.clamp_(-0.1, 0.1)\n            {update}").replace("CLEAR", "pass")
    assert diagnosed(clipped, tmp_path)[0]["findings"][0]["code"] == "gradients-accumulate"


def test_a_rate_that_is_too_low(tmp_path: Path) -> None:
    assert diagnosed(MODULES.replace("RATE", "0.3"), tmp_path)[0]["healthy"]
    diagnosis, _ = diagnosed(MODULES.replace("RATE", "1e-4"), tmp_path)
    assert diagnosis["findings"][0]["code"] == "learning-rate-too-low"


ASKED = TENSORS.replace("loss.backward()", "grads = torch.autograd.grad(loss, (w1, b1, w2))").replace(
    "for p in (w1, b1, w2):\n            p -= 0.05 * p.grad\n            CLEAR",
    "for p, g in zip((w1, b1, w2), grads):\n            p -= RATE * g",
)


def test_gradients_that_are_asked_for_are_followed(tmp_path: Path) -> None:
    well, _ = diagnosed(ASKED.replace("RATE", "0.05"), tmp_path)
    assert well["healthy"]
    assert well["subject"]["steps"] >= 290
    ill, _ = diagnosed(ASKED.replace("RATE", "0.000001"), tmp_path)
    assert [found["code"] for found in ill["findings"] if found["cause"]] == ["learning-rate-too-low"]


PRODUCTS = ASKED.replace("loss, (w1, b1, w2))", "loss, (w1, b1, w2), create_graph=True)").replace(
    "    with torch.no_grad():",
    """    for _ in range(3):  # products with the second derivatives
        along = torch.autograd.grad(sum((g * g.detach()).sum() for g in grads), (w1, b1, w2), retain_graph=True)
    with torch.no_grad():""",
)


def test_gradients_that_are_asked_for_again_and_again_were_not_left(tmp_path: Path) -> None:
    """As those of conjugate gradients: each of them is new, and none is added to."""
    found = diagnosed(PRODUCTS.replace("RATE", "0.05"), tmp_path)[0]["findings"]
    assert "gradients-accumulate" not in [one["code"] for one in found]


def test_weights_that_each_update_makes_anew_are_not_waited_for(tmp_path: Path) -> None:
    anew = ASKED.replace("for p, g in zip((w1, b1, w2), grads):\n            p -= RATE * g", "pass").replace(
        "    with torch.no_grad():",
        "    w1, b1, w2 = [(p - 0.05 * g).detach().requires_grad_() for p, g in zip((w1, b1, w2), grads)]\n"
        "    with torch.no_grad():",
    )
    script = tmp_path / "train.py"
    script.write_text(anew, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "whygrad", "diagnose", str(script)], cwd=tmp_path,
        env={"PYTHONPATH": str(SOURCE), "PATH": "", "OMP_NUM_THREADS": "1"}, capture_output=True, text=True,
        check=False, timeout=120,
    )  # fmt: skip
    assert "Traceback" not in done.stderr


TABLE = """
import torch
torch.manual_seed(0)
table = torch.randn(27, 10).requires_grad_()
w1 = torch.randn(30, 64).requires_grad_()
w2 = torch.randn(64, 27).requires_grad_()
x = torch.randint(0, 27, (320, 3))
y = x.sum(1) % 27
for _ in range(20):
    rows = table[x]
    loss = torch.nn.functional.cross_entropy(torch.tanh(rows.view(-1, 30) @ w1) @ w2, y)
    for p in (table, w1, w2):
        p.grad = None
    loss.backward()
    for p in (table, w1, w2):
        p.data += -0.1 * p.grad
"""


def test_layer_that_is_given_rows_of_a_table_is_known_from_the_start(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(TABLE, encoding="utf-8")
    (trace,) = watched(script).traces
    assert [(layer.inputs, layer.outputs) for layer in trace.meta.layers] == [(30, 64), (64, 27)]
    assert np.isfinite(trace["weight_rms"][0, 0]).all()


WAITS = """
import torch
torch.manual_seed(0)
model = torch.nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), 0.1)
x = torch.randn(8, 3)
for number in range(1, 1501):
    optimizer.zero_grad()
    (model(x) - x[:, :1]).square().mean().backward()
    if number % STEP == 0:
        optimizer.step()
"""


def test_a_script_whose_optimizer_never_steps_is_ended(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(WAITS.replace("STEP", "10_000"), encoding="utf-8")
    ran = watched(script)
    (trace,) = ran.traces
    assert (ran.stop, trace.meta.total_steps) == ("stopped", 0)
    assert trace.meta.program is not None
    assert trace.meta.program.steps.passes == fact_limit("passes-without-update")


def test_a_script_whose_first_step_comes_late_is_not(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(WAITS.replace("STEP", f"{int(fact_limit('passes-without-update')) - 1}"), encoding="utf-8")
    ran = watched(script)
    (trace,) = ran.traces
    assert (ran.stop, trace.meta.total_steps) == ("finished", 3)


ADJOINT = """
import torch
torch.manual_seed(0)

class Adjoint(torch.autograd.Function):
    @staticmethod
    def forward(context, x, weight):
        context.save_for_backward(x, weight)
        return x @ weight

    @staticmethod
    def backward(context, gradient):
        x, weight = context.saved_tensors
        for _ in range(700):  # as an adjoint method at every time of its equation
            with torch.enable_grad():
                again = weight.detach().requires_grad_()
                (found,) = torch.autograd.grad(x @ again, (again,), gradient)
        return None, found

class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(3, 1))

    def forward(self, x):
        return Adjoint.apply(x, self.weight)

model = Model()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x = torch.randn(8, 3)
for _ in range(12):
    optimizer.zero_grad()
    (model(x) - x[:, :1]).square().mean().backward()
    optimizer.step()
"""


def test_gradients_asked_for_inside_of_a_backward_pass_are_a_part_of_it(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(ADJOINT, encoding="utf-8")
    ran = watched(script)
    (trace,) = ran.traces
    assert (ran.stop, trace.meta.total_steps) == ("finished", 12)
    assert trace.meta.program is not None
    assert trace.meta.program.steps.passes == 1  # for each update


ACCUMULATES = """
import torch
torch.manual_seed(0)
w = torch.zeros(3, 1, requires_grad=True)
x = torch.randn(8, 3)
for number in range(1, 401):
    (x @ w - x[:, :1]).square().mean().backward()
    if number % 40 == 0:
        with torch.no_grad():
            w -= 0.01 * w.grad
            w.grad.zero_()
(x @ w).mean()  # whether the last one changed anything is seen when the weights are read
"""


def test_weights_that_are_changed_after_many_backward_passes(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(ACCUMULATES, encoding="utf-8")
    (trace,) = watched(script).traces
    assert trace.meta.total_steps == 10
    assert np.isfinite(trace["loss_train"]).sum() == 10


def test_tables_whose_rows_are_chosen_by_plain_indexing_are_trained(tmp_path: Path) -> None:
    """Matrix factorization with tensors, whose only uses are `p[i]` and `q[j]`."""
    found, _ = diagnosed(
        """
import torch
torch.manual_seed(0)
ratings = torch.randn(50, 3) @ torch.randn(3, 40)
p = (0.1 * torch.randn(50, 3)).requires_grad_()
q = (0.1 * torch.randn(40, 3)).requires_grad_()
for _ in range(400):
    i, j = torch.randint(0, 50, (64,)), torch.randint(0, 40, (64,))
    loss = ((p[i] * q[j]).sum(1) - ratings[i, j]).pow(2).mean()
    loss.backward()
    with torch.no_grad():
        for w in (p, q):
            w -= 3 * w.grad
            w.grad = None
print("final", loss.item())
""",
        tmp_path,
    )
    assert found["subject"]["steps"] > 300
    assert found["healthy"]


@pytest.mark.parametrize(("axis", "kind"), [(0, "batch"), (1, "layer")])
def test_a_normalization_written_out_keeps_the_layers_activation(axis: int, kind: str, tmp_path: Path) -> None:
    """And the running mean beside it, which is made of a tenth of the batch's, makes no weight smaller."""
    script = tmp_path / "train.py"
    script.write_text(
        f"""
import torch
torch.manual_seed(0)
x = torch.randn(640, 8)
y = (x[:, 0] * x[:, 1] > 0).long()
w1, w2 = torch.randn(8, 40) / 8**0.5, torch.randn(40, 2) / 40**0.5
gain, bias, running = torch.ones(40), torch.zeros(40), torch.zeros(40)
weights = [w1, gain, bias, w2]
for weight in weights:
    weight.requires_grad = True
for _ in range(60):
    rows = torch.randint(0, 640, (32,))
    z = x[rows] @ w1
    mean, variance = z.mean({axis}, keepdim=True), z.var({axis}, keepdim=True)
    h = torch.tanh(gain * ((z - mean) / torch.sqrt(variance + 1e-5)) + bias)
    with torch.no_grad():
        running = 0.9 * running + 0.1 * mean
    loss = torch.nn.functional.cross_entropy(h @ w2, y[rows])
    for weight in weights:
        weight.grad = None
    loss.backward()
    for weight in weights:
        weight.data -= 0.1 * weight.grad
""",
        "utf-8",
    )
    hidden, output = watched(script, steps=10_000).traces[0].meta.layers
    assert (hidden.activation, hidden.normalization, hidden.scale) == ("tanh", kind, 1.0)
    assert (output.activation, output.normalization) == ("identity", "none")
