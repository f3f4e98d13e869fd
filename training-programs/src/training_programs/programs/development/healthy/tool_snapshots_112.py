"""Snapshot ensemble: cosine warm restarts, the network at the end of each cycle votes. Wear class of milling tools."""

import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def tools(n, seed):
    rng = np.random.default_rng(seed)
    wear = rng.integers(0, 4, n)
    t = np.linspace(0, 1, 40)
    tone = 3 + 1.5 * wear[:, None] + 0.4 * rng.normal(size=(n, 1))
    ring = 0.3 + 0.25 * wear[:, None] + 0.1 * rng.normal(size=(n, 1))
    wave = np.sin(2 * np.pi * tone * t + 6.28 * rng.random((n, 1)))
    wave = wave + ring * np.sin(2 * np.pi * 14 * t + 6.28 * rng.random((n, 1))) + 0.5 * rng.normal(size=(n, 40))
    return TensorDataset(torch.tensor(wave / 0.95, dtype=torch.float32).unsqueeze(1), torch.from_numpy(wear))


class Trainer:
    def __init__(self, model, cycles, epochs_per_cycle, top_lr):
        self.model, self.cycles, self.span = model, cycles, epochs_per_cycle
        self.optimizer = torch.optim.SGD(model.parameters(), lr=top_lr, momentum=0.9, weight_decay=5e-4)
        self.schedule = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(self.optimizer, T_0=epochs_per_cycle)
        self.loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
        self.snapshots = []

    def fit(self, loader):
        for epoch in range(self.cycles * self.span):
            self.model.train()
            lr, losses = self.optimizer.param_groups[0]["lr"], []
            for i, (wave, wear) in enumerate(loader):
                loss = self.loss_fn(self.model(wave), wear)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                self.schedule.step(epoch + (i + 1) / len(loader))
                losses.append(loss.item())
            print(f"epoch {epoch}: from lr {lr:.4f}, loss {np.mean(losses):.4f}")
            if (epoch + 1) % self.span == 0:
                self.snapshots.append(copy.deepcopy(self.model).eval())

    @torch.no_grad()
    def vote(self, wave):
        return torch.stack([snapshot(wave).softmax(1) for snapshot in self.snapshots]).mean(0).argmax(1)


def network():
    return nn.Sequential(
        nn.Conv1d(1, 16, 7, padding=3, bias=False),
        nn.BatchNorm1d(16),
        nn.ReLU(),
        nn.MaxPool1d(2),
        nn.Conv1d(16, 32, 5, padding=2, bias=False),
        nn.BatchNorm1d(32),
        nn.ReLU(),
        nn.AdaptiveAvgPool1d(4),
        nn.Flatten(),
        nn.Dropout(0.2),
        nn.Linear(128, 4),
    )


if __name__ == "__main__":
    torch.manual_seed(112)
    trainer = Trainer(network(), cycles=3, epochs_per_cycle=3, top_lr=0.1)
    trainer.fit(DataLoader(tools(1600, seed=1), batch_size=50, shuffle=True))
    wave, wear = tools(500, seed=2).tensors
    print(f"final: accuracy={(trainer.vote(wave) == wear).float().mean().item():.4f}")
