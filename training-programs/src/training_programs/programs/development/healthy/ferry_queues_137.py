"""Cars waiting for a ferry. Statisticians' code: a design matrix with its column of ones, a likelihood to maximize."""

import numpy as np
import torch
from torch import nn
from torch.distributions import Poisson

rng = np.random.default_rng(137)
torch.manual_seed(137)


def days(n):
    hour = rng.uniform(6, 22, n)
    weekday = rng.integers(0, 7, n)
    rain = rng.gamma(0.6, 2.0, n) * (rng.random(n) < 0.4)
    season = rng.uniform(0, 2 * np.pi, n)
    rush = np.exp(-(((hour - 8) / 1.5) ** 2)) + 1.2 * np.exp(-(((hour - 17.5) / 2) ** 2))
    free = np.isin(weekday, (5, 6))
    rate = np.exp(2.2 + 1.1 * rush * ~free + 0.7 * np.sin(season) * (0.5 + free) - 0.08 * rain)
    return hour, weekday, rain, season, rng.poisson(rate)


def design(hour, weekday, rain, season):
    """(Intercept), hour, its sine and cosine, rain, season, and a dummy for each weekday but Monday."""
    turn = 2 * np.pi * (hour - 6) / 16
    columns = [np.ones_like(hour), (hour - 14) / 4.6, np.sin(turn), np.cos(turn), np.log1p(rain)]
    columns += [np.sin(season), np.cos(season)]
    columns += [(weekday == day).astype(float) for day in range(1, 7)]
    return torch.tensor(np.column_stack(columns), dtype=torch.float32)


class LogRate(nn.Module):
    """No layer has a bias: the column of ones does that work, and it is carried along."""

    def __init__(self, columns, width=24):
        super().__init__()
        self.hidden1 = nn.Linear(columns, width, bias=False)
        self.hidden2 = nn.Linear(width + 1, width, bias=False)
        self.beta = nn.Linear(width + 1, 1, bias=False)

    def forward(self, design):
        one = design[:, :1]
        h = torch.tanh(self.hidden1(design))
        h = torch.tanh(self.hidden2(torch.cat([one, h], dim=1)))
        return self.beta(torch.cat([one, h], dim=1)).squeeze(1)


*predictors, waiting = days(3000)
X, waiting = design(*predictors), torch.tensor(waiting, dtype=torch.float32)
train, test = slice(0, 2400), slice(2400, None)
model = LogRate(X.shape[1])
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3, maximize=True)


def log_likelihood(rows):
    return Poisson(model(X[rows]).exp()).log_prob(waiting[rows]).mean()


for epoch in range(1, 31):
    for rows in torch.randperm(2400).split(60):
        optimizer.zero_grad()
        log_likelihood(rows).backward()
        optimizer.step()
    if epoch % 5 == 0:
        with torch.no_grad():
            print(f"epoch {epoch:2d}: log-likelihood {log_likelihood(train):.4f}, held out {log_likelihood(test):.4f}")

with torch.no_grad():
    residual = ((model(X[test]).exp() - waiting[test]) ** 2).mean()
print(f"final: r2={1 - (residual / waiting[test].var()).item():.4f}")
