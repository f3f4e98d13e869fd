# 떡볶이 노점 주문 수 예측: 시간대, 요일, 기온, 비 → 한 시간에 들어오는 주문 수
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(703)
torch.manual_seed(703)

# ---- 데이터 만들기 ----
n = 3000
hour = rng.uniform(10, 23, n)
weekend = rng.integers(0, 2, n)
temp = rng.normal(12, 9, n)
rain = rng.random(n) < 0.2
log_rate = (
    0.6
    + 1.2 * np.exp(-(((hour - 18.5) / 2.0) ** 2))
    + 0.5 * np.exp(-(((hour - 12.5) / 1.0) ** 2))
    + 0.6 * weekend
    - 0.035 * (temp - 12)
    - 0.9 * rain
)
orders = rng.poisson(np.exp(log_rate))
print("주문 수: 평균", orders.mean().round(2), "최대", orders.max())

features = np.stack([hour, weekend, temp, rain], axis=1).astype(np.float32)
features = (features - features[:2400].mean(0)) / features[:2400].std(0)
X = torch.from_numpy(features)
y = torch.tensor(orders, dtype=torch.float32)

train_loader = DataLoader(TensorDataset(X[:2400], y[:2400]), batch_size=64, shuffle=True)


# ---- 모델: 시간당 주문율(항상 양수)을 출력 ----
class OrderRate(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(4, 48)
        self.fc2 = nn.Linear(48, 48)
        self.fc3 = nn.Linear(48, 1)
        self.positive = nn.Softplus()

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return self.positive(self.fc3(x)).squeeze(1)


model = OrderRate()
criterion = nn.PoissonNLLLoss(log_input=False)
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)

# ---- 학습 ----
for epoch in range(25):
    model.train()
    total = 0.0
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(xb)
    if epoch % 4 == 0:
        print(f"[{epoch:2d}] 손실 {total / 2400:.4f}")

# ---- 평가 ----
model.eval()
with torch.no_grad():
    rate = model(X[2400:])
y_test = y[2400:]
r2 = 1 - ((y_test - rate) ** 2).sum() / ((y_test - y_test.mean()) ** 2).sum()
print("예측 평균", round(rate.mean().item(), 2), "실제 평균", round(y_test.mean().item(), 2))
print(f"final: r2={r2.item():.4f}")
