import torch
from sklearn.datasets import load_digits
from torch import nn


class Patches(nn.Module):
    """Four channels of features, each read by its own small layer."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, stride=2, padding=1)
        self.reads = nn.ModuleList(nn.Linear(16, 24) for _ in range(4))
        self.head = nn.Linear(96, 10)

    def forward(self, x):
        h = torch.relu(self.conv(x))
        n = h.size(0)
        channels = h.reshape(4, n, 16)
        parts = [torch.relu(read(channel)) for read, channel in zip(self.reads, channels)]
        return self.head(torch.cat(parts, dim=1))


torch.manual_seed(127)
digits = load_digits()
x = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
y = torch.tensor(digits.target)
shuffled = torch.randperm(1797)
x, y = x[shuffled], y[shuffled]
model = Patches()
opt = torch.optim.RMSprop(model.parameters(), lr=2e-3)
for epoch in range(10):
    for i in range(0, 1400, 40):
        loss = nn.functional.cross_entropy(model(x[i : i + 40]), y[i : i + 40])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f"epoch {epoch}: {loss.item():.4f}")
with torch.no_grad():
    print(f"final: accuracy={(model(x[1400:]).argmax(1) == y[1400:]).float().mean().item():.4f}")
