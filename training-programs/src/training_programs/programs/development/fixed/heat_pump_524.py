"""히트펌프 전력 소비 모델. 로거가 달마다 파일 하나씩 저장하므로 파일 단위로 읽는다."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, TensorDataset

torch.manual_seed(524)
CLIMATE = [-3, -1, 5, 12, 18, 23, 26, 27, 21, 14, 7, 0]  # 월평균 기온


def read_month(month, rows, seed):
    rng = np.random.default_rng(1000 * seed + month)
    hour = rng.integers(0, 24, rows)
    outdoor = CLIMATE[month] + 3 * np.sin(2 * np.pi * (hour - 9) / 24) + rng.normal(0, 2.5, rows)
    humidity = rng.uniform(0.3, 0.95, rows)
    setpoint = rng.normal(22, 1, rows)
    occupied = ((hour > 7) & (hour < 20)).astype(float)
    heating = np.clip(setpoint - 4 - outdoor, 0, None) * (0.14 + 0.003 * (15 - outdoor))
    cooling = np.clip(outdoor - setpoint + 2, 0, None) * (0.35 + 0.4 * humidity)
    power = 0.4 + (0.5 + 0.5 * occupied) * (heating + cooling) + rng.normal(0, 0.1, rows)
    x = np.stack([outdoor / 12 - 1, 3 * humidity - 2, setpoint - 22, occupied - 0.5], 1)
    x = np.concatenate([x, np.sin(2 * np.pi * hour / 24)[:, None], np.cos(2 * np.pi * hour / 24)[:, None]], 1)
    return TensorDataset(torch.tensor(x, dtype=torch.float32), torch.tensor(power, dtype=torch.float32))


def fit(model, optimizer, dataset, epochs):
    loader = DataLoader(dataset, batch_size=32, shuffle=True)
    model.train()
    for _ in range(epochs):
        total = 0.0
        for x, y in loader:
            loss = nn.functional.mse_loss(model(x).squeeze(-1), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
    print(f"  {len(dataset)}행, {epochs}에폭 뒤 손실 {total / len(dataset):.4f}")


def evaluate(model, months):
    model.eval()
    x, y = (torch.cat([m.tensors[i] for m in months]) for i in range(2))
    with torch.no_grad():
        pred = model(x).squeeze(-1)
    return 1 - ((pred - y) ** 2).mean().item() / y.var(unbiased=False).item()


model = nn.Sequential(nn.Linear(6, 48), nn.SiLU(), nn.Linear(48, 48), nn.SiLU(), nn.Linear(48, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)

months = [read_month(m, 150, seed=1) for m in range(12)]
fit(model, optimizer, ConcatDataset(months), epochs=15)

r2 = evaluate(model, [read_month(m, 60, seed=2) for m in range(12)])
print(f"final: r2={r2:.4f}")
