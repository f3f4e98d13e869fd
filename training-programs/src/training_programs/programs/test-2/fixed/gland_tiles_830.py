"""조직 슬라이드 조각을 다섯 종류로 분류하는 합성곱 신경망.

시험용 조각은 폴더(종류)별로 차례대로 읽는다.
"""
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

KINDS = 5
SIDE = 24


def tile(kind, gen):
    """종류마다 핵의 수와 크기, 염색 농도가 다르다. 슬라이드마다 밝기도 조금씩 다르다."""
    yy, xx = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    picture = torch.zeros(3, SIDE, SIDE)
    picture += torch.tensor([0.85, 0.70, 0.80])[:, None, None] + 0.03 * torch.randn(3, 1, 1, generator=gen)
    count = [4, 9, 9, 16, 0][kind]
    radius = [3.2, 2.2, 1.3, 1.3, 1.0][kind]
    for _ in range(count):
        cy, cx = torch.rand(2, generator=gen) * SIDE
        spot = torch.exp(-((yy - cy) ** 2 + (xx - cx) ** 2) / (2 * radius**2))
        picture -= torch.tensor([0.45, 0.40, 0.15])[:, None, None] * spot
    if kind == 4:
        angle = torch.rand((), generator=gen) * 3.14
        picture -= 0.12 * torch.sin(0.9 * (xx * torch.cos(angle) + yy * torch.sin(angle)))
    picture += 0.08 * torch.randn(3, SIDE, SIDE, generator=gen)
    return (picture - 0.65) / 0.2


def tiles(per_kind, seed):
    gen = torch.Generator().manual_seed(seed)
    labels = torch.arange(KINDS).repeat_interleave(per_kind)
    return TensorDataset(torch.stack([tile(int(k), gen) for k in labels]), labels)


class TileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(32)
        self.fc = nn.Linear(32, KINDS)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 2)
        x = F.max_pool2d(F.relu(self.bn2(self.conv2(x))), 2)
        return self.fc(x.mean((2, 3)))


def train_epoch(model, loader, optimizer):
    """한 에폭을 학습하고 평균 손실을 돌려준다."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
    return total / len(loader.dataset)


@torch.no_grad()
def evaluate(model, loader):
    """시험 조각에서 맞힌 비율을 잰다."""
    model.eval()
    right = 0
    for x, y in loader:
        right += (model(x).argmax(1) == y).sum().item()
    return right / len(loader.dataset)


torch.manual_seed(830)
train_loader = DataLoader(tiles(240, 1), batch_size=40, shuffle=True)
test_loader = DataLoader(tiles(60, 2), batch_size=20)
model = TileNet()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=12)
for epoch in range(12):
    loss = train_epoch(model, train_loader, optimizer)
    scheduler.step()
    print(f"{epoch + 1}번째 에폭: 학습 손실 {loss:.4f}, 시험 정확도 {evaluate(model, test_loader):.3f}")
print(f"final: accuracy={evaluate(model, test_loader):.4f}")
