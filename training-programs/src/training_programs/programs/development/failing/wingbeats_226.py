"""곤충 날갯짓 소리 분류 (종별 녹음 파일 -> 1D CNN)"""
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import ConcatDataset, DataLoader, Dataset

torch.manual_seed(226)
np.random.seed(226)

# 종별 기본 주파수(Hz)와 배음의 세기
SPECIES = {"aedes": (520, 0.5), "culex": (400, 0.8), "apis": (230, 0.4), "bombus": (160, 0.9), "musca": (310, 0.2)}
RATE, LENGTH = 4000, 128


class Recordings(Dataset):
    """한 종의 녹음 모음"""

    def __init__(self, label, base, overtone, count):
        t = np.arange(LENGTH) / RATE
        f = np.random.normal(base, base * 0.05, (count, 1))
        phase = np.random.uniform(0, 2 * np.pi, (count, 1))
        clip = np.sin(2 * np.pi * f * t + phase) + overtone * np.sin(4 * np.pi * f * t + 2 * phase + 0.7)
        clip += np.random.normal(0, 0.4, clip.shape)
        self.clips = torch.tensor(clip, dtype=torch.float32).unsqueeze(1)
        self.label = label

    def __len__(self):
        return len(self.clips)

    def __getitem__(self, i):
        return self.clips[i], self.label


def collect(count):
    return ConcatDataset([Recordings(k, f, o, count) for k, (f, o) in enumerate(SPECIES.values())])


train_loader = DataLoader(collect(320), batch_size=32, num_workers=0)
test_loader = DataLoader(collect(60), batch_size=100)

model = nn.Sequential(
    nn.Conv1d(1, 16, 15, stride=2, padding=7), nn.ReLU(),
    nn.Conv1d(16, 24, 9, stride=2, padding=4), nn.ReLU(),
    nn.AdaptiveAvgPool1d(4), nn.Flatten(),
    nn.Linear(96, 48), nn.ReLU(),
    nn.Linear(48, len(SPECIES)),
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)

for epoch in range(10):
    model.train()
    running = 0.0
    for clips, labels in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(clips), labels)
        loss.backward()
        optimizer.step()
        running += loss.item()
    print(f"에폭 {epoch + 1:2d}: 평균 손실 {running / len(train_loader):.4f}")

model.eval()
hits = total = 0
with torch.no_grad():
    for clips, labels in test_loader:
        hits += (model(clips).argmax(1) == labels).sum().item()
        total += len(labels)
print(f"final: accuracy={hits / total:.4f}")
