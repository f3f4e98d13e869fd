# %%
# Forecast of the temperature six hours ahead from the last day at an automatic weather station
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(11)
rng = np.random.default_rng(11)

# %%
# the station's log: one row an hour, SI units as the logger writes them
hours = 3600
t = np.arange(hours)
front = np.zeros(hours)
for i in range(1, hours):
    front[i] = 0.97 * front[i - 1] + 0.24 * rng.standard_normal()
temperature = 284 + 6 * np.sin(2 * np.pi * (t - 9) / 24) - 3.0 * np.roll(front, 6) + rng.normal(0, 0.4, hours)
pressure = 101325 + 700 * front + rng.normal(0, 40, hours)
humidity = np.clip(65 - 15 * np.sin(2 * np.pi * (t - 9) / 24) + rng.normal(0, 5, hours), 0, 100)
log = np.stack([pressure, temperature, humidity], axis=1)

# %%
WINDOW, AHEAD, SPLIT = 24, 6, 2800
table = (log - log[:SPLIT].mean(axis=0)) / log[:SPLIT].std(axis=0)
last = np.arange(WINDOW, hours - AHEAD)
x = torch.tensor(np.stack([table[i - WINDOW : i] for i in last]), dtype=torch.float32)
y = temperature[last + AHEAD - 1]
y = torch.tensor((y - temperature[:SPLIT].mean()) / temperature[:SPLIT].std(), dtype=torch.float32)
train = TensorDataset(x[: SPLIT - WINDOW - AHEAD], y[: SPLIT - WINDOW - AHEAD])
x_test, y_test = x[SPLIT:], y[SPLIT:]
print("windows", tuple(x.shape))


# %%
class Forecaster(nn.Module):
    def __init__(self, features=3, hidden=24):
        super().__init__()
        self.gru = nn.GRU(features, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 1)

    def forward(self, x):
        _, h = self.gru(x)
        return self.head(h[-1]).squeeze(1)


model = Forecaster()
optimizer = torch.optim.RMSprop(model.parameters(), lr=2e-3)
loss_fn = nn.HuberLoss()
for epoch in range(8):
    model.train()
    losses = []
    for xb, yb in DataLoader(train, batch_size=64, shuffle=True):
        optimizer.zero_grad()
        loss = loss_fn(model(xb), yb)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"epoch {epoch + 1}  loss {np.mean(losses):.4f}")

# %%
model.eval()
with torch.no_grad():
    error = (model(x_test) - y_test).square().mean() / y_test.var()
print(f"final: r2={1 - error.item():.4f}")
