"""Class names of the picture sets in Korean: only what people read changes with the language."""

from __future__ import annotations

import numpy as np
import pytest

from whygrad import i18n
from whygrad.data import catalog, said
from whygrad.data.sets import cifar10, fashion_mnist
from whygrad.data.sets.korean import KOREAN
from whygrad.views import plots
from whygrad.zoo.evaluation import evaluate


@pytest.mark.parametrize("names", [fashion_mnist.CLASS_NAMES, cifar10.CLASS_NAMES])
def test_every_class_has_a_korean_name_of_its_own(names: tuple[str, ...]) -> None:
    korean = KOREAN[names]
    assert len(korean) == len(names) == len(set(korean))
    assert all("가" <= letter <= "힣" for name in korean for letter in name)
    with i18n.use("ko"):
        assert said(names) == korean
    assert said(names) == names


def test_the_names_stand_in_the_order_of_the_classes() -> None:
    """Some that cannot be taken for another, by their number in the published files."""
    fashion, cifar = KOREAN[fashion_mnist.CLASS_NAMES], KOREAN[cifar10.CLASS_NAMES]
    assert [fashion[n] for n in (1, 5, 8)] == ["바지", "샌들", "가방"]
    assert [cifar[n] for n in (0, 3, 6, 8, 9)] == ["비행기", "고양이", "개구리", "배", "트럭"]


def test_names_of_others_stay_as_they_are() -> None:
    with i18n.use("ko"):
        assert said(("cat", "dog")) == ("cat", "dog")
        assert said(tuple(map(str, range(10)))) == tuple(map(str, range(10)))


def test_picture_sets_with_names_are_all_translated() -> None:
    """Those whose classes are words: the digits' are numbers in any language."""
    assert {one.name for one in catalog() if one.pictures} == {
        "digits", "fashion-mnist", "fashion-mnist-small", "cifar-10",
    }  # fmt: skip


def test_figures_speak_the_language_and_json_does_not() -> None:
    random = np.random.default_rng(0)
    found = evaluate(random.dirichlet(np.ones(10), 60), np.arange(60) % 10, fashion_mnist.CLASS_NAMES)
    with i18n.use("ko"):
        confusion, scores = plots.confusion_matrix(found), plots.class_scores(found)
        assert found.as_json()["labels"] == list(fashion_mnist.CLASS_NAMES)
    ticks = {label.get_text() for axes in confusion.figure.axes for label in axes.get_yticklabels()}
    assert set(KOREAN[fashion_mnist.CLASS_NAMES]) <= ticks
    assert "앵클부츠" in scores.alt
    assert "ankle" not in confusion.alt + scores.alt
    assert "ankle boot" in plots.class_scores(found).alt
