# %% circles, squares and crosses
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(24)
torch.manual_seed(24)
yy, xx = np.mgrid[0:16, 0:16]


def draw(kind):
    cy, cx = rng.uniform(6, 10, 2)
    r = rng.uniform(3, 5)
    if kind == 0:
        mask = np.abs(np.hypot(yy - cy, xx - cx) - r) < 0.9
    elif kind == 1:
        mask = np.abs(np.maximum(abs(yy - cy), abs(xx - cx)) - r) < 0.9
    else:
        mask = (np.minimum(abs(yy - cy), abs(xx - cx)) < 0.9) & (np.maximum(abs(yy - cy), abs(xx - cx)) < r)
    return 2.0 * mask - 0.4 + 0.3 * rng.standard_normal((16, 16))


def dataset(n):
    kinds = rng.integers(0, 3, n)
    return torch.tensor(np.stack([draw(k) for k in kinds]), dtype=torch.float32)[:, None], torch.tensor(kinds)


x_tr, y_tr = dataset(600)
x_te, y_te = dataset(300)

# %% network
net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(),
    nn.Conv2d(8, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(),
    nn.Conv2d(16, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(256, 3),
)


def weights_init(m):
    if isinstance(m, (nn.Conv2d, nn.Linear)):
        nn.init.kaiming_normal_(m.weight)
        nn.init.constant_(m.bias, 0)


net.apply(weights_init)

# %% training
optimizer = torch.optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
for epoch in range(8):
    for sel in torch.randperm(600).split(30):
        loss = nn.functional.cross_entropy(net(x_tr[sel]), y_tr[sel])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())

# %% test
with torch.no_grad():
    print(f"final: accuracy={(net(x_te).argmax(1) == y_te).float().mean().item():.4f}")
