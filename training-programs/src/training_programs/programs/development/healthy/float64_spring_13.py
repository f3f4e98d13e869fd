# Physics-informed: u'' = -u with u(0) = 0, u'(0) = 1
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(13)
net = nn.Sequential(nn.Linear(1, 24), nn.Tanh(), nn.Linear(24, 24), nn.Tanh(), nn.Linear(24, 1))
opt = torch.optim.Adam(net.parameters(), lr=5e-3)


def derivative(u, t):
    return torch.autograd.grad(u.sum(), t, create_graph=True)[0]


for step in range(600):
    t = 3 * torch.rand(64, 1)
    t.requires_grad_()
    u = net(t)
    du = derivative(u, t)
    physics = (derivative(du, t) + u).pow(2).mean()
    t0 = torch.zeros(1, 1, requires_grad=True)
    u0 = net(t0)
    start = u0.pow(2).mean() + (derivative(u0, t0) - 1).pow(2).mean()
    loss = physics + start
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 200 == 0:
        print(f"step {step}: {loss.item():.5f}")
with torch.no_grad():
    t = torch.linspace(0, 3, 200)[:, None]
    truth = torch.sin(t)
    print(f"final: r2={1 - ((net(t) - truth).pow(2).mean() / truth.var()).item():.4f}")
