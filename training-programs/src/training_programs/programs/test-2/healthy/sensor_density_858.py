"""센서 보정: 평균과 분산을 함께 예측하는 가우스 회귀.

입력은 고정된 무작위 푸리에 특징으로 바꾸고, 그 위의 신경망만 학습한다.
손실은 음의 로그 가능도이므로 잡음이 작으면 0보다 작아진다.
"""
import math

import torch
from torch import nn

torch.manual_seed(858)


def measure(n):
    """온도와 습도에서 실제 농도를 얻는다. 습도가 높을수록 잡음이 커진다."""
    x = torch.rand(n, 2) * 2 - 1
    clean = torch.sin(3 * x[:, 0]) * torch.cos(2 * x[:, 1]) + 0.5 * x[:, 1]
    noise = 0.02 + 0.1 * (x[:, 1] + 1) / 2
    return x, clean + noise * torch.randn(n)


class FourierFeatures(nn.Module):
    """학습하지 않는 무작위 주파수. 버퍼로 두어 옵티마이저에 넘기지 않는다."""

    def __init__(self, n_in, n_out, scale=0.4):
        super().__init__()
        self.register_buffer("frequency", scale * torch.randn(n_in, n_out // 2))

    def forward(self, x):
        phase = 2 * math.pi * x @ self.frequency
        return torch.cat([phase.sin(), phase.cos()], dim=1)


class DensityNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.lift = FourierFeatures(2, 64)
        self.body = nn.Sequential(nn.Linear(64, 48), nn.SiLU(), nn.Linear(48, 2))

    def forward(self, x):
        mean, log_var = self.body(self.lift(x)).unbind(1)
        return mean, log_var.clamp(-10, 4)


def negative_log_likelihood(mean, log_var, y):
    return 0.5 * (log_var + (y - mean) ** 2 * (-log_var).exp()).mean()


x, y = measure(2000)
x_test, y_test = measure(500)
model = DensityNet()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=30, eta_min=1e-5)

for epoch in range(30):
    total = 0.0
    for rows in torch.randperm(len(x)).split(50):
        loss = negative_log_likelihood(*model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        total += loss.item()
    schedule.step()
    with torch.no_grad():
        mean, log_var = model(x_test)
        nll = negative_log_likelihood(mean, log_var, y_test).item()
    if epoch % 5 == 4:
        print(f"에폭 {epoch + 1}: 학습 {total / 40:.3f}, 시험 {nll:.3f}")

r2 = 1 - ((mean - y_test).square().mean() / y_test.var(unbiased=False)).item()
print(f"final: r2={r2:.4f}")
