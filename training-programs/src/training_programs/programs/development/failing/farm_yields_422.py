"""밭마다의 수확량 예측: 위성 지표와 날씨 -> 톤/헥타르 (학습에 없던 농장으로 검증)"""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(422)
rng = np.random.default_rng(422)


def farm():
    """농장 하나: 토양·강수는 농장 안에서 비슷하고 농장끼리는 다르다."""
    n = rng.integers(15, 40)
    soil, rain, sun, slope = rng.normal(size=4)
    local = rng.normal(size=(n, 4)) * 0.35 + [soil, rain, sun, slope]
    greenness = 0.6 * local[:, 0] + 0.5 * local[:, 1] + 0.2 * rng.normal(size=n)
    red_edge = np.tanh(greenness) + 0.3 * local[:, 2] + 0.2 * rng.normal(size=n)
    x = np.column_stack([local, greenness, red_edge])
    y = 1.2 * np.tanh(local[:, 0] + local[:, 1]) + 0.6 * local[:, 2] - 0.3 * local[:, 3] ** 2
    y = y + 0.15 * rng.normal(size=n)
    return x.astype(np.float32), y.astype(np.float32)


farms = [farm() for _ in range(120)]
train_farms, test_farms = farms[:90], farms[90:]
x_train = torch.tensor(np.concatenate([x for x, _ in train_farms]))
y_train = torch.tensor(np.concatenate([y for _, y in train_farms]))
x_mean, x_std, y_mean, y_std = x_train.mean(0), x_train.std(0), y_train.mean(), y_train.std()
x_train, y_train = (x_train - x_mean) / x_std, (y_train - y_mean) / y_std


class YieldNet(nn.Module):
    def __init__(self, n_features, width=48):
        super().__init__()
        self.fc1, self.bn1 = nn.Linear(n_features, width), nn.BatchNorm1d(width)
        self.fc2, self.bn2 = nn.Linear(width, width), nn.BatchNorm1d(width)
        self.out = nn.Linear(width, 1)

    def forward(self, x):
        x = F.relu(self.bn1(self.fc1(x)))
        x = F.relu(self.bn2(self.fc2(x)))
        return self.out(x).squeeze(1)


def train_one_epoch(model, optimizer):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(64):
        if len(rows) < 8:
            continue
        optimizer.zero_grad()
        loss = F.smooth_l1_loss(model(x_train[rows]), y_train[rows])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    return total / len(x_train)


@torch.no_grad()
def predict_farm(model, x):
    """한 농장의 모든 밭을 한 번에 예측"""
    x = (torch.tensor(x) - x_mean) / x_std
    return model(x) * y_std + y_mean


model = YieldNet(6)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(1, 16):
    loss = train_one_epoch(model, optimizer)
    if epoch % 3 == 0:
        print(f"에폭 {epoch:2d}  손실 {loss:.4f}")

predicted = torch.cat([predict_farm(model, x) for x, _ in test_farms])
truth = torch.tensor(np.concatenate([y for _, y in test_farms]))
r2 = 1 - (predicted - truth).square().sum() / (truth - truth.mean()).square().sum()
print(f"final: r2={r2.item():.4f}")
