"""맥파 신호의 자기지도 학습 (SimSiam).

레이블 없이 두 가지로 변형한 같은 신호의 표현을 가깝게 만든 뒤, 인코더를 고정하고
선형 분류기만 학습해 심장 리듬의 종류(5가지)를 맞힌다.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

LENGTH, CLASSES = 64, 5


def pulses(n):
    """리듬마다 배음의 구성이 다르다. 위상과 크기는 사람마다 다르다."""
    label = torch.randint(CLASSES, (n,))
    t = torch.arange(LENGTH) * (2 * math.pi / LENGTH)
    table = torch.tensor([[1, 0.0, 0.0, 0.8], [0.2, 1, 0.0, 0.0], [0.0, 0.5, 1, 0.0], [0.8, 0.0, 0.9, 0.0], [0.0, 0.8, 0.0, 1]])
    phase = torch.rand(n, 4, 1) * 0.6 + torch.rand(n, 1, 1) * 2 * math.pi * torch.tensor([2, 3, 5, 7])[None, :, None]
    waves = torch.sin(torch.tensor([2, 3, 5, 7])[None, :, None] * t + phase)
    signal = (table[label][:, :, None] * waves).sum(1)
    return signal + 0.3 * torch.randn(n, LENGTH), label


def augment(x):
    """무작위 회전, 크기 변화, 잡음."""
    shift = torch.randint(LENGTH, (len(x), 1))
    x = x.gather(1, (torch.arange(LENGTH) + shift) % LENGTH)
    x = x * (0.7 + 0.6 * torch.rand(len(x), 1))
    return x + 0.3 * torch.randn_like(x)


class Encoder(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv1d(1, 16, 9, padding=4, padding_mode="circular"), nn.BatchNorm1d(16), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(16, 32, 9, padding=4, padding_mode="circular"), nn.BatchNorm1d(32), nn.ReLU(),
            nn.AdaptiveAvgPool1d(1), nn.Flatten(),
        )  # fmt: skip
        self.project = nn.Sequential(nn.Linear(32, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, dim), nn.BatchNorm1d(dim))

    def forward(self, x):
        return self.project(self.conv(x[:, None]))


def pretrain(encoder, signals, epochs=8, batch=100):
    predictor = nn.Sequential(nn.Linear(32, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 32))
    weights = [*encoder.parameters(), *predictor.parameters()]
    optimizer = torch.optim.SGD(weights, lr=0.1, momentum=0.9, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(signals)).split(batch):
            z1, z2 = encoder(augment(signals[rows])), encoder(augment(signals[rows]))
            p1, p2 = predictor(z1), predictor(z2)
            loss = -0.5 * (F.cosine_similarity(p1, z2.detach()) + F.cosine_similarity(p2, z1.detach())).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        schedule.step()
        print(f"사전 학습 {epoch + 1}: 손실 {total / len(signals):.4f}")


def main():
    torch.manual_seed(897)
    unlabelled, _ = pulses(3000)
    x_train, y_train = pulses(300)
    x_test, y_test = pulses(600)
    encoder = Encoder()
    pretrain(encoder, unlabelled)

    encoder.eval().requires_grad_(False)
    features, features_test = encoder.conv(x_train[:, None]), encoder.conv(x_test[:, None])
    mean, std = features.mean(0), features.std(0) + 1e-5
    features, features_test = (features - mean) / std, (features_test - mean) / std
    probe = nn.Linear(32, CLASSES)
    optimizer = torch.optim.Adam(probe.parameters(), lr=0.02)
    for step in range(300):
        loss = F.cross_entropy(probe(features), y_train)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    accuracy = (probe(features_test).argmax(1) == y_test).float().mean().item()
    print(f"선형 분류기 손실 {loss.item():.4f}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
