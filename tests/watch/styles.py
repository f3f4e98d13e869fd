"""Trainings in the styles that people write them: each gives its losses and everything that holds state at its end.

A style takes `start(models, optimizers)`, which may begin to watch, and is otherwise an ordinary short training.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Start = Callable[[Any, Any], None]
Ended = tuple[list[float], list[Tensor]]
Style = Callable[[Start], Ended]
STEPS = 12


def _data(n: int = 64, columns: int = 6) -> tuple[Tensor, Tensor]:
    x = torch.randn(n, columns)
    return x, (x[:, 0] * x[:, 1] > 0).long()


def _state(*models: nn.Module) -> list[Tensor]:
    return [value.detach().clone() for model in models for value in model.state_dict().values()] + [
        p.grad.detach().to_dense().clone() for model in models for p in model.parameters() if p.grad is not None
    ]


def _loop(model: nn.Module, optimizer: torch.optim.Optimizer, step: Callable[[int], Tensor], start: Start) -> Ended:
    start(model, optimizer)
    losses = []
    for number in range(STEPS):
        loss = step(number)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, _state(model)


def plain(start: Start) -> Ended:
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.ReLU(inplace=True), nn.Dropout(0.3), nn.Linear(8, 2))
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    return _loop(model, optimizer, lambda _: F.cross_entropy(model(x[torch.randperm(64)[:16]]), y[:16]), start)


def functional(start: Start) -> Ended:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a, self.b, self.c = nn.Linear(6, 8), nn.Linear(8, 8), nn.Linear(8, 1)

        def forward(self, x: Tensor) -> Tensor:
            h = torch.sigmoid(self.a(x))
            return self.c(F.dropout(F.leaky_relu(self.b(h) + h), 0.2, self.training)).squeeze(-1)

    x, y = _data()
    model = Net()
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9, nesterov=True)
    return _loop(model, optimizer, lambda _: ((model(x) - y.float()) ** 2).mean(), start)


def closure(start: Start) -> Ended:
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 1))
    optimizer = torch.optim.LBFGS(model.parameters(), 0.1, max_iter=3)
    start(model, optimizer)
    losses = []

    def evaluate() -> Tensor:
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        loss.backward()
        return loss

    for _ in range(5):
        losses.append(float(optimizer.step(evaluate).detach()))
    return losses, _state(model)


def accumulated(start: Start) -> Ended:
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 2))
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    start(model, optimizer)
    losses = []
    for _ in range(STEPS):
        for part in range(4):
            rows = slice(16 * part, 16 * part + 16)
            loss = F.cross_entropy(model(x[rows]), y[rows]) / 4
            loss.backward()
            losses.append(loss.item())
        nn.utils.clip_grad_norm_(model.parameters(), 0.5)
        optimizer.step()
        optimizer.zero_grad(set_to_none=False)
    return losses, _state(model)


def gan(start: Start) -> Ended:
    maker = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2))
    judge = nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
    makes, judges = (torch.optim.Adam(model.parameters(), 0.01) for model in (maker, judge))
    start(maker, makes)
    start(judge, judges)
    losses = []
    for _ in range(STEPS):
        real, noise = torch.randn(16, 2) + 2, torch.randn(16, 2)
        fake = maker(noise)
        loss = F.binary_cross_entropy_with_logits(judge(real), torch.ones(16, 1))
        loss = loss + F.binary_cross_entropy_with_logits(judge(fake.detach()), torch.zeros(16, 1))
        judges.zero_grad()
        loss.backward()
        judges.step()
        made = F.binary_cross_entropy_with_logits(judge(fake), torch.ones(16, 1))
        makes.zero_grad()
        made.backward()
        makes.step()
        losses += [loss.item(), made.item()]
    return losses, _state(maker, judge)


def frozen_backbone(start: Start) -> Ended:
    x, y = _data()
    body, head = nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.ReLU()), nn.Linear(8, 2)
    model = nn.Sequential(body, head)
    for p in body.parameters():
        p.requires_grad_(False)
    body.eval()
    optimizer = torch.optim.SGD(head.parameters(), 0.1)
    return _loop(model, optimizer, lambda _: F.cross_entropy(model(x), y), start)


def shared(start: Start) -> Ended:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner, self.out = nn.Linear(6, 6), nn.Linear(6, 2)

        def forward(self, x: Tensor) -> Tensor:
            for _ in range(3):
                x = torch.tanh(self.inner(x))
            return self.out(x)

    x, y = _data()
    model = Net()
    optimizer = torch.optim.RMSprop(model.parameters(), 0.01)
    return _loop(model, optimizer, lambda _: F.cross_entropy(model(x), y), start)


def recurrent(start: Start) -> Ended:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(11, 5)
            self.lstm = nn.LSTM(5, 7, num_layers=2, batch_first=True, dropout=0.1)
            self.gru, self.out = nn.GRUCell(7, 6), nn.Linear(6, 11)

        def forward(self, x: Tensor) -> Tensor:
            h, _ = self.lstm(self.words(x))
            state = h.new_zeros(len(x), 6)
            for t in range(h.shape[1]):
                state = self.gru(h[:, t], state)
            return self.out(state)

    x = torch.randint(0, 11, (16, 5))
    model = Net()
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    return _loop(model, optimizer, lambda _: F.cross_entropy(model(x), x[:, 0]), start)


def sparse(start: Start) -> Ended:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bag, self.out = nn.EmbeddingBag(50, 4, sparse=True), nn.Linear(4, 2)

        def forward(self, x: Tensor) -> Tensor:
            return self.out(self.bag(x))

    x = torch.randint(0, 50, (16, 6))
    y = (x[:, 0] > 25).long()
    model = Net()
    rest = torch.optim.SGD(model.out.parameters(), 0.1)
    rare = torch.optim.SparseAdam(list(model.bag.parameters()), 0.01)
    start(model, [rest, rare])
    losses = []
    for _ in range(STEPS):
        loss = F.cross_entropy(model(x), y)
        rest.zero_grad()
        rare.zero_grad()
        loss.backward()
        rest.step()
        rare.step()
        losses.append(loss.item())
    return losses, _state(model)


def attention(start: Start) -> Ended:
    model = nn.Sequential(
        nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, dropout=0.1, batch_first=True), 2), nn.Linear(8, 3)
    )
    x, y = torch.randn(6, 5, 8), torch.randint(0, 3, (6, 5))
    optimizer = torch.optim.AdamW(model.parameters(), 0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, total_steps=STEPS)
    start(model, optimizer)
    losses = []
    for _ in range(STEPS):
        model.train()
        loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten(), label_smoothing=0.1)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        model.eval()
        with torch.no_grad():  # takes PyTorch's fast path, whose last bits differ from the slow one's
            losses.append(F.cross_entropy(model(x).flatten(0, 1), y.flatten()).item())
    return losses, _state(model)


def mixed_precision(start: Start) -> Ended:
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 16), nn.GELU(), nn.LayerNorm(16), nn.Linear(16, 2))
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    start(model, optimizer)
    losses = []
    for _ in range(STEPS):
        with torch.autocast("cpu", torch.bfloat16):
            loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        scaler.step(optimizer)
        scaler.update()
        losses.append(loss.item())
    return losses, _state(model)


def float64(start: Start) -> Ended:
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.Softplus(), nn.Linear(8, 2), nn.LogSoftmax(1)).double()
    optimizer = torch.optim.Adagrad(model.parameters(), 0.05)
    return _loop(model, optimizer, lambda _: F.nll_loss(model(x.double()), y), start)


def channels_last(start: Start) -> Ended:
    x = torch.randn(8, 3, 8, 8).contiguous(memory_format=torch.channels_last)
    model = nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 4, 3), nn.ReLU6(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 1), nn.Sigmoid(),
    ).to(memory_format=torch.channels_last)  # fmt: skip
    y = (x.mean((1, 2, 3)) > 0).float()[:, None]
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    return _loop(model, optimizer, lambda _: F.binary_cross_entropy(model(x), y), start)


def raw_tensors(start: Start) -> Ended:
    x, y = _data()
    w, v = (torch.randn(shape).div(3).requires_grad_() for shape in ((6, 9), (9, 2)))
    optimizer = torch.optim.SGD([w, v], 0.1)
    start([], optimizer)
    losses = []
    for _ in range(STEPS):
        loss = F.cross_entropy(torch.relu(x @ w) @ v, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, [w.detach(), v.detach()]


def checkpointed(start: Start) -> Ended:
    from torch.utils.checkpoint import checkpoint

    x, y = _data()
    body, head = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Dropout(0.2)), nn.Linear(8, 2)
    model = nn.ModuleList([body, head])
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    return _loop(
        model, optimizer, lambda _: F.cross_entropy(head(checkpoint(body, x, use_reentrant=False)), y), start
    )  # fmt: skip


def double_backward(start: Start) -> Ended:
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.Adam(model.parameters(), 0.01)

    def step(_: int) -> Tensor:
        given = x.clone().requires_grad_()
        out = model(given)
        slope = torch.autograd.grad(out.sum(), given, create_graph=True)[0]
        return F.mse_loss(out[:, 0], y.float()) + 0.1 * slope.square().sum(1).mean()

    return _loop(model, optimizer, step, start)


def own_modes(start: Start) -> Ended:
    """A default device, another function mode around each step, and hooks of the user's own."""
    from torch.overrides import TorchFunctionMode

    class Counting(TorchFunctionMode):
        count = 0

        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            Counting.count += 1
            return func(*args, **(kwargs or {}))

    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 2))
    model[0].register_forward_hook(lambda _module, _inputs, output: output * 1.5)
    model[2].weight.register_hook(lambda gradient: gradient * 0.5)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    start(model, optimizer)
    losses = []
    for _ in range(STEPS):
        with torch.device("cpu"), Counting():
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    return [*losses, float(Counting.count > 0)], _state(model)


def loaded_and_copied(start: Start) -> Ended:
    """The model is copied, pickled, saved and loaded while it trains."""
    import copy
    import io
    import pickle

    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 2))
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    start(model, optimizer)
    losses = []
    for number in range(STEPS):
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        if number % 4 == 1:
            twin = copy.deepcopy(model)
            losses.append(F.cross_entropy(pickle.loads(pickle.dumps(twin))(x), y).item())
            file = io.BytesIO()
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "whole": model}, file)
            file.seek(0)
            kept = torch.load(file, weights_only=False)
            model.load_state_dict(kept["model"])
            optimizer.load_state_dict(kept["optimizer"])
            model.to(torch.float32).to("cpu")
    return losses, _state(model)


def _named(styles: Iterable[Style]) -> dict[str, Style]:
    return {style.__name__.replace("_", "-"): style for style in styles}


def default_device(start: Start) -> Ended:
    """PyTorch's own way to set a default device while a training runs."""
    x, y = _data()
    model = nn.Sequential(nn.Linear(6, 8), nn.Hardtanh(), nn.Linear(8, 2))
    optimizer = torch.optim.Adam(model.parameters(), 0.01)
    start(model, optimizer)
    losses = []
    try:
        for number in range(STEPS):
            if number % 3 == 1:
                torch.set_default_device("cpu")
            if number % 3 == 2:
                torch.set_default_device(None)
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    finally:
        torch.set_default_device(None)
    return losses, _state(model)


STYLES = _named((
    plain, functional, closure, accumulated, gan, frozen_backbone, shared, recurrent, sparse, attention,
    mixed_precision, float64, channels_last, raw_tensors, checkpointed, double_backward, own_modes, loaded_and_copied,
    default_device,
))  # fmt: skip
