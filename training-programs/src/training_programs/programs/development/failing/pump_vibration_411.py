"""Pump condition from raw vibration: a stack of strided convolutions and an average over time."""
import numpy as np
import torch
from torch import nn

STATES = ["healthy", "imbalance", "cavitation", "bearing"]
FS, SECONDS = 128, 1.0


def recordings(n, seed):
    rng = np.random.default_rng(seed)
    t = np.arange(int(FS * SECONDS)) / FS
    states = rng.integers(0, len(STATES), n)
    signals = np.empty((n, len(t)), dtype=np.float32)
    for i, state in enumerate(states):
        phase = rng.uniform(0, 2 * np.pi, 4)
        turn = rng.uniform(4, 6)
        s = 0.5 * np.sin(2 * np.pi * turn * t + phase[0]) + 0.5 * rng.normal(size=len(t))
        if state == 1:
            s += 1.1 * np.sin(2 * np.pi * turn * t + phase[1])
        elif state == 2:
            s += 0.9 * rng.normal(size=len(t))
        elif state == 3:
            s += 0.9 * np.sin(2 * np.pi * rng.uniform(28, 34) * t + phase[2]) * (1 + 0.5 * np.sin(2 * np.pi * turn * t + phase[3]))
        signals[i] = s
    return torch.from_numpy(signals).unsqueeze(1), torch.from_numpy(states)


def block(c_in, c_out, kernel=7, stride=2):
    return nn.Sequential(
        nn.Conv1d(c_in, c_out, kernel, stride=stride, padding=kernel // 2),
        nn.LeakyReLU(True),
    )


class VibrationNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(block(1, 16), block(16, 24), block(24, 32))
        self.pool = nn.AdaptiveAvgPool1d(1)
        self.classifier = nn.Sequential(nn.Linear(32, 32), nn.LeakyReLU(True), nn.Linear(32, len(STATES)))

    def forward(self, x):
        return self.classifier(self.pool(self.features(x)).flatten(1))


if __name__ == "__main__":
    torch.manual_seed(411)
    x_train, y_train = recordings(1200, seed=1)
    x_test, y_test = recordings(400, seed=2)
    net = VibrationNet()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, 13):
        net.train()
        losses = []
        for rows in torch.randperm(len(x_train)).split(48):
            optimizer.zero_grad()
            loss = criterion(net(x_train[rows]), y_train[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if epoch % 2 == 0:
            print(f"epoch {epoch:2d}   loss {np.mean(losses):.4f}")
    net.eval()
    with torch.no_grad():
        accuracy = (net(x_test).argmax(1) == y_test).float().mean()
    print(f"final: accuracy={accuracy:.4f}")
