"""What the classes of the picture sets that have names are called in Korean, as `zoo.labels` does for ImageNet's.

A class has one name, the published English one: files, models and JSON say that. `said` is for what people read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whygrad.data.sets import cifar10, fashion_mnist
from whygrad.i18n import language

KOREAN: Mapping[tuple[str, ...], tuple[str, ...]] = {
    fashion_mnist.CLASS_NAMES: (
        "티셔츠", "바지", "풀오버", "원피스", "코트", "샌들", "셔츠", "운동화", "가방", "앵클부츠",
    ),
    cifar10.CLASS_NAMES: ("비행기", "자동차", "새", "고양이", "사슴", "개", "개구리", "말", "배", "트럭"),
}  # fmt: skip


def said(names: Sequence[str]) -> tuple[str, ...]:
    """The names of all classes in the language in use; those of other data sets as they are."""
    names = tuple(names)
    return KOREAN.get(names, names) if language() == "ko" else names
