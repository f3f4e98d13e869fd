"""Outlines of road signs in 14x14 pictures: triangle, circle, square or octagon-like diamond."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 8
MAX_LR = 0.2
SIZE = 14


def sign(kind, rng):
    yy, xx = np.mgrid[0:SIZE, 0:SIZE].astype(float)
    cx, cy, r = rng.uniform(5.5, 7.5), rng.uniform(5.5, 7.5), rng.uniform(3.5, 5.5)
    dx, dy = (xx - cx) / r, (yy - cy) / r
    if kind == 0:
        d = np.maximum(dy, np.abs(dx) * 1.7 - dy - 0.6) - 0.2
    elif kind == 1:
        d = np.hypot(dx, dy)
    elif kind == 2:
        d = np.maximum(np.abs(dx), np.abs(dy)) + 0.1
    else:
        d = (np.abs(dx) + np.abs(dy)) * 0.85
    rim = np.exp(-(((d - 0.9) / 0.22) ** 2))
    return rng.choice([-1, 1]) * rim + rng.normal(0, 0.25, (SIZE, SIZE))


def signs(n, rng):
    kinds = rng.integers(0, 4, n)
    pictures = np.stack([sign(kind, rng) for kind in kinds])[:, None]
    return TensorDataset(torch.tensor(pictures, dtype=torch.float32), torch.tensor(kinds))


class SignNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 12, 3)
        self.conv2 = nn.Conv2d(12, 16, 3)
        self.fc1 = nn.Linear(16 * 2 * 2, 32)
        self.fc2 = nn.Linear(32, 4)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        return self.fc2(x)


def main():
    torch.manual_seed(9)
    rng = np.random.default_rng(9)
    train_set, test_set = signs(1500, rng), signs(500, rng)
    train_loader = DataLoader(train_set, batch_size=50, shuffle=True)
    test_loader = DataLoader(test_set, batch_size=250)

    model = SignNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=5e-4)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=MAX_LR, epochs=EPOCHS, steps_per_epoch=len(train_set), div_factor=100, cycle_momentum=False
    )
    for epoch in range(EPOCHS):
        model.train()
        total = 0.0
        for pictures, kinds in train_loader:
            loss = F.cross_entropy(model(pictures), kinds)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item()
        print(f"Epoch {epoch + 1}/{EPOCHS}  loss {total / len(train_loader):.4f}")

    model.eval()
    correct = 0
    with torch.no_grad():
        for pictures, kinds in test_loader:
            correct += (model(pictures).argmax(1) == kinds).sum().item()
    print(f"final: accuracy={correct / len(test_set):.4f}")


if __name__ == "__main__":
    main()
