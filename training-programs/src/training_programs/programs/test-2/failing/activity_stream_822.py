"""손목 가속도계 스트림에서 동작(걷기, 뛰기, 계단, 앉기, 자전거)을 분류한다.

기록은 동작별 파일로 이어져 있고, 메모리를 아끼려고 스트림으로 읽는다.
"""
import random

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset

torch.manual_seed(822)
random.seed(822)
rng = np.random.default_rng(822)

WINDOW = 48
ACTIVITIES = ["walk", "run", "stairs", "sit", "bike"]
FREQ = [0.10, 0.17, 0.12, 0.02, 0.14]
GAIN = [1.0, 1.7, 1.2, 0.2, 0.6]


def window(label):
    """세 축 가속도 한 구간을 만든다."""
    t = np.arange(WINDOW)
    f = FREQ[label] * rng.uniform(0.88, 1.12)
    phase = rng.uniform(0, 2 * np.pi)
    g = GAIN[label] * rng.uniform(0.7, 1.3)
    x = g * np.sin(2 * np.pi * f * t + phase)
    y = 0.6 * g * np.sin(4 * np.pi * f * t + phase)
    z = 0.5 * g * np.cos(2 * np.pi * f * t + phase) + (0.5 if label == 2 else 0.0)
    return np.stack([x, y, z]) + rng.normal(0, 0.3, (3, WINDOW))


class RecordingStream(IterableDataset):
    """파일을 차례로 읽으면서 버퍼 안에서 무작위로 뽑아 내보낸다."""

    def __init__(self, windows, labels, buffer_size):
        self.windows, self.labels, self.buffer_size = windows, labels, buffer_size

    def __iter__(self):
        buffer = []
        for item in zip(self.windows, self.labels):
            buffer.append(item)
            if len(buffer) >= self.buffer_size:
                yield buffer.pop(random.randrange(len(buffer)))
        random.shuffle(buffer)
        yield from buffer


def recordings(per_class):
    labels = np.repeat(np.arange(len(ACTIVITIES)), per_class)
    data = np.stack([window(k) for k in labels])
    return torch.tensor(data, dtype=torch.float32), torch.tensor(labels)


x_train, y_train = recordings(400)
x_test, y_test = recordings(80)

stream = RecordingStream(x_train, y_train, buffer_size=50)
loader = DataLoader(stream, batch_size=25)

model = nn.Sequential(
    nn.Conv1d(3, 16, 7, padding=3),
    nn.ReLU(),
    nn.MaxPool1d(2),
    nn.Conv1d(16, 32, 5, padding=2),
    nn.ReLU(),
    nn.AdaptiveAvgPool1d(3),
    nn.Flatten(),
    nn.Linear(96, len(ACTIVITIES)),
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
loss_fn = nn.CrossEntropyLoss()


def test_accuracy():
    with torch.no_grad():
        return (model(x_test).argmax(1) == y_test).float().mean().item()


for epoch in range(12):
    losses = []
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(xb), yb)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"에폭 {epoch + 1:2d}  손실 {np.mean(losses):.3f}  시험 정확도 {test_accuracy():.3f}")

print(f"final: accuracy={test_accuracy():.4f}")
