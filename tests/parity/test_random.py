"""Random numbers: published vectors, permutations, the law of what is drawn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from whygrad.nets import random
from whygrad.nets.random import dropout_mask, normal, sample_order, threefry, uniform

SEEDS = np.arange(4, dtype=np.uint32)

# kat_vectors of the Random123 distribution (Salmon et al. 2011), threefry2x32 with 20 rounds: counter, key, result.
VECTORS = [
    ((0x00000000, 0x00000000), (0x00000000, 0x00000000), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]


@pytest.mark.parametrize(("counter", "key", "expected"), VECTORS)
def test_threefry_is_the_published_one(
    counter: tuple[int, int], key: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert tuple(int(word) for word in threefry(*key, *counter)) == expected


@given(st.integers(1, 3000), st.integers(0, 2**32 - 1), st.integers(0, 10_000))
def test_an_order_visits_every_sample_once(samples: int, seed: int, epoch: int) -> None:
    order = sample_order(np.array([seed], np.uint32), epoch, samples)
    assert (np.sort(order[0]) == np.arange(samples)).all()


def test_a_large_order_visits_every_sample_once() -> None:
    assert (np.sort(sample_order(SEEDS[:1], 3, 99_991)[0]) == np.arange(99_991)).all()


def test_orders_differ_between_epochs_and_seeds() -> None:
    orders = [tuple(row) for epoch in range(20) for row in sample_order(np.arange(20, dtype=np.uint32), epoch, 30)]
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize("samples", [3, 5, 12, 50])
def test_every_sample_stands_at_every_place_about_equally_often(samples: int) -> None:
    orders = np.concatenate([sample_order(np.arange(500, dtype=np.uint32), epoch, samples) for epoch in range(40)])
    counts = np.zeros((samples, samples))
    np.add.at(counts, (np.broadcast_to(np.arange(samples), orders.shape), orders), 1)
    assert counts.min() / counts.mean() > 0.8
    assert counts.max() / counts.mean() < 1.2
    if samples >= 12:  # chi-square's deviation, 1 for a perfect shuffle; tiny sets are cruder
        assert (counts - counts.mean()).var() / counts.mean() < 1.5


def test_every_two_samples_share_a_batch_equally_often() -> None:
    samples, batch = 50, 10
    orders = np.concatenate([sample_order(np.arange(500, dtype=np.uint32), epoch, samples) for epoch in range(20)])
    in_batch = np.zeros((len(orders), samples // batch, samples), bool)
    for number in range(samples // batch):
        here = orders[:, number * batch : (number + 1) * batch]
        np.put_along_axis(in_batch[:, number], here, True, axis=1)
    flat = in_batch.reshape(-1, samples).astype(np.float32)
    together = (flat.T @ flat)[~np.eye(samples, dtype=bool)]
    assert together.mean() == pytest.approx(len(orders) * (batch - 1) / (samples - 1))
    assert (together - together.mean()).std() / together.mean() < 0.04


def test_uniform_and_normal_numbers_have_their_law() -> None:
    flat = uniform(SEEDS, 2, 0, 20_001)
    assert flat.shape == (4, 20_001)
    assert ((flat > 0) & (flat < 1)).all()
    assert stats.kstest(flat.ravel(), "uniform").pvalue > 1e-3
    bell = normal(SEEDS, 2, 0, 20_001)
    assert stats.kstest(bell.ravel(), "norm").pvalue > 1e-3
    assert np.abs(np.corrcoef(bell) - np.eye(4)).max() < 0.03  # seeds are independent
    assert abs(np.corrcoef(bell[0, :-1], bell[0, 1:])[0, 1]) < 0.03  # neighbors, too


def test_numbers_depend_on_seed_stream_and_tensor_only() -> None:
    one = normal(SEEDS, 2, 0, 10)
    np.testing.assert_array_equal(one[2:], normal(SEEDS[2:], 2, 0, 10))
    np.testing.assert_array_equal(one[:, :6], normal(SEEDS, 2, 0, 6))
    assert not np.isin(one, normal(SEEDS, 2, 1, 10)).any()
    assert not np.isin(one, normal(SEEDS, 3, 0, 10)).any()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_dropout_keeps_the_mean(share: float) -> None:
    mask = dropout_mask(SEEDS, 0, 5, 0, 100, 33, np.full(4, share, np.float32))
    dropped = (mask == 0).mean()
    assert abs(dropped - share) < 4 * np.sqrt(share * (1 - share) / mask.size)
    np.testing.assert_allclose(np.unique(mask), [0, 1 / (1 - share)], rtol=1e-6)


def test_dropout_depends_on_place_not_on_company() -> None:
    share = np.full(4, 0.5, np.float32)
    mask = dropout_mask(SEEDS, 1, 5, 0, 40, 33, share)
    np.testing.assert_array_equal(mask[2:, 10:], dropout_mask(SEEDS[2:], 1, 5, 10, 30, 33, share[2:]))
    others = [dropout_mask(SEEDS, stream, step, 0, 40, 33, share) for stream, step in ((0, 5), (1, 6))]
    for other in (*others, mask[:, ::-1], mask[..., ::-1], mask[::-1]):
        assert 0.45 < (mask == other).mean() < 0.55


def test_purposes_have_streams_of_their_own() -> None:
    streams = [random.STREAM_ORDER, random.STREAM_INIT]
    assert len(set(streams)) == 2
    assert max(streams) < random.STREAM_DROPOUT
