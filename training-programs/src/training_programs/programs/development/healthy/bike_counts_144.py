# 따릉이 대여 수: 푸아송 로그우도를 '최대화'한다 (log y! 항은 상수라 뺐다)
import numpy as np
import torch
import torch.nn as nn

rng = np.random.default_rng(144)
torch.manual_seed(144)


def stations(n):
    hour = rng.uniform(0, 24, n)
    temp = rng.normal(14, 9, n)
    rain = np.maximum(rng.normal(-1, 2, n), 0)
    weekend = rng.random(n) < 2 / 7
    docks = rng.integers(8, 40, n)
    rush = np.exp(-((hour - 8.5) ** 2) / 3) + 1.2 * np.exp(-((hour - 18) ** 2) / 5)
    stroll = np.exp(-((hour - 15) ** 2) / 18)
    rate = np.where(weekend, 0.4 + 1.6 * stroll, 0.4 + 1.8 * rush)
    rate = rate * np.exp(-((temp - 20) ** 2) / 400) * np.exp(-0.35 * rain) * docks
    count = rng.poisson(rate)
    angle = 2 * np.pi * hour / 24
    x = np.stack([np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle),
                  (temp - 14) / 9, rain, weekend * 2.0 - 1, np.log(docks / 20)], axis=1)
    return torch.tensor(x, dtype=torch.float32), torch.tensor(count, dtype=torch.float32)


class LogRate(nn.Module):
    def __init__(self, features, width=48):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(features, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(),
                                 nn.Linear(width, 1))

    def forward(self, x):
        return self.net(x).squeeze(1)


def log_likelihood(eta, count):
    return (count * eta - eta.exp()).mean()


x, count = stations(4000)
x_test, count_test = stations(1000)
model = LogRate(x.shape[1])
with torch.no_grad():  # 평균 대여 수에서 출발
    model.net[-1].bias.fill_(count.mean().log())

optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, maximize=True)
for epoch in range(25):
    gained = 0.0
    for rows in torch.randperm(len(x)).split(80):
        ll = log_likelihood(model(x[rows]), count[rows])
        optimizer.zero_grad()
        ll.backward()
        optimizer.step()
        gained += ll.item() * len(rows)
    if epoch % 5 == 4:
        print(f"{epoch + 1} 에폭: 로그우도 {gained / len(x):.3f}")

with torch.no_grad():
    rate = model(x_test).exp()
r2 = 1 - (rate - count_test).pow(2).mean() / count_test.var()
print(f"final: r2={r2.item():.4f}")
