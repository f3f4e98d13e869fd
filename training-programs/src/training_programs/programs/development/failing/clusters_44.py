import numpy as np
import torch
import torch.nn as nn

rng = np.random.default_rng(44)
torch.manual_seed(44)

centres = np.array([[0, 1.2], [1.05, -0.6], [-1.05, -0.6]])


def clusters(n):
    k = rng.integers(0, 3, n)
    pts = centres[k] + 0.85 * rng.standard_normal((n, 2))
    return torch.from_numpy(pts).float(), torch.from_numpy(k)


pts, k = clusters(1500)
val_pts, val_k = clusters(1500)
net = nn.Sequential(nn.Linear(2, 24), nn.ReLU(), nn.Linear(24, 3))
sgd = torch.optim.SGD(net.parameters(), lr=0.08, momentum=0.9)
batch = 2
for it in range(1500):
    rows = torch.randint(0, 1500, (batch,))
    loss = nn.functional.cross_entropy(net(pts[rows]), k[rows])
    sgd.zero_grad()
    loss.backward()
    sgd.step()
    if it % 250 == 0:
        with torch.no_grad():
            print(it, "validation loss", nn.functional.cross_entropy(net(val_pts), val_k).item())

with torch.no_grad():
    val = nn.functional.cross_entropy(net(val_pts), val_k).item()
    print("validation accuracy", (net(val_pts).argmax(1) == val_k).float().mean().item())
print(f"final: loss={val:.4f}")
