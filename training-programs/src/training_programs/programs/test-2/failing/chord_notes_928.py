"""화음 스펙트럼에서 어떤 음들이 함께 울리는지 맞히는 다중 레이블 분류."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

난수 = np.random.default_rng(928)
torch.manual_seed(928)

NOTES = 12  # 한 옥타브의 반음 수
BINS = 72   # 여섯 옥타브, 반음마다 한 칸


def make_chords(n):
    """2~5개의 음을 골라 배음을 더한 로그 주파수 스펙트럼을 만든다."""
    spectra = np.abs(난수.normal(0, 0.08, (n, BINS)))
    labels = np.zeros((n, NOTES))
    for i in range(n):
        for note in 난수.choice(NOTES, 난수.integers(2, 6), replace=False):
            labels[i, note] = 1
            octave = 난수.integers(0, 3)
            loudness = 난수.uniform(0.6, 1.2)
            for shift, gain in ((0, 1.0), (12, 0.6), (19, 0.4), (24, 0.3), (28, 0.2)):
                spectra[i, min(octave * 12 + note + shift, BINS - 1)] += loudness * gain
    return torch.tensor(spectra, dtype=torch.float32), torch.tensor(labels, dtype=torch.float32)


class ChordNet(nn.Module):
    """은닉층 두 개짜리 분류기. 출력은 음마다의 확률이다."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(BINS, 96), nn.ReLU(),
            nn.Linear(96, 96), nn.ReLU(),
        )
        self.notes = nn.Linear(96, NOTES)

    def forward(self, spectrum):
        return torch.softmax(self.notes(self.body(spectrum)), dim=1)


def f1_score(model, x, y):
    """모든 음을 합쳐서 계산한 (micro) F1."""
    model.eval()
    with torch.no_grad():
        pred = (model(x) > 0.5).float()
    tp = (pred * y).sum()
    return (2 * tp / (pred.sum() + y.sum())).item()


train_x, train_y = make_chords(6000)
test_x, test_y = make_chords(1000)
loader = DataLoader(TensorDataset(train_x, train_y), batch_size=64, shuffle=True)

model = ChordNet()
criterion = nn.BCELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

for epoch in range(15):
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
    if epoch % 3 == 2:
        print(f"에폭 {epoch + 1:2d}  손실 {total / len(train_x):.4f}  검증 F1 {f1_score(model, test_x, test_y):.4f}")

print(f"final: f1={f1_score(model, test_x, test_y):.4f}")
