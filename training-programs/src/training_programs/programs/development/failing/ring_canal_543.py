# 고리 모양 운하의 정상 상태 오염 농도를 물리 정보 신경망(PINN)으로 푼다.
#   eps * u'' - u + q(x) = 0,  x는 각도(라디안), u는 2*pi 주기
import math

import torch
import torch.nn as nn

torch.manual_seed(543)
EPS = 0.03
SOURCES = [(1, 1.0, 0.3), (2, 0.7, 1.1), (3, 0.6, -0.8)]  # (파수, 세기, 위상)


def q(x):
    return sum(a * torch.sin(k * x + p) for k, a, p in SOURCES)


def exact(x):
    return sum(a / (1 + EPS * k**2) * torch.sin(k * x + p) for k, a, p in SOURCES)


class Canal(nn.Module):
    """cos, sin을 입력으로 받아 저절로 주기 함수가 된다."""

    def __init__(self, width=32):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(2, width),
            nn.Tanh(),
            nn.Linear(width, width),
            nn.Tanh(),
            nn.Linear(width, 1),
        )

    def forward(self, x):
        return self.body(torch.stack([torch.cos(x), torch.sin(x)], dim=-1))


def derivative(f, x):
    return torch.autograd.grad(f.sum(), x, create_graph=True)[0]


def residual(net, x):
    x = x.requires_grad_()
    u = net(x)
    u_x = derivative(u, x)
    u_xx = derivative(u_x, x)
    return EPS * u_xx - u + q(x)


net = Canal()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=800)

for step in range(800):
    points = 2 * math.pi * torch.rand(100)
    loss = residual(net, points).pow(2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if (step + 1) % 100 == 0:
        print(f"{step + 1:4d}단계 잔차 {loss.item():.5f}")

grid = torch.linspace(0, 2 * math.pi, 400)
with torch.no_grad():
    solved = net(grid).reshape(-1)
    r2 = 1 - (solved - exact(grid)).pow(2).mean() / exact(grid).var(unbiased=False)
print(f"final: r2={r2.item():.4f}")
