"""Hand gestures from a three-axis accelerometer: a bidirectional GRU tells four movements apart."""
import math

import torch
from torch import nn

torch.manual_seed(841)
STEPS, GESTURES = 24, ["push", "pull", "swing", "twist"]


def record(n):
    """n recordings of shape (STEPS, 3) with the number of the gesture."""
    kind = torch.randint(0, len(GESTURES), (n,))
    t = torch.arange(STEPS).float()
    start = 5 + 4 * torch.rand(n, 1)
    width = 1.5 + torch.rand(n, 1)
    early = torch.exp(-(((t - start) / width) ** 2))
    late = torch.exp(-(((t - start - 8) / width) ** 2))
    wave = torch.sin(2 * math.pi * (t / 8 + torch.rand(n, 1)))
    zero = torch.zeros_like(early)
    movements = torch.stack(
        [
            torch.stack([early - late, zero, zero], 2),
            torch.stack([late - early, zero, zero], 2),
            torch.stack([zero, wave, zero], 2),
            torch.stack([zero, early, late], 2),
        ]
    )
    x = movements[kind, torch.arange(n)] * (0.8 + 0.4 * torch.rand(n, 1, 1))
    return x + 0.25 * torch.randn(n, STEPS, 3), kind


class GestureNet(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.rnn = nn.GRU(3, hidden, batch_first=True, bidirectional=True)
        self.head = nn.Sequential(nn.Linear(2 * hidden, 32), nn.ReLU(), nn.Linear(32, len(GESTURES)))

    def forward(self, x):
        _, hidden = self.rnn(x)
        summary = hidden.view(x.size(0), -1)
        return self.head(summary)


def accuracy(net, x, y):
    net.eval()
    with torch.no_grad():
        return (net(x).argmax(1) == y).float().mean().item()


x_train, y_train = record(1500)
x_test, y_test = record(500)
net = GestureNet()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
loss_fn = nn.CrossEntropyLoss()

for epoch in range(12):
    net.train()
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(50):
        optimizer.zero_grad()
        loss = loss_fn(net(x_train[rows]), y_train[rows])
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(rows)
    print(f"epoch {epoch:2d}  loss {total / len(x_train):.4f}  test {accuracy(net, x_test, y_test):.3f}")

print(f"final: accuracy={accuracy(net, x_test, y_test):.4f}")
