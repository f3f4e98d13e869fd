# 레이더 반사도 지도에서 우박 핵 찾기 (픽셀 단위)
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

SEED = 628
SIZE = 24


class RadarMaps(Dataset):
    """비구름은 넓고 완만하다. 우박 핵은 작고 세며, 북동쪽에 그림자가 생긴다."""

    def __init__(self, n, seed):
        rng = np.random.default_rng(seed)
        yy, xx = np.mgrid[:SIZE, :SIZE]
        self.maps, self.masks = [], []
        for _ in range(n):
            field = 0.25 * rng.normal(size=(SIZE, SIZE))
            mask = np.zeros((SIZE, SIZE))
            for _ in range(rng.integers(2, 5)):  # 비구름
                cy, cx = rng.uniform(0, SIZE, 2)
                width = rng.uniform(2.5, 4.5)
                field += rng.uniform(0.6, 1.3) * np.exp(-((yy - cy) ** 2 + (xx - cx) ** 2) / (2 * width**2))
            for _ in range(rng.integers(1, 4)):  # 우박
                cy, cx = rng.uniform(4, SIZE - 4, 2)
                core = (yy - cy) ** 2 + (xx - cx) ** 2
                field += 1.5 * np.exp(-core / 4.5)
                field -= 0.7 * np.exp(-((yy - cy + 3) ** 2 + (xx - cx - 3) ** 2) / 4.5)
                mask[core < 6.5] = 1
            self.maps.append(field)
            self.masks.append(mask)
        self.maps = torch.tensor(np.stack(self.maps), dtype=torch.float32).unsqueeze(1)
        self.masks = torch.tensor(np.stack(self.masks), dtype=torch.float32).unsqueeze(1)
        self.maps = (self.maps - 0.35) / 0.55

    def __len__(self):
        return len(self.maps)

    def __getitem__(self, i):
        return self.maps[i], self.masks[i]


class FocalLoss(nn.Module):
    """Lin et al. 2017, 로짓을 받는다."""

    def __init__(self, alpha=0.6, gamma=1.0):
        super().__init__()
        self.alpha, self.gamma = alpha, gamma

    def forward(self, logits, y):
        log_p, log_q = F.logsigmoid(logits), F.logsigmoid(-logits)
        hit = self.alpha * log_q.exp() ** self.gamma * log_p * y
        miss = (1 - self.alpha) * log_p.exp() ** self.gamma * log_q * (1 - y)
        return -(hit + miss).mean()


def conv_block(i, o, act):
    return nn.Sequential(nn.Conv2d(i, o, 5, padding=2), act)


class HailNet(nn.Module):
    def __init__(self, width=14, depth=3):
        super().__init__()
        layers = [conv_block(1, width, nn.ReLU())]
        layers += [conv_block(width, width, nn.ReLU()) for _ in range(depth - 2)]
        layers += [conv_block(width, 1, nn.Sigmoid())]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


torch.manual_seed(SEED)
train_loader = DataLoader(RadarMaps(400, SEED), batch_size=20, shuffle=True)
test = RadarMaps(100, SEED + 1)
net = HailNet()
criterion = FocalLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)

for epoch in range(8):
    net.train()
    losses = []
    for maps, masks in train_loader:
        loss = criterion(net(maps), masks)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"{epoch + 1} 에폭: 손실 {np.mean(losses):.4f}")

net.eval()
with torch.no_grad():
    hail = torch.sigmoid(net(test.maps)) > 0.5
true = test.masks.bool()
iou = (hail & true).sum() / (hail | true).sum()
print(f"final: iou={iou.item():.4f}")
