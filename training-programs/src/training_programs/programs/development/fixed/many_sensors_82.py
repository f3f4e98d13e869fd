import numpy as np
import torch
from torch import nn
from torch.nn.functional import mse_loss

rng = np.random.default_rng(82)
torch.manual_seed(82)


def plant(n, coef):
    x = rng.standard_normal((n, 60))
    y = x[:, :5] @ coef + 1.0 * rng.standard_normal(n)
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y / 2.0, dtype=torch.float32)[:, None]


coef = np.array([1.2, -1.0, 0.8, -0.6, 0.4])
x_train, y_train = plant(5000, coef)
x_test, y_test = plant(500, coef)
model = nn.Sequential(nn.Linear(60, 64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.003, momentum=0.9)
for step in range(1, 801):
    idx = torch.randint(0, len(x_train), (50,))
    loss = mse_loss(model(x_train[idx]), y_train[idx])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 50 == 0:
        with torch.no_grad():
            a, b = mse_loss(model(x_train), y_train), mse_loss(model(x_test), y_test)
        print(f"step {step}: train {a.item():.4f} test {b.item():.4f}")
print(f"final: r2={1 - (b / y_test.var()).item():.4f}")
