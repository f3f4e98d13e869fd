"""Protein in wheat from near-infrared reflectance. The laboratory's values scatter a lot; the spectra do not."""

import math

import torch
from torch import nn

torch.manual_seed(618)

# %% data: 40 wavelengths, made of four absorbing parts and a baseline
wavelength = torch.linspace(0, 1, 40)
centers = torch.tensor([0.15, 0.4, 0.62, 0.85])
widths = torch.tensor([0.05, 0.09, 0.06, 0.1])
bands = torch.exp(-((wavelength - centers[:, None]) ** 2) / (2 * widths[:, None] ** 2))

amounts = torch.rand(2000, 4)
spectra = amounts @ bands + 0.1 * torch.randn(2000, 1) * wavelength + 0.005 * torch.randn(2000, 40)
starch, protein, water, oil = amounts.T
true = 9 + 5 * protein * (1.2 - 0.5 * water) + 1.5 * torch.sin(math.pi * starch) - oil
lab = true + 2.2 * torch.randn(2000)

# %% scaling with the numbers of the training part
n = 1600
spectra = (spectra - spectra[:n].mean(0)) / spectra[:n].std(0)
center, spread = lab[:n].mean(), lab[:n].std()
lab, true = (lab - center) / spread, (true - center) / spread

# %% model
net = nn.Sequential(nn.Linear(40, 24), nn.Tanh(), nn.Linear(24, 1))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
batch_size = 400


def evaluate():
    """Against the mean of many determinations, which scatters no more."""
    with torch.no_grad():
        error = nn.functional.mse_loss(net(spectra[n:])[:, 0], true[n:])
    return 1 - (error / true[n:].var()).item()


# %% training
for epoch in range(18):
    net.train()
    seen = 0.0
    for rows in torch.randperm(n).chunk(batch_size):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(spectra[rows])[:, 0], lab[rows])
        loss.backward()
        optimizer.step()
        seen += loss.item() * len(rows)
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: training error {seen / n:.4f}")

# %% result
net.eval()
print(f"final: r2={evaluate():.4f}")
