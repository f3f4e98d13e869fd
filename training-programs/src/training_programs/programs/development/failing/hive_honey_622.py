"""벌통의 한 주 꿀 생산량 예측 (회귀)."""

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(622)
torch.manual_seed(622)


def read_counts(n):
    # 벌통마다 세어 본 값: 벌집틀 수, 입구를 드나든 벌(분당), 왕대 수
    frames = rng.integers(4, 21, n)
    traffic = rng.poisson(60, n)
    cells = rng.integers(0, 5, n)
    return np.column_stack([frames, traffic, cells])


def read_shares(n):
    # 비율로 적힌 값: 개화한 들판, 봉인된 벌집, 습도, 구름, 응애가 있는 벌
    return np.column_stack([rng.random(n), rng.beta(2, 2, n), rng.beta(4, 3, n), rng.random(n), rng.beta(1.5, 6, n)])


def build_table(counts, shares):
    table = np.zeros((len(counts), counts.shape[1] + shares.shape[1]), dtype=counts.dtype)
    table[:, : counts.shape[1]] = counts
    table[:, counts.shape[1] :] = shares
    return table


def honey(counts, shares):
    frames, traffic, cells = counts.T
    bloom, sealed, humid, cloud, mites = shares.T
    sunny = np.exp(-2 * cloud) * (1 - 0.6 * (humid - 0.55) ** 2)
    gain = 9 * bloom * sunny * (1 - 1.8 * mites) + 3 * np.sin(3 * sealed)
    return gain * (0.9 + 0.01 * frames) + 0.005 * traffic - 0.1 * cells + 0.15 * rng.normal(size=len(counts))


N, N_TRAIN = 2000, 1600
counts, shares = read_counts(N), read_shares(N)
table = build_table(counts, shares)
kilos = honey(counts, shares)

mean, std = table[:N_TRAIN].mean(axis=0), table[:N_TRAIN].std(axis=0)
x = torch.tensor((table - mean) / (std + 1e-8), dtype=torch.float32)
y = torch.tensor((kilos - kilos[:N_TRAIN].mean()) / kilos[:N_TRAIN].std(), dtype=torch.float32).unsqueeze(1)

model = nn.Sequential(
    nn.Linear(x.shape[1], 32),
    nn.LeakyReLU(0.1),
    nn.Linear(32, 32),
    nn.LeakyReLU(0.1),
    nn.Linear(32, 1),
)
optimizer = torch.optim.RMSprop(model.parameters(), lr=1e-3)
loss_fn = nn.MSELoss()

for epoch in range(1, 21):
    order = torch.randperm(N_TRAIN)
    epoch_loss = 0.0
    for start in range(0, N_TRAIN, 40):
        rows = order[start : start + 40]
        loss = loss_fn(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()
    if epoch % 4 == 0:
        print(f"epoch {epoch}: 손실 {epoch_loss / (N_TRAIN // 40):.4f}")

model.eval()
with torch.no_grad():
    test_error = loss_fn(model(x[N_TRAIN:]), y[N_TRAIN:])
r2 = 1 - (test_error / y[N_TRAIN:].var()).item()
print(f"final: r2={r2:.4f}")
