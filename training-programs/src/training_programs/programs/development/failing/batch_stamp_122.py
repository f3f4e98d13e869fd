import torch
from sklearn.datasets import make_friedman2
from torch import nn
from torch.optim import SGD

torch.manual_seed(122)
features, strength = make_friedman2(1200, noise=10, random_state=122)
features = torch.tensor((features - features.mean(0)) / features.std(0), dtype=torch.float32)
strength = torch.tensor((strength - strength.mean()) / strength.std(), dtype=torch.float32)
stamp = torch.full((1200, 1), 20230.0)
table = torch.cat([stamp, features], 1)


def net(n):
    return nn.Sequential(nn.Linear(n, 32), nn.Tanh(), nn.Linear(32, 16), nn.Tanh(), nn.Linear(16, 1))


f = net(table.shape[1])
opt = SGD(f.parameters(), 0.03, momentum=0.9)
for epoch in range(25):
    for rows in torch.randperm(900).split(30):
        loss = nn.functional.mse_loss(f(table[rows]).squeeze(1), strength[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    if not epoch % 5:
        print(epoch, round(loss.item(), 4))
with torch.no_grad():
    left = nn.functional.mse_loss(f(table[900:]).squeeze(1), strength[900:])
print(f"final: r2={1 - left.item() / strength[900:].var().item():.4f}")
