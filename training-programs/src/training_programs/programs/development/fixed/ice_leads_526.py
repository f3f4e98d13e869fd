"""해빙 사진에서 갈라진 틈(lead)을 찾는 작은 U-Net."""

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(526)
SIZE = 32


def make_scenes(n, seed):
    g = torch.Generator().manual_seed(seed)
    axis = torch.linspace(-1, 1, SIZE)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    mask = torch.zeros(n, SIZE, SIZE)
    for _ in range(2):
        angle = torch.rand(n, 1, 1, generator=g) * torch.pi
        shift = (torch.rand(n, 1, 1, generator=g) - 0.5) * 1.4
        width = 0.07 + 0.1 * torch.rand(n, 1, 1, generator=g)
        wave = 0.1 * torch.sin(5 * x * angle.sin() + 5 * y * angle.cos())
        mask = torch.maximum(mask, ((x * angle.cos() + y * angle.sin() - shift + wave).abs() < width).float())
    ice = 0.7 + 0.1 * torch.randn(n, 1, 1, generator=g)
    water = 0.25 + 0.1 * torch.rand(n, 1, 1, generator=g)
    light = 0.2 * x * torch.randn(n, 1, 1, generator=g)
    image = torch.where(mask > 0, water, ice) + light + 0.12 * torch.randn(n, SIZE, SIZE, generator=g)
    image = (image - image.mean((1, 2), keepdim=True)) / image.std((1, 2), keepdim=True)
    return image.unsqueeze(1), mask.unsqueeze(1)


def double_conv(c_in, c_out):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, 3, padding=1, bias=False), nn.BatchNorm2d(c_out), nn.ReLU(inplace=True),
        nn.Conv2d(c_out, c_out, 3, padding=1, bias=False), nn.BatchNorm2d(c_out), nn.ReLU(inplace=True),
    )


class TinyUNet(nn.Module):
    ACTIVATIONS = {None: nn.Identity, "sigmoid": nn.Sigmoid, "softmax2d": nn.Softmax2d}

    def __init__(self, width=8, classes=1, activation=None):
        super().__init__()
        self.enc1 = double_conv(1, width)
        self.enc2 = double_conv(width, 2 * width)
        self.dec1 = double_conv(3 * width, width)
        self.head = nn.Conv2d(width, classes, 1)
        self.activation = self.ACTIVATIONS[activation]()

    def forward(self, x):
        e1 = self.enc1(x)
        e2 = self.enc2(F.max_pool2d(e1, 2))
        up = F.interpolate(e2, scale_factor=2, mode="nearest")
        return self.activation(self.head(self.dec1(torch.cat([e1, up], dim=1))))


def iou_score(logits, mask, eps=1e-6):
    pred = torch.sigmoid(logits) > 0.5
    inter = (pred & (mask > 0.5)).sum((1, 2, 3)).float()
    union = (pred | (mask > 0.5)).sum((1, 2, 3)).float()
    return ((inter + eps) / (union + eps)).mean().item()


train_x, train_y = make_scenes(320, seed=1)
test_x, test_y = make_scenes(100, seed=2)
model = TinyUNet()
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)

for epoch in range(8):
    model.train()
    epoch_loss = 0.0
    for idx in torch.randperm(len(train_x)).split(16):
        optimizer.zero_grad()
        loss = criterion(model(train_x[idx]), train_y[idx])
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item() * len(idx) / len(train_x)
    model.eval()
    with torch.no_grad():
        iou = iou_score(model(test_x), test_y)
    print(f"에폭 {epoch + 1}: 손실 {epoch_loss:.4f}, IoU {iou:.4f}")
print(f"final: iou={iou:.4f}")
