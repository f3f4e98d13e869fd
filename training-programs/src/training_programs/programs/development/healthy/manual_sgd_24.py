# 옵티마이저 없이 직접 경사 하강법 구현하기
import torch
from torch import nn

torch.manual_seed(24)
x = torch.linspace(-1.7, 1.7, 500).unsqueeze(1)
y = torch.sin(2.5 * x) + 0.1 * torch.randn_like(x)
shuffled = torch.randperm(500)
train, test = shuffled[:400], shuffled[400:]

model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
learning_rate = 0.1
for epoch in range(60):
    for idx in train[torch.randperm(400)].split(20):
        loss = ((model(x[idx]) - y[idx]) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in model.parameters():
                p -= learning_rate * p.grad
                p.grad.zero_()
    if epoch % 10 == 0:
        print(f"{epoch} 에폭: 손실 {loss.item():.4f}")
with torch.no_grad():
    r2 = 1 - ((model(x[test]) - y[test]) ** 2).mean() / y[test].var()
print(f"final: r2={r2.item():.4f}")
