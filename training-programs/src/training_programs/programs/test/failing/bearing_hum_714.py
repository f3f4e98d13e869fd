# 베어링 소리 분류: 짧은 녹음 한 조각을 보고 네 가지 상태를 구분한다.
# 녹음은 종류마다 몇 개밖에 없어서 학습 때 무작위로 변형한다 (시작점, 크기, 잡음).
import functools

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

SEED = 714
LENGTH = 64
PER_CLASS = 20


def waveform(kind, phase):
    t = (np.arange(LENGTH) / LENGTH * 2 + phase) % 1.0  # 두 주기
    if kind == 0:
        return np.sin(2 * np.pi * t)
    if kind == 1:
        return np.where(t < 0.5, 0.9, -0.9)
    if kind == 2:
        return 1.6 * (2 * t - 1)
    return np.where(t < 0.25, 1.5, -0.5)


class Archive:
    """녹음 보관소. 실제로는 디스크에서 읽는다."""

    def __init__(self, per_class, seed):
        rng = np.random.default_rng(seed)
        self.kinds = np.repeat(np.arange(4), per_class)
        self.waves = np.stack([waveform(k, rng.uniform()) for k in self.kinds])
        self.waves = self.waves * rng.uniform(0.8, 1.2, (len(self.kinds), 1))
        self.waves = self.waves + 0.35 * rng.normal(size=self.waves.shape)

    def read(self, i):
        return self.waves[i].astype(np.float32), int(self.kinds[i])


class Augmented(Dataset):
    def __init__(self, archive, seed):
        self.archive = archive
        self.rng = np.random.default_rng(seed)
        self.load = functools.cache(self.load)  # 디스크는 느리니까 한 번만 읽는다

    def __len__(self):
        return len(self.archive.kinds)

    def load(self, i):
        wave, kind = self.archive.read(i)
        return self.augment(wave), kind

    def augment(self, wave):
        wave = np.roll(wave, self.rng.integers(LENGTH))
        wave = wave * self.rng.uniform(0.8, 1.25)
        return (wave + 0.3 * self.rng.normal(size=LENGTH)).astype(np.float32)

    def __getitem__(self, i):
        return self.load(i)


def accuracy(model, archive):
    model.eval()
    with torch.no_grad():
        guess = model(torch.tensor(archive.waves, dtype=torch.float32)).argmax(1)
    model.train()
    return (guess == torch.tensor(archive.kinds)).float().mean().item()


torch.manual_seed(SEED)
train_set, test_set = Archive(PER_CLASS, SEED), Archive(200, SEED + 1)
loader = DataLoader(Augmented(train_set, SEED), batch_size=16, shuffle=True)

model = nn.Sequential(
    nn.Linear(LENGTH, 128), nn.ReLU(),
    nn.Linear(128, 64), nn.ReLU(),
    nn.Linear(64, 4),
)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

EPOCHS = 200
for epoch in range(1, EPOCHS + 1):
    losses = []
    for wave, kind in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(wave), kind)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 20 == 0:
        print(f"epoch {epoch:3d}  loss {np.mean(losses):.4f}  train {accuracy(model, train_set):.3f}")

print(f"final: accuracy={accuracy(model, test_set):.4f}")
