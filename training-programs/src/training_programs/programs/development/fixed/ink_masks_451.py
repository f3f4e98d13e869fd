"""Where is ink on an old, stained page? A small U-Net; pictures and masks are bytes, as they come from PNG files."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

SIZE = 24


def scan(rng):
    """A page with a few strokes of a pen on it, and stains that are as dark but soft. Returns picture and mask, uint8."""
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    page = 205 + 12 * rng.normal(size=(SIZE, SIZE))
    for _ in range(rng.integers(1, 4)):
        cx, cy, r = rng.uniform(0, SIZE), rng.uniform(0, SIZE), rng.uniform(3, 6)
        page -= rng.uniform(60, 110) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * r * r))
    mask = np.zeros((SIZE, SIZE), dtype=bool)
    for _ in range(rng.integers(2, 5)):
        px, py = rng.uniform(3, SIZE - 3, 2)
        angle, turn = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.15)
        for _ in range(rng.integers(10, 22)):
            mask |= (x - px) ** 2 + (y - py) ** 2 < 1.2
            px, py, angle = px + 0.8 * np.cos(angle), py + 0.8 * np.sin(angle), angle + turn
    page[mask] -= rng.uniform(70, 110) + 10 * rng.normal(size=mask.sum())
    return page.clip(0, 255).astype(np.uint8), (mask * 255).astype(np.uint8)


class Pages(Dataset):
    def __init__(self, n, seed):
        rng = np.random.default_rng(seed)
        self.items = [scan(rng) for _ in range(n)]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        picture, mask = self.items[i]
        picture = torch.from_numpy(picture).float().div(255).sub(0.7).div(0.2)
        mask = torch.from_numpy(mask).float().div(255)
        return picture[None], mask[None]


def block(n_in, n_out):
    return nn.Sequential(nn.Conv2d(n_in, n_out, 3, padding=1), nn.BatchNorm2d(n_out), nn.ReLU())


class UNet(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.down1 = block(1, width)
        self.down2 = block(width, 2 * width)
        self.bottom = block(2 * width, 2 * width)
        self.up2 = block(4 * width, width)
        self.up1 = block(2 * width, width)
        self.out = nn.Conv2d(width, 1, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        c = self.bottom(F.max_pool2d(b, 2))
        b = self.up2(torch.cat([b, F.interpolate(c, scale_factor=2)], 1))
        a = self.up1(torch.cat([a, F.interpolate(b, scale_factor=2)], 1))
        return self.out(a)


@torch.no_grad()
def intersection_over_union(model, loader):
    model.eval()
    both = either = 0
    for picture, mask in loader:
        ink, found = mask > 0.5, model(picture) > 0
        both += (ink & found).sum().item()
        either += (ink | found).sum().item()
    return both / either


def main():
    torch.manual_seed(451)
    train = DataLoader(Pages(300, 451), batch_size=12, shuffle=True)
    test = DataLoader(Pages(100, 1451), batch_size=50)
    model = UNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    criterion = nn.BCEWithLogitsLoss()
    for epoch in range(6):
        model.train()
        total = 0.0
        for picture, mask in train:
            loss = criterion(model(picture), mask)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(mask)
        print(f"epoch {epoch + 1}: loss {total / 300:.4f}, IoU {intersection_over_union(model, test):.3f}")
    print(f"final: iou={intersection_over_union(model, test):.4f}")


if __name__ == "__main__":
    main()
