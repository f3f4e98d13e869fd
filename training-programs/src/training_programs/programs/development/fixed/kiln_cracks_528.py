"""Will a ceramic piece crack in the kiln? Large-margin classification of firing logs."""

from dataclasses import dataclass

import numpy as np
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset


@dataclass(frozen=True)
class Settings:
    pieces: int = 2400
    held_out: int = 600
    width: int = 48
    batch_size: int = 64
    epochs: int = 15
    lr: float = 2e-3
    seed: int = 528


def firing_logs(cfg):
    rng = np.random.default_rng(cfg.seed)
    n = cfg.pieces + cfg.held_out
    thickness = rng.normal(9, 2.5, n)  # mm
    heating = rng.normal(140, 35, n)  # K/h
    cooling = rng.normal(110, 30, n)  # K/h
    moisture = rng.gamma(3, 0.6, n)  # %
    peak = rng.normal(1240, 25, n)
    feldspar = rng.uniform(15, 40, n)
    stress = heating * moisture * thickness / 2200 + (cooling * thickness / 1000) ** 2
    stress += 0.02 * np.abs(peak - 1180 - 2 * feldspar) + 0.15 * rng.normal(size=n)
    cracked = (stress > np.quantile(stress, 0.45)).astype(np.float32)
    x = np.stack([thickness, heating, cooling, moisture, peak, feldspar], axis=1)
    return x, cracked


def run(cfg):
    torch.manual_seed(cfg.seed)
    x, cracked = firing_logs(cfg)
    scaler = StandardScaler().fit(x[: cfg.pieces])
    x = torch.tensor(scaler.transform(x), dtype=torch.float32)
    y = torch.from_numpy(cracked) * 2 - 1
    train = DataLoader(TensorDataset(x[: cfg.pieces], y[: cfg.pieces]), cfg.batch_size, shuffle=True)

    model = nn.Sequential(
        nn.Linear(6, cfg.width), nn.ReLU(), nn.Linear(cfg.width, cfg.width), nn.ReLU(), nn.Linear(cfg.width, 1)
    )
    criterion = nn.SoftMarginLoss()
    optimizer = optim.AdamW(model.parameters(), lr=cfg.lr, weight_decay=1e-2)
    for epoch in range(cfg.epochs):
        total = 0.0
        for xb, yb in train:
            optimizer.zero_grad()
            loss = criterion(model(xb)[:, 0], yb)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(xb)
        if epoch % 3 == 0:
            print(f"epoch {epoch}: loss {total / cfg.pieces:.4f}")

    with torch.no_grad():
        score = model(x[cfg.pieces :])[:, 0]
    truth = torch.from_numpy(cracked[cfg.pieces :]) > 0.5
    return ((score > 0) == truth).float().mean().item()


if __name__ == "__main__":
    print(f"final: accuracy={run(Settings()):.4f}")
