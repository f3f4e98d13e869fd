# Predict the zone of every bus stop of a town from the surveyed position of the stop
# and of its neighbours on the network (two rounds of message passing).
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

rng = np.random.default_rng(930)
torch.manual_seed(930)

# --- the network: stops in a 6 km x 4 km town, national grid coordinates in metres
n = 900
east = 431_000 + 6_000 * rng.random(n)
north = 286_000 + 4_000 * rng.random(n)
position = np.stack([east, north], 1)
distance = np.linalg.norm(position[:, None] - position[None], axis=2)
nearest = distance.argsort(1)[:, 1:5]
adjacency = np.zeros((n, n), dtype=np.float32)
adjacency[np.arange(n)[:, None], nearest] = 1
adjacency = np.maximum(adjacency, adjacency.T) + np.eye(n, dtype=np.float32)
degree = adjacency.sum(1)
adjacency = torch.tensor(adjacency / np.sqrt(degree[:, None] * degree[None]))

# --- zones: centre, riverside, and everything else
u, v = (east - 434_000) / 3_000, (north - 288_000) / 2_000
river = 0.5 * np.sin(3 * u) - 0.1
zone = np.where(np.abs(v - river) < 0.25, 1, np.where(u**2 + v**2 < 0.45, 0, 2))
zone = torch.tensor(zone)

features = np.stack([east, north, degree], 1)
x = torch.tensor(features, dtype=torch.float32)
order = torch.tensor(rng.permutation(n))
train, test = order[:600], order[600:]


class StopGCN(nn.Module):
    def __init__(self, width=48):
        super().__init__()
        self.own1, self.mix1 = nn.Linear(3, width), nn.Linear(3, width)
        self.own2, self.mix2 = nn.Linear(width, width), nn.Linear(width, width)
        self.readout = nn.Linear(width, 3)

    def forward(self, x, a):
        h = F.relu(self.own1(x) + self.mix1(a @ x))
        h = F.relu(self.own2(h) + self.mix2(a @ h))
        return self.readout(h)


model = StopGCN()
opt = torch.optim.Adam(model.parameters(), lr=1e-2, weight_decay=1e-4)
for step in range(240):
    logits = model(x, adjacency)
    loss = F.cross_entropy(logits[train], zone[train])
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 40 == 39:
        hits = (logits[test].argmax(1) == zone[test]).float().mean()
        print(f"step {step + 1:4d}  loss {loss.item():.4f}  test accuracy {hits.item():.4f}")

with torch.no_grad():
    guess = model(x, adjacency)[test].argmax(1)
recall = [(guess[zone[test] == k] == k).float().mean().item() for k in range(3)]
print("recall per zone", [round(r, 3) for r in recall])
print(f"final: balanced_accuracy={sum(recall) / 3:.4f}")
