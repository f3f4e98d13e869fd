# 대출 승인 모델: 두 지점의 승인율 차이를 제약으로 두고 라그랑주 승수를 함께 학습한다
import numpy as np
import torch
from torch import nn

torch.manual_seed(115)
rng = np.random.default_rng(115)

n = 3200
branch = rng.integers(0, 2, n)
income = rng.normal(0, 1, n) + 0.25 * branch
debt = rng.normal(0, 1, n)
years = rng.exponential(1, n)
score = 1.6 * income - 1.2 * debt + 0.8 * np.minimum(years, 2) - 0.8 + 0.5 * income * debt
repaid = (score + 0.4 * rng.normal(size=n) > 0).astype(np.float32)
X = np.stack([income, debt, years, branch], 1)
X = torch.tensor((X - X.mean(0)) / X.std(0), dtype=torch.float32)
Y, B = torch.from_numpy(repaid), torch.from_numpy(branch)
tr, te = slice(0, 2600), slice(2600, n)

model = nn.Sequential(nn.Linear(4, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
multiplier = nn.Parameter(torch.tensor(0.0))
slack = 0.04

primal = torch.optim.Adam(model.parameters(), lr=4e-3)
dual = torch.optim.SGD([multiplier], lr=0.05, maximize=True)  # 승수는 올라가는 방향으로


def gap(logits, b):
    p = torch.sigmoid(logits)
    return (p[b == 1].mean() - p[b == 0].mean()).abs()


for epoch in range(12):
    logs = []
    for rows in torch.randperm(2600).split(100):
        logits = model(X[rows]).squeeze(1)
        fit = nn.functional.binary_cross_entropy_with_logits(logits, Y[rows])
        violation = gap(logits, B[rows]) - slack
        lagrangian = fit + multiplier * violation
        primal.zero_grad()
        dual.zero_grad()
        lagrangian.backward()
        primal.step()
        dual.step()
        with torch.no_grad():
            multiplier.clamp_(min=0)
        logs.append((lagrangian.item(), fit.item(), violation.item()))
    total, fit_mean, over = np.mean(logs, 0)
    print(f"{epoch + 1:2d}: 라그랑지안 {total:.4f} 적합 {fit_mean:.4f} 위반 {over:+.4f} 승수 {multiplier.item():.3f}")

with torch.no_grad():
    logits = model(X[te]).squeeze(1)
    print(f"평가 승인율 차이: {gap(logits, B[te]).item():.3f}")
    acc = ((logits > 0).float() == Y[te]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
