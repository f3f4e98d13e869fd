"""Yield of a reaction with its uncertainty: mean and log variance, fitted by maximum likelihood."""
import numpy as np
import torch

gen = torch.Generator().manual_seed(212)


def laboratory(n):
    """Temperature, acidity, concentration and time, each scaled to [-1, 1]; the noise grows with the temperature."""
    x = torch.rand(n, 4, generator=gen) * 2 - 1
    clean = torch.exp(-2 * (x[:, 0] - 0.3) ** 2) * (1 + 0.6 * x[:, 2]) + 0.4 * torch.sin(3 * x[:, 1]) * x[:, 3]
    noise = 0.04 + 0.08 * (x[:, 0] + 1)
    return x, clean + noise * torch.randn(n, generator=gen)


def init(sizes):
    params = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        w = torch.randn(n_in, n_out, generator=gen) * (1.0 / n_in) ** 0.5
        params += [w.requires_grad_(), torch.zeros(n_out, requires_grad=True)]
    return params


def forward(params, x):
    *hidden, w, b = params
    for i in range(0, len(hidden), 2):
        x = torch.tanh(x @ hidden[i] + hidden[i + 1])
    out = x @ w + b
    mean, log_var = out.split(1, dim=1)
    return mean, log_var.clamp(-7, 5)


def nll(mean, log_var, y):
    return 0.5 * (log_var + (y - mean) ** 2 / log_var.exp()).mean()


x, y = laboratory(1600)
mu, sd = y[:1200].mean(), y[:1200].std()
y = (y - mu) / sd
x_train, y_train, x_test, y_test = x[:1200], y[:1200], x[1200:], y[1200:]

params = init([4, 40, 40, 2])
optimizer = torch.optim.Adam(params, lr=4e-3)
batch = 60
for epoch in range(40):
    order = torch.randperm(len(x_train), generator=gen)
    trace = []
    for k in range(0, len(order), batch):
        idx = order[k : k + batch]
        loss = nll(*forward(params, x_train[idx]), y_train[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        trace.append(loss.item())
    if epoch % 8 == 7:
        print(f"epoch {epoch + 1:3d}  nll {np.mean(trace):.4f}")

with torch.no_grad():
    mean, log_var = forward(params, x_test)
print(f"mean standard deviation {(0.5 * log_var).exp().mean():.3f}")
r2 = 1 - (mean.flatten() - y_test).square().sum() / (y_test - y_test.mean()).square().sum()
print(f"final: r2={r2.item():.4f}")
