"""위성 영상 타일에서 물에 잠긴 화소를 찾는다. 검증은 타일 한 장씩 한다."""
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(932)
타일 = 24


def smooth_field(n):
    """부드러운 임의의 지형 높이."""
    coarse = torch.randn(n, 1, 4, 4)
    return F.interpolate(coarse, size=(타일, 타일), mode="bicubic", align_corners=True)


def make_tiles(n):
    """물은 어둡고 땅은 밝다. 전부 물이거나 전부 땅인 타일도 흔하다."""
    level = torch.empty(n, 1, 1, 1).uniform_(-3.0, 3.0)
    water = smooth_field(n) < level
    texture = 0.12 * smooth_field(n) + 0.15 * torch.randn(n, 1, 타일, 타일)
    brightness = torch.where(water, torch.tensor(0.3), torch.tensor(0.7)) + texture
    return brightness, water.float()


class FloodNet(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, 5, padding=2)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 1, 1)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        return self.conv3(x)


def evaluate(model, loader):
    """타일마다 예측해서 맞힌 화소의 비율을 돌려준다."""
    correct = total = 0
    with torch.no_grad():
        for image, mask in loader:
            guess = model(image) > 0
            correct += (guess == (mask > 0.5)).sum().item()
            total += mask.numel()
    return correct / total


def main():
    train_loader = DataLoader(TensorDataset(*make_tiles(800)), batch_size=32, shuffle=True)
    test_loader = DataLoader(TensorDataset(*make_tiles(300)), batch_size=1)
    model = FloodNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for epoch in range(12):
        model.train()
        running = 0.0
        for image, mask in train_loader:
            loss = F.binary_cross_entropy_with_logits(model(image), mask)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(f"에폭 {epoch + 1}: 손실 {running / len(train_loader):.4f}")
    accuracy = evaluate(model, test_loader)
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
