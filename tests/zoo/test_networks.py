"""Networks with a name: parameters and multiply-adds are the published ones, and those of the PyTorch modules."""

from __future__ import annotations

import pytest

from whygrad.errors import InputError
from whygrad.experiment.layers import checked
from whygrad.zoo import Network, network, networks

# torchvision's documentation of its weights (num_params), and the papers or textbooks of the others.
PARAMETERS = {
    "linear": 784 * 10 + 10, "mlp": 266_610, "lenet-5": 61_706, "alexnet-2012": 60_965_224, "alexnet": 61_100_840,
    "vgg-11": 132_863_336, "vgg-13": 133_047_848, "vgg-16": 138_357_544, "vgg-19": 143_667_240,
    "vgg-11-bn": 132_868_840, "vgg-13-bn": 133_053_736, "vgg-16-bn": 138_365_992, "vgg-19-bn": 143_678_248,
    "resnet-18": 11_689_512, "resnet-34": 21_797_672, "resnet-50": 25_557_032,
    "resnet-20": 272_474, "resnet-56": 855_770, "plain-20": 269_722, "plain-56": 853_018,
}  # fmt: skip

# torchvision's documentation (_ops), in thousands of millions; the paper of ResNet for plain-34 and the CIFAR networks.
GIGA_MULTIPLY_ADDS = {
    "alexnet": 0.714, "vgg-11": 7.609, "vgg-13": 11.308, "vgg-16": 15.47, "vgg-19": 19.632, "vgg-16-bn": 15.47,
    "resnet-18": 1.814, "resnet-34": 3.664, "resnet-50": 4.089,
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_are_the_published_ones(name: str) -> None:
    assert network(name).parameters == PARAMETERS[name]


@pytest.mark.parametrize("name", GIGA_MULTIPLY_ADDS)
def test_multiply_adds_are_the_published_ones(name: str) -> None:
    assert round(network(name).multiply_adds / 1e9, 3) == GIGA_MULTIPLY_ADDS[name]


def test_plain_34_costs_what_the_paper_says() -> None:
    """3.6 thousand million, 18 % of VGG-19."""
    plain = network("plain-34").multiply_adds
    assert round(plain / 1e9, 1) == 3.6
    assert round(plain / network("vgg-19").multiply_adds, 2) in (0.18, 0.19)


@pytest.mark.parametrize("depth", [18, 34, 20, 56])
def test_a_plain_twin_lacks_the_shortcuts_and_nothing_else(depth: int) -> None:
    residual, twin = network(f"resnet-{depth}"), network(f"plain-{depth}")
    beside = [row for row in residual.rows if ".shortcut." in row.name]
    assert residual.parameters - twin.parameters == sum(row.count for row in beside)
    inside = [(row.layer, row.output) for row in residual.rows if row not in beside and row.layer.kind != "residual"]
    assert inside == [(row.layer, row.output) for row in twin.rows]


@pytest.mark.parametrize("name", [name for name in networks() if name.startswith(("vgg", "resnet", "plain"))])
def test_the_depth_in_a_name_counts_weighted_layers(name: str) -> None:
    weighted = [row for row in network(name).rows if row.layer.kind in ("conv", "dense")]
    assert len([row for row in weighted if ".shortcut." not in row.name]) == int(name.split("-")[1])


def test_alexnet_2012_has_the_papers_sizes() -> None:
    convolutions = [row.output for row in network("alexnet-2012").rows if row.layer.kind == "conv"]
    assert convolutions == [(96, 55, 55), (256, 27, 27), (384, 13, 13), (384, 13, 13), (256, 13, 13)]
    assert sum(size[0] * size[1] * size[2] for size in convolutions[:1]) == 290_400  # "290,400 neurons in the first"


def test_receptive_fields_are_the_published_ones() -> None:
    """VGG-16 to its last pool: 212 (Araujo, Norris & Sim 2019). ResNet-18: 11+4·8+8+3·16+16+3·32+32+3·64."""
    last = {row.layer.kind: row for row in network("vgg-16").rows}["max_pool"]
    assert last.field is not None
    assert last.field.size == (212, 212)
    last = {row.layer.kind: row for row in network("resnet-18").rows}["residual"]
    assert last.field is not None
    assert last.field.size == (435, 435)


@pytest.mark.parametrize("name", networks())
def test_any_input_and_number_of_classes(name: str) -> None:
    made = network(name, classes=7)
    assert made.rows[-1].output == (7,)
    assert made.classes == 7
    if len(made.shape) == 3 and name not in ("linear", "mlp", "lenet-5"):
        other = network(name, shape=(1, 96, 80) if "alexnet-2012" not in name else (1, 99, 99), classes=3)
        assert other.rows[-1].output == (3,)


@pytest.mark.parametrize("name", networks())
def test_layers_are_plain_data(name: str) -> None:
    made = network(name)
    assert isinstance(made, Network)
    assert checked([layer.plain() for layer in made.layers]) == made.layers
    assert made.paper


@pytest.mark.torch
@pytest.mark.parametrize("name", [name for name in networks() if not name.startswith("vgg-1") or name == "vgg-16"])
def test_pytorch_modules_agree(name: str) -> None:
    """Parameters and output of the module, and its multiply-adds as PyTorch's own counter of operations sees them."""
    torch = pytest.importorskip("torch")
    from torch.utils.flop_counter import FlopCounterMode

    from whygrad.nets.layers import sequential

    made = network(name)
    with torch.device("meta"):
        module = sequential(made.layers, made.shape).eval()
        x = torch.zeros(1, *made.shape)
    assert sum(one.numel() for one in module.parameters()) == made.parameters
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        assert module(x).shape == (1, made.classes)
    assert counter.get_total_flops() == 2 * made.multiply_adds


def test_unknown_names_and_inputs_are_one_line() -> None:
    with pytest.raises(InputError, match="did you mean resnet-50"):
        network("resnet50")
    with pytest.raises(InputError, match="lenet-5"):
        network("zzz")
    where = r"vgg-16 does not accept an input of shape 3×16×16: network\.layers\[31\], .*window spans 2"
    with pytest.raises(InputError, match=where):
        network("vgg-16", shape=(3, 16, 16))
    with pytest.raises(InputError, match="image"):
        network("resnet-20", shape=(64,))
