import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(40)


def pictures(n, size=16):
    yy, xx = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    cx, cy, r = (torch.rand(3, n, 1, 1) * torch.tensor([8.0, 8.0, 2.0]).view(3, 1, 1, 1)) + torch.tensor(
        [4.0, 4.0, 2.0]
    ).view(3, 1, 1, 1)
    mask = ((xx - cx) ** 2 + (yy - cy) ** 2 < r**2).float()
    return (mask + 0.4 * torch.randn(n, size, size)).unsqueeze(1), mask.unsqueeze(1)


def double(a, b):
    return nn.Sequential(nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU(inplace=True))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.d1, self.d2, self.u1 = double(1, 8), double(8, 16), double(24, 8)
        self.out = nn.Conv2d(8, 1, 1)

    def forward(self, x):
        a = self.d1(x)
        b = self.d2(F.max_pool2d(a, 2))
        return self.out(self.u1(torch.cat([a, F.interpolate(b, scale_factor=2)], 1)))


def dice(logits, mask):
    p = torch.sigmoid(logits)
    return 1 - (2 * (p * mask).sum((1, 2, 3)) + 1) / (p.sum((1, 2, 3)) + mask.sum((1, 2, 3)) + 1)


net = UNet()
opt = torch.optim.Adam(net.parameters(), lr=5e-3)
for step in range(120):
    net.train()
    x, m = pictures(16)
    out = net(x)
    loss = F.binary_cross_entropy_with_logits(out, m) + dice(out, m).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 30 == 0:
        print(step, loss.item())
net.eval()
with torch.no_grad():
    x, m = pictures(100)
    guess = (net(x) > 0).float()
    iou = (guess * m).sum() / ((guess + m) > 0).float().sum()
print(f"final: iou={iou.item():.4f}")
