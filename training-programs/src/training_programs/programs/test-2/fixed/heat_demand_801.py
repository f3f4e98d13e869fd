"""Hourly heat demand of a district heating network from weather and calendar."""
import numpy as np
import torch
from sklearn.metrics import r2_score
from torch import nn

torch.manual_seed(801)
rng = np.random.default_rng(801)


def make_table(hours=3600):
    t = np.arange(hours)
    hour, day = t % 24, t // 24
    temperature = 6 + 9 * np.sin(2 * np.pi * day / 365 - 1.9) + 4 * np.sin(2 * np.pi * (hour - 9) / 24) + rng.normal(0, 2.5, hours)
    wind = np.abs(rng.normal(3.5, 2.0, hours))
    sun = np.clip(np.sin(np.pi * (hour - 6) / 12), 0, None) * rng.uniform(0.2, 1.0, hours)
    weekend = (day % 7 >= 5).astype(float)
    chill = np.clip(17 - temperature + 0.35 * wind - 3 * sun, 0, None)
    morning = np.exp(-((hour - 7) ** 2) / 6) * (1 - 0.6 * weekend) + 0.7 * np.exp(-((hour - 19) ** 2) / 10)
    demand = 2.1 * chill + 14 * morning + 0.25 * chill * morning + rng.normal(0, 2.0, hours)
    columns = [temperature, wind, sun, weekend, np.sin(2 * np.pi * hour / 24), np.cos(2 * np.pi * hour / 24),
               np.sin(4 * np.pi * hour / 24), np.cos(4 * np.pi * hour / 24)]  # fmt: skip
    return np.stack(columns, 1), demand


class DemandNet(nn.Module):
    def __init__(self, columns):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(columns, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU())
        self.out = nn.Linear(64, 1)

    def forward(self, x):
        return self.out(self.body(x))


def log_cosh(error):
    """Smooth absolute error: quadratic near zero, linear far away."""
    return (error + nn.functional.softplus(-2 * error) - np.log(2)).mean()


table, demand = make_table()
order = rng.permutation(len(table))
train, test = order[:2800], order[2800:]
center, spread = table[train].mean(0), table[train].std(0)
y_mean, y_std = demand[train].mean(), demand[train].std()

x = torch.tensor((table - center) / spread, dtype=torch.float32)
y = torch.tensor((demand - y_mean) / y_std, dtype=torch.float32)

net = DemandNet(x.shape[1])
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-4)
epochs, batch = 30, 64
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)

for epoch in range(epochs):
    net.train()
    losses = []
    for rows in torch.tensor(rng.permutation(train)).split(batch):
        error = net(x[rows]).squeeze(1) - y[rows]
        loss = log_cosh(error)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    schedule.step()
    if epoch % 5 == 0:
        print(f"epoch {epoch:2d}  loss {np.mean(losses):.4f}")

net.eval()
with torch.no_grad():
    forecast = net(x[test]).squeeze(1).numpy() * y_std + y_mean
print("mean absolute error [MW]:", round(float(np.abs(forecast - demand[test]).mean()), 2))
print(f"final: r2={r2_score(demand[test], forecast):.4f}")
