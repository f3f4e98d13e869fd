"""Who knows whom? Positions of people in a plane from their profiles and acquaintances (graph network, distance decoder).

A pair knows each other the more likely the nearer they are: logit = bias - slope * |z_i - z_j|^2.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(416)
PEOPLE, TRAITS = 240, 20

# ----- a village ---------------------------------------------------------------------------------
home = torch.rand(PEOPLE, 2) * 2 - 1
traits = torch.cat([torch.sin(3 * home), torch.cos(2 * home), torch.randn(PEOPLE, TRAITS - 4)], dim=1)
traits = traits + 0.1 * torch.randn(PEOPLE, TRAITS)
traits = (traits - traits.mean(0)) / traits.std(0)
gap = (home[:, None] - home[None]).square().sum(-1)
i, j = torch.triu_indices(PEOPLE, PEOPLE, offset=1)
knows = torch.rand(len(i)) < torch.sigmoid(12 * (0.45 - gap[i, j].sqrt()) / 0.6)

# as many strangers as acquaintances, split into pairs to learn from and pairs to test
friends, strangers = knows.nonzero().squeeze(1), (~knows).nonzero().squeeze(1)
friends = friends[torch.randperm(len(friends))]
strangers = strangers[torch.randperm(len(strangers))[: len(friends)]]
cut = int(0.8 * len(friends))
pair = torch.cat([friends[:cut], strangers[:cut]])
pair_test = torch.cat([friends[cut:], strangers[cut:]])
label, label_test = knows[pair].float(), knows[pair_test].float()

# the graph that the network sees: a quarter of the known acquaintances, with self-loops, normalized
adjacency = torch.eye(PEOPLE)
seen = friends[: cut // 4]
adjacency[i[seen], j[seen]] = adjacency[j[seen], i[seen]] = 1
degree = adjacency.sum(1)
adjacency = adjacency / (degree[:, None] * degree[None]).sqrt()


# ----- the model ---------------------------------------------------------------------------------
class GraphEncoder(nn.Module):
    def __init__(self, n_in, hidden=32, n_out=2):
        super().__init__()
        self.first, self.second = nn.Linear(n_in, hidden), nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, n_out)

    def forward(self, x, a):
        h = F.relu(a @ self.first(x)) + F.relu(self.second(F.relu(self.first(x))))
        return self.out(h)


class DistanceDecoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.tensor(1.0))
        self.log_slope = nn.Parameter(torch.tensor(math.log(2.0)))

    def forward(self, z, i, j):
        return self.bias - self.log_slope.exp() * (z[i] - z[j]).square().sum(-1)


encoder, decoder = GraphEncoder(TRAITS), DistanceDecoder()
optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=5e-3)

for epoch in range(15):
    total = 0.0
    z = encoder(traits, adjacency).detach()
    for rows in torch.randperm(len(pair)).split(256):
        k = pair[rows]
        loss = F.binary_cross_entropy_with_logits(decoder(z, i[k], j[k]), label[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1:2d}  loss {total / len(pair):.4f}")

with torch.no_grad():
    z = encoder(traits, adjacency)
    guess = decoder(z, i[pair_test], j[pair_test]) > 0
print(f"final: accuracy={(guess == label_test.bool()).float().mean().item():.4f}")
