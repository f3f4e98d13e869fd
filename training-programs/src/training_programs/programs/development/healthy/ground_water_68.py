# %% [markdown]
# Kriging of ground water levels: a Gaussian process whose four parameters follow from the marginal likelihood.
# All of them are logarithms and start at 0, i.e. at 1.

# %%
import math

import torch

torch.manual_seed(68)
torch.set_default_dtype(torch.float64)

# %% wells along a valley, east and north in kilometres (already divided by 5)
east_north = 4 * torch.rand(150, 2) - 2


def level(p):
    return 2.0 * torch.sin(1.3 * p[:, 0]) + 0.8 * torch.cos(2.5 * p[:, 1] + p[:, 0]) + 0.3 * p[:, 0] * p[:, 1]


height = level(east_north) + 0.2 * torch.randn(150)
wells, new_wells = east_north[:100], east_north[100:]
observed, expected = height[:100] - height[:100].mean(), height[100:] - height[:100].mean()

# %%
log_length = torch.nn.Parameter(torch.zeros(2))
log_signal = torch.nn.Parameter(torch.zeros(()))
log_noise = torch.nn.Parameter(torch.zeros(()))


def kernel(a, b):
    difference = (a[:, None, :] - b[None, :, :]) / log_length.exp()
    return (2 * log_signal).exp() * torch.exp(-0.5 * difference.square().sum(-1))


def covariance():
    return kernel(wells, wells) + (2 * log_noise).exp() * torch.eye(len(wells))


# %%
optimizer = torch.optim.Adam([log_length, log_signal, log_noise], lr=0.1)
for step in range(1, 161):
    optimizer.zero_grad()
    root = torch.linalg.cholesky(covariance())
    alpha = torch.cholesky_solve(observed[:, None], root)
    loss = 0.5 * (observed[:, None] * alpha).sum() + root.diagonal().log().sum() + 0.5 * len(wells) * math.log(2 * math.pi)
    loss.backward()
    optimizer.step()
    if step % 40 == 0:
        reach = ", ".join(f"{v:.2f}" for v in log_length.exp())
        print(f"step {step}: -log likelihood {loss.item():.2f}, reach {reach}, noise {log_noise.exp().item():.3f}")

# %%
with torch.no_grad():
    weights = torch.linalg.solve(covariance(), observed)
    predicted = kernel(new_wells, wells) @ weights
    r2 = 1 - (predicted - expected).square().sum() / (expected - expected.mean()).square().sum()
print(f"final: r2={r2.item():.4f}")
