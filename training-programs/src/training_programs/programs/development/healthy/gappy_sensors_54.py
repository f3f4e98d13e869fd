# 빠진 값(NaN)이 있는 온실 센서로 증산량 예측: 빠진 곳은 0으로 채우고, 빠졌다는 표시를 함께 넣는다
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(54)
torch.manual_seed(54)

n, d = 3000, 8
상태 = rng.normal(size=(n, 3))
혼합 = rng.normal(size=(3, d))
센서 = 상태 @ 혼합 + 0.2 * rng.normal(size=(n, d))
목표 = np.tanh(상태[:, 0]) + 0.5 * 상태[:, 1] * 상태[:, 2] + 0.1 * rng.normal(size=n)
센서[rng.random((n, d)) < 0.15] = np.nan          # 고장 난 때

평균, 표준편차 = np.nanmean(센서[:2400], axis=0), np.nanstd(센서[:2400], axis=0)
x = torch.tensor((센서 - 평균) / 표준편차, dtype=torch.float32)
y = torch.tensor((목표 - 목표[:2400].mean()) / 목표[:2400].std(), dtype=torch.float32)


class 증산모델(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(2 * d, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, 1),
        )

    def forward(self, 값):
        빠짐 = torch.isnan(값)
        값 = torch.where(빠짐, torch.zeros_like(값), 값)
        return self.net(torch.cat([값, 빠짐.float()], dim=1)).squeeze(1)


model = 증산모델()
optimizer = torch.optim.NAdam(model.parameters(), lr=2e-3, weight_decay=1e-4)
for epoch in range(1, 21):
    for idx in torch.randperm(2400).split(80):
        optimizer.zero_grad()
        loss = nn.functional.smooth_l1_loss(model(x[idx]), y[idx])
        loss.backward()
        optimizer.step()
    if epoch % 5 == 0:
        print(f"에폭 {epoch}: 손실 {loss.item():.4f}")

with torch.no_grad():
    r2 = 1 - (model(x[2400:]) - y[2400:]).square().mean() / y[2400:].var()
print(f"final: r2={r2.item():.4f}")
