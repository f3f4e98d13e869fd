"""Faults of compressor valves by ear: the spectrum of one stroke, four states, most valves being sound."""

import numpy as np
import torch
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

BINS = 32
SHARES = (0.85, 0.06, 0.05, 0.04)  # sound, leaking, broken spring, dirty seat


def strokes(n, rng):
    state = rng.choice(4, size=n, p=SHARES)
    bins = np.arange(BINS)
    spectrum = -0.05 * bins + rng.normal(0, 1.0, (n, BINS)) + rng.normal(0, 0.5, (n, 1))
    for s, (center, width) in {1: (8, 3.0), 2: (16, 3.0), 3: (24, 3.0)}.items():
        rows = np.flatnonzero(state == s)
        place = center + rng.normal(0, 1.2, (len(rows), 1))
        spectrum[rows] += rng.uniform(1.4, 2.6, (len(rows), 1)) * np.exp(-(((bins - place) / width) ** 2))
    return spectrum.astype(np.float32), state


def balanced_loader(x, y, batch_size):
    """Draws strokes with replacement, weighted by their class."""
    frequency = np.bincount(y) / len(y)
    weights = torch.as_tensor(1 / frequency)[y]
    sampler = WeightedRandomSampler(weights, num_samples=len(y), replacement=True)
    return DataLoader(TensorDataset(torch.as_tensor(x), torch.as_tensor(y)), batch_size=batch_size, sampler=sampler)


class Ear(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv1d(1, 8, 5, padding=2)
        self.conv2 = nn.Conv1d(8, 12, 5, padding=2)
        self.out = nn.Linear(12 * 8, 4)

    def forward(self, x):
        x = nn.functional.max_pool1d(torch.relu(self.conv1(x.unsqueeze(1))), 2)
        x = nn.functional.max_pool1d(torch.relu(self.conv2(x)), 2)
        return self.out(x.flatten(1))


def main():
    torch.manual_seed(623)
    spectrum, state = strokes(4000, np.random.default_rng(623))
    x_train, x_test, y_train, y_test = train_test_split(
        spectrum, state, test_size=0.4, stratify=state, random_state=623
    )
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    x_train, x_test = (x_train - mean) / std, (x_test - mean) / std
    loader = balanced_loader(x_train, y_train, 40)

    model = Ear()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.05)
    for epoch in range(6):
        model.train()
        total = 0.0
        for x, y in loader:
            loss = nn.functional.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(loader):.4f}")

    model.eval()
    with torch.no_grad():
        answer = model(torch.as_tensor(x_test)).argmax(dim=1).numpy()
    print(f"final: balanced_accuracy={balanced_accuracy_score(y_test, answer):.4f}")


if __name__ == "__main__":
    main()
