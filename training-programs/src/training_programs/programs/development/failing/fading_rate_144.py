import torch
from sklearn.datasets import make_friedman1
from torch import nn
from torch.optim.lr_scheduler import ExponentialLR

torch.manual_seed(144)
x, y = make_friedman1(1400, noise=0.4, random_state=144)
x = torch.tensor((x - 0.5) * 3.4, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)
net = nn.Sequential(nn.Linear(10, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 1))
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
sched = ExponentialLR(opt, gamma=0.9)
for epoch in range(15):
    for rows in torch.randperm(1000).split(50):
        loss = nn.functional.mse_loss(net(x[rows]).view(-1), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
        sched.step()
    print(f"epoch {epoch} lr {sched.get_last_lr()[0]:.2e} loss {loss.item():.4f}")
with torch.no_grad():
    mse = nn.functional.mse_loss(net(x[1000:]).view(-1), y[1000:])
print(f"final: r2={1 - (mse / y[1000:].var()).item():.4f}")
