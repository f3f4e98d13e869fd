import torch
from torch import nn


class Echo(nn.Module):
    """h <- relu(W h + U x), read out after the last step."""

    def __init__(self, size=32):
        super().__init__()
        self.W = nn.Parameter(torch.eye(size) * 1.0 + 0.12 * torch.randn(size, size))
        self.U = nn.Linear(1, size)
        self.out = nn.Linear(size, 1)

    def forward(self, xs):
        h = torch.zeros(xs.shape[0], self.W.shape[0])
        for t in range(xs.shape[1]):
            h = torch.relu(h @ self.W.t() + self.U(xs[:, t : t + 1]))
        return self.out(h)[:, 0]


def signals(n, gen):
    x = torch.rand(n, 25, generator=gen) * 2 - 1
    weights = torch.linspace(0.2, 1.0, 25)
    y = (x * weights).sum(1)
    return x, y / 1.7


torch.manual_seed(103)
gen = torch.Generator().manual_seed(103)
net = Echo()
opt = torch.optim.Adam(net.parameters(), lr=1e-3)
x_test, y_test = signals(500, gen)
for step in range(400):
    x, y = signals(64, gen)
    loss = ((net(x) - y) ** 2).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 80 == 0:
        print(f"{step:4d} {loss.item():.5f}")
with torch.no_grad():
    mse = ((net(x_test) - y_test) ** 2).mean()
print(f"final: r2={1 - (mse / y_test.var()).item():.4f}")
