"""Night ward: is the bed empty, does somebody lie in it, sit up, or stand beside it? 14-bit thermal camera, 20 x 20."""

import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Dataset, random_split

STATES = ["empty", "lying", "sitting", "standing"]


class ThermalFrames(Dataset):
    """Raw counts of the sensor, as recorded; about 25 counts per degree."""

    def __init__(self, n, seed):
        rng = np.random.default_rng(seed)
        self.state = rng.integers(0, len(STATES), n)
        self.frames = np.stack([self.record(rng, s) for s in self.state]).astype(np.uint16)

    @staticmethod
    def record(rng, state):
        frame = 7900 + rng.normal(0, 12) + rng.normal(0, 6, (20, 20))
        row, col = np.mgrid[:20, :20]
        frame += rng.uniform(-1, 1) * (col - 10)  # window side is cooler
        heat = rng.uniform(70, 150)
        y, x = rng.uniform(7, 12, 2)
        if state == 1:
            frame += heat * np.exp(-(((row - y) / 2) ** 2) - ((col - x) / 6) ** 2)
        elif state == 2:
            frame += heat * np.exp(-(((row - y) / 3.5) ** 2) - ((col - x) / 3.5) ** 2)
        elif state == 3:
            frame += heat * np.exp(-(((row - y) / 6) ** 2) - ((col - x) / 2) ** 2)
        return frame.round()

    def __len__(self):
        return len(self.state)

    def __getitem__(self, i):
        frame = torch.from_numpy(self.frames[i].astype(np.float32)).unsqueeze(0)
        return (frame - 7925) / 40, int(self.state[i])


class WardNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(16 * 25, 32), nn.ReLU(), nn.Linear(32, len(STATES)))

    def forward(self, frame):
        return self.classifier(self.features(frame))


def accuracy(net, loader):
    net.eval()
    with torch.no_grad():
        hits = [(net(frame).argmax(1) == state).float() for frame, state in loader]
    return torch.cat(hits).mean().item()


def main():
    torch.manual_seed(544)
    train, test = random_split(ThermalFrames(1600, 544), [1200, 400])
    net = WardNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    loader = DataLoader(train, batch_size=40, shuffle=True)
    for epoch in range(8):
        net.train()
        losses = []
        for frame, state in loader:
            loss = nn.functional.cross_entropy(net(frame), state)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: cross entropy {sum(losses) / len(losses):.4f}")
    print(f"final: accuracy={accuracy(net, DataLoader(test, batch_size=100)):.4f}")


if __name__ == "__main__":
    main()
