"""Digits that stay encrypted: a network of additions and multiplications only, as homomorphic encryption asks for.

So the activation is a polynomial, not a ReLU (as in CryptoNets, 2016). This script trains it in the clear.
"""

from dataclasses import dataclass
from typing import Iterator

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn


@dataclass
class Options:
    width: int = 32
    layers: int = 3
    rate: float = 0.01
    momentum: float = 0.9
    epochs: int = 14
    batch: int = 32
    seed: int = 606


class Polynomial(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x * x


def build(inputs: int, options: Options) -> nn.Sequential:
    """Affine maps and polynomials by turns. Weights are drawn by Glorot's rule."""
    parts: list[nn.Module] = []
    width = inputs
    for _ in range(options.layers):
        parts += [nn.Linear(width, options.width), Polynomial()]
        width = options.width
    parts.append(nn.Linear(width, 10))
    net = nn.Sequential(*parts)
    for part in net:
        if isinstance(part, nn.Linear):
            nn.init.xavier_normal_(part.weight)
            nn.init.zeros_(part.bias)
    return net


def batches(x: Tensor, y: Tensor, size: int) -> Iterator[tuple[Tensor, Tensor]]:
    for rows in torch.randperm(len(x)).split(size):
        if len(rows) == size:
            yield x[rows], y[rows]


def main(options: Options) -> None:
    torch.manual_seed(options.seed)
    digits = load_digits()
    x_train, x_test, y_train, y_test = train_test_split(
        digits.data / 8 - 1, digits.target, test_size=0.3, stratify=digits.target, random_state=options.seed
    )
    x_train, x_test = (torch.tensor(x, dtype=torch.float32) for x in (x_train, x_test))
    y_train, y_test = (torch.tensor(y) for y in (y_train, y_test))

    net = build(x_train.shape[1], options)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=options.rate, momentum=options.momentum)
    for epoch in range(1, options.epochs + 1):
        net.train()
        losses = []
        for x, y in batches(x_train, y_train, options.batch):
            optimizer.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch:2d}  loss {sum(losses) / len(losses):.4g}")

    net.eval()
    with torch.no_grad():
        accuracy = (net(x_test).argmax(dim=1) == y_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main(Options())
