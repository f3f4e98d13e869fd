"""집값 예측 (인공 데이터) - 간단한 회귀 모델"""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Houses(Dataset):
    def __init__(self, n, seed):
        rng = np.random.default_rng(seed)
        area = rng.uniform(40, 160, n)
        rooms = rng.integers(1, 6, n)
        age = rng.uniform(0, 40, n)
        subway = rng.exponential(800, n)
        price = 3.0 * area + 20 * rooms - 2.5 * age - 0.03 * subway + rng.normal(0, 15, n)
        feats = np.stack([(area - 100) / 35, (rooms - 3) / 1.4, (age - 20) / 11.5, (subway - 800) / 800], 1)
        self.x = torch.tensor(feats, dtype=torch.float32)
        self.y = torch.tensor((price - 290) / 115, dtype=torch.float32).unsqueeze(1)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


torch.manual_seed(42)
train_loader = DataLoader(Houses(800, 0), batch_size=32, shuffle=True)
valid = Houses(300, 1)

model = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
criterion = nn.MSELoss()

for epoch in range(1, 16):
    model.train()
    for features, price in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(features), price)
        loss = torch.tensor(loss.item(), requires_grad=True)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        val = criterion(model(valid.x), valid.y).item()
    print(f"에폭 {epoch:2d}  검증 손실: {val:.4f}")

print(f"final: r2={1 - val / valid.y.var().item():.4f}")
