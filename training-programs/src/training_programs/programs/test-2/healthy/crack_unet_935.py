# 콘크리트 표면 사진에서 균열을 분할하는 작은 U-Net
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(935)
H = W = 32


def random_walk_crack():
    """왼쪽에서 오른쪽으로 구불구불 이어지는 균열 마스크."""
    mask = torch.zeros(H, W)
    row = torch.randint(6, H - 6, ()).item()
    drift = (torch.rand(()) - 0.5).item() * 1.2
    position = float(row)
    for col in range(W):
        position += drift + torch.randn(()).item() * 0.6
        position = min(max(position, 1), H - 3)
        r = int(position)
        mask[r : r + 3, col] = 1
    return mask


def make_surface(n):
    masks = torch.stack([random_walk_crack() for _ in range(n)])[:, None]
    stains = F.interpolate(torch.randn(n, 1, 5, 5), size=(H, W), mode="bilinear", align_corners=True)
    images = 0.15 * stains - 0.6 * masks + 0.2 * torch.randn(n, 1, H, W)
    return images, masks


def double_conv(a, b):
    return nn.Sequential(
        nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True),
        nn.Conv2d(b, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True),
    )


class TinyUNet(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.down1, self.down2 = double_conv(1, c), double_conv(c, 2 * c)
        self.up = nn.ConvTranspose2d(2 * c, c, 2, stride=2)
        self.fuse = double_conv(2 * c, c)
        self.out = nn.Conv2d(c, 1, 1)

    def forward(self, x):
        a = self.down1(x)
        b = self.down2(F.max_pool2d(a, 2))
        return self.out(self.fuse(torch.cat([a, self.up(b)], dim=1)))


def soft_dice(logits, mask):
    p = torch.sigmoid(logits)
    inter = (p * mask).sum((1, 2, 3))
    return (1 - (2 * inter + 1) / (p.sum((1, 2, 3)) + mask.sum((1, 2, 3)) + 1)).mean()


x, m = make_surface(320)
x_val, m_val = make_surface(120)
net = TinyUNet()
optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)

# 학습: 화소별 교차 엔트로피와 다이스 손실을 함께 쓴다
for epoch in range(10):
    net.train()
    total = 0.0
    for rows in torch.randperm(len(x)).split(16):
        logits = net(x[rows])
        loss = F.binary_cross_entropy_with_logits(logits, m[rows]) + soft_dice(logits, m[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    net.eval()
    with torch.no_grad():
        pred, true = net(x_val) > 0, m_val > 0.5
        iou = ((pred & true).sum() / (pred | true).sum()).item()
    print(f"에폭 {epoch + 1:2d}  손실 {total / len(x):.4f}  검증 IoU {iou:.4f}")

print(f"final: iou={iou:.4f}")
