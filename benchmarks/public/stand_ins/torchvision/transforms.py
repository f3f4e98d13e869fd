"""Transforms of PIL images and tensors."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

Size = int | Sequence[int]


class InterpolationMode(Enum):
    """How pixels between pixels are found."""

    NEAREST = "nearest"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"


def _pair(size: Size) -> tuple[int, int]:
    return (size, size) if isinstance(size, int) else (size[0], size[-1])


def to_tensor(image: Any) -> torch.Tensor:
    """(C, H, W), float32 in [0, 1]."""
    array = np.array(image)
    array = array[..., None] if array.ndim == 2 else array
    tensor = torch.from_numpy(array.transpose(2, 0, 1).copy())
    return tensor.float() / 255 if tensor.dtype == torch.uint8 else tensor


def to_image(tensor: Any) -> Image.Image:
    """The image of a tensor (C, H, W) in [0, 1], or of an array (H, W, C)."""
    array = tensor
    if isinstance(tensor, torch.Tensor):
        array = (tensor.clamp(0, 1) * 255).byte().cpu().numpy().transpose(1, 2, 0)
    array = np.asarray(array)
    return Image.fromarray(array[..., 0] if array.ndim == 3 and array.shape[-1] == 1 else array)


class Compose:
    """One after the other."""

    def __init__(self, transforms: Sequence[Callable[[Any], Any]]) -> None:
        self.transforms = list(transforms)

    def __call__(self, image: Any) -> Any:
        for transform in self.transforms:
            image = transform(image)
        return image


class ToTensor:
    """A tensor (C, H, W) in [0, 1]."""

    def __call__(self, image: Any) -> torch.Tensor:
        return to_tensor(image)


class ToPILImage:
    """An image again."""

    def __init__(self, mode: str | None = None) -> None:
        self.mode = mode

    def __call__(self, tensor: Any) -> Image.Image:
        return to_image(tensor)


class Normalize:
    """(x - mean) / std, by channel."""

    def __init__(self, mean: Sequence[float], std: Sequence[float], inplace: bool = False) -> None:
        self.mean, self.std = torch.tensor(mean), torch.tensor(std)

    def __call__(self, tensor: torch.Tensor) -> torch.Tensor:
        return (tensor - self.mean.view(-1, 1, 1)) / self.std.view(-1, 1, 1)


class Lambda:
    """Any function."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __call__(self, image: Any) -> Any:
        return self.function(image)


class Resize:
    """To a height and width; one number: the shorter side."""

    def __init__(self, size: Size, interpolation: Any = None, **_named: Any) -> None:
        self.size = size

    def __call__(self, image: Any) -> Any:
        if isinstance(image, torch.Tensor):
            size = list(_pair(self.size))
            return torch.nn.functional.interpolate(image[None], size=size, mode="bilinear", antialias=True)[0]
        height, width = _pair(self.size)
        if isinstance(self.size, int) and image.width != image.height:
            scale = self.size / min(image.size)
            height, width = round(image.height * scale), round(image.width * scale)
        return image.resize((width, height), Image.Resampling.BILINEAR)


Scale = Resize


class CenterCrop:
    """The middle."""

    def __init__(self, size: Size) -> None:
        self.size = _pair(size)

    def __call__(self, image: Image.Image) -> Image.Image:
        height, width = self.size
        left, top = (image.width - width) // 2, (image.height - height) // 2
        return image.crop((left, top, left + width, top + height))


class Pad:
    """A black border."""

    def __init__(self, padding: int, **_named: Any) -> None:
        self.padding = padding

    def __call__(self, image: Image.Image) -> Image.Image:
        return ImageOps.expand(image, self.padding)


class RandomCrop:
    """A piece at a random place, after padding."""

    def __init__(self, size: Size, padding: int = 0, **_named: Any) -> None:
        self.size, self.padding = _pair(size), padding

    def __call__(self, image: Image.Image) -> Image.Image:
        image = ImageOps.expand(image, self.padding) if self.padding else image
        height, width = self.size
        left, top = random.randint(0, image.width - width), random.randint(0, image.height - height)
        return image.crop((left, top, left + width, top + height))


class RandomResizedCrop:
    """A piece of random size and shape, resized."""

    def __init__(self, size: Size, scale: tuple[float, float] = (0.08, 1.0), **_named: Any) -> None:
        self.size, self.scale = _pair(size), scale

    def __call__(self, image: Image.Image) -> Image.Image:
        share, ratio = random.uniform(*self.scale) ** 0.5, random.uniform(0.87, 1.15)
        width = max(1, min(image.width, round(image.width * share * ratio)))
        height = max(1, min(image.height, round(image.height * share / ratio)))
        left, top = random.randint(0, image.width - width), random.randint(0, image.height - height)
        return image.resize(self.size[::-1], Image.Resampling.BILINEAR, (left, top, left + width, top + height))


class RandomHorizontalFlip:
    """The mirror image, sometimes."""

    def __init__(self, p: float = 0.5) -> None:
        self.p = p

    def __call__(self, image: Any) -> Any:
        if random.random() >= self.p:
            return image
        return image.flip(-1) if isinstance(image, torch.Tensor) else ImageOps.mirror(image)


class RandomRotation:
    """Turned by an angle of ±degrees."""

    def __init__(self, degrees: float, **_named: Any) -> None:
        self.degrees = degrees

    def __call__(self, image: Image.Image) -> Image.Image:
        return image.rotate(random.uniform(-self.degrees, self.degrees))


class RandomApply:
    """Some transforms, sometimes."""

    def __init__(self, transforms: Sequence[Callable[[Any], Any]], p: float = 0.5) -> None:
        self.all, self.p = Compose(transforms), p

    def __call__(self, image: Any) -> Any:
        return self.all(image) if random.random() < self.p else image


class ColorJitter:
    """Brightness, contrast and saturation times 1 ± their number; the hue is left alone."""

    def __init__(self, brightness: float = 0, contrast: float = 0, saturation: float = 0, hue: float = 0) -> None:
        self.by = (
            (ImageEnhance.Brightness, brightness),
            (ImageEnhance.Contrast, contrast),
            (ImageEnhance.Color, saturation),
        )

    def __call__(self, image: Image.Image) -> Image.Image:
        for enhancer, strength in self.by:
            image = enhancer(image).enhance(max(0.0, random.uniform(1 - strength, 1 + strength)))
        return image


class Grayscale:
    """Gray, with one channel or three."""

    def __init__(self, num_output_channels: int = 1) -> None:
        self.channels = num_output_channels

    def __call__(self, image: Image.Image) -> Image.Image:
        gray = image.convert("L")
        return gray.convert("RGB") if self.channels == 3 else gray


class RandomGrayscale:
    """Gray, sometimes."""

    def __init__(self, p: float = 0.1) -> None:
        self.p = p

    def __call__(self, image: Image.Image) -> Image.Image:
        return image.convert("L").convert("RGB") if random.random() < self.p else image


class GaussianBlur:
    """Blurred."""

    def __init__(self, kernel_size: int, sigma: tuple[float, float] = (0.1, 2.0)) -> None:
        self.sigma = sigma

    def __call__(self, image: Image.Image) -> Image.Image:
        return image.filter(ImageFilter.GaussianBlur(random.uniform(*self.sigma)))
