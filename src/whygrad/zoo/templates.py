"""What a linear classifier of pictures has learned: one template a class, and what one template cannot hold."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset, load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.trace import Trace
from whygrad.zoo.evaluation import Evaluation, evaluate
from whygrad.zoo.linear_classifier import Array, linear_classifier, linear_weights, probabilities
from whygrad.zoo.training import train_to_the_end


@dataclass(frozen=True, eq=False)
class Templates:
    """Trained linear classifiers of pictures, P runs.

    - `pictures` (K, C, H, W): by how much the first run's score of a class grows with each pixel, per unit of white,
      less the mean over the classes, which no answer depends on
    - `symmetry` (K,): the cosine between a template and its mirror image: 1 where left and right are the same
    - `accuracy`, `accuracy_mirrored` (P,): on the test set, and on the mirror images of its pictures
    - `evaluation`: the first run on the test set
    """

    experiment: Experiment
    trace: Trace
    dataset: Dataset
    pictures: Array
    symmetry: Array
    accuracy: Array
    accuracy_mirrored: Array
    evaluation: Evaluation

    def confusions(self, most: int = 5) -> list[tuple[int, int, int]]:
        """(class, other, count): the pairs confused most often, either way round."""
        both = self.evaluation.confusion + self.evaluation.confusion.T
        pairs = [(int(both[i, j]), i, j) for i in range(len(both)) for j in range(i)]
        return [(j, i, count) for count, i, j in sorted(pairs, key=lambda one: -one[0])[:most] if count]

    def worst(self) -> list[int | None]:
        """For each class the number of its test picture with the surest wrong answer; `None` if there is none."""
        found: list[int | None] = [None] * len(self.evaluation.labels)
        for number in self.evaluation.mistakes.tolist()[::-1]:
            found[int(self.evaluation.y[number])] = number
        return found


def templates(base: Experiment, seeds: int = 3) -> Templates:
    """Train `base`, a network of a single layer that sees pixels (`linear_classifier`), and look at its weights.

    Raises `ExperimentError` if the network has hidden layers or sees anything else.
    """
    dataset = load(base.data, base.folder)
    layers = base.network.layers
    if (
        base.network.hidden
        or len(layers) > 1
        or (layers and layers[0].kind != "dense")
        or dataset.picture_shape is None
    ):
        raise ExperimentError("zoo-not-single-layer")
    trace = train_to_the_end([base], seeds)[0]
    w, b = linear_weights(trace, dataset)
    pixels = dataset.pixels_test
    assert pixels is not None
    shape = dataset.picture_shape
    y = dataset.y_test.astype(np.int64)
    mirrored = dataset.transform(pixels.values.reshape(-1, *shape)[..., ::-1].reshape(len(y), -1))
    seen = w[0] * pixels.scale * pixels.top  # of pixels from 0 to 1
    pictures = (seen - seen.mean(axis=0)).reshape(-1, *shape)
    return Templates(
        experiment=base,
        trace=trace,
        dataset=dataset,
        pictures=pictures,
        symmetry=_cosine(pictures, pictures[..., ::-1]),
        accuracy=_right(dataset.x_test, y, w, b),
        accuracy_mirrored=_right(mirrored, y, w, b),
        evaluation=evaluate(probabilities(dataset.x_test, w[0], b[0]), y, dataset.class_names),
    )


def both_ways(data: str, base: Experiment | None = None, seeds: int = 3) -> tuple[Templates, ...]:
    """Templates of pictures as they are, and of pictures that are mirrored at random in training: two heads each.

    The second needs PyTorch, which mirrors the pictures, and is left out without it.
    """
    plain = linear_classifier(data, base)
    found = [templates(plain, seeds)]
    if find_spec("torch"):
        outputs = len(found[0].pictures)
        listed = plain.replace(layers=[{"dense": outputs}], augmentation=["flip"])
        found.append(templates(listed, seeds))
    return tuple(found)


def _right(x: NDArray[np.float32], y: NDArray[np.int64], w: Array, b: Array) -> Array:
    """The share of right answers of each run: (P,)."""
    return np.array([(probabilities(x, *one).argmax(axis=1) == y).mean() for one in zip(w, b, strict=True)])


def _cosine(a: Array, b: Array) -> Array:
    """Of each picture with its counterpart: (K,); 1 of a picture that is 0 everywhere."""
    product, sizes = (a * b).sum(axis=(1, 2, 3)), np.sqrt((a**2).sum(axis=(1, 2, 3)) * (b**2).sum(axis=(1, 2, 3)))
    return np.divide(product, sizes, out=np.ones_like(product), where=sizes > 0)
