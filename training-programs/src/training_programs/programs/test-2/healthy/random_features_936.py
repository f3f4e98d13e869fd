"""Classification on fixed random convolution features (in the spirit of ROCKET).

The 400 kernels are drawn once and stay as they are; only the linear readout learns.
"""
import math

import torch
from torch import nn

CLASSES = ("sine", "square", "triangle", "chirp")
LENGTH = 96


def waveforms(n, generator):
    t = torch.linspace(0, 1, LENGTH)
    label = torch.randint(0, len(CLASSES), (n,), generator=generator)
    freq = 3 + 4 * torch.rand(n, 1, generator=generator)
    phase = 2 * math.pi * torch.rand(n, 1, generator=generator)
    angle = 2 * math.pi * freq * t + phase
    shapes = torch.stack([
        torch.sin(angle),
        torch.sign(torch.sin(angle)),
        2 / math.pi * torch.asin(torch.sin(angle) * 0.999),
        torch.sin(angle * (0.5 + t)),
    ])
    wave = shapes[label, torch.arange(n)]
    wave = wave + 0.25 * torch.randn(n, LENGTH, generator=generator)
    return ((wave - wave.mean(1, keepdim=True)) / wave.std(1, keepdim=True))[:, None], label


class RandomKernels(nn.Module):
    """Random dilated kernels; each gives its maximum and its share of positive values."""

    def __init__(self, per_dilation=100, dilations=(1, 2, 4, 8)):
        super().__init__()
        self.branches = nn.ModuleList(
            nn.Conv1d(1, per_dilation, 9, dilation=d, padding=4 * d) for d in dilations
        )
        for branch in self.branches:
            nn.init.normal_(branch.weight)
            branch.weight.data -= branch.weight.data.mean(dim=2, keepdim=True)
            nn.init.uniform_(branch.bias, -1, 1)
        self.requires_grad_(False)

    def forward(self, x):
        maps = [branch(x) for branch in self.branches]
        return torch.cat([m.amax(2) for m in maps] + [(m > 0).float().mean(2) for m in maps], dim=1)


def main():
    torch.manual_seed(936)
    generator = torch.Generator().manual_seed(36)
    x, y = waveforms(2000, generator)
    x_test, y_test = waveforms(600, generator)

    kernels = RandomKernels()
    f, f_test = kernels(x), kernels(x_test)
    center, scale = f.mean(0), f.std(0) + 1e-6
    f, f_test = (f - center) / scale, (f_test - center) / scale

    readout = nn.Linear(f.shape[1], len(CLASSES))
    nn.init.zeros_(readout.weight)
    nn.init.zeros_(readout.bias)
    optimizer = torch.optim.Adam(readout.parameters(), lr=1e-3, weight_decay=1e-2)
    for epoch in range(15):
        for rows in torch.randperm(len(f)).split(50):
            loss = nn.functional.cross_entropy(readout(f[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if epoch % 3 == 2:
            with torch.no_grad():
                train = (readout(f).argmax(1) == y).float().mean().item()
                test = (readout(f_test).argmax(1) == y_test).float().mean().item()
            print(f"epoch {epoch + 1}: train {train:.4f} test {test:.4f}")
    print(f"final: accuracy={test:.4f}")


if __name__ == "__main__":
    main()
