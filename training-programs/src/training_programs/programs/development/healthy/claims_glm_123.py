"""Claims per policy as in an actuary's GLM: a column of ones, exposure as an offset, a loss that is a sum."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

SEED = 123


def portfolio(n, rng):
    age = rng.uniform(18, 85, n)
    power = rng.normal(90, 25, n)
    urban = (rng.random(n) < 0.4).astype(float)
    bonus = rng.beta(2, 3, n)
    exposure = rng.uniform(0.1, 4.0, n)  # years insured
    rate = np.exp(0.3 + 1.2 * np.exp(-(age - 18) / 9) + 0.9 * (age > 72) + 0.009 * (power - 90) + 0.5 * urban - 1.6 * bonus)
    rate = rate * np.where((urban == 1) & (age < 27), 1.8, 1.0)
    claims = rng.poisson(2.5 * rate * exposure)
    design = [np.ones(n), (age - 50) / 20, (power - 90) / 25, urban, 4 * bonus - 1.6]
    return (torch.tensor(np.stack(design, 1), dtype=torch.float32), torch.tensor(np.log(exposure), dtype=torch.float32),
            torch.tensor(claims, dtype=torch.float32))


class ClaimRate(nn.Module):
    """The linear part as in the tariff, and a small network for what it misses. The ones are the intercept."""

    def __init__(self, columns):
        super().__init__()
        self.linear = nn.Linear(columns, 1, bias=False)
        self.rest = nn.Sequential(nn.Linear(columns, 32, bias=False), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1, bias=False))

    def forward(self, design, log_exposure):
        return (self.linear(design) + self.rest(design)).squeeze(1) + log_exposure


def deviance(log_mean, claims):
    return 2 * (torch.xlogy(claims, claims) - claims * log_mean - claims + log_mean.exp()).sum()


def main():
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    train, test = portfolio(4000, rng), portfolio(1500, rng)
    model = ClaimRate(train[0].shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    loader = DataLoader(TensorDataset(*train), batch_size=200, shuffle=True)
    criterion = nn.PoissonNLLLoss(log_input=True, reduction="sum")
    for epoch in range(25):
        for design, log_exposure, claims in loader:
            loss = criterion(model(design, log_exposure), claims)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}: negative log-likelihood of the last batch {loss.item():.1f}")

    design, log_exposure, claims = test
    with torch.no_grad():
        model_deviance = deviance(model(design, log_exposure), claims)
        constant = deviance(train[2].mean().log().expand(len(claims)), claims)
    # share of the deviance explained, the GLM's R2
    print(f"final: r2={1 - (model_deviance / constant).item():.4f}")


if __name__ == "__main__":
    main()
