"""Segment bright cells in microscope tiles, with random flips of the training tiles."""
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

SIZE = 32


class RandomFlip:
    """Mirror a (C, H, W) tensor left-right and top-bottom, each with probability 1/2."""

    def __call__(self, t):
        if torch.rand(()) < 0.5:
            t = t.flip(-1)
        if torch.rand(()) < 0.5:
            t = t.flip(-2)
        return t


class CellTiles(Dataset):
    def __init__(self, n, seed, augment=None):
        g = torch.Generator().manual_seed(seed)
        yy, xx = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
        self.images = torch.randn(n, 1, SIZE, SIZE, generator=g) * 0.15
        self.masks = torch.zeros(n, 1, SIZE, SIZE)
        for i in range(n):
            for _ in range(int(torch.randint(1, 4, (), generator=g))):
                u = torch.rand(4, generator=g)
                cy, cx, r = 4 + 24 * u[0], 4 + 24 * u[1], 3 + 2.5 * u[2]
                disc = (yy - cy) ** 2 + (xx - cx) ** 2 < r**2
                self.masks[i, 0][disc] = 1
                self.images[i, 0][disc] += 0.35 + 0.4 * u[3]
        self.augment = augment

    def __len__(self):
        return len(self.images)

    def __getitem__(self, i):
        image, mask = self.images[i], self.masks[i]
        if self.augment:
            image = self.augment(image)
            mask = self.augment(mask)
        return image, mask


def conv(a, b, dilation=1):
    return [nn.Conv2d(a, b, 3, padding=dilation, dilation=dilation), nn.BatchNorm2d(b), nn.ReLU()]


def evaluate(net, loader):
    net.eval()
    inter = union = 0
    with torch.no_grad():
        for image, mask in loader:
            pred, true = net(image) > 0, mask > 0.5
            inter += (pred & true).sum().item()
            union += (pred | true).sum().item()
    return inter / union


def main():
    torch.manual_seed(926)
    train = DataLoader(CellTiles(500, 1, RandomFlip()), batch_size=20, shuffle=True)
    val = DataLoader(CellTiles(200, 2), batch_size=50)
    net = nn.Sequential(*conv(1, 12), *conv(12, 12, 2), *conv(12, 12, 4), nn.Conv2d(12, 1, 1))
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    for epoch in range(10):
        net.train()
        running = 0.0
        for image, mask in train:
            optimizer.zero_grad()
            loss = criterion(net(image), mask)
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(f"epoch {epoch:2d}  bce {running / len(train):.4f}  val iou {evaluate(net, val):.3f}")
    print(f"final: iou={evaluate(net, val):.4f}")


if __name__ == "__main__":
    main()
