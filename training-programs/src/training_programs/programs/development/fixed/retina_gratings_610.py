"""Gratings drift past a model retina: which of four orientations do they have, whatever their phase?

Every filter feeds an ON cell (answers to light) and an OFF cell (answers to dark), as in the textbook.
"""

from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Experiment:
    pictures: int = 1600
    size: int = 16
    filters: int = 24
    batch: int = 40
    epochs: int = 14
    lr: float = 3e-3
    noise: float = 0.4
    seed: int = 610


class OnOff(nn.Module):
    """Half-wave rectification into two pathways that meet again at the next stage."""

    def forward(self, x):
        on = torch.relu(x)
        off = torch.relu(-x)
        return on + off


class Retina(nn.Module):
    def __init__(self, filters):
        super().__init__()
        self.ganglion = nn.Sequential(nn.Conv2d(1, filters, 5, padding=2), OnOff(), nn.AvgPool2d(2))
        self.cortex = nn.Sequential(nn.Conv2d(filters, filters, 3), OnOff(), nn.AdaptiveAvgPool2d(2), nn.Flatten())
        self.decision = nn.Linear(4 * filters, 4)

    def forward(self, pictures):
        return self.decision(self.cortex(self.ganglion(pictures)))


def gratings(exp, generator):
    """Sine gratings of any phase and a range of spatial frequencies, in noise, 0, 45, 90 or 135 degrees."""
    kind = torch.arange(exp.pictures) % 4
    kind = kind[torch.randperm(exp.pictures, generator=generator)]
    angle = kind * torch.pi / 4 + 0.15 * torch.randn(exp.pictures, generator=generator)
    frequency = 0.8 + 0.7 * torch.rand(exp.pictures, generator=generator)
    phase = 2 * torch.pi * torch.rand(exp.pictures, generator=generator)
    place = torch.arange(exp.size, dtype=torch.float32)
    along = angle.cos()[:, None, None] * place + angle.sin()[:, None, None] * place[:, None]
    light = torch.sin(frequency[:, None, None] * along + phase[:, None, None])
    light = 1.4 * light + exp.noise * torch.randn(light.shape, generator=generator)
    return light.unsqueeze(1), kind


def run(exp):
    torch.manual_seed(exp.seed)
    pictures, kind = gratings(exp, torch.Generator().manual_seed(exp.seed))
    cut = exp.pictures * 3 // 4
    retina = Retina(exp.filters)
    optimizer = torch.optim.Adam(retina.parameters(), lr=exp.lr)
    for epoch in range(exp.epochs):
        losses, hits = [], 0
        for rows in torch.randperm(cut).split(exp.batch):
            scores = retina(pictures[rows])
            loss = nn.functional.cross_entropy(scores, kind[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            hits += (scores.argmax(dim=1) == kind[rows]).sum().item()
        print(f"epoch {epoch + 1:2d}: loss {sum(losses) / len(losses):.4f}, right {hits / cut:.3f}")
    with torch.no_grad():
        return (retina(pictures[cut:]).argmax(dim=1) == kind[cut:]).float().mean().item()


if __name__ == "__main__":
    print(f"final: accuracy={run(Experiment()):.4f}")
