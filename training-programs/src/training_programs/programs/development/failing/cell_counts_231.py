# 현미경 사진(합성)에서 세포 수 세기: 0~4개 분류
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(231)
rng = np.random.default_rng(231)
SIZE, CLASSES = 16, 5


def make_images(n):
    counts = rng.integers(0, CLASSES, n)
    grid = np.stack(np.mgrid[:SIZE, :SIZE], -1)
    images = rng.normal(0, 0.25, (n, 1, SIZE, SIZE))
    for i, c in enumerate(counts):
        for center in rng.permutation([(3, 3), (3, 12), (12, 3), (12, 12), (8, 8)])[:c]:
            d2 = ((grid - center - rng.normal(0, 0.7, 2)) ** 2).sum(-1)
            images[i, 0] += rng.uniform(0.8, 1.2) * np.exp(-d2 / 3.0)
    return torch.tensor(images, dtype=torch.float32), torch.tensor(counts)


def conv(cin, cout, stride=1):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, stride=stride, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU())


class CellNet(nn.Module):
    def __init__(self, width=10):
        super().__init__()
        stem = [conv(1, width), conv(width, width), conv(width, width, 2)]
        trunk = [conv(width, width) for _ in range(4)] + [conv(width, 2 * width, 2)]
        trunk += [conv(2 * width, 2 * width) for _ in range(4)]
        self.features = nn.Sequential(*stem, *trunk)
        self.classifier = nn.Linear(2 * width, CLASSES)

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))

    def train(self, mode=True):
        # 검출 모델과 같은 방식: 작은 배치에서 통계를 고정
        super().train(mode)
        for m in self.modules():
            if isinstance(m, nn.BatchNorm2d):
                m.train(False)
        return self


images, counts = make_images(1500)
images = (images - images.mean()) / images.std()
loader = DataLoader(TensorDataset(images[:1200], counts[:1200]), batch_size=32, shuffle=True)
net = CellNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=5e-4)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 8)

for epoch in range(8):
    net.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
    schedule.step()
    print(f"epoch {epoch + 1}: 손실 {total / 1200:.4f}")

net.eval()
with torch.no_grad():
    accuracy = (net(images[1200:]).argmax(1) == counts[1200:]).float().mean()
print(f"final: accuracy={accuracy.item():.4f}")
