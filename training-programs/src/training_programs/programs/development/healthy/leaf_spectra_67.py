"""Clean leaf spectra: noisy reflectances go through a narrow code and come back without the noise.

Mixtures of a handful of pigments are a linear matter, so the code and the way back are matrices and nothing else;
the answer is compared with what PCA gives.
"""
import numpy as np
import torch
from torch import nn

BANDS, PIGMENTS = 48, 5


def spectra(n, rng):
    wavelength = np.linspace(0, 1, BANDS)
    centers, widths = np.linspace(0.1, 0.9, PIGMENTS), np.array([0.05, 0.12, 0.07, 0.15, 0.06])
    curves = np.exp(-0.5 * ((wavelength - centers[:, None]) / widths[:, None]) ** 2)
    amounts = rng.normal(0, 1, (n, PIGMENTS))
    clean = amounts @ curves
    noisy = clean + rng.normal(0, 0.7, clean.shape)
    return torch.tensor(noisy, dtype=torch.float32), torch.tensor(clean, dtype=torch.float32)


class LinearAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(BANDS, 16, bias=False), nn.Linear(16, PIGMENTS, bias=False))
        self.decoder = nn.Linear(PIGMENTS, BANDS, bias=False)

    def forward(self, x):
        return self.decoder(self.encoder(x))


rng = np.random.default_rng(67)
torch.manual_seed(67)
noisy, clean = spectra(1500, rng)
noisy_test, clean_test = spectra(400, rng)

model = LinearAutoencoder()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(15):
    total = 0.0
    for rows in torch.randperm(1500).split(50):
        loss = (model(noisy[rows]) - noisy[rows]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1:2d}: reconstruction {total / 1500:.4f} (the noise alone is 0.49)")

_, _, axes = torch.linalg.svd(noisy - noisy.mean(0), full_matrices=False)
by_pca = noisy_test @ axes[:PIGMENTS].T @ axes[:PIGMENTS]
with torch.no_grad():
    by_model = model(noisy_test)
print(f"error after PCA {(by_pca - clean_test).square().mean():.4f}, before {(noisy_test - clean_test).square().mean():.4f}")
r2 = 1 - (by_model - clean_test).square().mean() / clean_test.var()
print(f"final: r2={r2.item():.4f}")
