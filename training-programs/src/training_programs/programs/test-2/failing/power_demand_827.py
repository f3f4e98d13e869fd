"""시간대, 요일, 기온으로 다음 시간의 전력 수요를 예측하는 다층 신경망."""
import math

import numpy as np
import torch
from torch import nn, optim

SEED = 827
BATCH = 64
EPOCHS = 20
LEARNING_RATE = 3e-3
DECAY = 0.9


def hourly_table(hours):
    """시간별 표를 만든다: 특징 행렬과 다음 시간의 수요(메가와트)."""
    rng = np.random.default_rng(SEED)
    t = np.arange(hours)
    hour, day = t % 24, (t // 24) % 7
    season = 12 - 11 * np.cos(2 * np.pi * t / 8760)
    temp = season + 5 * np.sin(2 * np.pi * (hour - 9) / 24) + rng.normal(0, 1.5, hours)
    work = day < 5
    demand = 520 + 90 * np.exp(-(((hour - 9) / 2.5) ** 2)) * work + 120 * np.exp(-(((hour - 19) / 3.0) ** 2))
    demand += 6.0 * np.maximum(temp - 22, 0) * (hour > 10) + 5.0 * np.maximum(12 - temp, 0)
    demand += rng.normal(0, 10, hours)
    columns = [np.sin(2 * np.pi * hour / 24), np.cos(2 * np.pi * hour / 24)]
    columns += [np.sin(4 * np.pi * hour / 24), np.cos(4 * np.pi * hour / 24), work.astype(float), temp, demand]
    table = np.column_stack(columns)[:-1]
    return table, demand[1:]


class DemandNet(nn.Module):
    def __init__(self, inputs):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(inputs, 64),
            nn.SiLU(),
            nn.Linear(64, 64),
            nn.SiLU(),
            nn.Linear(64, 1),
        )

    def forward(self, x):
        return self.layers(x).squeeze(1)


def r2_score(model, x, y):
    model.eval()
    with torch.no_grad():
        error = (model(x) - y).pow(2).mean()
    return 1.0 - (error / y.var(unbiased=False)).item()


def main():
    torch.manual_seed(SEED)
    x, y = hourly_table(6000)
    order = np.random.default_rng(1).permutation(len(x))
    train, test = order[:4800], order[4800:]

    # 학습 자료의 평균과 표준편차로 표준화
    x = (x - x[train].mean(0)) / x[train].std(0)
    y = (y - y[train].mean()) / y[train].std()
    x, y = torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)

    model = DemandNet(x.shape[1])
    optimizer = optim.Adam(model.parameters(), lr=LEARNING_RATE)
    schedule = optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1.0 / (1.0 + DECAY * step))

    for epoch in range(EPOCHS):
        model.train()
        total = 0.0
        for rows in torch.tensor(train)[torch.randperm(len(train))].split(BATCH):
            loss = nn.functional.mse_loss(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        if epoch % 4 == 3:
            rmse = math.sqrt(total / len(train))
            print(f"에폭 {epoch + 1:2d}: 학습 오차(표준화) {rmse:.3f}, 시험 결정계수 {r2_score(model, x[test], y[test]):.3f}")

    print(f"final: r2={r2_score(model, x[test], y[test]):.4f}")


if __name__ == "__main__":
    main()
