"""라만 스펙트럼 변분 오토인코더.

두 개의 피크로 이루어진 가상의 스펙트럼(100개 채널)을 3차원 잠재 공간으로
압축하고, 처음 보는 스펙트럼을 얼마나 잘 복원하는지 측정한다.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(883)
CHANNELS = 100


def make_spectra(n):
    """피크 위치 두 개와 강도 비율을 무작위로 뽑아 스펙트럼을 만든다."""
    grid = torch.linspace(0, 1, CHANNELS)
    first = 0.15 + 0.25 * torch.rand(n, 1)
    second = 0.60 + 0.25 * torch.rand(n, 1)
    ratio = 0.2 + 0.6 * torch.rand(n, 1)
    spectra = ratio * torch.exp(-((grid - first) / 0.07) ** 2) + (1 - ratio) * torch.exp(-((grid - second) / 0.07) ** 2)
    return spectra + 0.02 * torch.randn(n, CHANNELS)


class SpectrumVAE(nn.Module):
    def __init__(self, latent=3, width=96):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(CHANNELS, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU())
        self.to_mu = nn.Linear(width, latent)
        self.to_logvar = nn.Linear(width, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, CHANNELS)
        )

    def forward(self, x):
        h = self.encoder(x)
        mu, logvar = self.to_mu(h), self.to_logvar(h)
        z = mu + torch.randn_like(mu) * torch.exp(0.5 * logvar)
        return self.decoder(z), mu, logvar


def elbo_loss(recon, x, mu, logvar):
    """복원 오차와 KL 항의 합 (표본 하나당 평균)."""
    rec = F.mse_loss(recon, x, reduction="sum") / len(x)
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp()) / len(x)
    return rec + kl, rec, kl


def main():
    train, test = make_spectra(3000), make_spectra(500)
    mean, std = train.mean(), train.std()
    train, test = (train - mean) / std, (test - mean) / std

    loader = DataLoader(TensorDataset(train), batch_size=100, shuffle=True)
    model = SpectrumVAE()
    epochs = 40
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda e: 0.5 * (1 + math.cos(math.pi * e / epochs)))
    for epoch in range(epochs):
        model.train()
        sums = torch.zeros(3)
        for (x,) in loader:
            recon, mu, logvar = model(x)
            loss, rec, kl = elbo_loss(recon, x, mu, logvar)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            sums += torch.tensor([loss.item(), rec.item(), kl.item()])
        schedule.step()
        if epoch % 10 == 9:
            total, rec, kl = (sums / len(loader)).tolist()
            print(f"에폭 {epoch + 1}: 손실 {total:.3f} (복원 {rec:.3f}, KL {kl:.3f})")

    # 평가: 잠재 평균으로 복원한다
    model.eval()
    with torch.no_grad():
        recon = model.decoder(model.to_mu(model.encoder(test)))
        residual = (recon - test).pow(2).sum()
        r2 = 1 - residual / (test - train.mean(0)).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
