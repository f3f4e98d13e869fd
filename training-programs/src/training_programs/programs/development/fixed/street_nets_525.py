"""Tell the layout of a quarter (grid, ring road, cul-de-sacs, avenue with side streets) from its street graph."""

import random

import torch
from torch import nn
from torch.utils.data import DataLoader


def grid(rnd):
    w, h = rnd.randint(3, 5), rnd.randint(3, 4)
    right = [(r * w + c, r * w + c + 1) for r in range(h) for c in range(w - 1)]
    down = [(r * w + c, r * w + c + w) for r in range(h - 1) for c in range(w)]
    return w * h, right + down


def ring(rnd):
    n = rnd.randint(9, 18)
    return n, [(i, (i + 1) % n) for i in range(n)]


def cul_de_sacs(rnd):
    n = rnd.randint(10, 18)
    hubs = rnd.randint(2, 3)
    edges = [(i, i + 1) for i in range(hubs - 1)]
    return n, edges + [(rnd.randrange(hubs), i) for i in range(hubs, n)]


def avenue(rnd):
    n = rnd.randint(5, 9)
    return 2 * n, [(i, i + 1) for i in range(n - 1)] + [(i, n + i) for i in range(n)]


LAYOUTS = [grid, ring, cul_de_sacs, avenue]


def make_quarters(count, seed):
    rnd = random.Random(seed)
    quarters = []
    for _ in range(count):
        label = rnd.randrange(len(LAYOUTS))
        n, edges = LAYOUTS[label](rnd)
        edges = torch.tensor(edges).t()
        edges = torch.cat([edges, edges.flip(0)], dim=1)
        lanes = torch.tensor([[rnd.gauss(0, 0.3), 1.0] for _ in range(n)])
        quarters.append((lanes, edges, label))
    return quarters


def collate(quarters):
    nodes, edges, owner, labels = [], [], [], []
    start = 0
    for i, (x, edge_index, label) in enumerate(quarters):
        nodes.append(x)
        edges.append(edge_index + start)
        owner.append(torch.full((len(x),), i))
        labels.append(label)
        start += len(x)
    return torch.cat(nodes), torch.cat(edges, dim=1), torch.cat(owner), torch.tensor(labels)


class GINLayer(nn.Module):
    def __init__(self, d_in, d_out):
        super().__init__()
        self.mlp = nn.Sequential(nn.Linear(d_in, d_out), nn.BatchNorm1d(d_out), nn.ReLU(), nn.Linear(d_out, d_out))

    def forward(self, x, edges):
        gathered = torch.zeros_like(x).index_add(0, edges[1], x[edges[0]])
        return torch.relu(self.mlp(x + gathered))


class StreetNet(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.layers = nn.ModuleList([GINLayer(2, hidden), GINLayer(hidden, hidden), GINLayer(hidden, hidden)])
        self.readout = nn.Linear(hidden, len(LAYOUTS))

    def forward(self, x, edges, owner):
        for layer in self.layers:
            x = layer(x, edges)
        graphs = int(owner.max()) + 1
        size = torch.bincount(owner, minlength=graphs).unsqueeze(1)
        return self.readout(x.new_zeros(graphs, x.shape[1]).index_add(0, owner, x) / size)


torch.manual_seed(525)
train = DataLoader(make_quarters(640, seed=1), batch_size=32, shuffle=True, collate_fn=collate)
test = DataLoader(make_quarters(320, seed=2), batch_size=32, collate_fn=collate)
model = StreetNet()
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(10):
    model.train()
    for x, edges, owner, labels in train:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x, edges, owner), labels)
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1:2d}: loss {loss.item():.4f}")

model.eval()
with torch.no_grad():
    hits = sum((model(x, e, o).argmax(1) == y).sum().item() for x, e, o, y in test)
print(f"final: accuracy={hits / 320:.4f}")
