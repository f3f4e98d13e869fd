# %% [markdown]
# Segmentation of bright cells in noisy microscope patches (notebook export)

# %%
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(803)
SIZE = 28


# %%
def patches(count):
    """Patches with one to three elliptic cells on an uneven background, and their masks."""
    yy, xx = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    masks = torch.zeros(count, SIZE, SIZE)
    for i in range(count):
        for _ in range(int(torch.randint(1, 4, (1,)))):
            cy, cx = torch.randint(4, SIZE - 4, (2,)).tolist()
            ry, rx = (3 + 4 * torch.rand(2)).tolist()
            masks[i][((yy - cy) / ry) ** 2 + ((xx - cx) / rx) ** 2 < 1] = 1
    slope = torch.randn(count, 2) * 0.4
    background = (slope[:, :1, None] * (yy / SIZE - 0.5) + slope[:, 1:, None] * (xx / SIZE - 0.5))
    images = background + 0.9 * masks + 0.45 * torch.randn(count, SIZE, SIZE)
    return images[:, None], masks[:, None]


train_x, train_y = patches(600)
test_x, test_y = patches(200)
print("foreground share:", round(test_y.mean().item(), 3))


# %%
class SmallUNet(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU())
        self.middle = nn.Sequential(nn.Conv2d(width, 2 * width, 3, padding=1), nn.BatchNorm2d(2 * width), nn.ReLU())
        self.up = nn.Sequential(nn.Conv2d(3 * width, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU())
        self.last = nn.Conv2d(width, 1, 1)

    def forward(self, x):
        fine = self.down(x)
        coarse = self.middle(F.max_pool2d(fine, 2))
        coarse = F.interpolate(coarse, scale_factor=2, mode="bilinear", align_corners=False)
        return self.last(self.up(torch.cat([fine, coarse], 1)))


def iou_loss(logits, mask, smooth=1.0):
    pred = (torch.sigmoid(logits) > 0.5).float()
    overlap = (pred * mask).sum((1, 2, 3))
    union = (pred + mask - pred * mask).sum((1, 2, 3))
    return (1 - (overlap + smooth) / (union + smooth)).mean()


def score(model):
    model.eval()
    with torch.no_grad():
        pred = model(test_x) > 0
    truth = test_y > 0.5
    return ((pred & truth).sum() / (pred | truth).sum()).item()


# %%
model = SmallUNet()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(7):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(train_x)).split(20):
        loss = iou_loss(model(train_x[rows]), train_y[rows])
        loss.requires_grad_(True)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch:2d} loss {total / 30:.4f} iou {score(model):.4f}")

# %%
print(f"final: iou={score(model):.4f}")
