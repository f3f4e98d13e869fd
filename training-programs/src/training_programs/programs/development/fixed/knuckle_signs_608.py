"""Which of six hand signs does a data glove show? Bend sensors of 15 joints, read by a stack of tanh blocks."""

from __future__ import annotations

import torch
from torch import Tensor, nn

TANH_GAIN = nn.init.calculate_gain("tanh")


def gain_for_tanh(module: nn.Module) -> None:
    """PyTorch's default draws are a little small for tanh."""
    with torch.no_grad():
        for parameter in module.parameters(recurse=False):
            parameter.mul_(TANH_GAIN)


class Block(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.transform = nn.Sequential(nn.Linear(inputs, outputs), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        return self.transform(x)


class Encoder(nn.Module):
    def __init__(self, inputs: int, width: int, blocks: int) -> None:
        super().__init__()
        self.stem = Block(inputs, width)
        self.blocks = nn.Sequential(*(Block(width, width) for _ in range(blocks)))

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(self.stem(x))


class SignReader(nn.Module):
    def __init__(self, joints: int = 15, width: int = 64, signs: int = 6) -> None:
        super().__init__()
        self.encoder = Encoder(joints, width, blocks=3)
        self.head = nn.Linear(width, signs)
        self.apply(gain_for_tanh)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.encoder(x))


def glove(n: int, poses: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Two ways to form each sign (left- and right-handers), noise, and a thumb that wanders."""
    sign = torch.randint(len(poses), (n,), generator=generator)
    way = torch.randint(2, (n,), generator=generator)
    bend = poses[sign, way] + 0.75 * torch.randn(n, 15, generator=generator)
    bend[:, :3] += 0.5 * torch.randn(n, 1, generator=generator)
    return bend, sign


def main() -> None:
    torch.manual_seed(608)
    generator = torch.Generator().manual_seed(86)
    poses = torch.randn(6, 2, 15, generator=generator)
    x, y = glove(1500, poses, generator)
    x_test, y_test = glove(600, poses, generator)
    mean, std = x.mean(dim=0), x.std(dim=0)
    x, x_test = (x - mean) / std, (x_test - mean) / std

    net = SignReader()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=8)
    for epoch in range(8):
        running = 0.0
        for rows in torch.randperm(len(x)).split(30):
            loss = criterion(net(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item() * len(rows)
        schedule.step()
        with torch.no_grad():
            accuracy = (net(x_test).argmax(dim=1) == y_test).float().mean().item()
        print(f"epoch {epoch + 1:2d}  loss {running / len(x):.4f}  test accuracy {accuracy:.3f}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
