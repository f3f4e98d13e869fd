# 개구리 울음소리 여섯 종 분류 (합성 녹음, 밴드 에너지)
import numpy as np
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(317)
rng = np.random.default_rng(317)

RATE, LENGTH = 4000, 512
SPECIES = [(400, 12), (650, 25), (900, 8), (1200, 30), (1500, 15), (800, 40)]  # 중심 주파수(Hz), 떨림(Hz)


def record(kind):
    """녹음 하나: 울음 + 빗소리. 가끔 마이크가 꺼져 있다."""
    if rng.random() < 0.08:
        return 1e-4 * rng.normal(size=LENGTH)
    pitch, beat = SPECIES[kind]
    t = np.arange(LENGTH) / RATE
    pitch = pitch * rng.normal(1, 0.05)
    call = np.sin(2 * np.pi * pitch * t) * (1 + 0.9 * np.sin(2 * np.pi * beat * t + rng.uniform(0, 6.28)))
    return call * rng.uniform(0.6, 1.4) + 0.5 * rng.normal(size=LENGTH)


def bands(wave, n=24):
    power = np.abs(np.fft.rfft(wave * np.hanning(LENGTH))) ** 2
    return np.log(power[1:241].reshape(n, -1).mean(1))


def is_silent(wave):
    return wave.std() < 0.01


# 데이터 읽기
kinds = rng.integers(0, len(SPECIES), 1600)
recordings = [record(k) for k in kinds]
print(f"녹음 {len(recordings)}개, 무음 {sum(map(is_silent, recordings))}개")

kinds = [kind for wave, kind in zip(recordings, kinds) if not is_silent(wave)]
recordings = [wave for wave in recordings if not is_silent(wave)]
features, labels = [], []
for wave, kind in zip(recordings, kinds):
    features.append(bands(wave))
    labels.append(kind)
features, labels = np.array(features), np.array(labels)

X_train, X_test, y_train, y_test = train_test_split(features, labels, test_size=0.25, random_state=0, stratify=labels)
scaler = StandardScaler().fit(X_train)
train = TensorDataset(torch.tensor(scaler.transform(X_train), dtype=torch.float32), torch.tensor(y_train))
loader = DataLoader(train, batch_size=32, shuffle=True)
X_test = torch.tensor(scaler.transform(X_test), dtype=torch.float32)
y_test = torch.tensor(y_test)

model = nn.Sequential(nn.Linear(24, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 6))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

for epoch in range(12):
    model.train()
    hit = seen = 0
    for x, y in loader:
        optimizer.zero_grad()
        out = model(x)
        criterion(out, y).backward()
        optimizer.step()
        hit += (out.argmax(1) == y).sum().item()
        seen += len(y)
    if epoch % 3 == 2:
        print(f"[{epoch + 1:02d}] 학습 정확도 {hit / seen:.3f}")

model.eval()
with torch.no_grad():
    accuracy = (model(X_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
