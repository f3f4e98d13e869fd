import numpy as np
import torch
from torch import nn

torch.manual_seed(28)
rng = np.random.default_rng(28)


def blobs(n):
    rare = rng.random(n) < 0.25
    centre = np.where(rare[:, None], [1.0, 1.0, 0.6], [-0.5, -0.5, -0.3])
    return torch.tensor(centre + 0.6 * rng.standard_normal((n, 3)), dtype=torch.float32), torch.tensor(rare).float()


x, rare = blobs(1200)
net = nn.Sequential(nn.Linear(3, 16), nn.Tanh(), nn.Linear(16, 1), nn.Flatten(0))
opt = torch.optim.SGD(net.parameters(), lr=0.2)
for epoch in range(12):
    for idx in torch.randperm(1200).split(40):
        loss = nn.functional.binary_cross_entropy_with_logits(net(x[idx]), rare[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("epoch", epoch, "loss", loss.item())
x, rare = blobs(1000)
with torch.no_grad():
    print(f"final: accuracy={((net(x) > 0).float() == rare).float().mean().item():.4f}")
