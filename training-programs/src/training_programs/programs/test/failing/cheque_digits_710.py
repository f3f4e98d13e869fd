"""A small convolutional network reads the digits of cheques, which lie in folders by digit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn


@contextmanager
def inference(net: nn.Module) -> Iterator[None]:
    """Evaluation mode and no gradients inside; the mode of before afterwards."""
    before = net.training
    net.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        net.train(before)


def block(channels_in: int, channels_out: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, 3, padding=1, bias=False), nn.BatchNorm2d(channels_out), nn.ReLU()
    )


class ChequeReader:
    def __init__(self, seed: int = 710) -> None:
        torch.manual_seed(seed)
        self.net = nn.Sequential(
            block(1, 16), block(16, 16), nn.MaxPool2d(2), block(16, 32), nn.AdaptiveAvgPool2d(2), nn.Flatten(),
            nn.Dropout(0.4), nn.Linear(128, 10),
        )  # fmt: skip
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=3e-3)

    def fit(self, x: Tensor, y: Tensor, epochs: int = 8, batch: int = 64) -> None:
        self.net.train()
        for epoch in range(epochs):
            total = 0.0
            for rows in torch.randperm(len(x)).split(batch):
                loss = nn.functional.cross_entropy(self.net(x[rows]), y[rows])
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                total += loss.item() * len(rows)
            print(f"epoch {epoch + 1}: loss {total / len(x):.4f}")

    def predict(self, x: Tensor, batch: int = 15) -> Tensor:
        with inference(self.net):
            scores = (self.net(part) for part in x.split(batch))
        return torch.cat([part.argmax(dim=1) for part in scores])


def read_folders() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    bunch = load_digits()
    images = torch.tensor(bunch.images, dtype=torch.float32).unsqueeze(1) / 8 - 1
    labels = torch.tensor(bunch.target)
    order = torch.argsort(labels, stable=True)
    images, labels = images[order], labels[order]
    held_out = torch.arange(len(labels)) % 4 == 0
    return images[~held_out], labels[~held_out], images[held_out], labels[held_out]


if __name__ == "__main__":
    x_train, y_train, x_test, y_test = read_folders()
    reader = ChequeReader()
    reader.fit(x_train, y_train)
    accuracy = (reader.predict(x_test) == y_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")
