"""전력 수요 예측: 지난 24시간을 보고 다음 한 시간을 맞힌다"""
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(239)
rng = np.random.default_rng(239)

WINDOW = 24

# 90일치 시간별 수요 (GW)
hours = np.arange(24 * 90)
demand = 60 + 9 * np.sin(2 * np.pi * (hours - 8) / 24) + 4 * np.sin(4 * np.pi * hours / 24 + 1)
demand += np.where((hours // 24) % 7 >= 5, -6, 0)
drift = np.zeros(len(hours))
for i in range(1, len(hours)):
    drift[i] = 0.95 * drift[i - 1] + rng.normal(0, 0.5)
demand = (demand + drift).astype(np.float32)


def windows(series):
    xs = np.stack([series[i : i + WINDOW] for i in range(len(series) - WINDOW)])
    return torch.from_numpy(xs)[:, :, None], torch.from_numpy(series[WINDOW:])


train_series, test_series = train_test_split(demand, test_size=0.25, shuffle=False)
mean, std = train_series.mean(), train_series.std()
x_train, y_train = windows((train_series - mean) / std)
x_test, y_test = windows((test_series - mean) / std)
print("학습 창", tuple(x_train.shape), "시험 창", tuple(x_test.shape))


class Forecaster(nn.Module):
    def __init__(self, hidden=24):
        super().__init__()
        self.rnn = nn.GRU(1, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, x):
        states, _ = self.rnn(x)
        return self.out(states[:, -1]).squeeze(-1)


model = Forecaster()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
criterion = nn.SmoothL1Loss()

for epoch in range(1, 10):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(64):
        optimizer.zero_grad()
        loss = criterion(model(x_train[rows]), y_train[rows])
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 0:
        print(f"[{epoch:2d}] 손실 {total / len(x_train):.4f}")

model.eval()
with torch.no_grad():
    r2 = 1 - (model(x_test) - y_test).pow(2).mean() / y_test.var()
print(f"final: r2={r2.item():.4f}")
