"""Which of five visitors opens the nest box? 1-D CNN on vibration snippets."""

import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

VISITORS = ["great tit", "nuthatch", "sparrow", "squirrel", "woodpecker"]


def snippets(n, seed):
    rng = np.random.default_rng(seed)
    label = rng.integers(0, len(VISITORS), n)
    t = np.linspace(0, 1, 128)[None]
    rate = np.array([9.0, 12.0, 15.0, 6.0, 22.0])[label][:, None] * rng.uniform(0.93, 1.07, (n, 1))
    decay = np.array([3.0, 5.0, 2.0, 1.0, 4.0])[label][:, None] * rng.uniform(0.8, 1.2, (n, 1))
    start = rng.uniform(0, 0.4, (n, 1))
    phase = rng.uniform(0, 2 * np.pi, (n, 1))
    wave = np.sin(2 * np.pi * rate * t + phase) * np.exp(-decay * np.clip(t - start, 0, None)) * (t > start)
    wave = wave * rng.uniform(0.7, 1.6, (n, 1)) + 0.35 * rng.normal(size=(n, 128))
    return TensorDataset(torch.tensor(wave[:, None] / 0.6, dtype=torch.float32), torch.tensor(label))


def conv_block(c_in, c_out, stride):
    return nn.Sequential(
        nn.Conv1d(c_in, c_out, 3, stride=stride, padding=1, bias=False), nn.BatchNorm1d(c_out), nn.ReLU()
    )


def build_model():
    plan = [(1, 16, 1), (16, 16, 2), (16, 24, 1), (24, 24, 2), (24, 32, 1), (32, 32, 2), (32, 32, 1), (32, 32, 2)]
    return nn.Sequential(*[conv_block(*p) for p in plan], nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(32, 5))


@torch.no_grad()
def accuracy(model, loader):
    model.eval()
    right = sum((model(x).argmax(1) == y).sum().item() for x, y in loader)
    return right / len(loader.dataset)


def main(epochs=10, lr=0.05):
    torch.manual_seed(530)
    train_loader = DataLoader(snippets(1000, seed=3), batch_size=50, shuffle=True)
    test_loader = DataLoader(snippets(400, seed=4), batch_size=200)
    model = build_model()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9, weight_decay=5e-4)
    history = [accuracy(model, test_loader)]
    print(f"untrained: {history[0]:.3f}")
    for epoch in range(epochs):
        model.train()
        for x, y in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        history.append(accuracy(model, test_loader))
        print(f"epoch {epoch + 1}: loss {loss.item():.4f}, accuracy {history[-1]:.3f}")
    print(f"final: accuracy={history[-1]:.4f}")


if __name__ == "__main__":
    main()
