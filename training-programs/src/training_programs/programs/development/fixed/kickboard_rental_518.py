"""공유 킥보드 대여 수 예측 (시간별). 운영팀이 보는 지표(MAPE)를 그대로 손실로 쓴다."""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

SEED = 518
np.random.seed(SEED)
torch.manual_seed(SEED)


def make_table(n=4000):
    hour = np.random.randint(0, 24, n)
    weekday = np.random.randint(0, 7, n)
    temp = np.random.normal(14, 9, n)
    wind = np.random.gamma(2.0, 1.5, n)
    rain = (np.random.rand(n) < 0.15).astype(float)
    commute = np.exp(-((hour - 8.5) ** 2) / 4) + np.exp(-((hour - 18.5) ** 2) / 6)
    log_rate = 1.5 + 2.8 * commute * (weekday < 5) + 1.4 * ((hour > 10) & (hour < 23)) - 4.0 * (hour < 5)
    log_rate = log_rate + 0.05 * temp - 2.0 * rain - 0.08 * wind
    count = np.random.poisson(np.exp(log_rate))
    cols = [np.sin(2 * np.pi * hour / 24), np.cos(2 * np.pi * hour / 24), np.sin(4 * np.pi * hour / 24)]
    cols += [np.cos(4 * np.pi * hour / 24), (weekday >= 5).astype(float), temp, wind, rain]
    return np.stack(cols, axis=1), count.astype(np.float32)


class RentalNet(nn.Module):
    def __init__(self, n_in):
        super().__init__()
        self.fc1 = nn.Linear(n_in, 64)
        self.fc2 = nn.Linear(64, 64)
        self.out = nn.Linear(64, 1)

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return F.softplus(self.out(x)).squeeze(1)


def mape(pred, target):
    return ((pred - target).abs() / target.clamp(min=1)).mean()


X, y = make_table()
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, random_state=SEED)
scaler = StandardScaler().fit(X_tr)
X_tr = torch.tensor(scaler.transform(X_tr), dtype=torch.float32)
X_te = torch.tensor(scaler.transform(X_te), dtype=torch.float32)
y_tr, y_te = torch.tensor(y_tr), torch.tensor(y_te)

model = RentalNet(X.shape[1])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)

# 학습
for epoch in range(1, 17):
    model.train()
    losses = []
    for idx in torch.randperm(len(X_tr)).split(100):
        pred = model(X_tr[idx])
        loss = mape(pred, y_tr[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if epoch % 4 == 0:
        print(f"[{epoch:02d}] train MAPE {np.mean(losses):.4f}")

# 검증
model.eval()
with torch.no_grad():
    score = mape(model(X_te), y_te).item()
print(f"final: loss={score:.4f}")
