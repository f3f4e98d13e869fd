"""Handwritten digits with a deep network of residual blocks, without normalization layers."""
import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn


class Block(nn.Module):
    """A residual block whose last layer starts at zero: at first the block passes its input on."""

    def __init__(self, width):
        super().__init__()
        self.a = nn.Linear(width, width)
        self.b = nn.Linear(width, width)
        nn.init.kaiming_normal_(self.a.weight, nonlinearity="relu")
        nn.init.zeros_(self.a.bias)
        nn.init.zeros_(self.b.weight)
        nn.init.zeros_(self.b.bias)

    def forward(self, x):
        return x + self.b(F.relu(self.a(x)))


class DeepNet(nn.Module):
    def __init__(self, width=64, depth=12):
        super().__init__()
        self.inlet = nn.Linear(64, width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(depth)])
        self.outlet = nn.Linear(width, 10)
        nn.init.zeros_(self.outlet.weight)
        nn.init.zeros_(self.outlet.bias)

    def forward(self, x):
        return self.outlet(F.relu(self.blocks(self.inlet(x))))


def batches(n, size):
    order = torch.randperm(n)
    return order[: n - n % size].view(-1, size)


def main():
    torch.manual_seed(877)
    digits = load_digits()
    x = torch.tensor(digits.data, dtype=torch.float32)
    y = torch.tensor(digits.target)
    order = torch.randperm(len(x))
    train, test = order[:1300], order[1300:]
    mean, std = x[train].mean(), x[train].std()
    x = (x - mean) / std

    net = DeepNet()
    warmup, epochs, size = 40, 20, 32
    steps = epochs * (len(train) // size)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9, weight_decay=5e-4)
    ramp = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / warmup, (steps - s) / (steps - warmup)))
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for rows in batches(len(train), size):
            picked = train[rows]
            noisy = x[picked] + 0.3 * torch.randn(size, 64)
            loss = F.cross_entropy(net(noisy), y[picked])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            ramp.step()
            total += loss.item()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: loss {total / (len(train) // size):.4f}")

    net.eval()
    with torch.no_grad():
        accuracy = (net(x[test]).argmax(1) == y[test]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
