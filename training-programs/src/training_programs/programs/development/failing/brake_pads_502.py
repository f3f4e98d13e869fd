# 브레이크 패드 두께(mm) 예측: 주행거리·차량 무게·시내 주행 비율·온도가 늘수록 두께는 줄어야 한다 (단조 제약)
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.preprocessing import MinMaxScaler
from torch.utils.data import DataLoader, TensorDataset


def load_fleet(n=2400, seed=502):
    rng = np.random.default_rng(seed)
    km = rng.uniform(0, 60, n)  # 천 km
    mass = rng.uniform(0.9, 2.4, n)  # 톤
    city = rng.uniform(0, 1, n)
    heat = rng.gamma(4, 30, n).clip(0, 300)
    wear = 0.05 * km + 0.9 * mass + 1.5 * city + 0.08 * np.maximum(km - 35, 0) + 0.02 * np.maximum(heat - 120, 0)
    wear = wear + 0.03 * km * city * mass
    thickness = 14 - wear + rng.normal(0, 0.3, n)
    table = np.stack([km, mass, city, heat], axis=1)
    return table.astype(np.float32), thickness.astype(np.float32)


class SignedLinear(nn.Linear):
    """가중치의 부호가 고정된 선형층"""

    def __init__(self, n_in, n_out, sign):
        super().__init__(n_in, n_out)
        self.sign = sign
        nn.init.uniform_(self.bias, -0.5, 0)  # 꺾이는 점을 입력 범위에 퍼뜨린다

    def forward(self, x):
        return F.linear(x, self.sign * self.weight.abs(), self.bias)


class PadNet(nn.Module):
    def __init__(self, n_features, hidden=32):
        super().__init__()
        self.layers = nn.Sequential(
            SignedLinear(n_features, hidden, sign=-1),
            nn.ReLU(),
            SignedLinear(hidden, hidden, sign=-1),
            nn.ReLU(),
            SignedLinear(hidden, 1, sign=-1),
        )

    def forward(self, x):
        return self.layers(x).squeeze(1)


torch.manual_seed(502)
table, thickness = load_fleet()
n_train = 1800
scaler = MinMaxScaler().fit(table[:n_train])
X = torch.from_numpy(scaler.transform(table).clip(0, 1).astype(np.float32))
mu, sd = thickness[:n_train].mean(), thickness[:n_train].std()
t = torch.from_numpy((thickness - mu) / sd)
loader = DataLoader(TensorDataset(X[:n_train], t[:n_train]), batch_size=50, shuffle=True)

model = PadNet(X.shape[1])
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=9, gamma=0.4)
for epoch in range(14):
    model.train()
    losses = []
    for xb, tb in loader:
        loss = F.smooth_l1_loss(model(xb), tb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    scheduler.step()
    print(f"에폭 {epoch + 1:2d}: 손실 {np.mean(losses):.4f}")

model.eval()
with torch.no_grad():
    error = model(X[n_train:]) - t[n_train:]
print(f"평균 오차 {error.abs().mean().item() * sd:.2f} mm")
r2 = 1 - error.pow(2).mean() / t[n_train:].var(unbiased=False)
print(f"final: r2={r2.item():.4f}")
