import torch
from torch import nn

torch.manual_seed(37)
G = nn.Sequential(nn.Linear(4, 32), nn.LeakyReLU(0.2), nn.Linear(32, 32), nn.LeakyReLU(0.2), nn.Linear(32, 2))
D = nn.Sequential(nn.Linear(2, 32), nn.LeakyReLU(0.2), nn.Linear(32, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1))
g_opt = torch.optim.Adam(G.parameters(), lr=1e-3, betas=(0.5, 0.9))
d_opt = torch.optim.Adam(D.parameters(), lr=1e-3, betas=(0.5, 0.9))
bce = nn.BCEWithLogitsLoss()


def ring(n):
    a = 6.2832 * torch.rand(n)
    return torch.stack([2 * a.cos(), 2 * a.sin()], 1) + 0.05 * torch.randn(n, 2)


for step in range(700):
    real, fake = ring(64), G(torch.randn(64, 4))
    d_loss = bce(D(real), torch.full((64, 1), 0.9)) + bce(D(fake.detach()), torch.zeros(64, 1))
    d_opt.zero_grad()
    d_loss.backward()
    d_opt.step()
    g_loss = bce(D(G(torch.randn(64, 4))), torch.ones(64, 1))
    g_opt.zero_grad()
    g_loss.backward()
    g_opt.step()
    if step % 100 == 0:
        print(step, d_loss.item(), g_loss.item())
with torch.no_grad():
    off = (G(torch.randn(1000, 4)).norm(dim=1) - 2).abs().mean()
print(f"final: loss={off.item():.4f}")
