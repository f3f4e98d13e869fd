"""Sloppy handwriting: which of eight strokes was drawn? A GRU, with the static loss scale of old mixed-precision recipes.

The loss goes backward 2 ** 16 times as large, and the gradients are divided again before clipping and the step, so that
the same script runs in half precision on other machines.
"""

from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Recipe:
    loss_scale: float = 2.0**16
    clip: float = 1.0
    rate: float = 0.15
    momentum: float = 0.9
    epochs: int = 12
    batch: int = 32


def strokes(n):
    """Pen speeds (dx, dy) of 24 moments; every stroke is a start direction and a way to turn."""
    kind = torch.arange(n) % 8
    start = (kind % 4) * (torch.pi / 2)
    turn = torch.where(kind < 4, 1.0, -1.0) * (2.2 + 0.5 * torch.randn(n))
    t = torch.linspace(0, 1, 24)
    heading = start[:, None] + turn[:, None] * t + 0.3 * torch.randn(n, 1)
    speed = 1 + 0.3 * torch.randn(n, 1)
    pen = torch.stack([speed * heading.cos(), speed * heading.sin()], dim=2)
    return pen + 0.4 * torch.randn(n, 24, 2), kind


class StrokeReader(nn.Module):
    def __init__(self, width=24):
        super().__init__()
        self.rnn = nn.GRU(2, width, batch_first=True)
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, 8)

    def forward(self, pen):
        return self.out(self.norm(self.rnn(pen)[0][:, -1]))


class ScaledTrainer:
    def __init__(self, model, recipe):
        self.model, self.recipe = model, recipe
        self.optimizer = torch.optim.SGD(model.parameters(), lr=recipe.rate, momentum=recipe.momentum)
        self.skipped = 0

    def step(self, pen, kind):
        loss = nn.functional.cross_entropy(self.model(pen), kind)
        self.optimizer.zero_grad()
        (loss * self.recipe.loss_scale).backward()
        gradients = [p.grad for p in self.model.parameters()]
        if not all(torch.isfinite(g).all() for g in gradients):
            self.skipped += 1
            return loss.item()
        for g in gradients:
            g.div_(self.recipe.loss_scale)
        nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
        self.optimizer.step()
        return loss.item()


def main():
    torch.manual_seed(132)
    recipe = Recipe()
    pen, kind = strokes(1280)
    pen_test, kind_test = strokes(480)
    model = StrokeReader()
    trainer = ScaledTrainer(model, recipe)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(trainer.optimizer, recipe.epochs)
    for epoch in range(recipe.epochs):
        losses = [trainer.step(pen[rows], kind[rows]) for rows in torch.randperm(len(pen)).split(recipe.batch)]
        schedule.step()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}, steps skipped {trainer.skipped}")
    with torch.no_grad():
        accuracy = (model(pen_test).argmax(1) == kind_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
