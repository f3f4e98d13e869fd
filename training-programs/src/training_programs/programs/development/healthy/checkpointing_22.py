import torch
from sklearn.datasets import make_friedman1
from torch import nn
from torch.utils.checkpoint import checkpoint

torch.manual_seed(22)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.f = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.GELU(), nn.Linear(width, width))

    def forward(self, x):
        return x + self.f(x)


class Net(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.stem = nn.Linear(10, width)
        self.blocks = nn.ModuleList([Block(width) for _ in range(4)])
        self.head = nn.Linear(width, 1)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = checkpoint(block, x, use_reentrant=False) if self.training else block(x)
        return self.head(x).squeeze(1)


x, y = make_friedman1(1200, noise=0.5, random_state=22)
x = torch.tensor((x - 0.5) * 3.46, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)
net = Net()
opt = torch.optim.AdamW(net.parameters(), lr=2e-3)
for epoch in range(12):
    net.train()
    for idx in torch.randperm(1000).split(50):
        loss = nn.functional.mse_loss(net(x[idx]), y[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        val = nn.functional.mse_loss(net(x[1000:]), y[1000:])
    print(f"epoch {epoch + 1} train {loss.item():.4f} val {val.item():.4f}")
print(f"final: r2={1 - (val / y[1000:].var()).item():.4f}")
