"""Locate the single ship on a radar image: regress the box (x1, y1, x2, y2) in pixels."""
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE = 32
torch.manual_seed(927)


def radar_images(count):
    """Noisy sea clutter with one bright rectangle; returns images and boxes."""
    images = torch.randn(count, 1, SIZE, SIZE).mul_(0.2)
    boxes = torch.empty(count, 4)
    for k in range(count):
        w, h = torch.randint(6, 15, (2,)).tolist()
        x = torch.randint(1, SIZE - w, ()).item()
        y = torch.randint(1, SIZE - h, ()).item()
        images[k, 0, y : y + h, x : x + w] += 0.8
        boxes[k] = torch.tensor([x, y, x + w, y + h])
    return images, boxes


class ShipLocator(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(1, 12, 3, stride=2, padding=1), nn.BatchNorm2d(12), nn.ReLU(),
            nn.Conv2d(12, 24, 3, stride=2, padding=1), nn.BatchNorm2d(24), nn.ReLU(),
            nn.Conv2d(24, 12, 3, padding=1), nn.ReLU(),
        )
        self.fc1 = nn.Linear(12 * 8 * 8, 64)
        self.fc2 = nn.Linear(64, 4)

    def forward(self, x):
        h = self.stem(x).flatten(1)
        h = F.relu(self.fc1(h))
        return torch.sigmoid(self.fc2(h)) * SIZE


def box_iou(a, b):
    left_top = torch.maximum(a[:, :2], b[:, :2])
    right_bottom = torch.minimum(a[:, 2:], b[:, 2:])
    inter = (right_bottom - left_top).clamp(min=0).prod(1)
    area = lambda t: (t[:, 2:] - t[:, :2]).clamp(min=0).prod(1)
    return inter / (area(a) + area(b) - inter)


train_images, train_boxes = radar_images(1600)
test_images, test_boxes = radar_images(400)

locator = ShipLocator()
optimizer = torch.optim.Adam(locator.parameters(), lr=2e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=18)

for epoch in range(1, 19):
    locator.train()
    total = 0.0
    for pick in torch.randperm(len(train_images)).split(50):
        predicted = locator(train_images[pick])
        loss = F.smooth_l1_loss(predicted, train_boxes[pick])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(pick)
    scheduler.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch:3d}  smooth-l1 {total / len(train_images):.4f}")

locator.eval()
with torch.no_grad():
    overlap = box_iou(locator(test_images), test_boxes)
print("share of boxes with IoU over one half:", (overlap > 0.5).float().mean().item())
print(f"final: iou={overlap.mean():.4f}")
