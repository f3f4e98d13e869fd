# Which figure does a pen draw?  Convolution over time, then a GRU.
import argparse
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--lr", type=float, default=3e-3)
parser.add_argument("--steps", type=int, default=32)
args = parser.parse_args()
torch.manual_seed(862)

KINDS = 5  # circle, circle the other way, eight, zigzag, spiral


def strokes(n):
    """(n, 3, steps): position x and y and pressure of the pen, and the figure that was drawn."""
    kind = torch.randint(0, KINDS, (n,))
    phase = torch.rand(n, 1) * 2 * math.pi
    t = torch.linspace(0, 1, args.steps)[None, :] * 2 * math.pi
    circle = torch.stack([torch.cos(t + phase), torch.sin(t + phase)], 1)
    back = torch.stack([torch.cos(-t + phase), torch.sin(-t + phase)], 1)
    eight = torch.stack([torch.sin(t + phase), torch.sin(2 * (t + phase))], 1)
    zigzag = torch.stack([(t / math.pi - 1).expand(n, -1), torch.asin(torch.sin(3 * t + phase)) / 1.6], 1)
    spiral = circle * (t / 6)[:, None, :]
    shape = torch.stack([circle, back, eight, zigzag, spiral], 1)[torch.arange(n), kind]
    angle = torch.rand(n) * 0.6 - 0.3
    turn = torch.stack([torch.stack([angle.cos(), -angle.sin()], 1), torch.stack([angle.sin(), angle.cos()], 1)], 1)
    shape = turn @ shape * (0.7 + 0.6 * torch.rand(n, 1, 1)) + 0.12 * torch.randn(n, 2, args.steps)
    pressure = 0.5 * torch.randn(n, 1, args.steps)
    return torch.cat([shape, pressure], 1), kind


class StrokeReader(nn.Module):
    def __init__(self, width=24, hidden=32):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv1d(3, width, 5, padding=2), nn.ReLU())
        self.gru = nn.GRU(width, hidden)
        self.head = nn.Linear(hidden, KINDS)

    def forward(self, stroke):
        h = self.conv(stroke)  # batch, channel, time
        batch, channels, steps = h.shape
        h = h.view(steps, batch, channels)  # time, batch, channel
        _, last = self.gru(h)
        return self.head(last[0])


train = DataLoader(TensorDataset(*strokes(1280)), batch_size=args.batch, shuffle=True)
test = DataLoader(TensorDataset(*strokes(480)), batch_size=args.batch)
model = StrokeReader()
opt = torch.optim.Adam(model.parameters(), lr=args.lr)
loss_fn = nn.CrossEntropyLoss()


def evaluate():
    model.eval()
    with torch.no_grad():
        hits = sum((model(x).argmax(1) == y).sum().item() for x, y in test)
    return hits / len(test.dataset)


for epoch in range(1, args.epochs + 1):
    model.train()
    for x, y in train:
        opt.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
    if epoch % 2 == 0:
        print(f"epoch {epoch}: last loss {loss.item():.3f}, test accuracy {evaluate():.3f}")

print(f"final: accuracy={evaluate():.4f}")
