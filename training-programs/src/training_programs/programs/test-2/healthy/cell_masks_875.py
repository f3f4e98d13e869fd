"""Segmentation of round cells in noisy microscope images with a small U-shaped network."""
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(875)
SIZE = 24


def micrographs(n):
    yy, xx = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    images, masks = torch.zeros(n, 1, SIZE, SIZE), torch.zeros(n, 1, SIZE, SIZE)
    for i in range(n):
        field = F.interpolate(torch.randn(1, 1, 3, 3), size=(SIZE, SIZE), mode="bilinear")[0, 0]
        image = 0.3 * field
        for _ in range(int(torch.randint(2, 5, (1,)))):
            cx, cy = torch.rand(2) * SIZE
            radius = 2.5 + 2.5 * torch.rand(1)
            distance = ((xx - cx) ** 2 + (yy - cy) ** 2).sqrt()
            inside = distance < radius
            image[inside] = 0.9 + 0.4 * torch.rand(1)
            masks[i, 0][inside] = 1.0
        images[i, 0] = image + 0.35 * torch.randn(SIZE, SIZE)
    return images, masks


def double(inside, outside):
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, padding=1, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(),
        nn.Conv2d(outside, outside, 3, padding=1, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(),
    )


class SmallUNet(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.down = double(1, width)
        self.deep = double(width, 2 * width)
        self.up = nn.ConvTranspose2d(2 * width, width, 2, stride=2)
        self.merge = double(2 * width, width)
        self.out = nn.Conv2d(width, 1, 1)

    def forward(self, x):
        fine = self.down(x)
        coarse = self.deep(F.max_pool2d(fine, 2))
        return self.out(self.merge(torch.cat([fine, self.up(coarse)], dim=1)))


def dice_loss(logits, mask):
    p = logits.sigmoid().flatten(1)
    m = mask.flatten(1)
    return (1 - (2 * (p * m).sum(1) + 1) / (p.sum(1) + m.sum(1) + 1)).mean()


def iou(model, images, masks):
    model.eval()
    with torch.no_grad():
        found = torch.cat([model(batch) for batch in images.split(50)]) > 0
    real = masks > 0.5
    return ((found & real).sum() / (found | real).sum()).item()


images, masks = micrographs(500)
test_images, test_masks = micrographs(150)
model = SmallUNet()
optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=1e-3)
for epoch in range(8):
    model.train()
    for rows in torch.randperm(len(images)).split(20):
        logits = model(images[rows])
        loss = F.binary_cross_entropy_with_logits(logits, masks[rows]) + dice_loss(logits, masks[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1}: loss {loss.item():.3f}, test iou {iou(model, test_images, test_masks):.3f}")
print(f"final: iou={iou(model, test_images, test_masks):.4f}")
