import torch
from torch import nn

torch.manual_seed(29)


def dots(n):
    """One, two or three dots on a field of 10 x 10."""
    count = torch.randint(1, 4, (n,))
    x = 0.1 * torch.randn(n, 1, 10, 10)
    for i, k in enumerate(count.tolist()):
        cells = torch.randperm(9)[:k]
        for c in cells.tolist():
            x[i, 0, 1 + 3 * (c // 3) : 3 + 3 * (c // 3), 1 + 3 * (c % 3) : 3 + 3 * (c % 3)] += 1.0
    return x, count - 1


x, y = dots(500)
net = nn.Sequential(
    nn.Conv2d(1, 8, 3), nn.GroupNorm(2, 8), nn.ReLU(), nn.Conv2d(8, 8, 3), nn.ReLU(), nn.Flatten(), nn.Linear(288, 3)
)
opt = torch.optim.Adam(net.parameters(), lr=5e-4)
for epoch in range(3):
    total = 0.0
    for i in torch.randperm(500).tolist():
        loss = nn.functional.cross_entropy(net(x[i : i + 1]), y[i : i + 1])
        opt.zero_grad()
        loss.backward()
        opt.step()
        total += loss.item() / 500
    print(f"epoch {epoch + 1}: {total:.4f}")
x, y = dots(300)
with torch.no_grad():
    print(f"final: accuracy={(net(x).argmax(1) == y).float().mean().item():.4f}")
