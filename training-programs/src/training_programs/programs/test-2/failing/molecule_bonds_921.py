"""작은 분자 그래프를 두 계열로 분류한다.

그래프마다 세 종류의 원자가 9~14개 있고 결합은 무작위로 생긴다. 한 계열에서는
같은 종류의 원자끼리, 다른 계열에서는 서로 다른 종류끼리 결합하는 일이 많다.
"""
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(921)
torch.manual_seed(921)
KINDS = 3


def make_graph():
    n = random.randint(9, 14)
    kind = [random.randrange(KINDS) for _ in range(n)]
    family = random.randrange(2)
    edges = []
    while len(edges) < 2 * n:
        a, b = random.sample(range(n), 2)
        same = kind[a] == kind[b]
        keep = 0.9 if same == (family == 0) else 0.2
        if same:
            keep = min(1.0, keep * 1.8)
        if random.random() < keep:
            edges.append((a, b))
    edge_index = torch.tensor(edges + [(b, a) for a, b in edges]).t()
    x = F.one_hot(torch.tensor(kind), KINDS).float()
    return x, edge_index, family


def collate(graphs):
    """그래프 여러 개를 서로 떨어진 큰 그래프 하나로 합친다."""
    xs, edges, owner, labels = [], [], [], []
    for i, (x, edge_index, family) in enumerate(graphs):
        edges.append(edge_index)
        xs.append(x)
        owner.append(torch.full((len(x),), i))
        labels.append(family)
    return torch.cat(xs), torch.cat(edges, dim=1), torch.cat(owner), torch.tensor(labels)


class GraphLayer(nn.Module):
    def __init__(self, d_in, d_out):
        super().__init__()
        self.own = nn.Linear(d_in, d_out)
        self.neigh = nn.Linear(d_in, d_out, bias=False)

    def forward(self, x, edge_index):
        src, dst = edge_index
        total = torch.zeros_like(x).index_add_(0, dst, x[src])
        degree = torch.zeros(len(x)).index_add_(0, dst, torch.ones(len(dst)))
        return self.own(x) + self.neigh(total / degree.clamp(min=1)[:, None])


class GraphNet(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.conv1 = GraphLayer(KINDS, hidden)
        self.conv2 = GraphLayer(hidden, hidden)
        self.out = nn.Linear(hidden, 2)

    def forward(self, x, edge_index, owner, count):
        h = F.relu(self.conv1(x, edge_index))
        h = F.relu(self.conv2(h, edge_index))
        pooled = torch.zeros(count, h.shape[1]).index_add_(0, owner, h)
        size = torch.bincount(owner, minlength=count)[:, None]
        return self.out(pooled / size)


train_set = [make_graph() for _ in range(1200)]
test_set = [make_graph() for _ in range(400)]
train_loader = torch.utils.data.DataLoader(train_set, batch_size=40, shuffle=True, collate_fn=collate)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=40, collate_fn=collate)

model = GraphNet()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(20):
    model.train()
    running = 0.0
    for x, edge_index, owner, labels in train_loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x, edge_index, owner, len(labels)), labels)
        loss.backward()
        optimizer.step()
        running += loss.item() / len(train_loader)
    model.eval()
    hits = 0
    with torch.no_grad():
        for x, edge_index, owner, labels in test_loader:
            hits += (model(x, edge_index, owner, len(labels)).argmax(1) == labels).sum().item()
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1:2d}  loss {running:.4f}  test accuracy {hits / len(test_set):.3f}")
print(f"final: accuracy={hits / len(test_set):.4f}")
