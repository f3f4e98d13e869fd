"""Soil salinity of a river delta from scattered probes: feature grids of two resolutions and a small decoder."""

import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F


def true_field(p):
    x, y = p[:, 0], p[:, 1]
    river = torch.exp(-40 * (y - 0.2 * torch.sin(4 * x)) ** 2)
    sea = torch.sigmoid(6 * (x + 0.2 * torch.cos(5 * y)))
    lenses = torch.exp(-30 * ((x + 0.4) ** 2 + (y - 0.5) ** 2)) + torch.exp(-50 * ((x - 0.3) ** 2 + (y + 0.6) ** 2))
    return 3 * sea - 2 * river + 1.5 * lenses


class GridField(nn.Module):
    def __init__(self, resolutions=(6, 16), channels=4, width=24):
        super().__init__()
        self.coarse = torch.empty(1, channels, resolutions[0], resolutions[0]).uniform_(-1e-2, 1e-2).requires_grad_()
        self.fine = torch.empty(1, channels, resolutions[1], resolutions[1]).uniform_(-1e-2, 1e-2).requires_grad_()
        self.decoder = nn.Sequential(
            nn.Linear(2 * channels, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1)
        )

    def forward(self, points):
        where = points.view(1, -1, 1, 2)
        looked_up = [
            F.grid_sample(grid, where, align_corners=True)[0, :, :, 0].t() for grid in (self.coarse, self.fine)
        ]
        return self.decoder(torch.cat(looked_up, dim=1)).squeeze(1)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--probes", type=int, default=3000)
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--batch-size", type=int, default=100)
    parser.add_argument("--lr", type=float, default=5e-3)
    return parser.parse_args()


def main():
    args = parse()
    torch.manual_seed(538)
    probes = 2 * torch.rand(args.probes, 2) - 1
    salinity = true_field(probes) + 0.05 * torch.randn(args.probes)
    mean, std = salinity.mean(), salinity.std()
    salinity = (salinity - mean) / std

    field = GridField()
    optimizer = torch.optim.Adam(field.parameters(), lr=args.lr)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, args.epochs, eta_min=args.lr / 20)
    for epoch in range(args.epochs):
        losses = []
        for chosen in torch.randperm(args.probes).split(args.batch_size):
            optimizer.zero_grad()
            loss = F.mse_loss(field(probes[chosen]), salinity[chosen])
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        scheduler.step()
        if (epoch + 1) % 5 == 0:
            print(f"epoch {epoch + 1:3d} loss {torch.stack(losses).mean():.4f}")

    axis = torch.linspace(-0.98, 0.98, 50)
    raster = torch.cartesian_prod(axis, axis)
    truth = (true_field(raster) - mean) / std
    with torch.no_grad():
        rest = F.mse_loss(field(raster), truth)
    print(f"final: r2={(1 - rest / truth.var()).item():.4f}")


if __name__ == "__main__":
    main()
