"""Tomorrow's level of a reservoir (in metres above the outlet) from the last three weeks."""
import numpy as np
import torch
from torch import nn

torch.manual_seed(908)
rng = np.random.default_rng(908)

DAYS, WINDOW = 1500, 21
t = np.arange(DAYS)
rain = rng.gamma(0.4, 1.0, DAYS) * (1 + 0.8 * np.sin(2 * np.pi * t / 120))
level = np.zeros(DAYS)
level[0] = 3.0
for day in range(1, DAYS):
    outflow = 0.05 * level[day - 1] + 0.12 * max(level[day - 1] - 4.5, 0)
    level[day] = max(level[day - 1] + 0.4 * rain[day - 1] - outflow, 0.2)
series = np.stack([level, rain], 1).astype(np.float32)

split = 1150
centre, spread = series[:split].mean(0), series[:split].std(0)
scaled = (series - centre) / spread
windows = torch.tensor(np.stack([scaled[d : d + WINDOW] for d in range(DAYS - WINDOW)]))
targets = torch.tensor(series[WINDOW:, 0])
n_train = split - WINDOW
print(f"levels from {level.min():.2f} m to {level.max():.2f} m, mean {level.mean():.2f} m")


class StackedForecaster(nn.Module):
    """A wide LSTM reads the window, a second one sums it up."""

    def __init__(self, inputs=2, wide=32):
        super().__init__()
        self.first = nn.LSTM(inputs, wide, batch_first=True)
        self.second = nn.LSTM(wide, 1, batch_first=True)

    def forward(self, x):
        x, _ = self.first(x)
        x, _ = self.second(x)
        return x[:, -1, 0]


model = StackedForecaster()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 20)

for epoch in range(20):
    model.train()
    total = 0.0
    for rows in torch.randperm(n_train).split(40):
        loss = criterion(model(windows[rows]), targets[rows])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(rows)
    scheduler.step()
    if epoch % 4 == 0:
        print(f"epoch {epoch}: mse {total / n_train:.4f} m^2")

model.eval()
with torch.no_grad():
    forecast = model(windows[n_train:])
actual = targets[n_train:]
for day in range(0, 60, 15):
    print(f"day +{day}: {forecast[day]:.2f} m forecast, {actual[day]:.2f} m measured")
residual = ((forecast - actual) ** 2).sum() / ((actual - actual.mean()) ** 2).sum()
print(f"final: r2={1 - residual.item():.4f}")
