"""Looking inside networks, against closed forms, finite differences and formulas written out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from whygrad.errors import InputError

torch = pytest.importorskip("torch")

from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from whygrad.zoo import inside  # noqa: E402

SHAPE = (3, 9, 8)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def _pictures(count: int = 4, shape: tuple[int, int, int] = SHAPE, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, *shape))


def _linear(classes: int = 5) -> tuple[nn.Module, np.ndarray]:
    """A linear network in float64 and its weights (K, C, H, W)."""
    torch.manual_seed(1)
    network = nn.Sequential(nn.Flatten(), nn.Linear(int(np.prod(SHAPE)), classes)).double()
    return network, network[1].weight.detach().numpy().reshape(classes, *SHAPE)


def _small(inplace: bool = False) -> nn.Sequential:
    """A convolutional network in float64 that has everything that training and evaluation treat differently."""
    torch.manual_seed(2)
    network = nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(inplace), nn.MaxPool2d(2), nn.Conv2d(6, 5, 3),
        nn.Softplus(), nn.Dropout(0.5), nn.Flatten(), nn.Linear(5 * 2 * 2, 4),
    ).double()  # fmt: skip
    network[1].running_mean.normal_()
    network[1].running_var.uniform_(0.5, 2)
    return network.train()


# -- filters and maps --------------------------------------------------------------------------------------------------


def test_filters_are_the_weights() -> None:
    network = _small()
    assert np.array_equal(inside.filters(network), network[0].weight.detach().float().numpy())
    assert np.array_equal(inside.filters(network, "4"), network[4].weight.detach().float().numpy())
    dense, weights = _linear()
    assert np.array_equal(inside.filters(dense, shape=SHAPE), weights.astype(np.float32))


@pytest.mark.parametrize("inplace", [False, True])
def test_feature_maps_are_a_slice_of_the_forward_pass(inplace: bool) -> None:
    network, x = _small(inplace), _pictures()
    reference = _small().eval()
    for depth in range(1, 9):
        with torch.no_grad():
            expected = reference[:depth](torch.tensor(x))
        found = inside.feature_maps(network, x, str(depth - 1))
        assert found.shape == tuple(expected.shape)
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


def test_maps_do_not_depend_on_how_many_pictures_there_are() -> None:
    network, x = _small(), _pictures(150)
    together = inside.feature_maps(network, x, "4")
    alone = np.concatenate([inside.feature_maps(network, x[n : n + 1], "4") for n in (0, 70, 149)])
    np.testing.assert_allclose(together[[0, 70, 149]], alone, rtol=1e-6)


# -- occlusion ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("patch", "stride"), [(3, 1), ((2, 4), 2), (4, 3), (8, 5)])
def test_occlusion_of_a_linear_network_is_a_sum_over_the_patch(patch: int | tuple[int, int], stride: int) -> None:
    network, weights = _linear()
    x, fill = _pictures(), np.array([0.3, -0.2, 1.0])[:, None, None]
    wanted = np.array([0, 4, 2, 2])
    found = inside.occlusion(network, x, wanted, patch=patch, stride=stride, fill=fill)
    high, wide = (patch, patch) if isinstance(patch, int) else patch
    assert (found.rows[-1], found.columns[-1]) == (9 - high, 8 - wide)
    parts = weights[wanted] * (x - fill)  # (N, C, H, W)
    for i, top in enumerate(found.rows):
        for j, left in enumerate(found.columns):
            expected = parts[:, :, top : top + high, left : left + wide].sum(axis=(1, 2, 3))
            np.testing.assert_allclose(found.drops[:, i, j], expected, rtol=1e-5, atol=1e-5)


def test_occlusion_by_single_pixels_is_each_pixels_part() -> None:
    network, weights = _linear()
    x = _pictures()
    found = inside.occlusion(network, x, 1, patch=1, stride=1).by_pixel()
    np.testing.assert_allclose(found, (weights[1] * x).sum(axis=1), rtol=1e-4, atol=1e-5)


def test_by_pixel_is_the_mean_of_the_patches_over_a_pixel() -> None:
    network, _ = _linear()
    one = inside.occlusion(network, _pictures(2), 0, patch=(4, 3), stride=2)
    total, count = np.zeros((2, 9, 8)), np.zeros((9, 8))
    for y in range(9):
        for x in range(8):
            over = [
                (i, j)
                for i, top in enumerate(one.rows)
                for j, left in enumerate(one.columns)
                if top <= y < top + 4 and left <= x < left + 3
            ]
            count[y, x] = len(over)
            total[:, y, x] = np.mean([one.drops[:, i, j] for i, j in over], axis=0)
    assert count.min() > 0
    np.testing.assert_allclose(one.by_pixel(), total, rtol=1e-5, atol=1e-6)


# -- saliency ----------------------------------------------------------------------------------------------------------


def test_saliency_of_a_linear_network_is_its_weights() -> None:
    network, weights = _linear()
    x, wanted = _pictures(), np.array([3, 0, 1, 3])
    np.testing.assert_allclose(inside.saliency(network, x, wanted), weights[wanted], rtol=1e-6)
    np.testing.assert_allclose(
        inside.magnitude(inside.saliency(network, x, wanted)), np.abs(weights[wanted]).max(axis=1), rtol=1e-6
    )
    parts = inside.saliency(network, x, wanted, method="input-gradient")
    np.testing.assert_allclose(parts, weights[wanted] * x, rtol=1e-5)
    bias = network[1].bias.detach().numpy()
    np.testing.assert_allclose(
        parts.sum(axis=(1, 2, 3)) + bias[wanted], inside.answers(network, x)[np.arange(4), wanted], rtol=1e-5
    )
    np.testing.assert_allclose(inside.saliency(network, x, wanted, method="smooth-grad"), weights[wanted], rtol=1e-5)


def test_saliency_is_what_finite_differences_say() -> None:
    network, x = _small(), _pictures(1)
    found = inside.saliency(network, x, 2)[0]
    step = 1e-6
    for place in [(0, 0, 0), (1, 4, 3), (2, 8, 7), (0, 3, 5), (2, 1, 6)]:
        up, down = x.copy(), x.copy()
        up[(0, *place)] += step
        down[(0, *place)] -= step
        slope = (inside.answers(network, up) - inside.answers(network, down))[0, 2] / (2 * step)
        np.testing.assert_allclose(found[place], slope, rtol=1e-4, atol=1e-7)


def test_smooth_grad_is_the_mean_gradient_under_the_noise_of_its_seed() -> None:
    network, x = _small(), _pictures(2)
    found = inside.saliency(network, x, 1, method="smooth-grad", noise=0.2, copies=3, seed=5)
    random = np.random.default_rng(5)
    width = 0.2 * (x.max(axis=(1, 2, 3)) - x.min(axis=(1, 2, 3)))[:, None, None, None]
    expected = np.mean([inside.saliency(network, x + width * random.standard_normal(x.shape), 1) for _ in range(3)], 0)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-7)
    again = inside.saliency(network, x, 1, method="smooth-grad", noise=0.2, copies=3, seed=5)
    other = inside.saliency(network, x, 1, method="smooth-grad", noise=0.2, copies=3, seed=6)
    assert np.array_equal(found, again)
    assert not np.array_equal(found, other)


def test_without_a_class_it_is_about_the_answer() -> None:
    network, x = _small(), _pictures()
    answered = inside.answers(network, x).argmax(axis=1)
    assert len(set(answered.tolist())) > 1
    assert np.array_equal(inside.saliency(network, x), inside.saliency(network, x, answered))
    assert np.array_equal(inside.grad_cam(network, x), inside.grad_cam(network, x, answered))
    assert np.array_equal(inside.occlusion(network, x).drops, inside.occlusion(network, x, answered).drops)


def test_one_output_speaks_for_class_1_and_against_class_0() -> None:
    network, weights = _linear(classes=1)
    x = _pictures(2)
    np.testing.assert_allclose(inside.saliency(network, x, [1, 0]), [weights[0], -weights[0]], rtol=1e-6)


# -- Grad-CAM ----------------------------------------------------------------------------------------------------------


def test_grad_cam_is_the_formula_of_its_paper() -> None:
    network, x = _small(inplace=True), _pictures()
    reference = _small().eval()
    for layer in ("0", "2", "4", "5"):
        cut = int(layer) + 1
        maps = reference[:cut](torch.tensor(x)).detach().requires_grad_(True)
        score = reference[cut:](maps)[:, 3].sum()
        slopes = torch.autograd.grad(score, maps)[0].numpy()
        a = maps.detach().numpy()
        alpha = slopes.sum(axis=(2, 3)) / (a.shape[2] * a.shape[3])  # (N, K)
        expected = np.zeros((len(x), *a.shape[2:]))
        for n in range(len(x)):
            for k in range(a.shape[1]):
                expected[n] += alpha[n, k] * a[n, k]
        found = inside.grad_cam(network, x, 3, layer)
        np.testing.assert_allclose(found, np.maximum(expected, 0), rtol=1e-5, atol=1e-6)
        signed = inside.grad_cam(network, x, 3, layer, rectified=False)
        np.testing.assert_allclose(signed, expected, rtol=1e-5, atol=1e-6)
        assert (expected < 0).any()


def test_grad_cam_looks_at_the_last_convolution() -> None:
    network, x = _small(), _pictures()
    assert inside.last_convolution(network, x) == "4"
    assert np.array_equal(inside.grad_cam(network, x, 0), inside.grad_cam(network, x, 0, "4"))


def test_behind_global_pooling_grad_cam_is_the_class_activation_map() -> None:
    torch.manual_seed(3)
    network = nn.Sequential(
        nn.Conv2d(3, 7, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(7, 4)
    ).double()
    x = _pictures()
    maps = inside.feature_maps(network, x, "1")  # (N, K, 7, 6)
    weights = network[4].weight.detach().numpy()
    activation_map = np.einsum("k,nkij->nij", weights[2], maps)
    found = inside.grad_cam(network, x, 2, "1", rectified=False)
    np.testing.assert_allclose(found * maps.shape[2] * maps.shape[3], activation_map, rtol=1e-5, atol=1e-6)


def test_in_a_residual_network_the_last_block_is_looked_at() -> None:
    with inside.opened("resnet-20", shape=(3, 16, 16)) as subject:
        path = inside.last_convolution(subject.network, np.zeros((1, 3, 16, 16)))
        assert subject.layer(path).kind == "residual"
        assert subject.seen_by(None).path == path


def test_enlarging_is_scipys() -> None:
    ndimage = pytest.importorskip("scipy.ndimage")
    maps = _pictures(1)[0]  # (3, 9, 8)
    expected = ndimage.zoom(maps, (1, 3, 4), order=1, mode="nearest", grid_mode=True)
    np.testing.assert_allclose(inside.enlarged(maps.astype(np.float32), (27, 32)), expected, rtol=1e-5, atol=1e-6)


# -- what excites ------------------------------------------------------------------------------------------------------


def test_the_most_exciting_pictures_are_those_of_a_plain_sort() -> None:
    network, x = _small(), _pictures(90)
    maps = inside.feature_maps(network, x, "4").astype(np.float64)
    expected = np.maximum(maps, 0).mean(axis=(2, 3))  # (N, K)
    found = inside.most_exciting(network, x, "4", count=3)
    assert found.channels == tuple(range(5))
    for channel in range(5):
        order = sorted(range(90), key=lambda n: (-expected[n, channel], n))[:3]
        assert found.index[channel].tolist() == order
        np.testing.assert_allclose(found.values[channel], expected[order, channel], rtol=1e-5)
    np.testing.assert_allclose(found.mean, expected.mean(axis=0), rtol=1e-5)
    few = inside.most_exciting(network, x, "4", [3, 1], count=2)
    assert np.array_equal(few.index, found.index[[3, 1], :2])


def test_ascent_raises_what_it_climbs_and_stays_a_picture() -> None:
    network = _small()
    random = np.random.default_rng(0).uniform(-1.5, 1.5, (200, *SHAPE))
    best = inside.most_exciting(network, random, "4", count=1).values[:, 0]
    channels = np.flatnonzero(best > 0).tolist()
    assert len(channels) >= 3
    made = inside.ascend(network, SHAPE, "4", channels, low=-1.5, high=1.5)
    assert (made.end > made.start).all()
    assert (made.end > best[channels]).all()
    assert made.pictures.min() >= -1.5
    assert made.pictures.max() <= 1.5
    maps = inside.feature_maps(network, made.pictures.astype(np.float64), "4")
    own = np.maximum(maps, 0).mean(axis=(2, 3))[np.arange(len(channels)), channels]
    np.testing.assert_allclose(made.end, own, rtol=1e-4)


def test_ascent_of_a_linear_network_follows_its_weights() -> None:
    network, weights = _linear()
    steps, rate = 7, 0.1
    made = inside.ascend(network, SHAPE, "1", [3], steps=steps, rate=rate, jitter=0, decay=0, blur=0)
    noise = np.random.default_rng(0).normal(0, rate, SHAPE)
    size = np.sqrt((weights[3] ** 2).mean())
    np.testing.assert_allclose(made.pictures[0], noise + steps * rate * weights[3] / size, rtol=1e-5, atol=1e-6)


def test_ascent_depends_on_its_seed_alone() -> None:
    network = _small()
    one, same, other = (inside.ascend(network, SHAPE, "4", [1, 2], steps=6, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.pictures, same.pictures)
    assert not np.array_equal(one.pictures, other.pictures)
    torch.manual_seed(99)
    np.random.seed(99)  # noqa: NPY002 (the point is that it does not matter)
    assert np.array_equal(one.pictures, inside.ascend(network, SHAPE, "4", [1, 2], steps=6, seed=1).pictures)


def test_a_dead_channel_keeps_its_noise() -> None:
    network = nn.Sequential(nn.Conv2d(3, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * 7 * 6, 2))
    with torch.no_grad():
        network[0].weight[1] = 0
        network[0].bias[1] = -1
    made = inside.ascend(network, SHAPE, "1", [0, 1], steps=5)
    assert made.end[0] > made.start[0]
    assert made.end[1] == made.start[1] == 0


def test_blurring_is_scipys() -> None:
    ndimage = pytest.importorskip("scipy.ndimage")
    from whygrad.zoo.inside.ascent import blurred

    x = _pictures(2)
    expected = ndimage.gaussian_filter(x, (0, 0, 0.8, 0.8), mode="mirror", radius=(0, 0, 2, 2))
    np.testing.assert_allclose(blurred(torch.tensor(x), 0.8).numpy(), expected, rtol=1e-7)


# -- by depth ----------------------------------------------------------------------------------------------------------


def test_by_depth_is_numpys() -> None:
    network, x = _small(), _pictures(130)
    rows = inside.by_depth(network, x)
    assert [row.path for row in rows] == [str(n) for n in range(9)]
    for row in rows:
        maps = inside.feature_maps(network, x, row.path).astype(np.float64)
        assert row.shape == maps.shape[1:]
        np.testing.assert_allclose([row.mean, row.std], [maps.mean(), maps.std()], rtol=1e-5, atol=1e-6)
        assert row.zeros == (maps == 0).mean()
        weight = getattr(network[int(row.path)], "weight", None)
        if weight is None:
            assert np.isnan([row.weight_norm, row.weight_mean, row.weight_std]).all()
        else:
            w = weight.detach().numpy()
            expected = [np.sqrt((w**2).sum()), w.mean(), w.std()]
            np.testing.assert_allclose([row.weight_norm, row.weight_mean, row.weight_std], expected, rtol=1e-9)
    assert 0.2 < rows[2].zeros < 0.8


def test_statistics_of_batches_lose_no_digits() -> None:
    x = 1e8 + _pictures(200)
    rows = inside.by_depth(nn.Sequential(nn.Identity(), nn.Flatten(), nn.Linear(216, 1)).double(), x, ["0"])
    np.testing.assert_allclose(rows[0].std, x.std(), rtol=1e-7)


# -- leaving the network alone -----------------------------------------------------------------------------------------


def test_a_network_is_left_as_it_was() -> None:
    network, x = _small(), _pictures()
    network[6].eval()  # a module of its own mode
    for one in network[0].parameters():
        one.requires_grad_(False)
    network[8].weight.grad = torch.ones_like(network[8].weight)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    modes = [module.training for module in network.modules()]
    state = torch.get_rng_state()
    inside.filters(network)
    inside.feature_maps(network, x, "3")
    inside.most_exciting(network, x, "4")
    inside.ascend(network, SHAPE, "4", [0], steps=3)
    inside.occlusion(network, x)
    for method in inside.METHODS:
        inside.saliency(network, x, method=method)
    inside.grad_cam(network, x)
    inside.by_depth(network, x)
    assert [module.training for module in network.modules()] == modes
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert torch.equal(torch.get_rng_state(), state)
    assert not any(module._forward_hooks for module in network.modules())
    assert torch.equal(network[8].weight.grad, torch.ones_like(network[8].weight))
    assert network[4].weight.grad is None
    assert not network[0].weight.requires_grad


def test_it_works_where_gradients_are_off() -> None:
    network, x = _small(), _pictures()
    expected = inside.saliency(network, x, 1), inside.grad_cam(network, x, 1)
    with torch.no_grad():
        assert np.array_equal(inside.saliency(network, x, 1), expected[0])
        assert np.array_equal(inside.grad_cam(network, x, 1), expected[1])


# -- misuse ------------------------------------------------------------------------------------------------------------


class _Hidden(nn.Module):
    """Has a layer that it does not use, and passes no gradient on."""

    def __init__(self) -> None:
        super().__init__()
        self.used = nn.Conv2d(3, 2, 3)
        self.unused = nn.Conv2d(3, 2, 3)

    def forward(self, x: object) -> object:
        with torch.no_grad():
            return functional.relu(self.used(x)).mean(dim=(2, 3))


@pytest.mark.parametrize(
    ("look", "message"),
    [
        (lambda x: inside.feature_maps(_small(), x, "conv9"), "0, 1, 2, 3, 4, 5, 6, 7, 8"),
        (lambda x: inside.feature_maps(_Hidden(), x, "unused"), "does not use the layer unused"),
        (lambda x: inside.saliency(_Hidden(), x), "cannot be differentiated"),
        (lambda x: inside.grad_cam(_small(), x, layer="7"), "convolutional layers: 0, 4"),
        (lambda x: inside.grad_cam(_linear()[0], x), "no convolutional layer"),
        (lambda _: inside.filters(_small(), "2"), "available: 0, 4."),
        (lambda _: inside.filters(nn.Sequential(nn.ReLU())), "no convolutional or dense layer"),
        (lambda x: inside.saliency(_small(), x, 4), "0 to 3"),
        (lambda x: inside.occlusion(_small(), x, patch=20), "20×20"),
        (lambda x: inside.most_exciting(_small(), x, "4", [5]), "no channel 5"),
        (lambda _: inside.ascend(_small(), SHAPE, "4", [5]), "no channel 5"),
        (lambda x: inside.answers(nn.Sequential(nn.Conv2d(3, 2, 3)).double(), x), "4×2×7×6"),
    ],
)
def test_misuse_is_one_sentence(look: object, message: str) -> None:
    with pytest.raises(InputError) as raised:
        look(_pictures())
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)
