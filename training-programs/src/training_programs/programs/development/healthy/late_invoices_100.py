"""청구서 연체일 예측. 원본 표를 그대로 모델에 넣는다: 변환은 전부 모델 안에서 한다 (배포할 때 모델 하나만 옮기면 된다).

열: 금액(원), 발행 시각(유닉스 초), 업종 번호, 직원 수, 고객 평점(결측 있음), 표 버전(늘 3)
"""
import math

import numpy as np
import torch
from torch import nn

YEAR = 31_557_600.0
COLUMNS = ["amount", "issued", "sector", "employees", "rating", "version"]


def invoices(n, seed):
    rng = np.random.default_rng(seed)
    amount = np.exp(rng.normal(14, 1.8, n)).round()
    issued = rng.uniform(1.55e9, 1.70e9, n).round()
    sector = rng.integers(0, 12, n)
    employees = np.exp(rng.normal(3, 1.5, n)).round() + 1
    rating = rng.normal(3.2, 0.8, n).clip(1, 5)
    habit = np.random.default_rng(0).normal(0, 9, 12)[sector]
    season = 5 * np.cos(2 * math.pi * issued / YEAR)
    days = 30 + habit + season + 4 * (np.log(amount) - 14) - 3 * (np.log(employees) - 3) * (rating > 3) - 6 * (rating - 3.2)
    days = days + rng.normal(0, 4, n)
    rating = np.where(rng.random(n) < 0.2, np.nan, rating)
    table = np.column_stack([amount, issued, sector, employees, rating, np.full(n, 3.0)])
    return torch.from_numpy(table), torch.tensor(days, dtype=torch.float32)


class InvoiceModel(nn.Module):
    """float64 원본 표를 받아 연체일을 낸다"""

    def __init__(self, hidden=64):
        super().__init__()
        self.sector = nn.Embedding(12, 4)
        self.missing = nn.Parameter(torch.zeros(1))
        self.body = nn.Sequential(nn.Linear(10, hidden), nn.GELU(), nn.Linear(hidden, hidden), nn.GELU(), nn.Linear(hidden, 1))
        self.register_buffer("center", torch.zeros(3))
        self.register_buffer("spread", torch.ones(3))
        self.register_buffer("days_mean", torch.zeros(()))
        self.register_buffer("days_std", torch.ones(()))

    def logs(self, table):
        return torch.stack([table[:, 0].log1p(), table[:, 3].log1p(), table[:, 4]], 1).float()

    def fit_scale(self, table, days):
        columns = self.logs(table)
        known = ~columns.isnan()
        count = known.sum(0)
        self.center.copy_(columns.nan_to_num().sum(0) / count)
        self.spread.copy_((((columns - self.center).nan_to_num() ** 2).sum(0) / count).sqrt())
        self.days_mean.copy_(days.mean())
        self.days_std.copy_(days.std())

    def forward(self, table):
        columns = (self.logs(table) - self.center) / self.spread
        unknown = columns.isnan()
        columns = torch.where(unknown, self.missing, columns)
        phase = (2 * math.pi * torch.remainder(table[:, 1], YEAR) / YEAR).float()
        inputs = torch.cat(
            [columns, phase.sin()[:, None], phase.cos()[:, None], self.sector(table[:, 2].long()), unknown[:, 2:].float()], 1
        )
        return self.body(inputs).squeeze(1) * self.days_std + self.days_mean


def main():
    torch.manual_seed(100)
    table, days = invoices(3000, 100)
    test_table, test_days = invoices(800, 1100)
    for name, column in zip(COLUMNS, table.T):
        print(f"{name:>10}: {column.nan_to_num().min():.4g} … {column.nan_to_num().max():.4g}")

    model = InvoiceModel()
    model.fit_scale(table, days)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for epoch in range(1, 13):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(days)).split(60):
            loss = nn.functional.mse_loss(model(table[rows]), days[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / len(days)
        if epoch % 3 == 0:
            print(f"에폭 {epoch}: 평균제곱오차 {total:.2f}일²")

    model.eval()
    with torch.no_grad():
        wrong = (model(test_table) - test_days).pow(2).mean()
    print(f"final: r2={1 - (wrong / test_days.var(unbiased=False)).item():.4f}")


if __name__ == "__main__":
    main()
