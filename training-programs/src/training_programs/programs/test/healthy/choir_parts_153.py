"""Soprano, alto, tenor or bass, from the spectrum of one sung note: forty residual blocks without normalization."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

PARTS = 4
BANDS = 40


def notes(n: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Harmonics of a pitch under a vowel's and a voice's formants. Neighbouring parts share most of their pitches."""
    part = rng.integers(PARTS, size=n)
    pitch = 2 ** (3.2 - 0.4 * part + rng.uniform(-0.3, 0.3, n))
    band = np.arange(1, BANDS + 1)
    tooth = np.cos(2 * np.pi * band / pitch[:, None]) * 0.8
    formant = (14 - 2.0 * part + rng.normal(0, 1.2, n))[:, None]
    hill = 1.5 * np.exp(-(((band - formant) / 4) ** 2)) + np.exp(-(((band - 2.2 * formant) / 5) ** 2))
    x = tooth + hill - 0.04 * band + 0.4 * rng.normal(size=(n, BANDS))
    return torch.tensor(x, dtype=torch.float32), torch.tensor(part)


class Block(nn.Module):
    """x + gate * f(x); every gate starts shut."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.f = nn.Sequential(nn.Linear(width, width), nn.ReLU())
        self.gate = nn.Parameter(torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.gate * self.f(x)


def main() -> None:
    torch.manual_seed(153)
    rng = np.random.default_rng(153)
    x, part = notes(4000, rng)
    x = (x - x[:3200].mean(dim=0)) / x[:3200].std(dim=0)
    train = TensorDataset(x[:3200], part[:3200])
    width = 32
    model = nn.Sequential(nn.Linear(BANDS, width), *(Block(width) for _ in range(40)), nn.Linear(width, PARTS))

    gates = [p for name, p in model.named_parameters() if name.endswith("gate")]
    others = [p for name, p in model.named_parameters() if not name.endswith("gate")]
    optimizer = torch.optim.AdamW([
        {"params": gates, "lr": 3e-3, "weight_decay": 0.0},
        {"params": others, "lr": 1e-3, "weight_decay": 0.1},
    ])
    loader = DataLoader(train, batch_size=60, shuffle=True)
    for epoch in range(5):
        total = 0.0
        for spectrum, target in loader:
            loss = nn.functional.cross_entropy(model(spectrum), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(loader):.4f}, gates {torch.stack(gates).abs().mean().item():.4f}")

    with torch.no_grad():
        print(f"final: accuracy={(model(x[3200:]).argmax(1) == part[3200:]).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
