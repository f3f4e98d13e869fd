# Learn the price of a basket-free European call from simulated payoffs (no closed form used in training),
# then compare with Black-Scholes. Fresh paths every step, so there is no training set.
import argparse
import math

import torch
import torch.nn as nn

parser = argparse.ArgumentParser()
parser.add_argument("--paths", type=int, default=512)
parser.add_argument("--steps", type=int, default=900)
parser.add_argument("--lr", type=float, default=0.03)
parser.add_argument("--hidden", type=int, default=48)
parser.add_argument("--seed", type=int, default=532)
args = parser.parse_args()

torch.manual_seed(args.seed)
RATE = 0.02


def contracts(n):
    """Moneyness S/K, volatility, maturity in years."""
    u = torch.rand(n, 3)
    return torch.stack([0.7 + 0.6 * u[:, 0], 0.1 + 0.4 * u[:, 1], 0.1 + 1.9 * u[:, 2]], dim=1)


def discounted_payoff(c):
    money, vol, years = c.unbind(1)
    drift = (RATE - 0.5 * vol**2) * years
    terminal = money * torch.exp(drift + vol * years.sqrt() * torch.randn(len(c)))
    return torch.exp(-RATE * years) * torch.relu(terminal - 1)


def black_scholes(c):
    money, vol, years = c.unbind(1)
    d1 = (money.log() + (RATE + 0.5 * vol**2) * years) / (vol * years.sqrt())
    d2 = d1 - vol * years.sqrt()
    normal = torch.distributions.Normal(0.0, 1.0)
    return money * normal.cdf(d1) - torch.exp(-RATE * years) * normal.cdf(d2)


center = torch.tensor([1.0, 0.3, 1.05])
scale = torch.tensor([0.173, 0.115, 0.548])


def features(c):
    return (c - center) / scale


net = nn.Sequential(
    nn.Linear(3, args.hidden), nn.SiLU(), nn.Linear(args.hidden, args.hidden), nn.SiLU(), nn.Linear(args.hidden, 1)
)
optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)

running = None
for step in range(1, args.steps + 1):
    c = contracts(args.paths)
    target = discounted_payoff(c) * 5  # about unit size
    loss = nn.functional.mse_loss(net(features(c)).squeeze(1), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    running = loss.item() if running is None else 0.98 * running + 0.02 * loss.item()
    if step % 200 == 0:
        print(f"step {step:5d}  smoothed loss {running:.4f}  (payoffs are random, so it cannot reach 0)")

test = contracts(2000)
true = black_scholes(test)
with torch.no_grad():
    price = net(features(test)).squeeze(1) / 5
r2 = 1 - ((price - true) ** 2).mean() / true.var(unbiased=False)
print("mean absolute error in % of strike:", round(100 * (price - true).abs().mean().item(), 3))
print(f"final: r2={r2.item() if math.isfinite(r2.item()) else float('nan'):.4f}")
