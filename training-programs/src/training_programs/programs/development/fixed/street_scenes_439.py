"""Segmentation of small street scenes: sky, building, road, car. Masks as in Cityscapes (train ids)."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

CLASSES = ["sky", "building", "road", "car"]
COLORS = np.array([[0.55, 0.7, 0.9], [0.55, 0.45, 0.4], [0.35, 0.35, 0.38], [0.6, 0.2, 0.25]])


class Scenes(Dataset):
    def __init__(self, n, seed, side=24):
        rng = np.random.default_rng(seed)
        self.items = [self.scene(rng, side) for _ in range(n)]

    @staticmethod
    def scene(rng, side):
        mask = np.zeros((side, side), dtype=np.int64)
        ground = rng.integers(13, 18)
        col = 0
        while col < side:
            width = rng.integers(3, 8)
            mask[rng.integers(2, ground) : ground, col : col + width] = 1
            col += width
        mask[ground:] = 2
        for _ in range(rng.integers(1, 4)):
            top, left = ground + rng.integers(-3, 3), rng.integers(0, side - 6)
            mask[top : top + 4, left : left + 6] = 3
        image = COLORS[mask] * rng.uniform(0.75, 1.2) + rng.normal(0, 0.12, (side, side, 3))
        # own bonnet and the frame of the camera have no label
        mask[-2:, 6:18] = 255
        mask[:, 0] = 255
        return image.transpose(2, 0, 1).astype(np.float32) - 0.5, mask

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


class SmallFCN(nn.Module):
    def __init__(self, n_classes):
        super().__init__()
        self.down1 = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU())
        self.down2 = nn.Sequential(nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.ReLU())
        self.classify = nn.Conv2d(48, n_classes, 1)

    def forward(self, x):
        fine = self.down1(x)
        coarse = F.interpolate(self.down2(fine), scale_factor=2, mode="nearest")
        return self.classify(torch.cat([fine, coarse], dim=1))


def mean_iou(model, loader):
    hit, either = torch.zeros(len(CLASSES)), torch.zeros(len(CLASSES))
    model.eval()
    with torch.no_grad():
        for image, mask in loader:
            guess = model(image).argmax(1)
            labelled = mask < len(CLASSES)
            for k in range(len(CLASSES)):
                hit[k] += ((guess == k) & (mask == k)).sum()
                either[k] += (((guess == k) & labelled) | (mask == k)).sum()
    for name, value in zip(CLASSES, hit / either):
        print(f"  {name}: {value:.3f}")
    return (hit / either).mean().item()


torch.manual_seed(439)
train_loader = DataLoader(Scenes(400, seed=4), batch_size=16, shuffle=True, drop_last=True)
val_loader = DataLoader(Scenes(100, seed=5), batch_size=50)
model = SmallFCN(len(CLASSES))
criterion = nn.CrossEntropyLoss(ignore_index=255)
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
for epoch in range(7):
    model.train()
    for image, mask in train_loader:
        loss = criterion(model(image), mask)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}: {loss.item():.4f}")
print(f"final: iou={mean_iou(model, val_loader):.4f}")
