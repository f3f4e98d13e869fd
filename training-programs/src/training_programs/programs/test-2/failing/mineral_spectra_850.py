"""광물 스펙트럼 분류.

다섯 가지 광물의 반사 스펙트럼을 1차원 합성곱 신경망으로 구별한다.
자료는 광물 종류별 폴더에서 읽은 것처럼 차례로 이어 붙인다.
"""
import torch
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, TensorDataset

MINERALS = ["석영", "방해석", "장석", "운모", "감람석"]
BANDS = 48


def folder(kind, n, peaks):
    """한 광물의 스펙트럼 n개: 흡수대 세 개와 기울기, 잡음."""
    axis = torch.arange(BANDS).float()
    spectrum = torch.zeros(n, BANDS)
    for place, depth in peaks[kind]:
        center = place + 1.0 * torch.randn(n, 1)
        spectrum -= depth * (0.7 + 0.6 * torch.rand(n, 1)) * torch.exp(-(((axis - center) / 2.0) ** 2))
    slope = 0.5 * torch.randn(n, 1) * (axis / BANDS - 0.5)
    spectrum = spectrum + slope + 0.25 * torch.randn(n, BANDS)
    return TensorDataset(spectrum[:, None], torch.full((n,), kind))


def make_loader(dataset, batch_size=40, **options):
    return DataLoader(dataset, batch_size=batch_size, **options)


def accuracy(net, loader):
    net.eval()
    hits = total = 0
    with torch.no_grad():
        for spectrum, kind in loader:
            hits += (net(spectrum).argmax(1) == kind).sum().item()
            total += len(kind)
    return hits / total


def main():
    torch.manual_seed(850)
    peaks = [[(4 + 40 * torch.rand(1).item(), 0.6 + 0.6 * torch.rand(1).item()) for _ in range(3)] for _ in MINERALS]
    train = ConcatDataset([folder(k, 320, peaks) for k in range(len(MINERALS))])
    test = ConcatDataset([folder(k, 80, peaks) for k in range(len(MINERALS))])
    train_loader, test_loader = make_loader(train), make_loader(test, 200)
    net = nn.Sequential(
        nn.Conv1d(1, 16, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool1d(2),
        nn.Conv1d(16, 24, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool1d(2),
        nn.Flatten(),
        nn.Linear(24 * 12, len(MINERALS)),
    )
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9, weight_decay=1e-4)
    for epoch in range(12):
        net.train()
        total = 0.0
        for spectrum, kind in train_loader:
            optimizer.zero_grad()
            loss = criterion(net(spectrum), kind)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"에폭 {epoch + 1:2d}  손실 {total / len(train_loader):.4f}  시험 정확도 {accuracy(net, test_loader):.3f}")
    print(f"final: accuracy={accuracy(net, test_loader):.4f}")


if __name__ == "__main__":
    main()
