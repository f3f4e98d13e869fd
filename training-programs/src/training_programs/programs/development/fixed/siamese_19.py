import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(19)
digits = load_digits()
x = torch.tensor(digits.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(digits.target)


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.branch = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 16))

    def forward(self, left, right):
        gap = self.branch(left) - self.branch(right)
        return torch.sqrt((gap**2).sum(dim=1) + 1e-8)


def sample_pairs(n, pool):
    i = pool[torch.randint(len(pool), (n,))]
    j = pool[torch.randint(len(pool), (n,))]
    # half of the pairs: same digit
    for k in range(n // 2):
        same = pool[y[pool] == y[i[k]]]
        j[k] = same[torch.randint(len(same), (1,))]
    return i, j, (y[i] == y[j]).float()


def contrastive(distance, same, margin=2.0):
    return (same * distance**2 + (1 - same) * torch.relu(margin - distance) ** 2).mean()


net = Siamese()
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
pool, held_out = torch.arange(1300), torch.arange(1300, 1797)
for step in range(400):
    i, j, same = sample_pairs(48, pool)
    loss = contrastive(net(x[i], x[j]), same)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 50 == 0:
        print(f"step {step:3d} contrastive loss {loss.item():.4f}")

with torch.no_grad():
    i, j, same = sample_pairs(600, held_out)
    d = net(x[i], x[j])
    acc = ((d < 1.0).float() == same).float().mean()
    acc = acc if torch.isfinite(d).all() else torch.tensor(float("nan"))
print(f"final: accuracy={acc.item():.4f}")
