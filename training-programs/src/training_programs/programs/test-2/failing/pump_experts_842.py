# Flow of a pump station from valve position and pressure.
# The station has several regimes, so a small mixture of experts fits it.
import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F

parser = argparse.ArgumentParser()
parser.add_argument("--experts", type=int, default=4)
parser.add_argument("--epochs", type=int, default=40)
parser.add_argument("--batch", type=int, default=64)
parser.add_argument("--lr", type=float, default=5e-3)
parser.add_argument("--seed", type=int, default=842)
args = parser.parse_args([])
torch.manual_seed(args.seed)


def station(n):
    x = torch.rand(n, 2) * 2 - 1
    valve, pressure = x[:, 0], x[:, 1]
    low = 1.5 * valve + 0.5
    high = -2.0 * valve + torch.sin(3 * pressure)
    flow = torch.where(pressure > 0, high, low)
    flow = torch.where(valve * pressure > 0.3, flow - 1.0, flow)
    return x, flow + 0.05 * torch.randn(n)


class MixtureOfExperts(nn.Module):
    def __init__(self, n_experts):
        super().__init__()
        self.gate = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, n_experts))
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1)) for _ in range(n_experts)
        )

    def forward(self, x):
        weight = F.softmax(self.gate(x), dim=0)
        answers = torch.cat([expert(x) for expert in self.experts], dim=1)
        return (weight * answers).sum(1)


x_train, y_train = station(2000)
x_test, y_test = station(600)
model = MixtureOfExperts(args.experts)
optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, args.epochs, eta_min=1e-4)


def r2(x, y):
    with torch.no_grad():
        rest = (torch.cat([model(part) for part in x.split(args.batch)]) - y).square().mean()
    return 1 - (rest / y.var(unbiased=False)).item()


for epoch in range(1, args.epochs + 1):
    for rows in torch.randperm(len(x_train)).split(args.batch):
        loss = F.mse_loss(model(x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    schedule.step()
    if epoch % 5 == 0:
        print(f"epoch {epoch}: last batch {loss.item():.4f}, test r2 {r2(x_test, y_test):.3f}")

print(f"final: r2={r2(x_test, y_test):.4f}")
