import argparse

import torch
from torch import nn, optim


def parse():
    p = argparse.ArgumentParser(description="Fit the valve's response curves")
    p.add_argument("--steps", default=600, type=int)
    p.add_argument("--gain", default=40.0, type=float)
    p.add_argument("--lr", default=0.01, type=float)
    return p.parse_args()


class Gate(nn.Module):
    def __init__(self, n_in, n_out, gain):
        super().__init__()
        self.lin = nn.Linear(n_in, n_out)
        self.gain = gain

    def forward(self, x):
        return torch.tanh(self.gain * self.lin(x))


def curve(x):
    return torch.sin(2 * x[:, :1]) * x[:, 1:2] + 0.5 * x[:, 2:]


def main():
    args = parse()
    torch.manual_seed(105)
    model = nn.Sequential(Gate(3, 40, args.gain), Gate(40, 40, args.gain), Gate(40, 40, args.gain), nn.Linear(40, 1))
    optimizer = optim.SGD(model.parameters(), lr=args.lr, momentum=0.9)
    x_val = torch.randn(800, 3)
    for step in range(args.steps):
        x = torch.randn(64, 3)
        loss = nn.functional.mse_loss(model(x), curve(x))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 150 == 0:
            print(f"step {step} loss {loss.item():.4f}")
    with torch.no_grad():
        target = curve(x_val)
        r2 = 1 - nn.functional.mse_loss(model(x_val), target) / target.var()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
