"""What is somebody doing? Ten seconds of a wristband's acceleration in three axes, a one-dimensional ResNet."""
from contextlib import contextmanager

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

ACTIVITIES = ("sitting", "walking", "running", "cycling", "brushing teeth")
STEPS = 64


def measure(rng, n):
    label = rng.integers(0, len(ACTIVITIES), n)
    t = np.linspace(0, 10, STEPS)
    rate = np.array([0.2, 0.9, 1.4, 1.0, 2.3])[label] * rng.normal(1, 0.08, n)
    force = np.array([0.1, 0.7, 1.5, 0.4, 0.6])[label] * rng.lognormal(0, 0.3, n)
    turn = rng.normal(size=(n, 3)) + np.array([[0, 0, 1], [1, 0, 0], [1, 0, 1], [0, 1, 0], [0, 1, 1]])[label]
    turn /= np.linalg.norm(turn, axis=1, keepdims=True)
    swing = np.sin(2 * np.pi * rate[:, None] * t + rng.uniform(0, 2 * np.pi, (n, 1)))
    signal = (force[:, None] * swing)[:, None, :] * turn[:, :, None] + 0.35 * rng.normal(size=(n, 3, STEPS))
    return torch.tensor(signal, dtype=torch.float32), torch.tensor(label)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv1d(width, width, 5, padding=2, bias=False)
        self.bn1 = nn.BatchNorm1d(width)
        self.conv2 = nn.Conv1d(width, width, 5, padding=2, bias=False)
        self.bn2 = nn.BatchNorm1d(width)

    def forward(self, x):
        h = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(x + self.bn2(self.conv2(h)))


def resnet(width=16, blocks=7):
    stem = [nn.Conv1d(3, width, 7, stride=2, padding=3, bias=False), nn.BatchNorm1d(width), nn.ReLU()]
    body = [Block(width) for _ in range(blocks)]
    net = nn.Sequential(*stem, *body, nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(width, len(ACTIVITIES)))
    for m in net.modules():
        if isinstance(m, nn.Conv1d):
            nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
    return net


@contextmanager
def evaluating(net):
    """Evaluation mode inside, afterwards the mode from before."""
    net.eval()
    was_training = net.training
    try:
        with torch.no_grad():
            yield net
    finally:
        net.train(was_training)


def accuracy(net, loader):
    with evaluating(net):
        right = sum((net(x).argmax(1) == y).sum().item() for x, y in loader)
    return right / len(loader.dataset)


def main(epochs=6):
    torch.manual_seed(423)
    rng = np.random.default_rng(423)
    x, y = measure(rng, 2200)
    x = (x - x[:1600].mean()) / x[:1600].std()
    train = DataLoader(TensorDataset(x[:1600], y[:1600]), batch_size=40, shuffle=True)
    test = DataLoader(TensorDataset(x[1600:], y[1600:]), batch_size=200)

    net = resnet()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=epochs * len(train))
    print(f"untrained: {accuracy(net, test):.3f}")
    for epoch in range(epochs):
        losses = []
        for inputs, target in train:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(net(inputs), target)
            loss.backward()
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}, accuracy {accuracy(net, test):.3f}")
    print(f"final: accuracy={accuracy(net, test):.4f}")


if __name__ == "__main__":
    main()
