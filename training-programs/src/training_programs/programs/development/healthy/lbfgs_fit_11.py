import numpy as np
import torch
from torch import nn

torch.manual_seed(11)
rng = np.random.default_rng(11)
x = rng.uniform(-3, 3, (400, 1))
y = np.sin(2 * x) * np.exp(-0.1 * x**2) + 0.05 * rng.standard_normal((400, 1))
x = torch.tensor(x / 1.73, dtype=torch.float32)
y = torch.tensor(y / y.std(), dtype=torch.float32)
x_train, y_train, x_val, y_val = x[:300], y[:300], x[300:], y[300:]

net = nn.Sequential(nn.Linear(1, 20), nn.Tanh(), nn.Linear(20, 20), nn.Tanh(), nn.Linear(20, 1))
optimizer = torch.optim.LBFGS(net.parameters(), lr=1, max_iter=10, line_search_fn="strong_wolfe")


def closure():
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(net(x_train), y_train)
    loss.backward()
    return loss


for it in range(20):
    loss = optimizer.step(closure)
    if it % 5 == 0:
        print(it, loss.item())
with torch.no_grad():
    r2 = 1 - nn.functional.mse_loss(net(x_val), y_val) / y_val.var()
print(f"final: r2={r2.item():.4f}")
