"""Unrolled sparse coding (LISTA, Gregor & LeCun 2010): which substances are in a chromatogram, and how much of each?

A chromatogram is a sum of overlapping peaks and noise; amounts cannot be negative and most are 0.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

TIMES, SUBSTANCES, PRESENT = 80, 30, 3


def peaks() -> np.ndarray:
    """One column for each substance: where it elutes, with a tail."""
    time = np.linspace(0, 1, TIMES)[:, None]
    centre = np.linspace(0.06, 0.94, SUBSTANCES)[None]
    width = np.where(time > centre, 0.035, 0.022)
    shape = np.exp(-(((time - centre) / width) ** 2))
    return (shape / np.linalg.norm(shape, axis=0)).astype(np.float32)


def measure(count: int, library: np.ndarray, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    amount = np.zeros((count, SUBSTANCES), dtype=np.float32)
    for row in amount:
        row[rng.choice(SUBSTANCES, PRESENT, replace=False)] = rng.uniform(0.5, 2.0, PRESENT)
    signal = amount @ library.T + rng.normal(0, 0.05, (count, TIMES)).astype(np.float32)
    return torch.from_numpy(signal.astype(np.float32)), torch.from_numpy(amount)


class Unrolled(nn.Module):
    """Steps of proximal gradient descent whose matrices and thresholds are learned from where theory starts."""

    def __init__(self, library: np.ndarray, penalty: float = 0.6, steps: int = 6) -> None:
        super().__init__()
        library = torch.from_numpy(library)
        gram = library.T @ library
        lipschitz = torch.linalg.eigvalsh(gram)[-1]
        self.steps = steps
        self.encode = nn.Linear(TIMES, SUBSTANCES, bias=False)
        self.inhibit = nn.Linear(SUBSTANCES, SUBSTANCES, bias=False)
        with torch.no_grad():
            self.encode.weight.copy_(library.T / lipschitz)
            self.inhibit.weight.copy_(torch.eye(SUBSTANCES) - gram / lipschitz)
        self.threshold = nn.Parameter(torch.full((SUBSTANCES,), penalty / lipschitz.item()))
        self.shrink = nn.ReLU()

    def forward(self, signal: Tensor) -> Tensor:
        drive = self.encode(signal) - self.threshold
        code = self.shrink(drive)
        for _ in range(self.steps):
            code = self.shrink(drive + self.inhibit(code))
        return code


def main() -> None:
    torch.manual_seed(706)
    rng = np.random.default_rng(706)
    library = peaks()
    signal, amount = measure(2000, library, rng)
    signal_new, amount_new = measure(400, library, rng)
    net = Unrolled(library)
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(20):
        total = 0.0
        for rows in torch.randperm(len(signal)).split(50):
            loss = nn.functional.mse_loss(net(signal[rows]), amount[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: {total / len(signal):.5f}")
    with torch.no_grad():
        error = (net(signal_new) - amount_new).square().mean() / amount_new.var()
    print(f"final: r2={1 - error.item():.4f}")


if __name__ == "__main__":
    main()
