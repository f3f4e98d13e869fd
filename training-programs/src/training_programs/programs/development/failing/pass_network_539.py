"""팀의 패스 네트워크로 기대 득점을 예측하는 그래프 신경망.

선수 = 노드 (능력치 6개), 패스 = 방향 간선. 팀마다 선수 수와 패스 수가 다르다.
"""

import random

import torch
import torch.nn as nn
from torch.utils.data import DataLoader

random.seed(539)
torch.manual_seed(539)


def make_team():
    n = random.randint(8, 14)
    skills = torch.randn(n, 6)
    m = random.randint(2 * n, 3 * n)
    src = torch.randint(n, (m,))
    dst = (src + torch.randint(1, n, (m,))) % n
    # 패스하는 선수의 시야와 받는 선수의 움직임이 맞아야 좋은 공격이 된다
    quality = skills[src, 0] * skills[dst, 1] + skills[src, 2] * skills[dst, 3].clamp(min=0)
    goals = quality.sum() / m**0.5
    return skills, torch.stack([src, dst]), goals


def collate(teams):
    skills, edges, goals = zip(*teams, strict=True)
    owner = torch.cat([torch.full((len(s),), i) for i, s in enumerate(skills)])
    edge_index = torch.cat(edges, dim=1)
    return torch.cat(skills), edge_index, owner, torch.stack(goals)


class PassLayer(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.message = nn.Sequential(nn.Linear(2 * dim, 48), nn.ReLU(), nn.Linear(48, 24))
        self.update = nn.Linear(dim + 24, 32)

    def forward(self, h, edge_index):
        src, dst = edge_index
        m = self.message(torch.cat([h[src], h[dst]], dim=1))
        received = torch.zeros(len(h), m.shape[1]).index_add(0, dst, m)
        return torch.relu(self.update(torch.cat([h, received], dim=1)))


class TeamNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = PassLayer(6)
        self.readout = nn.Linear(32, 1)

    def forward(self, skills, edge_index, owner, teams):
        h = self.layer(skills, edge_index)
        pooled = torch.zeros(teams, h.shape[1]).index_add(0, owner, h)
        return self.readout(pooled / 5).squeeze(1)


teams = [make_team() for _ in range(2000)]
scale = torch.stack([t[2] for t in teams[:1600]]).std()
teams = [(s, e, g / scale) for s, e, g in teams]
train = DataLoader(teams[:1600], batch_size=32, shuffle=True, collate_fn=collate)
test = DataLoader(teams[1600:], batch_size=100, collate_fn=collate)

model = TeamNet()
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=8, gamma=0.4)
for epoch in range(20):
    total = 0.0
    for skills, edge_index, owner, goals in train:
        loss = nn.functional.mse_loss(model(skills, edge_index, owner, len(goals)), goals)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() / len(train)
    scheduler.step()
    if epoch % 4 == 3:
        print(f"{epoch + 1}번째 에폭: 평균 제곱 오차 {total:.4f}")

with torch.no_grad():
    pairs = [(model(s, e, o, len(g)), g) for s, e, o, g in test]
guess, goals = (torch.cat(part) for part in zip(*pairs, strict=True))
r2 = 1 - (guess - goals).pow(2).sum() / (goals - goals.mean()).pow(2).sum()
print(f"final: r2={r2.item():.4f}")
