"""Five-fold cross-validation of a small net on penguin measurements; every fold starts from a fresh net."""

import numpy as np
import torch
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler
from torch import nn

SEED = 124


def penguins(rng):
    """Bill length, bill depth, flipper, body mass of three species (means and spreads as in the Palmer data)."""
    centers = np.array([[38.8, 18.3, 190, 3700], [48.8, 18.4, 196, 3733], [47.5, 15.0, 217, 5076]])
    spreads = np.array([[2.7, 1.2, 6.5, 459], [3.3, 1.1, 7.1, 384], [3.1, 1.0, 6.5, 504]])
    species = np.repeat([0, 1, 2], [152, 68, 124])
    return centers[species] + spreads[species] * rng.normal(size=(len(species), 4)), species


def fresh_net():
    return nn.Sequential(nn.Linear(4, 24), nn.Tanh(), nn.Linear(24, 3))


def train_fold(x, y, epochs=40):
    net = fresh_net()
    opt = torch.optim.Adam(net.parameters(), lr=5e-3, weight_decay=1e-4)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(32):
            opt.zero_grad()
            loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
            loss.backward()
            opt.step()
    return net, loss.item()


def main():
    torch.manual_seed(SEED)
    table, species = penguins(np.random.default_rng(SEED))
    scores = []
    folds = StratifiedKFold(5, shuffle=True, random_state=SEED).split(table, species)
    for k, (learn, hold) in enumerate(folds, 1):
        scaler = StandardScaler().fit(table[learn])
        x = torch.tensor(scaler.transform(table), dtype=torch.float32)
        y = torch.tensor(species)
        net, last = train_fold(x[learn], y[learn])
        with torch.no_grad():
            scores.append((net(x[hold]).argmax(1) == y[hold]).float().mean().item())
        print(f"fold {k}: last loss {last:.4f}, accuracy {scores[-1]:.4f}")
    print(f"final: accuracy={np.mean(scores):.4f}")


if __name__ == "__main__":
    main()
