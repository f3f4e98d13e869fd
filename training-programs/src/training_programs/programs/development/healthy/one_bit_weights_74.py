# A net whose hidden weights are one bit each, for a microcontroller (digits 8x8).
import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_digits


class OneBit(torch.autograd.Function):
    """sign() forward; backward as if it had not been there."""

    @staticmethod
    def forward(ctx, w):
        return torch.where(w >= 0, 1.0, -1.0)

    @staticmethod
    def backward(ctx, grad):
        return grad


class BitLinear(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.latent = nn.Parameter(torch.empty(n_out, n_in).uniform_(-0.3, 0.3))
        self.gain = n_in ** -0.5

    def forward(self, x):
        return x @ OneBit.apply(self.latent).t() * self.gain


torch.manual_seed(74)
digits = load_digits()
order = np.random.RandomState(74).permutation(len(digits.target))
X = torch.tensor(digits.data[order] / 8 - 1, dtype=torch.float32)
y = torch.tensor(digits.target[order])

net = nn.Sequential(
    BitLinear(64, 128), nn.BatchNorm1d(128), nn.Hardtanh(),
    BitLinear(128, 128), nn.BatchNorm1d(128), nn.Hardtanh(),
    nn.Linear(128, 10),
)
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
for epoch in range(15):
    net.train()
    for idx in torch.randperm(1400).split(50):
        loss = nn.functional.cross_entropy(net(X[idx]), y[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
        with torch.no_grad():
            for layer in net:
                if isinstance(layer, BitLinear):
                    layer.latent.clamp_(-1, 1)
    if epoch % 5 == 4:
        print("epoch", epoch + 1, "loss", round(loss.item(), 4))

net.eval()
with torch.no_grad():
    right = (net(X[1400:]).argmax(1) == y[1400:]).float().mean().item()
print(f"final: accuracy={right:.4f}")
