"""Recognize bird calls made of two syllables: a CNN reads the waveform, a GRU follows the syllables."""
import math

import torch
from torch import nn

SPECIES = 6  # every ordered pair of two different syllables out of three
PAIRS = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]
SAMPLES = 160


def syllable(kind, length):
    t = torch.arange(length, dtype=torch.float32)
    phase = 2 * math.pi * torch.rand(())
    if kind == 0:
        tone = torch.sin(0.5 * t + phase)
    elif kind == 1:
        tone = torch.sin(1.4 * t + phase)
    else:
        tone = torch.sin(0.5 * t + phase + 0.012 * t**2)
    return tone * torch.hann_window(length)


def call(species):
    sound = 0.25 * torch.randn(SAMPLES)
    position = int(torch.randint(0, 20, ()))
    for kind in PAIRS[species]:
        length = int(torch.randint(45, 56, ()))
        sound[position : position + length] += (0.8 + 0.4 * torch.rand(())) * syllable(kind, length)
        position += length + int(torch.randint(5, 15, ()))
    return sound


class CallNet(nn.Module):
    def __init__(self, channels=24, hidden=32):
        super().__init__()
        self.front = nn.Sequential(
            nn.Conv1d(1, channels, 9, stride=2, padding=4),
            nn.BatchNorm1d(channels),
            nn.ReLU(),
            nn.Conv1d(channels, channels, 7, stride=4, padding=3),
            nn.BatchNorm1d(channels),
            nn.ReLU(),
        )
        self.gru = nn.GRU(channels, hidden)
        self.head = nn.Linear(hidden, SPECIES)

    def forward(self, sound):
        maps = self.front(sound.unsqueeze(1))
        batch, channels, steps = maps.shape
        frames = maps.permute(2, 0, 1)  # time first for the GRU
        _, last = self.gru(frames)
        return self.head(last[0])


class Trainer:
    def __init__(self, model, lr, epochs, steps):
        self.model = model
        self.loss = nn.CrossEntropyLoss()
        self.opt = torch.optim.Adam(model.parameters(), lr=lr)
        self.plan = torch.optim.lr_scheduler.CosineAnnealingLR(self.opt, epochs * steps)

    def epoch(self, x, y, size):
        self.model.train()
        total = 0.0
        for rows in torch.randperm(len(x)).split(size):
            self.opt.zero_grad()
            loss = self.loss(self.model(x[rows]), y[rows])
            loss.backward()
            self.opt.step()
            self.plan.step()
            total += loss.item() * len(rows)
        return total / len(x)

    @torch.no_grad()
    def score(self, x, y):
        self.model.eval()
        return (self.model(x).argmax(1) == y).float().mean().item()


def main():
    torch.manual_seed(826)
    y = torch.randint(0, SPECIES, (1600,))
    x = torch.stack([call(int(s)) for s in y])
    trainer = Trainer(CallNet(), lr=4e-3, epochs=12, steps=24)
    for number in range(1, 13):
        loss = trainer.epoch(x[:1200], y[:1200], 50)
        print(f"epoch {number}: loss {loss:.3f}, held-out accuracy {trainer.score(x[1200:], y[1200:]):.3f}")
    print(f"final: accuracy={trainer.score(x[1200:], y[1200:]):.4f}")


main()
