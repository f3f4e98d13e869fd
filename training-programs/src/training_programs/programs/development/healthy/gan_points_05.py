"""GAN: learn the mean and the scale of a correlated Gaussian."""
import torch
import torch.nn as nn

torch.manual_seed(5)
bce = nn.BCEWithLogitsLoss()
mix = torch.tensor([[1.0, 0.6], [0.0, 0.8]])
centre = torch.tensor([1.5, -1.0])


def real(n):
    return torch.randn(n, 2) @ mix + centre


G = nn.Sequential(nn.Linear(4, 32), nn.LeakyReLU(0.2), nn.Linear(32, 2))
D = nn.Sequential(nn.Linear(2, 32), nn.LeakyReLU(0.2), nn.Linear(32, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))
opt_g = torch.optim.Adam(G.parameters(), lr=2e-3, betas=(0.5, 0.9))
opt_d = torch.optim.Adam(D.parameters(), lr=2e-3, betas=(0.5, 0.9))
ones, zeros = torch.ones(64, 1), torch.zeros(64, 1)

for it in range(700):
    fake = G(torch.randn(64, 4))
    loss_d = bce(D(real(64)), ones) + bce(D(fake.detach()), zeros)
    opt_d.zero_grad()
    loss_d.backward()
    opt_d.step()

    loss_g = bce(D(fake), ones)
    opt_g.zero_grad()
    loss_g.backward()
    opt_g.step()
    if it % 100 == 0:
        print(f"[{it}] D {loss_d.item():.3f} G {loss_g.item():.3f}")

with torch.no_grad():
    a, b = G(torch.randn(4000, 4)), real(4000)
    gap = ((a.mean(0) - b.mean(0)).norm() + (a.std(0) - b.std(0)).norm()) / centre.norm()
print(f"final: loss={gap.item():.4f}")
