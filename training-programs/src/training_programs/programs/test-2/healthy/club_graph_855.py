"""동아리 친구 관계 그래프에서 회원의 동아리를 맞히는 그래프 합성곱 신경망.

회원 600명 중 일부만 소속이 알려져 있고, 나머지 회원의 소속을 예측한다.
"""
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(855)
MEMBERS, CLUBS, HOBBIES = 600, 4, 24


def build_graph():
    """같은 동아리 회원끼리 더 자주 친구가 되는 그래프와 취미 특징."""
    club = torch.arange(MEMBERS) % CLUBS
    same = club[:, None] == club[None, :]
    chance = torch.where(same, 0.05, 0.006)
    upper = torch.triu((torch.rand(MEMBERS, MEMBERS) < chance).float(), 1)
    adjacency = upper + upper.T + torch.eye(MEMBERS)
    degree = adjacency.sum(1).rsqrt()
    taste = torch.randn(CLUBS, HOBBIES)
    features = 0.5 * taste[club] + torch.randn(MEMBERS, HOBBIES)
    return degree[:, None] * adjacency * degree[None, :], features, club


class GraphConv(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)

    def forward(self, graph, x):
        return graph @ self.linear(x)


class ClubNet(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.first = GraphConv(HOBBIES, hidden)
        self.second = GraphConv(hidden, CLUBS)

    def forward(self, graph, x):
        x = F.relu(self.first(graph, x))
        x = F.dropout(x, 0.5, self.training)
        return self.second(graph, x)


graph, features, club = build_graph()
order = torch.randperm(MEMBERS)
known, hidden_members = order[:200], order[200:]
net = ClubNet()
optimizer = torch.optim.Adam(net.parameters(), lr=5e-3, weight_decay=5e-4)

for step in range(1, 301):
    net.train()
    optimizer.zero_grad()
    loss = F.cross_entropy(net(graph, features)[known], club[known])
    loss.backward()
    optimizer.step()
    if step % 50 == 0:
        net.eval()
        with torch.no_grad():
            hit = (net(graph, features).argmax(1) == club).float()
        print(f"{step}번째 갱신: 손실 {loss.item():.4f}, 알려진 회원 {hit[known].mean():.3f}, 나머지 {hit[hidden_members].mean():.3f}")

print(f"final: accuracy={hit[hidden_members].mean().item():.4f}")
