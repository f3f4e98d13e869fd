"""What goes on with a training and what is another one: optimizers that come and go, weights that were learned before,
updates that never come, what is asked after the last one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.watch.forked import watched

from whygrad.diagnose import Severity, diagnose

torch = pytest.importorskip("torch")

HEAD = """
import copy, torch
from torch import nn
from torch.nn import functional as F
torch.manual_seed(0)
x = torch.randn(600, 12); y = (x[:, :6].tanh() @ torch.randn(6, 4) * 2).argmax(1)
def fit(net, optimizer, updates=120):
    for _ in range(updates):
        rows = torch.randint(0, 400, (40,))
        optimizer.zero_grad(); F.cross_entropy(net(x[rows]), y[rows]).backward(); optimizer.step()
"""


def traces(folder: Path, script: str) -> Any:
    """What a script's run leaves, the longest training first."""
    file = folder / "train.py"
    file.write_text(HEAD + script)
    return watched(file).traces


def severity(trace: Any, code: str) -> Severity | None:
    return next((one.severity for one in diagnose(trace).findings if one.code == code), None)


@pytest.mark.parametrize("frozen", [True, False])
def test_an_optimizer_that_is_made_anew_goes_on_with_the_training(tmp_path: Path, frozen: bool) -> None:
    (trace,) = traces(tmp_path, f"""
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 4))
net[2].requires_grad_({not frozen}); net[4].requires_grad_({not frozen})
for _ in range(120):
    fit(net, torch.optim.SGD([p for p in net.parameters() if p.requires_grad], lr=0.1), 1)
""")  # fmt: skip
    assert trace.meta.total_steps == 120
    assert (severity(trace, "frozen-parameters") is Severity.ERROR) == frozen


@pytest.mark.parametrize(
    ("thaw", "expected"),
    [("body.requires_grad = True", Severity.ERROR), ("body.requires_grad_(True)", None), ("pass", None)],
)
def test_an_attribute_of_a_module_lets_nothing_change(tmp_path: Path, thaw: str, expected: Severity | None) -> None:
    (trace,) = traces(tmp_path, f"""
body = nn.Sequential(nn.Linear(12, 16), nn.Tanh()).requires_grad_(False)
net = nn.Sequential(body, nn.Linear(16, 64), nn.Tanh(), nn.Linear(64, 4))
{thaw}
fit(net, torch.optim.Adam(net.parameters(), lr=3e-2), 200)
""")  # fmt: skip
    assert severity(trace, "frozen-parameters") is expected


LEFT = """
class Mixed(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(12, 32), nn.Linear(32, 4)
        self.middle = nn.Parameter(torch.eye(32) + 0.1 * torch.randn(32, 32))
    def forward(self, x):
        return self.last(torch.tanh(self.first(x)) @ self.middle)
net = Mixed()
"""


@pytest.mark.parametrize(
    ("loaded", "expected"),
    [
        ("", Severity.ERROR),
        ('net.to("cpu")', Severity.ERROR),
        ("net.double().float()", Severity.ERROR),
        ("net.half().float()", Severity.ERROR),
        ("net.load_state_dict(copy.deepcopy(net.state_dict()))", Severity.INFO),
        ("net.to('cpu').load_state_dict({name: 2 * w for name, w in net.state_dict().items()})", Severity.INFO),
        ("for p in net.parameters(): p.data = 2 * p.data", Severity.INFO),
    ],
)
def test_what_is_drawn_above_a_layer_that_learns_is_not_left_out_on_purpose(
    tmp_path: Path, loaded: str, expected: Severity
) -> None:
    (trace,) = traces(tmp_path, LEFT + f"""
{loaded}
fit(net, torch.optim.Adam([*net.first.parameters(), *net.last.parameters()], lr=1e-2), 200)
""")  # fmt: skip
    assert severity(trace, "not-optimized") is expected


@pytest.mark.parametrize(("middle", "expected"), [(False, Severity.ERROR), (True, None)])
def test_drawn_weights_that_are_frozen_between_layers_that_learn(
    tmp_path: Path, middle: bool, expected: Severity | None
) -> None:
    (trace,) = traces(tmp_path, f"""
net = nn.Sequential(nn.Linear(12, 48), nn.ReLU(), nn.Linear(48, 48), nn.ReLU(), nn.Linear(48, 4))
net[2].requires_grad_({middle})
fit(net, torch.optim.Adam(net.parameters(), lr=1e-2), 200)
""")  # fmt: skip
    assert severity(trace, "frozen-parameters") is expected


def test_the_next_training_begins_with_its_own_first_step_that_is_seen(tmp_path: Path) -> None:
    """The loss of the one before is none of its own, and its layers stand in the order of a pass."""
    second, first = traces(tmp_path, """
first = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 4))
fit(first, torch.optim.Adam(first.parameters(), lr=3e-2), 200)
second = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 4))
fit(second, torch.optim.Adam([*second[4].parameters(), *second[0].parameters()], lr=1e-2), 240)
with torch.no_grad():
    second(x)
""")  # fmt: skip
    assert second.meta.total_steps > first.meta.total_steps
    assert second.steps[0] == 0
    assert second.channels["loss_train"][0, 0] > 2 * first.channels["loss_train"][0, -1]
    assert [layer.name for layer in second.meta.layers] == ["0", "2", "4"]


@pytest.mark.parametrize(("step", "found"), [("", True), ("optimizer.step()", False)])
def test_an_update_that_never_comes(tmp_path: Path, step: str, found: bool) -> None:
    (trace,) = traces(tmp_path, f"""
net = nn.Linear(12, 4)
optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
for _ in range(100):
    optimizer.zero_grad()
    F.cross_entropy(net(x[:400]), y[:400]).backward()
    {step}
""")  # fmt: skip
    findings = [one for one in diagnose(trace).findings if one.code == "no-progress"]
    assert [Path(one.where.source.rpartition(":")[0]).name for one in findings] == (["train.py"] if found else [])


SGD = "torch.optim.SGD(net.parameters(), lr=1e-3)"


@pytest.mark.parametrize(
    ("make", "loss", "share"),
    [
        (SGD, "-F.cross_entropy(net(x), y)", 1.0),
        (SGD, "net(x).log_softmax(1)[torch.arange(len(y)), y].mean()", 1.0),
        ("torch.optim.SGD(net.parameters(), lr=1e-3, maximize=True)", "F.cross_entropy(net(x), y)", 1.0),
        (SGD, "F.cross_entropy(net(x), y)", 0.0),
        ("torch.optim.SGD(net.parameters(), lr=1e-3, maximize=True)", "-F.cross_entropy(net(x), y)", 0.0),
        (SGD, "F.cross_entropy(net(x), y) - net(x).std()", 0.0),
        (SGD, "-(F.cross_entropy(net(x), y) + 0.1 * F.mse_loss(net(x), x[:, :4]))", 1.0),
        (SGD, "1 - (F.cross_entropy(net(x), y) + F.mse_loss(net(x), x[:, :4])) / 2", 1.0),
        (SGD, "-0.5 * (F.cross_entropy(net(x), y) + (net(x) - x[:, :4]).square().mean())", 1.0),
        (SGD, "F.cross_entropy(net(x), y) - 0.01 * F.mse_loss(net(x), x[:, :4])", 0.0),
        (SGD, "-net(x).log_softmax(1)[torch.arange(len(y)), y].mean() + F.mse_loss(net(x), x[:, :4])", 0.0),
        (SGD, "-(-(F.cross_entropy(net(x), y) + F.mse_loss(net(x), x[:, :4])))", 0.0),
    ],
)
def test_an_update_that_makes_the_loss_larger(tmp_path: Path, make: str, loss: str, share: float) -> None:
    (trace,) = traces(tmp_path, f"""
net = nn.Linear(12, 4)
optimizer = {make}
for _ in range(30):
    optimizer.zero_grad()
    ({loss}).backward()
    optimizer.step()
""")  # fmt: skip
    assert trace.meta.program is not None
    steps = trace.meta.program.steps
    assert steps.observed > 10
    assert steps.uphill == share * steps.observed


def test_an_attack_on_the_inputs_does_not_hide_a_loss_of_the_wrong_sign(tmp_path: Path) -> None:
    """Two backward passes of two losses before each update; the gradients of the first are cleared."""
    (trace,) = traces(tmp_path, """
net = nn.Linear(12, 4)
optimizer = torch.optim.SGD(net.parameters(), lr=1e-3)
for _ in range(30):
    moved = x.clone().requires_grad_()
    (-F.cross_entropy(net(moved), y)).backward()
    optimizer.zero_grad()
    (-F.cross_entropy(net(x + 0.1 * moved.grad.sign()), y)).backward()
    optimizer.step()
""")  # fmt: skip
    assert trace.meta.program is not None
    steps = trace.meta.program.steps
    assert steps.uphill == steps.observed > 10


@pytest.mark.parametrize("clears", [True, False])
def test_passes_whose_gradients_were_cleared_before_any_update_are_forgotten(tmp_path: Path, clears: bool) -> None:
    (trace,) = traces(tmp_path, f"""
from whygrad.instrument.hub import hub
net = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 4))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
for _ in range(100):
    if {clears}:
        optimizer.zero_grad()
    for sample in x[:30]:
        with torch.no_grad():
            net(sample)
    F.cross_entropy(net(x), y).backward()
tape = hub().step.tape
kept = (len(tape.losses), *map(len, tape.calls.values()))
assert kept == ((2,) * 3 if {clears} else (100,) * 3), kept
assert tape.passes and (not {clears} or len(tape.passes) == 62), len(tape.passes)
""")  # fmt: skip
    assert [layer.name for layer in trace.meta.layers] == ["0", "2"]
    assert trace.meta.program is not None
    assert trace.meta.program.steps.passes == 100


@pytest.mark.parametrize(("where", "found"), [("every", False), ("epoch", True)])
def test_samples_that_are_chosen_by_their_loss_are_no_evaluation(tmp_path: Path, where: str, found: bool) -> None:
    """Of the batch that is trained on, the half that is hardest; or the same samples, after each epoch."""
    (trace,) = traces(tmp_path, f"""
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 4))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
for epoch in range(12):
    for rows in torch.randperm(400).split(50):
        if "{where}" == "every" or rows[0] < 50:
            with torch.no_grad():
                losses = F.cross_entropy(net(x[rows]), y[rows], reduction="none")
        if "{where}" == "every":
            rows = rows[losses.topk(25).indices]
        optimizer.zero_grad()
        F.cross_entropy(net(x[rows]), y[rows]).backward()
        optimizer.step()
""")  # fmt: skip
    assert (severity(trace, "eval-in-train-mode") is not None) == found


EVALUATED = """
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 4))
net.train()
fit(net, torch.optim.Adam(net.parameters(), lr=1e-2))
best = copy.deepcopy(net)
"""


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        ("print(net(x[400:]).numpy().sum())", Severity.WARNING),
        ("[best(rows) for rows in x[400:].split(20)]", Severity.WARNING),
        ("net.eval(); best.eval(); net(x[400:]); best(x[400:])", None),
        ("[net(x[400:]) for _ in range(5)]", None),  # how far dropout moves the answers
        ("net(x[:400])", None),  # as to refresh the statistics of batch normalization
    ],
)
def test_what_is_asked_after_the_last_update_is_an_evaluation(
    tmp_path: Path, ask: str, expected: Severity | None
) -> None:
    (trace,) = traces(tmp_path, EVALUATED + f"""
with torch.no_grad():
    {ask}
""")  # fmt: skip
    assert severity(trace, "eval-in-train-mode") is expected


AVERAGED = """
class Average(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = copy.deepcopy(model)

    def forward(self, x):
        return self.model(x)


def train_and_tell():
    net = nn.Sequential(nn.Linear(12, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.5), nn.Linear(32, 4))
    average = Average(net)
    fit(net, torch.optim.Adam(net.parameters(), lr=1e-2))
    net.eval()
    with torch.no_grad():
        {ask}


train_and_tell()
"""


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        ("average(x[400:])", Severity.WARNING),
        ("[one(x[400:]) for one in (net, average)]", Severity.WARNING),
        ("[average(rows) for rows in x[:400].split(40)]\n        average(x[400:])", Severity.WARNING),
        ("[average(rows) for rows in x[:400].split(40)]", None),  # the statistics of batch normalization
        ("average.eval()\n        [one(x[400:]) for one in (net, average)]", None),
        ("[average(x[400:]) for _ in range(5)]", None),  # how far dropout moves the answers
    ],
)
def test_what_averages_weights_is_asked_in_a_mode_of_its_own(
    tmp_path: Path, ask: str, expected: Severity | None
) -> None:
    """Also where it is gone by the end of the program."""
    (trace,) = traces(tmp_path, AVERAGED.format(ask=ask))
    assert severity(trace, "eval-in-train-mode") is expected


@pytest.mark.parametrize("loss", ["nn.MSELoss()", "F.mse_loss"])
def test_a_target_network_in_a_closure_ends_no_training(tmp_path: Path, loss: str) -> None:
    """A pass without gradients within an update is no evaluation, and a loss that is a module is no other model."""
    (trace,) = traces(tmp_path, f"""
net, target = (nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 4)) for _ in range(2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
def closure():
    rows = torch.randint(0, 600, (16,))
    optimizer.zero_grad()
    answers = net(x[rows])[:, 0]
    with torch.no_grad():
        best = target(x[rows]).max(1)[0]
    value = {loss}(answers, 0.9 * best + 1)
    value.backward()
    return value
for _ in range(100):
    optimizer.step(closure)
""")  # fmt: skip
    assert trace.meta.batch_size == 16
    assert trace.meta.loss == "squared"
    assert severity(trace, "no-gradient") is None


def test_a_loss_is_seen_after_many_passes_that_keep_gradients(tmp_path: Path) -> None:
    """As where an agent acts for hundreds of steps before each update."""
    acts = """
net = nn.Linear(12, 4)
optimizer = torch.optim.Adam(net.parameters(), 0.01)
for _ in range(8):
    for step in range(700):
        net(x[step % 600])
    optimizer.zero_grad(); loss = F.cross_entropy(net(x), y); loss.backward(); optimizer.step()
"""
    (trace,) = traces(tmp_path, acts)
    assert not np.isnan(trace["loss_train"][0, :8]).any()
    assert trace.meta.program.loss.calls == 8
    assert trace.meta.batch_size == 600


def test_updates_before_which_nothing_is_computed_have_no_gradient(tmp_path: Path) -> None:
    """As where the list of steps that a policy learns of stays empty after the first episode."""
    policy = """
net, done = nn.Linear(12, 4), False
optimizer = torch.optim.Adam(net.parameters(), 0.01)
for _ in range(300):
    losses = []
    while not done:
        losses.append(F.cross_entropy(net(x[:40]), y[:40]))
        done = len(losses) > 3{again}
    optimizer.zero_grad()
    for loss in losses:
        loss.backward()
    optimizer.step()
"""
    (trace,) = traces(tmp_path, policy.format(again=""))
    assert trace.meta.program.steps.empty > 10 * trace.meta.program.steps.observed
    assert severity(trace, "no-gradient") is Severity.ERROR
    (trace,) = traces(tmp_path, policy.format(again="\n    done = False"))
    assert trace.meta.program.steps.empty == 0
    assert severity(trace, "no-gradient") is None


def test_an_adversarial_input_that_is_changed_by_hand_is_no_update(tmp_path: Path) -> None:
    attack = """
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 4))
optimizer = torch.optim.Adam(net.parameters(), 0.01)
for _ in range(120):
    rows = torch.randint(0, 600, (40,))
    delta = torch.zeros(40, 12).uniform_(-0.1, 0.1)
    delta.requires_grad = True
    F.cross_entropy(net(x[rows] + delta), y[rows]).backward()
    delta.data = torch.clamp(delta + 0.1 * torch.sign(delta.grad.detach()), -0.1, 0.1)
    loss = F.cross_entropy(net(x[rows] + delta.detach()), y[rows])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""
    (trace,) = traces(tmp_path, attack)
    assert trace.meta.optimizer == "adam"
    assert diagnose(trace).healthy


@pytest.mark.parametrize("call", ["net", "net.forward"])
def test_a_network_whose_input_is_optimized_is_not_meant_to_change(tmp_path: Path, call: str) -> None:
    search = f"""
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 4))
point = torch.zeros(1, 12, requires_grad=True)
optimizer = torch.optim.Adam([point], 0.05)
for _ in range(120):
    loss = F.mse_loss({call}(point), torch.full((1, 4), 0.3))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""
    (trace,) = traces(tmp_path, search)
    assert trace.meta.program is not None
    assert any(one.optimized and one.given for one in trace.meta.program.parameters)
    assert severity(trace, "not-optimized") is None


@pytest.mark.parametrize("order", ["returns, value", "value, returns"])
def test_an_output_is_known_by_its_gradient_after_another_optimizers_step(tmp_path: Path, order: str) -> None:
    """An actor steps between the critic's pass and its loss, whose arguments stand in either order."""
    critic = f"""
actor, net = nn.Linear(12, 4), nn.Linear(12, 1)
first, second = torch.optim.SGD(actor.parameters(), 0.1), torch.optim.SGD(net.parameters(), 0.05)
returns = x[:, :1] * 2
for _ in range(80):
    value = net(x)
    advantage = (returns - value).detach()
    loss = -(F.log_softmax(actor(x), 1)[:, :1] * advantage).mean()
    first.zero_grad(); loss.backward(); first.step()
    loss = F.mse_loss({order})
    second.zero_grad(); loss.backward(); second.step()
"""
    found = traces(tmp_path, critic)
    losses = [one.meta.program.loss for one in found if one.meta.loss == "squared"]
    assert [one.attached for one in losses] == [True]
    assert all(severity(one, "no-gradient") is None for one in found)


@pytest.mark.parametrize("order", ["aim, said", "said, aim"])
def test_what_a_copy_says_may_stand_before_the_output(tmp_path: Path, order: str) -> None:
    """Deep Q-learning holds an output against what a copy of the network says, in either order."""
    learning = f"""
import copy
net = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 2))
slow = copy.deepcopy(net)
optimizer = torch.optim.Adam(net.parameters(), 0.01)
for step in range(80):
    said = net(x).gather(1, torch.zeros(len(x), 1, dtype=torch.long)).squeeze()
    best, _ = slow(x).detach().max(dim=1)
    aim = x[:, 0] + 0.9 * best
    loss = F.mse_loss({order})
    optimizer.zero_grad(); loss.backward(); optimizer.step()
    if step % 10 == 0:
        slow.load_state_dict(net.state_dict())
"""
    (trace,) = traces(tmp_path, learning)
    assert trace.meta.program is not None
    assert trace.meta.program.loss is not None
    assert trace.meta.program.loss.attached
    assert trace.meta.program.elusive == "moving"
    assert severity(trace, "no-gradient") is None


def test_parts_of_a_model_that_take_turns_are_neither_frozen_nor_of_one_class(tmp_path: Path) -> None:
    """One module with two networks, each frozen while the other one is trained, as Lightning's GANs toggle them."""
    game = """
class Game(nn.Module):
    def __init__(self):
        super().__init__()
        self.maker = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 12))
        self.critic = nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())
    def forward(self, z, real=None):
        return self.critic(self.maker(z) if real is None else real)
net = Game()
first = torch.optim.Adam(net.maker.parameters(), 0.001)
second = torch.optim.Adam(net.critic.parameters(), 0.001)
def toggle(chosen):
    for part in (net.maker, net.critic):
        part.requires_grad_(part is chosen)
for _ in range(200):
    z, rows = torch.randn(40, 3), torch.randint(0, 600, (40,))
    toggle(net.maker)
    F.binary_cross_entropy(net(z), torch.ones(40, 1)).backward()
    first.step(); first.zero_grad()
    toggle(net.critic)
    loss = F.binary_cross_entropy(net(z, x[rows]), torch.ones(40, 1))
    loss = loss + F.binary_cross_entropy(net(z, net.maker(z).detach()), torch.zeros(40, 1))
    loss.backward()
    second.step(); second.zero_grad()
"""
    for trace in traces(tmp_path, game):
        assert severity(trace, "frozen-parameters") is None
        assert severity(trace, "class-imbalance") is None


@pytest.mark.parametrize("used", [True, False])
def test_a_part_that_the_program_does_not_use_is_no_training(tmp_path: Path, used: bool) -> None:
    """Its optimizer steps without gradients; one whose network is asked, but left out of the loss, is at fault."""
    found = traces(tmp_path, f"""
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 4)); head = nn.Sequential(nn.Linear(12, 4), nn.Tanh())
optimizers = [torch.optim.Adam(part.parameters(), 0.01) for part in (net, head)]
for _ in range(120):
    rows = torch.randint(0, 400, (40,))
    for optimizer in optimizers:
        optimizer.zero_grad()
    beside = head(x[rows]) if {used} else None
    F.cross_entropy(net(x[rows]), y[rows]).backward()
    for optimizer in optimizers:
        optimizer.step()
""")  # fmt: skip
    assert len(found) == 2
    faults = {severity(trace, "no-gradient") for trace in found}
    assert faults == ({None, Severity.ERROR} if used else {None})


@pytest.mark.parametrize("detached", [True, False])
def test_a_generator_whose_samples_are_detached_in_its_own_loss_gets_no_gradient(
    tmp_path: Path, detached: bool
) -> None:
    """Backward reaches the discriminator, whose parameters the generator's optimizer does not have."""
    found = traces(tmp_path, f"""
maker = nn.Sequential(nn.Linear(3, 32), nn.LeakyReLU(), nn.Linear(32, 12))
critic = nn.Sequential(nn.Linear(12, 32), nn.LeakyReLU(), nn.Linear(32, 1))
first, second = (torch.optim.Adam(part.parameters(), 0.002) for part in (maker, critic))
loss = nn.BCEWithLogitsLoss()
for _ in range(200):
    made, rows = maker(torch.randn(40, 3)), torch.randint(0, 600, (40,))
    second.zero_grad()
    (loss(critic(x[rows]), torch.ones(40, 1)) + loss(critic(made.detach()), torch.zeros(40, 1))).backward()
    second.step()
    first.zero_grad()
    loss(critic(made{".detach()" if detached else ""}), torch.ones(40, 1)).backward()
    first.step()
""")  # fmt: skip
    assert len(found) == 2
    faults = [one for trace in found for one in diagnose(trace).findings if one.code == "no-gradient"]
    assert [one.remedies for one in faults] == ([("keep-graph-attached",)] if detached else [])


@pytest.mark.parametrize("listed", [True, False])
def test_layers_that_a_generator_keeps_in_a_list_are_missing_from_its_optimizer(tmp_path: Path, listed: bool) -> None:
    """Its pass is before the critic's step. What `eval()` does not reach does not tell whether samples are mixed."""
    found = traces(tmp_path, f"""
class Maker(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Linear(12, 32), nn.BatchNorm1d(32), nn.LeakyReLU()]
        self.layers = {"layers" if listed else "nn.ModuleList(layers)"}
        self.last = nn.Linear(32, 12)
    def forward(self, z):
        for layer in self.layers:
            z = layer(z)
        return self.last(z)
maker, critic = Maker(), nn.Sequential(nn.Linear(12, 32), nn.LeakyReLU(), nn.Linear(32, 1))
first, second = (torch.optim.Adam(part.parameters(), 0.002) for part in (maker, critic))
loss = nn.BCEWithLogitsLoss()
for _ in range(100):
    rows = torch.randint(0, 600, (40,))
    real, given = x[rows], x[rows].flip(1)
    made = maker(given)
    second.zero_grad()
    (loss(critic(real), torch.ones(40, 1)) + loss(critic(made.detach()), torch.zeros(40, 1))).backward()
    second.step()
    first.zero_grad()
    (loss(critic(made), torch.ones(40, 1)) + 100 * F.l1_loss(made, real)).backward()
    first.step()
""")  # fmt: skip
    assert [severity(trace, "not-optimized") for trace in found].count(Severity.ERROR) == int(listed)
    assert {severity(trace, "batch-mixing") for trace in found} == {None}


def test_an_optimizer_for_each_parameter_is_one_training(tmp_path: Path) -> None:
    """As Pyro makes them: all step after one backward pass."""
    one, several = (traces(tmp_path, f"""
net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 4))
optimizers = [torch.optim.Adam(some, 0.01) for some in {some}]
for _ in range(100):
    rows = torch.randint(0, 400, (40,))
    F.cross_entropy(net(x[rows]), y[rows]).backward()
    for optimizer in optimizers:
        optimizer.step()
        optimizer.zero_grad()
""") for some in ("[list(net.parameters())]", "[[p] for p in net.parameters()]"))  # fmt: skip
    assert len(one) == len(several) == 1
    assert several[0].meta.layers == one[0].meta.layers
    assert [p.had_gradient for p in several[0].meta.program.parameters] == [True] * 4
    assert several[0].meta.program.steps.no_backward == 0
    assert (several[0]["loss_train"][:, :30] == one[0]["loss_train"][:, :30]).all()
