# coding: utf-8
# 주차장 점유율 예측 (시간별 기록)
import datetime as dt

import numpy as np
import torch
from torch import nn

torch.manual_seed(508)
rng = np.random.default_rng(508)

# --- 기록 만들기: 2023년 1년 동안 임의의 시각에 남긴 2400개의 기록 -------------
n = 2400
start = dt.datetime(2023, 1, 1, tzinfo=dt.timezone.utc).timestamp()
unix = start + np.sort(rng.uniform(0, 365 * 86400, n))
hour = (unix // 3600) % 24
weekend = ((unix // 86400 + 4) % 7 >= 5).astype(float)
temp = 12 - 12 * np.cos(2 * np.pi * (unix - start) / (365 * 86400)) + rng.normal(0, 4, n)
capacity = rng.choice([80, 150, 320, 600], n)
growth = 0.12 * (unix - start) / (365 * 86400)  # 해마다 차가 늘어난다
rate = 0.35 + 0.3 * np.exp(-(((hour - 13) / 4.5) ** 2)) * (1 - 0.6 * weekend) - 0.008 * np.abs(temp - 18) + growth
rate = rate + 0.1 * (capacity < 200) + rng.normal(0, 0.03, n)

columns = ["unix", "hour", "weekend", "temp", "capacity"]
data = np.column_stack([unix, hour, weekend, temp, capacity])
target = ((rate - rate.mean()) / rate.std()).astype(np.float32)

order = rng.permutation(n)
train, test = order[:1800], order[1800:]
data = (data - data[train].mean(0)) / data[train].std(0)
X = torch.tensor(data, dtype=torch.float32)
Y = torch.from_numpy(target)


class Net(nn.Module):
    def __init__(self, d, h=64):
        super().__init__()
        self.hidden1 = nn.Linear(d, h)
        self.hidden2 = nn.Linear(h, h)
        self.out = nn.Linear(h, 1)

    def forward(self, x):
        x = torch.relu(self.hidden1(x))
        x = torch.relu(self.hidden2(x))
        return self.out(x)[:, 0]


net = Net(len(columns))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
mse = nn.MSELoss()
best = float("inf")
for epoch in range(15):
    net.train()
    for batch in torch.from_numpy(rng.permutation(train)).split(60):
        opt.zero_grad()
        loss = mse(net(X[batch]), Y[batch])
        loss.backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        val = mse(net(X[test]), Y[test]).item()
    best = min(best, val)
    if epoch % 3 == 2:
        print("epoch", epoch + 1, "검증 MSE", round(val, 4), "최저", round(best, 4))

print(f"final: r2={1 - val / Y[test].var(unbiased=False).item():.4f}")
