# Physics-informed network for a heated rod:  u'' + 4 u = f(x)  on (0, 2),  u(0) = u(2) = 0
# with the manufactured solution u(x) = sin(3 pi x / 2) * x * (2 - x).
import math

import torch
from torch import nn

torch.manual_seed(889)
W = 1.5 * math.pi


def exact(x):
    return torch.sin(W * x) * x * (2 - x)


def source(x):
    s, c = torch.sin(W * x), torch.cos(W * x)
    second = -W * W * s * x * (2 - x) + 2 * W * c * (2 - 2 * x) - 2 * s
    return second + 4 * exact(x)


class Rod(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(1, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1)
        )
        for layer in self.net:
            if isinstance(layer, nn.Linear):
                nn.init.xavier_normal_(layer.weight)
                nn.init.zeros_(layer.bias)

    def forward(self, x):
        return self.net(x - 1)


def derivative(u, x):
    return torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]


model = Rod()
inside = torch.linspace(0, 2, 101)[1:-1, None].requires_grad_()
ends = torch.tensor([[0.0], [2.0]])
force = source(inside.detach())
optimizer = torch.optim.LBFGS(model.parameters(), lr=1.0, max_iter=10, history_size=30, line_search_fn="strong_wolfe")


def closure():
    u = model(inside)
    residual = derivative(derivative(u, inside), inside) + 4 * u - force
    loss = residual.pow(2).mean() / 100 + 10 * model(ends).pow(2).mean()
    loss.backward()
    return loss


for step in range(120):
    loss = optimizer.step(closure)
    if step % 20 == 0:
        print(f"outer step {step:3d}  loss {loss.item():.3e}")

with torch.no_grad():
    x = torch.rand(500, 1) * 2
    truth = exact(x)
    r2 = 1 - (model(x) - truth).pow(2).sum() / (truth - truth.mean()).pow(2).sum()
print(f"final: r2={r2.item():.4f}")
