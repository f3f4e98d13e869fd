import numpy as np
import torch
import torch.nn as nn

rng = np.random.default_rng(17)
torch.manual_seed(17)


class Winsorize(nn.Module):
    """Cut activations at the 1st and 99th percentile of the batch."""

    def forward(self, h):
        low, high = np.percentile(h.detach().numpy(), [1, 99])
        return torch.from_numpy(np.clip(h.detach().numpy(), low, high)).float()


def spiral(n):
    k = rng.integers(0, 3, n)
    t = np.sqrt(rng.uniform(0.02, 1, n))
    a = 4 * t + k * 2 * np.pi / 3 + 0.15 * rng.standard_normal(n)
    x = np.stack([t * np.cos(a), t * np.sin(a)], 1) * 1.8
    return torch.tensor(x, dtype=torch.float32), torch.tensor(k)


trunk = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 8), Winsorize())
head = nn.Linear(8, 3)
everything = [*trunk.parameters(), *head.parameters()]
optimizer = torch.optim.Adam(everything, lr=0.01)
x, k = spiral(900)
x_new, k_new = spiral(600)

for epoch in range(40):
    for rows in torch.randperm(900).split(60):
        logits = head(trunk(x[rows]))
        loss = nn.functional.cross_entropy(logits, k[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 10 == 9:
        print("epoch %d, loss %.4f" % (epoch + 1, loss.item()))

with torch.no_grad():
    acc = (head(trunk(x_new)).argmax(1) == k_new).float().mean().item()
print(f"final: accuracy={acc:.4f}")
