import itertools

import torch
from torch import nn

torch.manual_seed(225)
# Energies of small argon-like clusters (Lennard-Jones, reduced units) from interatomic distances;
# an atom's environment is described by radial symmetry functions and every atom adds its own share.
ATOMS = 5


def sample_clusters(n):
    base = torch.tensor([[0.0, 0, 0], [1.1, 0, 0], [0.55, 0.95, 0], [0.55, 0.32, 0.9], [0.55, 0.32, -0.9]])
    return base * (1 + 0.12 * torch.rand(n, 1, 1)) + 0.09 * torch.randn(n, ATOMS, 3)


def lennard_jones(pos):
    e = torch.zeros(len(pos))
    for i, j in itertools.combinations(range(ATOMS), 2):
        r6 = (pos[:, i] - pos[:, j]).norm(dim=1).clamp(min=0.92) ** -6
        e += 4 * (r6 ** 2 - r6)
    return e


def symmetry_functions(pos, centers=torch.linspace(0.8, 2.4, 12), eta=20.0):
    d = torch.cdist(pos, pos) + 10 * torch.eye(ATOMS)
    return torch.exp(-eta * (d[..., None] - centers) ** 2).sum(2)


def mlp(sizes, act=nn.ReLU):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), act()]
    return nn.Sequential(*layers[:-1])


class AtomNet(nn.Module):
    def __init__(self, n_features):
        super().__init__()
        self.atom = mlp([n_features, 48, 48, 1])

    def forward(self, features):
        return self.atom(features).sum(dim=(1, 2))


pos = sample_clusters(2500)
energy = lennard_jones(pos)
print(f"energies {energy.min():.2f} to {energy.max():.2f}, mean {energy.mean():.2f}")
features = symmetry_functions(pos)
features = (features - features.mean((0, 1))) / features.std((0, 1))
train, test = slice(0, 2000), slice(2000, None)

net = AtomNet(features.shape[-1])
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=12, gamma=0.3)
for epoch in range(30):
    for rows in torch.randperm(2000).split(50):
        loss = nn.functional.smooth_l1_loss(net(features[rows]), energy[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    scheduler.step()
    if epoch % 6 == 0:
        print(epoch, round(loss.item(), 4))

with torch.no_grad():
    off = net(features[test]) - energy[test]
print(f"final: r2={1 - (off.pow(2).mean() / energy[test].var()).item():.4f}")
