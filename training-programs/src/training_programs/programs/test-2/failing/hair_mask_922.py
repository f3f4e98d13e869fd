# Portrait matting in miniature: find the dark cap of hair on a 24x24 picture of a head.
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(922)
torch.manual_seed(922)
SIZE = 24
yy, xx = np.mgrid[0:SIZE, 0:SIZE]


def portrait():
    cy, cx = rng.uniform(10, 15, 2)
    ry, rx = rng.uniform(6, 9), rng.uniform(5, 8)
    head = ((yy - cy) / ry) ** 2 + ((xx - cx) / rx) ** 2 < 1
    tilt = rng.uniform(-0.3, 0.3)
    hair = head & (yy - cy + tilt * (xx - cx) < -ry * rng.uniform(0.0, 0.4))
    img = np.full((SIZE, SIZE), rng.uniform(0.0, 0.5))
    img[head] = rng.uniform(0.7, 0.9)
    img[hair] = rng.uniform(0.1, 0.45)
    img += rng.normal(0, 0.06, img.shape)
    return img.astype("float32"), hair.astype("float32")


def batch_of(n):
    images, masks = zip(*(portrait() for _ in range(n)))
    return torch.tensor(np.stack(images))[:, None] - 0.4, torch.tensor(np.stack(masks))[:, None]


def block(a, b):
    return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU())


class MattingNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = block(1, 12)
        self.mid = nn.Sequential(nn.MaxPool2d(2), block(12, 24), nn.MaxPool2d(2), block(24, 24))
        self.up = nn.Upsample(scale_factor=4, mode="bilinear", align_corners=False)
        self.dec = nn.Sequential(block(36, 12), nn.Conv2d(12, 1, 1))

    def forward(self, x):
        e = self.enc(x)
        return self.dec(torch.cat([e, self.up(self.mid(e))], 1))


class DiceLoss(nn.Module):
    """1 - 2|A∩B| / (|A|+|B|), averaged over the pictures of a batch."""

    def forward(self, logits, mask):
        pred = (torch.sigmoid(logits) > 0.5).float()
        inter = (pred * mask).sum((1, 2, 3))
        total = pred.sum((1, 2, 3)) + mask.sum((1, 2, 3))
        loss = (1 - (2 * inter + 1) / (total + 1)).mean()
        return loss.requires_grad_()


def iou(logits, mask):
    pred = logits > 0
    mask = mask > 0.5
    return ((pred & mask).sum() / (pred | mask).sum()).item()


x_train, m_train = batch_of(480)
x_val, m_val = batch_of(160)
net = MattingNet()
criterion = DiceLoss()
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(12):
    net.train()
    epoch_loss = 0.0
    for rows in torch.randperm(len(x_train)).split(16):
        opt.zero_grad()
        loss = criterion(net(x_train[rows]), m_train[rows])
        loss.backward()
        opt.step()
        epoch_loss += loss.item() * len(rows) / len(x_train)
    net.eval()
    with torch.no_grad():
        score = iou(net(x_val), m_val)
    print(f"[{epoch:02d}] dice loss {epoch_loss:.4f}   val IoU {score:.4f}")
print(f"final: iou={score:.4f}")
