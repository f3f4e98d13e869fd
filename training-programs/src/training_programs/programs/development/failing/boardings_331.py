"""정류장별 시간당 승차 인원 예측 (포아송 회귀)

하루 중 시각, 요일, 강수량, 기온, 역까지 거리, 노선 번호로 한 시간 동안 버스에 타는 사람 수를 맞힌다.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class Config:
    stops: int = 5000
    lines: int = 9
    hidden: int = 48
    epochs: int = 14
    batch_size: int = 64
    lr: float = 3e-3
    seed: int = 331


cfg = Config()


def make_table(cfg):
    rng = np.random.default_rng(cfg.seed)
    hour = rng.integers(5, 24, cfg.stops)
    weekend = rng.random(cfg.stops) < 2 / 7
    rain = rng.exponential(1.0, cfg.stops) * (rng.random(cfg.stops) < 0.3)
    temperature = rng.normal(12, 9, cfg.stops)
    distance = rng.gamma(2.0, 0.6, cfg.stops)
    line = rng.integers(0, cfg.lines, cfg.stops)
    popular = rng.normal(0, 0.4, cfg.lines)

    rush = np.exp(-((hour - 8) ** 2) / 3) * ~weekend + 0.8 * np.exp(-((hour - 18) ** 2) / 5)
    log_rate = 1.3 + 1.5 * rush - 0.25 * rain - 0.35 * distance + 0.01 * temperature + popular[line] + 0.5 * weekend * (hour > 20)
    count = rng.poisson(np.exp(log_rate))

    numbers = np.stack(
        [
            np.sin(2 * np.pi * hour / 24),
            np.cos(2 * np.pi * hour / 24),
            np.sin(4 * np.pi * hour / 24),
            np.cos(4 * np.pi * hour / 24),
            weekend.astype(float),
            np.log1p(rain),
            (temperature - 12) / 9,
            distance - 1.2,
        ],
        axis=1,
    )
    return torch.tensor(numbers, dtype=torch.float32), torch.tensor(line), torch.tensor(count, dtype=torch.float32)


class RateNet(nn.Module):
    """시간당 기대 승차 인원을 낸다 (항상 양수)"""

    def __init__(self, cfg):
        super().__init__()
        self.line = nn.Embedding(cfg.lines, 4)
        self.body = nn.Sequential(
            nn.Linear(8 + 4, cfg.hidden),
            nn.ReLU(),
            nn.Linear(cfg.hidden, cfg.hidden),
            nn.ReLU(),
            nn.Linear(cfg.hidden, 1),
            nn.Softplus(),
        )

    def forward(self, numbers, line):
        return self.body(torch.cat([numbers, self.line(line)], dim=1)).squeeze(1)


def evaluate(model, numbers, line, count):
    model.eval()
    with torch.no_grad():
        rate = model(numbers, line)
    residual = ((count - rate) ** 2).sum()
    return 1 - (residual / ((count - count.mean()) ** 2).sum()).item()


def main():
    torch.manual_seed(cfg.seed)
    numbers, line, count = make_table(cfg)
    cut = int(0.8 * cfg.stops)
    print(f"{cfg.stops}행, 평균 {count.mean():.2f}명, 최대 {count.max():.0f}명")
    loader = DataLoader(TensorDataset(numbers[:cut], line[:cut], count[:cut]), cfg.batch_size, shuffle=True)

    model = RateNet(cfg)
    criterion = nn.PoissonNLLLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.lr)
    for epoch in range(1, cfg.epochs + 1):
        model.train()
        total = 0.0
        for x, l, y in loader:
            loss = criterion(model(x, l), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        if epoch % 2 == 0:
            print(f"에폭 {epoch:2d}  손실 {total / cut:.4f}")

    print(f"final: r2={evaluate(model, numbers[cut:], line[cut:], count[cut:]):.4f}")


if __name__ == "__main__":
    main()
