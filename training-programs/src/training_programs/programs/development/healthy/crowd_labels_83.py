# 군중이 붙인 표지로 배우기: 세 명 중 한 명꼴로 아무렇게나 답했다. 시험 자료만 전문가가 다시 붙였다.
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(83)
N_CLASS, WRONG = 5, 0.35


def clouds(n):
    """구름 사진에서 뽑은 특징 열 개와 종류 (권운, 층운, 적운, 난층운, 적란운)"""
    kind = torch.randint(0, N_CLASS, (n,))
    angle = 2 * torch.pi * kind / N_CLASS
    radius = 2.0 + 0.35 * torch.randn(n)
    spin = angle + 0.9 * (radius - 2.0) + 0.22 * torch.randn(n)
    first = torch.stack([radius * spin.cos(), radius * spin.sin()], 1)
    rest = torch.randn(n, 8) + 0.4 * first.repeat(1, 4)
    return torch.cat([first, rest], 1) / 1.4, kind


def crowd(kind):
    careless = torch.rand(len(kind)) < WRONG
    return torch.where(careless, torch.randint(0, N_CLASS, kind.shape), kind)


x, truth = clouds(3000)
x_test, truth_test = clouds(600)
answers = crowd(truth)
print(f"군중이 맞힌 비율 {(answers == truth).float().mean().item():.3f}")

loader = DataLoader(TensorDataset(x, answers), batch_size=64, shuffle=True)
model = nn.Sequential(nn.Linear(10, 32), nn.GELU(), nn.Dropout(0.2), nn.Linear(32, N_CLASS))
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3, weight_decay=1e-4)
for epoch in range(1, 11):
    model.train()
    total = 0.0
    for features, answer in loader:
        loss = nn.functional.cross_entropy(model(features), answer)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(answer)
    if epoch % 2 == 0:
        model.eval()
        with torch.no_grad():
            agree = (model(x).argmax(1) == answers).float().mean().item()
        print(f"에폭 {epoch:2d}: 손실 {total / len(x):.4f}, 군중과 일치 {agree:.3f}")

model.eval()
with torch.no_grad():
    accuracy = (model(x_test).argmax(1) == truth_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
