import torch
from torch import nn
from torch.nn import functional as F


class SoftGate(nn.Module):
    """A linear layer behind a gate whose sharpness can be chosen."""

    def __init__(self, n_in, n_out, sharpness):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        self.sharpness = sharpness

    def forward(self, x):
        return torch.sigmoid(self.sharpness * self.linear(x))


class GateNet(nn.Module):
    def __init__(self, sharpness):
        super().__init__()
        self.gate1 = SoftGate(6, 32, sharpness)
        self.gate2 = SoftGate(32, 32, sharpness)
        self.out = nn.Linear(32, 1)

    def forward(self, x):
        return self.out(self.gate2(self.gate1(x) - 0.5) - 0.5)


def target(x):
    return torch.sin(1.5 * x[:, :1]) + 0.5 * x[:, 1:2] * x[:, 2:3] - 0.4 * x[:, 3:4]


def train(sharpness, steps=600, batch_size=64):
    torch.manual_seed(8)
    net = GateNet(sharpness)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.005)
    for step in range(steps):
        x = torch.randn(batch_size, 6)
        loss = F.mse_loss(net(x), target(x))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if (step + 1) % 100 == 0:
            print(f"{step + 1:5d} {loss.item():.4f}")
    return net


if __name__ == "__main__":
    net = train(sharpness=40.0)
    x = torch.randn(2000, 6)
    with torch.no_grad():
        y = target(x)
        r2 = 1 - F.mse_loss(net(x), y) / y.var()
    print(f"final: r2={r2.item():.4f}")
