import random

import torch
from torch import nn

random.seed(117)
torch.manual_seed(117)
N = 3000
x = torch.randn(N, 6)
clean = torch.tanh(x[:, 0] + x[:, 1]) + 0.5 * x[:, 2]
y = clean + 1.5 * torch.randn(N)
scale = clean[2400:].std()
net = nn.Sequential(nn.Linear(6, 32), nn.Tanh(), nn.Linear(32, 1))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
BATCH = 1
for step in range(1800):
    rows = [random.randrange(2400) for _ in range(BATCH)]
    prediction = net(x[rows])[:, 0]
    loss = nn.functional.mse_loss(prediction, y[rows])
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 300 == 0:
        print(step, round(loss.item(), 3))
with torch.no_grad():
    mse = nn.functional.mse_loss(net(x[2400:])[:, 0], clean[2400:])
print(f"final: r2={1 - (mse / scale**2).item():.4f}")
