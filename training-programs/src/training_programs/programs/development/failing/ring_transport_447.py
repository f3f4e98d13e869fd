"""Fourier neural operator: from the concentration of a dye on a ring at time 0 to that at time 1."""
import argparse
import math

import torch
from torch import nn

POINTS = 48


def waves(n):
    x = 2 * math.pi * torch.arange(POINTS) / POINTS
    k = torch.arange(1, 6)
    a, b = torch.randn(n, 5, 1) / k[:, None], torch.randn(n, 5, 1) / k[:, None]
    return (a * torch.sin(k[:, None] * x) + b * torch.cos(k[:, None] * x)).sum(1)


def transport(u, steps=100, speed=0.9, diffusion=0.04, reaction=0.8):
    """Drift along the ring, diffusion, and a reaction with two stable states."""
    dt = 1 / steps
    k = torch.fft.rfftfreq(POINTS, 1 / POINTS)
    decay = torch.exp((-1j * k * speed - diffusion * k**2) * dt)
    for _ in range(steps):
        u = torch.fft.irfft(torch.fft.rfft(u) * decay, n=POINTS)
        u = u + dt * reaction * (u - u**3)
    return u


class SpectralMix(nn.Module):
    """Multiplies the lowest modes by learned complex matrices."""

    def __init__(self, width, modes):
        super().__init__()
        self.modes = modes
        scale = 1 / width**2
        self.filter_re = nn.Parameter(scale * torch.rand(modes, width, width))
        self.filter_im = nn.Parameter(scale * torch.rand(modes, width, width))

    def forward(self, x):
        spectrum = torch.fft.rfft(x)[..., : self.modes]
        mixed = torch.einsum("bim,mio->bom", spectrum, torch.complex(self.filter_re, self.filter_im))
        return torch.fft.irfft(mixed, n=x.shape[-1])


class Operator(nn.Module):
    def __init__(self, width=16, modes=10, depth=2):
        super().__init__()
        self.lift = nn.Conv1d(1, width, 1)
        self.spectral = nn.ModuleList(SpectralMix(width, modes) for _ in range(depth))
        self.local = nn.ModuleList(nn.Conv1d(width, width, 1) for _ in range(depth))
        self.project = nn.Conv1d(width, 1, 1)

    def forward(self, u):
        x = self.lift(u[:, None])
        for spectral, local in zip(self.spectral, self.local):
            x = nn.functional.gelu(spectral(x) + local(x))
        return self.project(x).squeeze(1)


def parameter_groups(model, weight_decay):
    decay, no_decay = [], []
    for name, parameter in model.named_parameters():
        if name.endswith("weight"):
            decay.append(parameter)
        elif name.endswith("bias"):
            no_decay.append(parameter)
    return [{"params": decay, "weight_decay": weight_decay}, {"params": no_decay, "weight_decay": 0.0}]


def relative(model, u, v):
    with torch.no_grad():
        return 1 - ((model(u) - v).pow(2).sum() / (v - v.mean()).pow(2).sum()).item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--weight-decay", type=float, default=1e-2)
    args = parser.parse_args()

    torch.manual_seed(447)
    u = waves(1000)
    v = transport(u)
    u_train, v_train, u_test, v_test = u[:800], v[:800], u[800:], v[800:]
    model = Operator()
    optimizer = torch.optim.AdamW(parameter_groups(model, args.weight_decay), lr=args.lr)
    for epoch in range(args.epochs):
        model.train()
        total = 0.0
        for rows in torch.randperm(800).split(args.batch):
            loss = nn.functional.mse_loss(model(u_train[rows]), v_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / 800
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: mse {total:.5f}")
    model.eval()
    print(f"final: r2={relative(model, u_test, v_test):.4f}")


if __name__ == "__main__":
    main()
