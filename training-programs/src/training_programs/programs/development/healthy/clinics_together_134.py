"""Six clinics learn one model together, and no patient's record leaves its clinic (federated averaging).

Each round every clinic takes the common model home, trains its copy for a while, and sends the weights back; the common
model becomes their mean. Clinics see different mixtures of the three diseases.
"""

from __future__ import annotations

import copy
from typing import NamedTuple

import torch
from torch import Tensor, nn


class Clinic(NamedTuple):
    name: str
    x: Tensor
    y: Tensor


DISEASES = 3
COLUMNS = 10


def patients(n: int, mixture: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Lab values; a disease is told by how pairs of values go together, not by any of them alone."""
    y = torch.multinomial(mixture, n, replacement=True, generator=generator)
    x = torch.randn(n, COLUMNS, generator=generator)
    for disease in range(DISEASES):
        rows = y == disease
        shared = torch.randn(int(rows.sum()), 1, generator=generator)
        x[rows, 3 * disease : 3 * disease + 3] = 2.5 * shared + 0.4 * x[rows, 3 * disease : 3 * disease + 3]
    return x / x.std(dim=0), y


def train_at_home(common: nn.Module, clinic: Clinic, epochs: int, rate: float) -> tuple[dict[str, Tensor], float]:
    model = copy.deepcopy(common)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(clinic.y)).split(32):
            loss = nn.functional.cross_entropy(model(clinic.x[rows]), clinic.y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / len(clinic.y)
    return model.state_dict(), total


def average(states: list[dict[str, Tensor]], shares: list[float]) -> dict[str, Tensor]:
    return {key: sum(share * state[key] for share, state in zip(shares, states)) for key in states[0]}


def main(rounds: int = 20) -> None:
    torch.manual_seed(134)
    generator = torch.Generator().manual_seed(134)
    clinics = []
    for name in ("north", "harbor", "hill", "mill", "lake", "old town"):
        mixture = torch.rand(DISEASES, generator=generator) + 0.3
        x, y = patients(int(torch.randint(500, 800, (1,), generator=generator)), mixture, generator)
        clinics.append(Clinic(name, x, y))
    x_test, y_test = patients(900, torch.ones(DISEASES), generator)

    common = nn.Sequential(nn.Linear(COLUMNS, 48), nn.ReLU(), nn.Linear(48, 24), nn.ReLU(), nn.Linear(24, DISEASES))
    everybody = sum(len(clinic.y) for clinic in clinics)
    shares = [len(clinic.y) / everybody for clinic in clinics]
    for turn in range(1, rounds + 1):
        answers = [train_at_home(common, clinic, epochs=2, rate=0.02) for clinic in clinics]
        common.load_state_dict(average([state for state, _ in answers], shares))
        with torch.no_grad():
            accuracy = (common(x_test).argmax(dim=1) == y_test).float().mean().item()
        if turn % 4 == 0:
            at_home = ", ".join(f"{clinic.name} {loss:.2f}" for clinic, (_, loss) in zip(clinics, answers))
            print(f"round {turn:2d}: accuracy {accuracy:.3f}; losses at home: {at_home}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
