"""Which gesture was made? Short three-axis traces of a wrist sensor, five gestures."""
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

GESTURES = ["circle left", "circle right", "shake", "raise", "tap twice"]
STEPS = 40


def trace(kind, gen):
    """One recording of STEPS x 3 accelerations."""
    rand = lambda: torch.rand(1, generator=gen).item()
    t = torch.linspace(0, 1, STEPS)
    phase, speed, force = 2 * math.pi * rand(), 1.2 + 0.8 * rand(), 0.7 + 0.6 * rand()
    a = torch.zeros(STEPS, 3)
    angle = 2 * math.pi * speed * t + phase
    if kind in (0, 1):
        a[:, 0] = force * torch.cos(angle)
        a[:, 1] = force * torch.sin(angle) * (1 if kind == 0 else -1)
    elif kind == 2:
        a[:, 0] = force * torch.sin(4 * angle)
        a[:, 2] = 0.3 * force * torch.sin(4 * angle + 1)
    elif kind == 3:
        a[:, 2] = force * (torch.exp(-((t - 0.3 - 0.2 * rand()) ** 2) / 0.01) - torch.exp(-((t - 0.7) ** 2) / 0.02))
    else:
        first = 0.15 + 0.3 * rand()
        for at in (first, first + 0.25):
            a[:, 2] += 1.5 * force * torch.exp(-((t - at) ** 2) / 0.0008)
    return a + 0.4 * torch.randn(STEPS, 3, generator=gen)


def recordings(count, seed):
    gen = torch.Generator().manual_seed(seed)
    kinds = torch.randint(0, len(GESTURES), (count,), generator=gen)
    return TensorDataset(torch.stack([trace(int(k), gen) for k in kinds]), kinds)


class GestureNet(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.gru = nn.GRU(3, hidden, batch_first=True, bidirectional=True)
        self.head = nn.Sequential(nn.Linear(2 * hidden, 32), nn.ReLU(), nn.Linear(32, len(GESTURES)))

    def forward(self, x):
        _, last = self.gru(x)
        summary = last.view(x.shape[0], -1)
        return self.head(summary)


def evaluate(model, loader):
    model.eval()
    right = total = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    return right / total


def main():
    torch.manual_seed(802)
    train = DataLoader(recordings(1500, 1), batch_size=50, shuffle=True)
    test = DataLoader(recordings(500, 2), batch_size=50)
    model = GestureNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(9):
        model.train()
        running = 0.0
        for x, y in train:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            running += loss.item()
        print(f"epoch {epoch}: loss {running / len(train):.3f}, test accuracy {evaluate(model, test):.3f}")
    print(f"final: accuracy={evaluate(model, test):.4f}")


if __name__ == "__main__":
    main()
