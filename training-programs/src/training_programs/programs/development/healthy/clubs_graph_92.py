# 동아리 그래프: 몇 명의 소속만 알 때 나머지 회원의 소속을 맞힌다 (GCN, 전체 그래프 한 번에)
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(92)
CLUBS, MEMBERS, KNOWN = 4, 60, 6
n = CLUBS * MEMBERS
club = torch.arange(CLUBS).repeat_interleave(MEMBERS)

# 같은 동아리 사람끼리 더 자주 아는 사이다
p = torch.where(club[:, None] == club[None], 0.12, 0.012)
edges = torch.triu((torch.rand(n, n) < p).float(), diagonal=1)
adjacency = edges + edges.t() + torch.eye(n)
degree = adjacency.sum(1)
norm = adjacency / torch.sqrt(degree[:, None] * degree[None])

hobby = torch.randn(CLUBS, 30)
features = 0.35 * hobby[club] + torch.randn(n, 30)

known = torch.zeros(n, dtype=torch.bool)
for k in range(CLUBS):
    known[k * MEMBERS : k * MEMBERS + KNOWN] = True


class GCN(nn.Module):
    def __init__(self):
        super().__init__()
        self.gc1 = nn.Linear(30, 32)
        self.gc2 = nn.Linear(32, CLUBS)

    def forward(self, x):
        x = F.relu(norm @ self.gc1(x))
        x = F.dropout(x, 0.5, training=self.training)
        return norm @ self.gc2(x)


model = GCN()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=5e-3)
for epoch in range(200):
    model.train()
    loss = F.cross_entropy(model(features)[known], club[known])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 40 == 0:
        print(f"에폭 {epoch:3d}  손실 {loss.item():.4f}")

model.eval()
with torch.no_grad():
    right = (model(features).argmax(1) == club)[~known].float().mean().item()
print(f"final: accuracy={right:.4f}")
