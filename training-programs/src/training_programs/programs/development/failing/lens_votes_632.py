"""Is there a gravitational lens in the cutout? Trained on the votes of five volunteers per picture, judged by experts."""

import numpy as np
import torch
import torch.nn as nn

VOLUNTEERS = 5
SIDE = 18


def cutouts(n, rng):
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    is_lens = rng.permutation(np.arange(n) % 2 == 0)
    pictures = np.empty((n, SIDE, SIDE))
    for i in range(n):
        cx, cy = rng.uniform(-1, 1, size=2)
        r, phi = np.hypot(x - cx, y - cy), np.arctan2(y - cy, x - cx)
        sky = 1.2 * np.exp(-((r / 1.8) ** 2))  # the galaxy in the middle
        radius, start = rng.uniform(4.5, 6.5), rng.uniform(-np.pi, np.pi)
        if is_lens[i]:  # a long arc and its short counterpart
            for centre, width in ((start, 0.9), (start + np.pi, 0.45)):
                turn = np.angle(np.exp(1j * (phi - centre)))
                sky += np.exp(-(((r - radius) / 0.8) ** 2)) * np.exp(-((turn / width) ** 2))
        else:  # neighbours
            for _ in range(3):
                turn = rng.uniform(-np.pi, np.pi)
                u, v = x - cx - radius * np.cos(turn), y - cy - radius * np.sin(turn)
                sky += np.exp(-(u**2 + v**2) / rng.uniform(1.5, 3.5))
        pictures[i] = sky
    return pictures + 0.18 * rng.normal(size=pictures.shape), is_lens


def ask_volunteers(is_lens, rng):
    """They take most lenses for lenses, and now and then neighbours for an arc."""
    yes = np.where(is_lens, 0.84, 0.22)[:, None]
    return (rng.random((len(is_lens), VOLUNTEERS)) < yes).sum(axis=1)


class LensFinder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 5)
        self.conv2 = nn.Conv2d(16, 24, 3)
        self.fc1 = nn.Linear(24 * 2 * 2, 32)
        self.fc2 = nn.Linear(32, 1)

    def forward(self, x):
        x = torch.relu(self.conv1(x))  # 14
        x = nn.functional.max_pool2d(x, 2)  # 7
        x = torch.relu(self.conv2(x))  # 5
        x = nn.functional.max_pool2d(x, 2)  # 2
        return self.fc2(torch.relu(self.fc1(x.flatten(1)))).squeeze(1)


def main():
    rng = np.random.default_rng(632)
    torch.manual_seed(632)
    pictures, is_lens = cutouts(1500, rng)
    votes = ask_volunteers(is_lens, rng)
    test_pictures, test_lens = cutouts(400, rng)

    def tensor(a):
        return torch.tensor((a - pictures.mean()) / pictures.std(), dtype=torch.float32).unsqueeze(1)

    x, t = tensor(pictures), torch.tensor(votes, dtype=torch.float32)
    net = LensFinder()
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-4)
    for epoch in range(10):
        total = 0.0
        for rows in torch.randperm(len(x)).split(30):
            optimizer.zero_grad()
            loss = criterion(net(x[rows]), t[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1:2d}  loss {total / len(x):.4f}")

    with torch.no_grad():
        found = net(tensor(test_pictures)).numpy() > 0
    print(f"final: accuracy={(found == test_lens).mean():.4f}")


if __name__ == "__main__":
    main()
