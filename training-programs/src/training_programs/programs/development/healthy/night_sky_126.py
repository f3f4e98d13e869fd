"""Denoise short exposures without a single clean picture (Noise2Noise): the target is another noisy exposure."""

import torch
from torch import nn

torch.manual_seed(126)
SIZE = 20


def skies(n):
    grid = torch.arange(SIZE).float()
    row, col = torch.meshgrid(grid, grid, indexing="ij")
    picture = torch.zeros(n, SIZE, SIZE)
    for _ in range(3):
        y, x = (SIZE * torch.rand(n, 1, 1) for _ in range(2))
        size = 1.5 + 3 * torch.rand(n, 1, 1)
        light = 1 + 2 * torch.rand(n, 1, 1)
        picture += light * torch.exp(-((row - y) ** 2 + (col - x) ** 2) / (2 * size**2))
    return (picture - 0.6) / 0.8


def expose(picture):
    return picture + 0.8 * torch.randn_like(picture)


class Denoiser(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.inside = nn.Sequential(
            nn.Conv2d(1, width, 5, padding=2, padding_mode="reflect"),
            nn.LeakyReLU(0.1),
            nn.Conv2d(width, width, 5, padding=2, padding_mode="reflect"),
            nn.LeakyReLU(0.1),
            nn.Conv2d(width, 1, 5, padding=2, padding_mode="reflect"),
        )

    def forward(self, picture):
        return self.inside(picture.unsqueeze(1)).squeeze(1)


clean = skies(700)
first, second = expose(clean[:600]), expose(clean[:600])
net = Denoiser()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(9):
    total = 0.0
    for rows in torch.randperm(600).split(20):
        a, b = (first, second) if torch.rand(()) < 0.5 else (second, first)
        loss = nn.functional.mse_loss(net(a[rows]), b[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() / 30
    print(f"epoch {epoch + 1}: difference of exposures {total:.4f} (noise alone: {0.8**2:.2f})")

with torch.no_grad():
    held_out = clean[600:]
    error = nn.functional.mse_loss(net(expose(held_out)), held_out)
print(f"final: r2={(1 - error / held_out.var()).item():.4f}")
