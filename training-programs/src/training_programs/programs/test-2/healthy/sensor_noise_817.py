# 노트북을 스크립트로 내보낸 것: 거리 센서의 보정과 불확실성
# 측정 환경에 따라 잡음의 크기가 달라지므로 평균과 로그 분산을 함께 배운다.

# %%
import math

import torch
from torch import nn

torch.manual_seed(817)


# %%
def measure(n):
    """센서값 네 개(전압, 온도, 습도, 각도)와 실제 거리(미터)를 만든다."""
    raw = torch.rand(n, 4) * 2 - 1
    volt, temp, humid, angle = raw.unbind(1)
    clean = 0.4 * torch.exp(-1.2 * volt) + 0.08 * temp * volt + 0.1 * torch.sin(3 * angle)
    sigma = 0.01 + 0.05 * torch.sigmoid(4 * humid)
    return raw, clean + sigma * torch.randn(n)


x_train, d_train = measure(5000)
x_test, d_test = measure(1000)


# %%
class MeanAndLogVar(nn.Module):
    def __init__(self, hidden=48):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(4, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh())
        self.mean = nn.Linear(hidden, 1)
        self.log_var = nn.Linear(hidden, 1)
        nn.init.zeros_(self.log_var.weight)
        nn.init.constant_(self.log_var.bias, -2.0)

    def forward(self, x):
        h = self.trunk(x)
        return self.mean(h).squeeze(1), self.log_var(h).squeeze(1)


def gaussian_nll(mean, log_var, target):
    """정규분포의 음의 로그 우도. 분산이 작으면 밀도가 1보다 커서 값이 음수가 된다."""
    return 0.5 * (log_var + (target - mean).square() * torch.exp(-log_var) + math.log(2 * math.pi)).mean()


# %%
model = MeanAndLogVar()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=32)
for epoch in range(32):
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(100):
        loss = gaussian_nll(*model(x_train[rows]), d_train[rows])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        total += loss.item()
    scheduler.step()
    if epoch % 4 == 3:
        print(f"에폭 {epoch + 1}: 손실 {total / 50:.3f}")

# %%
with torch.no_grad():
    mean, log_var = model(x_test)
inside = ((d_test - mean).abs() < 1.96 * torch.exp(0.5 * log_var)).float().mean()
print(f"95% 구간에 든 비율: {inside:.3f}")
r2 = 1 - ((mean - d_test).square().mean() / d_test.var(unbiased=False)).item()
print(f"final: r2={r2:.4f}")
