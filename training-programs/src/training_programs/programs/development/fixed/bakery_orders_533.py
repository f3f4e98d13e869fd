# 빵집 지점별 내일 판매량 예측 (지난 1일, 2일, 7일 판매량 + 요일)
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(533)
torch.manual_seed(533)

SHOPS, DAYS, TEST_DAYS = 24, 150, 30
LAGS = (1, 2, 7)


def simulate():
    weekday = np.arange(DAYS) % 7
    pattern = np.array([0.8, 0.8, 0.9, 1.0, 1.2, 1.6, 1.3])
    sales = np.zeros((SHOPS, DAYS))
    for s in range(SHOPS):
        level = rng.uniform(60, 160)
        mood = 0.0
        for d in range(DAYS):
            mood = 0.85 * mood + rng.normal(0, 0.1)
            sales[s, d] = level * pattern[(weekday[d] + s % 2) % 7] * np.exp(mood) + rng.normal(0, 4)
    return sales, weekday


def shift(series, days):
    """pandas의 shift와 같이 동작"""
    out = np.full_like(series, np.nan)
    out[days:] = series[:-days]
    return out


def build_table(sales, weekday):
    rows, targets, day_index = [], [], []
    for s in range(SHOPS):
        lagged = [shift(sales[s], k) for k in LAGS]
        onehot = np.eye(7)[weekday]
        odd = np.full((DAYS, 1), s % 2)
        rows.append(np.column_stack([*lagged, onehot, odd]))
        targets.append(sales[s])
        day_index.append(np.arange(DAYS))
    return np.concatenate(rows), np.concatenate(targets), np.concatenate(day_index)


sales, weekday = simulate()
table, target, day = build_table(sales, weekday)
is_test = day >= DAYS - TEST_DAYS
complete = ~np.isnan(table).any(axis=1)
train_rows, test_rows = ~is_test & complete, is_test & complete

mu, sd = np.nanmean(target[train_rows]), np.nanstd(target[train_rows])
table[:, : len(LAGS)] = (table[:, : len(LAGS)] - mu) / sd
target = (target - mu) / sd
print("학습", train_rows.sum(), "행, 시험", test_rows.sum(), "행")


def as_tensors(mask):
    return torch.tensor(table[mask], dtype=torch.float32), torch.tensor(target[mask], dtype=torch.float32)


loader = DataLoader(TensorDataset(*as_tensors(train_rows)), batch_size=64, shuffle=True)
model = nn.Sequential(nn.Linear(11, 48), nn.ReLU(), nn.Linear(48, 24), nn.ReLU(), nn.Linear(24, 1))
optim = torch.optim.Adam(model.parameters(), lr=2e-3, weight_decay=1e-5)

for epoch in range(15):
    losses = []
    for xb, yb in loader:
        optim.zero_grad()
        loss = nn.functional.mse_loss(model(xb).squeeze(-1), yb)
        loss.backward()
        optim.step()
        losses.append(loss.item())
    if (epoch + 1) % 3 == 0:
        print(f"{epoch + 1:2d}에폭 손실 {np.mean(losses):.4f}")

x_test, y_test = as_tensors(test_rows)
with torch.no_grad():
    error = (model(x_test).squeeze(-1) - y_test).pow(2).mean()
print(f"final: r2={(1 - error / y_test.var(unbiased=False)).item():.4f}")
