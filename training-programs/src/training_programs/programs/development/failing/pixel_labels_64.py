import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(64)
rng = np.random.default_rng(64)
H = W = 16
yy, xx = np.mgrid[:H, :W]


def scenes(n):
    x = 0.5 * rng.standard_normal((n, 1, H, W))
    y = np.zeros((n, H, W), dtype=np.int64)
    for i in range(n):
        for label, level in ((1, 1.5), (2, -1.5)):
            cy, cx, r = rng.uniform(3, 13), rng.uniform(3, 13), rng.uniform(2.5, 4)
            blob = np.hypot(yy - cy, xx - cx) < r
            x[i, 0][blob] += level
            y[i][blob] = label
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y)


class SegNet(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.enc1 = nn.Conv2d(1, c, 3, padding=1)
        self.enc2 = nn.Conv2d(c, 2 * c, 3, padding=1, stride=2)
        self.mid = nn.Conv2d(2 * c, 2 * c, 3, padding=1)
        self.up = nn.ConvTranspose2d(2 * c, c, 2, stride=2)
        self.last = nn.Conv2d(2 * c, 3, 1)

    def forward(self, x):
        e1 = torch.relu(self.enc1(x))
        e2 = torch.relu(self.enc2(e1))
        d = torch.relu(self.up(torch.relu(self.mid(e2))))
        out = self.last(torch.cat([d, e1], dim=1))
        return out.softmax(dim=1)


def overlap(pred, truth):
    ious = []
    for label in (1, 2):
        a, b = pred == label, truth == label
        ious.append(((a & b).sum() / (a | b).sum()).item())
    return sum(ious) / 2


x, y = scenes(240)
xt, yt = scenes(60)
net = SegNet()
opt = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
ce = nn.CrossEntropyLoss()
for epoch in range(10):
    for rows in torch.randperm(240).split(16):
        opt.zero_grad()
        loss = ce(net(x[rows]), y[rows])
        loss.backward()
        opt.step()
    print("epoch", epoch, "loss", round(loss.item(), 4))
net.eval()
with torch.no_grad():
    print(f"final: iou={overlap(net(xt).argmax(1), yt):.4f}")
