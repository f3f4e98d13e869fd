"""그래프 오토인코더로 친구 관계 예측하기.

도시에 흩어진 사람들 사이의 친구 그래프를 GCN으로 인코딩하고, 학습에서
가려 둔 사람 쌍이 서로 친구인지 맞힌다.
"""
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(888)
torch.manual_seed(888)
N = 320

# ---- 데이터: 가까이 살고 취미가 같은 사람끼리 친구가 되기 쉽다
home = rng.uniform(0, 1, size=(N, 2))
hobby = rng.integers(0, 3, size=N)
gap = np.linalg.norm(home[:, None] - home[None], axis=2)
close = (gap < 0.2) & (hobby[:, None] == hobby[None])
chance = np.where(close, 0.42, 0.0005)
upper = np.triu(rng.uniform(size=(N, N)) < chance, k=1)
friends = torch.tensor(upper | upper.T, dtype=torch.float32)

# 각 사람의 특징: 집 위치의 푸리에 성분, 취미, 약간의 잡음
waves = np.concatenate([f(2 * np.pi * k * home) for k in (0.5, 1) for f in (np.sin, np.cos)], axis=1)
feature = np.concatenate([waves, np.eye(3)[hobby]], axis=1) + rng.normal(0, 0.05, size=(N, 11))
feature = torch.tensor(feature, dtype=torch.float32)

# ---- 사람 쌍을 학습용과 평가용으로 나눈다
rows, cols = np.triu_indices(N, k=1)
order = rng.permutation(len(rows))
cut = int(0.8 * len(order))
train_pairs = torch.tensor(np.stack([rows, cols])[:, order[:cut]])
test_pairs = torch.tensor(np.stack([rows, cols])[:, order[cut:]])
train_y = friends[train_pairs[0], train_pairs[1]]
test_y = friends[test_pairs[0], test_pairs[1]]

seen = torch.eye(N)
linked = train_pairs[:, train_y > 0.5]
seen[linked[0], linked[1]] = seen[linked[1], linked[0]] = 1.0
scale = seen.sum(1).rsqrt()
adjacency = scale[:, None] * seen * scale[None]


class GraphAutoencoder(nn.Module):
    def __init__(self, n_in, hidden=32, latent=12):
        super().__init__()
        self.skip = nn.Linear(n_in, hidden)
        self.first = nn.Linear(n_in, hidden)
        self.second = nn.Linear(hidden, latent)
        self.offset = nn.Parameter(torch.zeros(1))

    def forward(self, adjacency, x, pairs):
        h = torch.relu(adjacency @ self.first(x) + self.skip(x))
        z = self.second(h)
        return (z[pairs[0]] * z[pairs[1]]).sum(1) + self.offset


def balanced_accuracy(logits, y):
    hit = (logits > 0) == (y > 0.5)
    return 0.5 * (hit[y > 0.5].float().mean() + hit[y < 0.5].float().mean()).item()


model = GraphAutoencoder(feature.shape[1])
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.03, weight_decay=5e-4)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 400)
print(f"사람 {N}명, 학습 쌍 {len(train_y)}개, 친구 비율 {train_y.mean():.3%}")
for epoch in range(400):
    loss = criterion(model(adjacency, feature, train_pairs), train_y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    schedule.step()
    if (epoch + 1) % 100 == 0:
        print(f"{epoch + 1}번째 갱신: 손실 {loss.item():.4f}")

with torch.no_grad():
    logits = model(adjacency, feature, test_pairs)
print(f"final: balanced_accuracy={balanced_accuracy(logits, test_y):.4f}")
