import torch
from torch import nn

torch.manual_seed(46)
u = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
opt = torch.optim.Adam(u.parameters(), lr=5e-3)
for step in range(500):
    t = (3 * torch.rand(64, 1)).requires_grad_()
    value = u(t)
    (slope,) = torch.autograd.grad(value.sum(), t, create_graph=True)
    residual = (slope + 1.5 * value).pow(2).mean()
    start = (u(torch.zeros(1, 1)) - 1).pow(2).mean()
    loss = residual + 5 * start
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 0:
        print(step, loss.item())
t = torch.linspace(0, 3, 200)[:, None]
with torch.no_grad():
    truth = torch.exp(-1.5 * t)
    r2 = 1 - (u(t) - truth).pow(2).mean() / truth.var()
print(f"final: r2={r2.item():.4f}")
