"""Barlow Twins on digits: learn features without labels from two noisy views, then a linear probe."""

import torch
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from torch import nn

torch.manual_seed(120)
digits = load_digits()
images = torch.tensor(digits.images, dtype=torch.float32).unsqueeze(1) / 16
labels = digits.target
order = torch.randperm(len(images))
train, test = order[:1400], order[1400:]


def augment(x):
    """Shift by up to one pixel, dim or brighten, add noise, wipe out a spot."""
    dx, dy = torch.randint(-1, 2, (2,)).tolist()
    x = torch.roll(x, (dy, dx), dims=(2, 3))
    x = x * (0.7 + 0.6 * torch.rand(len(x), 1, 1, 1)) + 0.1 * torch.randn_like(x)
    row, col = torch.randint(0, 7, (2,)).tolist()
    x = x.clone()
    x[:, :, row : row + 2, col : col + 2] = 0
    return (x - 0.3) / 0.37


encoder = nn.Sequential(
    nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32), nn.ReLU(), nn.Flatten(),
    nn.Linear(32 * 16, 48),
)
projector = nn.Sequential(nn.BatchNorm1d(48), nn.ReLU(), nn.Linear(48, 96, bias=False), nn.BatchNorm1d(96, affine=False))
optimizer = torch.optim.Adam([*encoder.parameters(), *projector.parameters()], lr=2e-3, weight_decay=1e-6)
off_diagonal = ~torch.eye(96, dtype=torch.bool)

for epoch in range(16):
    total = 0.0
    for rows in train[torch.randperm(len(train))].split(140):
        x = images[rows]
        z1, z2 = projector(encoder(augment(x))), projector(encoder(augment(x)))
        cross = z1.T @ z2 / len(rows)
        loss = (cross.diagonal() - 1).pow(2).sum() + 0.01 * cross[off_diagonal].pow(2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() / 10
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1}: Barlow loss {total:.2f}")

encoder.eval()
with torch.no_grad():
    features = encoder((images - 0.3) / 0.37).numpy()
mean, std = features[train].mean(0), features[train].std(0)
features = (features - mean) / std
probe = LogisticRegression(max_iter=300, C=0.1).fit(features[train], labels[train])
print(f"final: accuracy={probe.score(features[test], labels[test]):.4f}")
