"""Where is the turtle? One box (center, width, height) per aerial photo."""

import torch
import torch.nn as nn

SIZE = 32


def aerial_photos(n, gen):
    """Sand and waves with one dark oval shell; boxes as (cx, cy, w, h) in pixels."""
    grid = torch.arange(SIZE).float() + 0.5
    y, x = torch.meshgrid(grid, grid, indexing="ij")
    w = 6 + 9 * torch.rand(n, generator=gen)
    h = 6 + 9 * torch.rand(n, generator=gen)
    cx = w / 2 + (SIZE - w) * torch.rand(n, generator=gen)
    cy = h / 2 + (SIZE - h) * torch.rand(n, generator=gen)
    boxes = torch.stack([cx, cy, w, h], 1)
    cx, cy, w, h = (v.view(n, 1, 1) for v in (cx, cy, w, h))
    shell = ((((x - cx) / w) ** 2 + ((y - cy) / h) ** 2) < 0.25).float()
    phase = 6.28 * torch.rand(n, 1, 1, generator=gen)
    sea = 0.3 * torch.sin(0.5 * y + 0.2 * x + phase) + 0.25 * torch.randn(n, SIZE, SIZE, generator=gen)
    return (sea - 1.2 * shell + 0.2).unsqueeze(1), boxes


class BoxNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 12, 3, stride=2, padding=1),
            nn.BatchNorm2d(12),
            nn.ReLU(),
            nn.Conv2d(12, 24, 3, stride=2, padding=1),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.Conv2d(24, 24, 3, stride=2, padding=1),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.Flatten(),
        )
        self.box = nn.Sequential(nn.Linear(24 * 4 * 4, 64), nn.ReLU(), nn.Linear(64, 4), nn.Sigmoid())

    def forward(self, photos):
        return self.box(self.features(photos))


def corners(box):
    return box[:, :2] - box[:, 2:] / 2, box[:, :2] + box[:, 2:] / 2


def mean_iou(a, b):
    (a1, a2), (b1, b2) = corners(a), corners(b)
    inter = (torch.minimum(a2, b2) - torch.maximum(a1, b1)).clamp(min=0).prod(1)
    return (inter / (a[:, 2:].prod(1) + b[:, 2:].prod(1) - inter)).mean().item()


def main():
    torch.manual_seed(527)
    gen = torch.Generator().manual_seed(0)
    photos, boxes = aerial_photos(1200, gen)
    test_photos, test_boxes = aerial_photos(300, gen)

    net = BoxNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=12)
    smooth_l1 = nn.SmoothL1Loss()
    for epoch in range(12):
        net.train()
        for i in torch.randperm(len(photos)).split(40):
            optimizer.zero_grad()
            loss = smooth_l1(net(photos[i]), boxes[i])
            loss.backward()
            optimizer.step()
        scheduler.step()
        net.eval()
        with torch.no_grad():
            iou = mean_iou(net(test_photos), test_boxes)
        print(f"epoch {epoch + 1:2d} loss {loss.item():.3f} test IoU {iou:.3f}")
    print(f"final: iou={iou:.4f}")


if __name__ == "__main__":
    main()
