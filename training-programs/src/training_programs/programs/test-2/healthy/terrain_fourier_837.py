"""Height map of a terrain from scattered soundings: fixed random Fourier features and a trained read-out (L-BFGS)."""
import math

import torch
from torch import nn


class RandomFourier(nn.Module):
    """cos(Wx + b) with W and b drawn once; they are not trained."""

    def __init__(self, inputs, features, scale):
        super().__init__()
        self.project = nn.Linear(inputs, features)
        nn.init.normal_(self.project.weight, std=scale)
        nn.init.uniform_(self.project.bias, 0, 2 * math.pi)
        for parameter in self.parameters():
            parameter.requires_grad_(False)

    def forward(self, x):
        return torch.cos(self.project(x)) * math.sqrt(2.0 / self.project.out_features)


def terrain(p):
    """Height in hundreds of metres at points of the unit square."""
    x, y = p[:, 0], p[:, 1]
    hills = 1.5 * torch.exp(-((x - 0.3) ** 2 + (y - 0.6) ** 2) / 0.03)
    hills = hills + 1.1 * torch.exp(-((x - 0.75) ** 2 + (y - 0.3) ** 2) / 0.02)
    valley = -0.8 * torch.exp(-((y - 0.5 - 0.2 * torch.sin(5 * x)) ** 2) / 0.01)
    return hills + valley + 0.3 * torch.sin(9 * x) * torch.cos(7 * y)


def main():
    torch.manual_seed(837)
    points = torch.rand(2600, 2)
    heights = terrain(points) + 0.05 * torch.randn(len(points))
    mean = heights[:2000].mean()
    x, y = points[:2000], heights[:2000] - mean
    x_new, y_new = points[2000:], terrain(points[2000:]) - mean

    model = nn.Sequential(RandomFourier(2, 400, scale=9.0), nn.Linear(400, 1))
    readout = model[1]
    nn.init.zeros_(readout.weight)
    nn.init.zeros_(readout.bias)
    optimizer = torch.optim.LBFGS(readout.parameters(), lr=1.0, max_iter=1, history_size=20)

    def objective():
        optimizer.zero_grad()
        loss = (model(x).squeeze(1) - y).pow(2).mean() + 1e-5 * readout.weight.pow(2).sum()
        loss.backward()
        return loss

    for step in range(1, 201):
        loss = optimizer.step(objective)
        if step % 40 == 0:
            with torch.no_grad():
                error = (model(x_new).squeeze(1) - y_new).pow(2).mean()
            print(f"step {step:3d}  objective {loss.item():.5f}  error at new points {error.item():.5f}")

    with torch.no_grad():
        rest = (model(x_new).squeeze(1) - y_new).pow(2).mean()
    print(f"final: r2={1 - (rest / y_new.var()).item():.4f}")


if __name__ == "__main__":
    main()
