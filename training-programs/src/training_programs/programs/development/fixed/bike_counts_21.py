"""Hourly bike counts, Poisson regression with a small network."""
import torch
from torch import nn


def make_counts(n, gen):
    hour = torch.randint(0, 24, (n,), generator=gen).float()
    temp = torch.randn(n, generator=gen)
    rain = (torch.rand(n, generator=gen) < 0.2).float()
    log_rate = 3.6 + 1.2 * torch.sin((hour - 8) / 24 * 2 * torch.pi) + 0.5 * temp - 0.8 * rain
    counts = torch.poisson(log_rate.exp(), generator=gen)
    x = torch.stack([torch.sin(hour / 24 * 2 * torch.pi), torch.cos(hour / 24 * 2 * torch.pi), temp, rain - 0.2], 1)
    return x, counts


class RateNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 64), nn.ELU(), nn.Linear(64, 64), nn.ELU())
        self.out = nn.Linear(64, 1)

    def forward(self, x):
        return nn.functional.softplus(self.out(self.body(x))).squeeze(1)


def poisson_loss(rate, counts):
    return (rate - counts * torch.log(rate + 1e-8)).mean()


gen = torch.Generator().manual_seed(21)
torch.manual_seed(21)
x, counts = make_counts(2000, gen)
x_val, counts_val = make_counts(800, gen)
net = RateNet()
opt = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
for epoch in range(15):
    for rows in torch.randperm(2000).split(50):
        opt.zero_grad()
        loss = poisson_loss(net(x[rows]), counts[rows])
        loss.backward()
        opt.step()
    with torch.no_grad():
        err = ((net(x_val) - counts_val) ** 2).mean()
    print(f"epoch {epoch + 1} loss {loss.item():.3f} val rmse {err.sqrt().item():.2f}")
print(f"final: r2={1 - (err / counts_val.var()).item():.4f}")
