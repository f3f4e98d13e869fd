"""Denoising without clean pictures (Noise2Noise, Lehtinen et al. 2018): the target is a second noisy scan.

The noise of the second scan cannot be foreseen, so most of the loss stays; the clean pictures are for the test only.
"""

import torch
from torch import nn

GRAIN = 1.0


def slides(count, size, generator):
    """Pictures of three soft spots each."""
    axis = torch.linspace(-1, 1, size)
    rows, columns = torch.meshgrid(axis, axis, indexing="ij")
    picture = torch.zeros(count, size, size)
    for _ in range(3):
        centre = torch.rand(count, 2, 1, 1, generator=generator) * 1.6 - 0.8
        width = 0.15 + 0.25 * torch.rand(count, 1, 1, generator=generator)
        height = torch.randn(count, 1, 1, generator=generator) * 1.5
        far = (rows - centre[:, 0]).square() + (columns - centre[:, 1]).square()
        picture += height * torch.exp(-far / (2 * width.square()))
    return picture.unsqueeze(1)


def scan(picture, generator):
    return picture + GRAIN * torch.randn(picture.shape, generator=generator)


class Denoiser(nn.Module):
    def __init__(self, channels=16):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, channels, 5, padding=2),
            nn.ReLU(),
            nn.Conv2d(channels, channels, 5, padding=2),
            nn.ReLU(),
            nn.Conv2d(channels, 1, 5, padding=2),
        )

    def forward(self, x):
        return self.layers(x)


def main():
    torch.manual_seed(150)
    generator = torch.Generator().manual_seed(150)
    clean = slides(400, 20, generator)
    clean_new = slides(60, 20, generator)
    first, second = scan(clean, generator), scan(clean, generator)
    del clean
    net = Denoiser()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(12):
        total = 0.0
        for rows in torch.randperm(len(first)).split(20):
            one, two = first[rows], second[rows]
            if torch.rand(()) < 0.5:
                one, two = two, one
            loss = nn.functional.mse_loss(net(one), two)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1:2d}: {total / len(first):.4f}")
    noisy = scan(clean_new, generator)
    with torch.no_grad():
        restored = net(noisy)
    error = (restored - clean_new).square().mean() / clean_new.var()
    print(f"noise left: {error.item():.3f} of their variance, before: {(GRAIN**2 / clean_new.var()).item():.3f}")
    print(f"final: r2={1 - error.item():.4f}")


if __name__ == "__main__":
    main()
