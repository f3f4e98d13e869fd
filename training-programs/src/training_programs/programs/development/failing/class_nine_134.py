import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(134)
torch.manual_seed(134)
skill = rng.standard_normal((1000, 6))
mark = skill[:, :3].sum(1)
grade = np.digitize(mark, np.quantile(mark, [0.2, 0.4, 0.6, 0.8])) + 2
x = torch.tensor(skill, dtype=torch.float32)
y = torch.tensor(grade)
net = nn.Sequential(nn.Linear(6, 32), nn.ReLU(), nn.Linear(32, 5))
opt = torch.optim.Adam(net.parameters(), lr=1e-2)
for epoch in range(20):
    for rows in torch.randperm(800).split(40):
        loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(epoch, loss.item())
with torch.no_grad():
    print(f"final: accuracy={(net(x[800:]).argmax(1) == y[800:]).float().mean().item():.4f}")
