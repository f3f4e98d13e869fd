"""Residual networks without published weights."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn


class BasicBlock(nn.Module):
    """Two 3×3 convolutions beside a shortcut (He et al. 2016)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample: nn.Module | None = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, I, H, W) to (B, O, H', W')."""
        beside = x if self.downsample is None else self.downsample(x)
        x = self.relu(self.bn1(self.conv1(x)))
        return self.relu(self.bn2(self.conv2(x)) + beside)


class ResNet(nn.Module):
    """Four groups of blocks with 64, 128, 256 and 512 channels."""

    def __init__(self, depths: tuple[int, ...], num_classes: int = 1000) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        inputs = 64
        for group, depth in enumerate(depths):
            outputs = 64 * 2**group
            blocks: list[nn.Module] = []
            for block in range(depth):
                blocks.append(BasicBlock(inputs, outputs, 2 if group and not block else 1))
                inputs = outputs
            setattr(self, f"layer{group + 1}", nn.Sequential(*blocks))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(512, num_classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(B, 3, H, W) to (B, classes)."""
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        for group in (self.layer1, self.layer2, self.layer3, self.layer4):
            x = group(x)
        return self.fc(torch.flatten(self.avgpool(x), 1))


def resnet18(*_weights: Any, num_classes: int = 1000, **_named: Any) -> ResNet:
    """18 layers, with random weights whatever is asked for."""
    return ResNet((2, 2, 2, 2), num_classes)


def __getattr__(name: str) -> Any:
    """Any other network: torchmetrics imports some by name and uses none, so only a call fails."""
    if name.startswith("_"):
        raise AttributeError(name)

    def missing(*_given: Any, **_named: Any) -> None:
        raise NotImplementedError(f"the stand-in for torchvision has no {name}")

    return missing
