import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(15)


def sets(n, size=8):
    """One of the items carries a flag; the answer is that item's color."""
    color = torch.randint(0, 5, (n, size))
    count = torch.randint(3, size + 1, (n,))
    mask = torch.arange(size)[None] < count[:, None]
    flagged = (torch.rand(n) * count).long()
    flag = F.one_hot(flagged, size).float().unsqueeze(-1)
    x = torch.cat([F.one_hot(color, 5).float(), flag], dim=-1)
    return x, mask, color[torch.arange(n), flagged]


class Pool(nn.Module):
    def __init__(self, dim=24):
        super().__init__()
        self.item = nn.Sequential(nn.Linear(6, dim), nn.ReLU())
        self.key, self.value = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.query = nn.Parameter(torch.randn(dim) / dim**0.5)
        self.out = nn.Linear(dim, 5)

    def forward(self, x, mask):
        h = self.item(x)
        score = (self.key(h) @ self.query).masked_fill(~mask, float("-inf"))
        pooled = (score.softmax(1).unsqueeze(1) @ self.value(h)).squeeze(1)
        return self.out(pooled)


net = Pool()
opt = torch.optim.Adam(net.parameters(), lr=5e-3)
for step in range(500):
    x, mask, y = sets(64)
    loss = F.cross_entropy(net(x, mask), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 0:
        print(step, loss.item())
with torch.no_grad():
    x, mask, y = sets(1000)
    print(f"final: accuracy={(net(x, mask).argmax(1) == y).float().mean().item():.4f}")
