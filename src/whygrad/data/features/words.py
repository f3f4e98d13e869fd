"""A bag of visual words: which small pieces a picture is made of, wherever they are.

G. Csurka et al., Visual Categorization with Bags of Keypoints, 2004. Dense patches, their normalization and the soft
count are from A. Coates, H. Lee, A. Ng, An Analysis of Single-Layer Networks in Unsupervised Feature Learning, 2011.
"""

from __future__ import annotations

import warnings

import numpy as np
import numpy.typing as npt

from whygrad.data.features.kind import Features, Kind, Pictures, Shape
from whygrad.errors import DataError

MOST_FITTED = 40_000  # patches that a codebook is fitted to
FLAT = 10 / 255**2  # added to a patch's variance: what varies less than this counts as flat (Coates et al.)
_AT_ONCE = 64  # pictures whose patches are in memory together


class Words(Kind):
    """Patches of every picture, each counted for the nearest of `number` words: the share of each word, (N, number).

    A patch is as wide as a fifth of a picture's shorter side (6 of 28 or 32 pixels, at least 3); there is one every
    third of its width. Its mean is subtracted and it is divided by √(variance + 10/255²). The words are the centers of
    k-means (scikit-learn's `MiniBatchKMeans`) on 40,000 random patches of the training set.
    """

    number = 64
    _soft = False

    def check(self, shape: Shape, number: int) -> None:
        """A picture must have room for a patch."""
        del number
        if min(shape[1:]) < size(shape):
            values = {"key": "data.features", "height": str(shape[1]), "width": str(shape[2])}
            raise DataError("error-feature-words-room", **values, patch=str(size(shape)))

    def fit(self, pictures: npt.NDArray[np.generic], number: int, top: float, seed: int) -> Features:
        """The codebook (number, C·side·side)."""
        from sklearn.cluster import MiniBatchKMeans

        random = np.random.default_rng(seed)
        each = -(-MOST_FITTED // len(pictures))  # patches of a picture
        chosen = np.sort(random.permutation(len(pictures))[:MOST_FITTED])
        found: list[Features] = []
        for start in range(0, len(chosen), _AT_ONCE):
            some = patches(pictures[chosen[start : start + _AT_ONCE]].astype(np.float32), top)  # (B, P, D)
            if each >= some.shape[1]:
                found.append(some.reshape(-1, some.shape[2]))
                continue
            keys = random.random(some.shape[:2]).argpartition(each, axis=1)[:, :each]
            found.append(np.take_along_axis(some, keys[..., None], axis=1).reshape(-1, some.shape[2]))
        sample = np.concatenate(found)
        if len(sample) < number:
            raise DataError("error-feature-words-few", key="data.features", words=str(number), patches=str(len(sample)))
        means = MiniBatchKMeans(number, random_state=seed, n_init=3, batch_size=1_024)  # pyright: ignore[reportArgumentType]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # fewer distinct patches than words: some words stay without any
            return np.asarray(means.fit(sample).cluster_centers_, np.float32)

    def compute(self, pictures: Pictures, number: int, top: float, fitted: Features | None) -> Features:
        """Shares of the words, or their mean activations."""
        assert fitted is not None
        result = np.empty((len(pictures), number), np.float32)
        for start in range(0, len(pictures), _AT_ONCE):
            some = patches(pictures[start : start + _AT_ONCE], top)
            near = nearness(some, fitted)
            if self._soft:
                distance = np.sqrt(np.maximum(near + np.einsum("bpd,bpd->bp", some, some)[..., None], 0))
                active = np.maximum(distance.mean(axis=2, keepdims=True) - distance, 0)
                result[start : start + _AT_ONCE] = active.mean(axis=1)
            else:
                word = near.argmin(axis=2)  # (B, P)
                rows = np.arange(len(word))[:, None] * number
                counts = np.bincount((word + rows).ravel(), minlength=len(word) * number)
                result[start : start + _AT_ONCE] = counts.reshape(-1, number) / word.shape[1]
        return result


class SoftWords(Words):
    """The same words, each patch active for all that are nearer than the mean one: max(0, mean distance - distance)."""

    _soft = True


def nearness(found: npt.NDArray[np.float32], centers: Features) -> npt.NDArray[np.float32]:
    """Of patches (B, P, D) to words (K, D) the squared distance less the patch's own square: (B, P, K)."""
    return np.einsum("kd,kd->k", centers, centers) - 2 * (found @ centers.T)


def size(shape: Shape) -> int:
    """The width of a patch in pixels: 6 of pictures of 28 or 32 pixels."""
    return max(round(min(shape[1:]) / 5), 3)


def across(shape: Shape) -> tuple[int, int]:
    """How many patches a picture has below and beside one another."""
    side = size(shape)
    step = max(side // 3, 1)
    return (shape[1] - side) // step + 1, (shape[2] - side) // step + 1


def patches(pictures: Pictures, top: float) -> npt.NDArray[np.float32]:
    """All patches of pictures (N, C, H, W), row by row: (N, P, C·side·side), normalized for brightness and contrast."""
    side = size(pictures.shape[1:])
    step = max(side // 3, 1)
    windows = np.lib.stride_tricks.sliding_window_view(pictures, (side, side), axis=(2, 3))[:, :, ::step, ::step]
    found = windows.transpose(0, 2, 3, 1, 4, 5).reshape(len(pictures), -1, pictures.shape[1] * side**2)
    found = found / np.float32(top)
    found -= found.mean(axis=2, keepdims=True)
    found /= np.sqrt((found**2).mean(axis=2, keepdims=True) + np.float32(FLAT))
    return found
