"""Load of a milling spindle from its current: training job and the service that answers one window at a time."""

import io
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

WINDOW = 48


def windows(n, gen):
    load = 0.1 + 0.9 * torch.rand(n, 1, generator=gen)
    t = torch.arange(WINDOW) / WINDOW
    phase = 2 * math.pi * torch.rand(n, 1, generator=gen)
    speed = 3 + 3 * torch.rand(n, 1, generator=gen)
    hum = 0.4 * torch.sin(2 * math.pi * 9 * t + 3 * phase)
    current = 0.5 + load * (1 + 0.5 * torch.sin(2 * math.pi * speed * t + phase)) + hum
    vibration = load.sqrt() * torch.randn(n, WINDOW, generator=gen)
    return torch.stack([current + 0.1 * torch.randn(n, WINDOW, generator=gen), vibration], 1), load


class LoadNet(nn.Module):
    def __init__(self, width=16):
        super().__init__()

        def stage(a, b):
            return nn.Sequential(nn.Conv1d(a, b, 5, padding=2), nn.BatchNorm1d(b), nn.ReLU(), nn.MaxPool1d(2))

        self.features = nn.Sequential(stage(2, width), stage(width, width), stage(width, 2 * width))
        self.regress = nn.Linear(2 * width, 1)

    def forward(self, x):
        return self.regress(self.features(x).mean(dim=2))


def train_job(x, load, epochs=8):
    model = LoadNet()
    loader = DataLoader(TensorDataset(x, load), batch_size=50, shuffle=True)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.8)
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for xb, yb in loader:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(xb), yb)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(xb)
        schedule.step()
        print(f"epoch {epoch}: mse {total / len(x):.5f}")
    blob = io.BytesIO()
    torch.save({"model": model.state_dict(), "mean_load": load.mean()}, blob)
    blob.seek(0)
    return blob


class LoadService:
    def __init__(self, checkpoint):
        state = torch.load(checkpoint, weights_only=True)
        self.model = LoadNet()
        self.model.load_state_dict(state["model"])
        self.mean_load = state["mean_load"].item()

    @torch.no_grad()
    def answer(self, window):
        return self.model(window.unsqueeze(0)).item()


if __name__ == "__main__":
    torch.manual_seed(515)
    gen = torch.Generator().manual_seed(515)
    x, load = windows(1700, gen)
    x = (x - x.mean((0, 2), keepdim=True)) / x.std((0, 2), keepdim=True)
    service = LoadService(train_job(x[:1400], load[:1400]))
    answers = torch.tensor([service.answer(w) for w in x[1400:]])
    truth = load[1400:, 0]
    r2 = 1 - (answers - truth).pow(2).sum() / (truth - service.mean_load).pow(2).sum()
    print(f"{len(answers)} windows answered, mean error {(answers - truth).abs().mean():.3f}")
    print(f"final: r2={r2.item():.4f}")
