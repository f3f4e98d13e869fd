"""Signed distance to a coast line, by a network whose slope is nowhere above 1, as that of a distance.

All weight matrices are orthogonal; the nonlinearity sorts neighbouring units (Anil, Lucas and Grosse 2019).
"""

import math

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import orthogonal


def coast(points: int = 400) -> Tensor:
    phi = torch.linspace(0, 2 * math.pi, points + 1)[:-1]
    radius = 1.0 + 0.3 * torch.cos(3 * phi) + 0.12 * torch.sin(5 * phi)
    return torch.stack([radius * phi.cos(), radius * phi.sin()], dim=1)


def survey(n: int) -> tuple[Tensor, Tensor]:
    """Places within 2 x 2 and their distances, negative on the island."""
    places = torch.rand(n, 2) * 4 - 2
    phi = torch.atan2(places[:, 1], places[:, 0])
    inside = places.norm(dim=1) < 1.0 + 0.3 * torch.cos(3 * phi) + 0.12 * torch.sin(5 * phi)
    distance = torch.cdist(places, coast()).min(dim=1).values
    return places, torch.where(inside, -distance, distance)


class SortPairs(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.unflatten(1, (-1, 2)).sort(dim=2).values.flatten(1)


def slope_one(width: int = 32, depth: int = 3) -> nn.Sequential:
    sizes = [2] + [width] * depth
    layers: list[nn.Module] = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [orthogonal(nn.Linear(a, b)), SortPairs()]
    return nn.Sequential(*layers, orthogonal(nn.Linear(width, 1)), nn.Flatten(0))


def main() -> None:
    torch.manual_seed(143)
    places, distance = survey(3000)
    net = slope_one()
    optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
    steps = 600
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1e-2, total_steps=steps)
    running = 0.0
    for step in range(1, steps + 1):
        rows = torch.randint(0, len(places), (100,))
        loss = nn.functional.mse_loss(net(places[rows]), distance[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        running += loss.item()
        if step % 100 == 0:
            print(f"step {step}: {running / 100:.5f}")
            running = 0.0

    places, distance = survey(1000)
    with torch.no_grad():
        r2 = 1 - (net(places) - distance).pow(2).mean() / distance.var()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
