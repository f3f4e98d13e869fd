"""The page of networks: sizes against published ones, lists of one's own, and every mistake at its layer and line."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from tests.studio.asking import HEADERS, Page

from whygrad import i18n
from whygrad.experiment.layers import KINDS
from whygrad.experiment.presets import FOLDER
from whygrad.studio.layer_lists import lines_of_layers
from whygrad.zoo import networks

PUBLISHED = {
    "lenet-5": 61_706, "alexnet": 61_100_840, "vgg-16": 138_357_544, "resnet-18": 11_689_512, "resnet-50": 25_557_032,
}  # fmt: skip


def test_the_list_has_every_network_and_published_counts(page: Page) -> None:
    listed = {one["name"]: one for one in page.get("zoo/networks")["networks"]}
    assert tuple(listed) == networks()
    assert {name: listed[name]["parameters"] for name in PUBLISHED} == PUBLISHED
    assert all(one["bytes"] == 4 * one["parameters"] for one in listed.values())


@pytest.mark.parametrize("name", networks())
def test_a_network_and_its_text_are_the_same_network(page: Page, name: str) -> None:
    shown = page.get(f"zoo/network/{name}")
    again = page.ask("zoo/layers", text=shown["text"])
    for key in ("input", "layers", "parameters", "multiply_adds", "memory"):
        assert again[key] == shown[key]
    as_values = page.ask("zoo/layers", layers=shown["layers"], input=shown["input"])
    assert as_values["text"] == shown["text"]
    listed = {one["name"]: one for one in page.get("zoo/networks")["networks"]}
    assert listed[name]["multiply_adds"] == shown["multiply_adds"]


def test_a_block_comes_before_what_is_inside_of_it(page: Page) -> None:
    lines = page.get("zoo/network/resnet-18")["lines"]
    for before, line in zip([None, *lines], lines, strict=False):
        if line["depth"] > 0:
            assert before is not None
            assert before["place"] == line["place"]
    blocks = [line for line in lines if line["kind"] == "residual"]
    assert len(blocks) == 8
    names = [line["name"] for line in lines]
    assert names.index("layer2.0") < names.index("layer2.0.conv1") < names.index("layer2.0.downsample.0")


def test_the_arithmetic_of_every_layer_is_right(page: Page) -> None:
    """Each calculation is plain arithmetic: evaluated, both of its sides are equal."""
    count = 0
    for name in ("lenet-5", "alexnet-2012", "resnet-18", "lstm"):
        shown = page.get(f"zoo/network/{name}")
        for line in shown["lines"]:
            for work in line["worked"]:
                assert shown["formulas"][work["formula"]]
                for calculation in work["calculations"]:
                    left, right = calculation.split(" = ")
                    source = left.replace("·", "*").replace("−", "-").replace("/", "//" if "⌊" in left else "/")
                    source = source.replace("⌊", "(").replace("⌋", ")")
                    assert re.fullmatch(r"[\d+*/() -]+", source)
                    assert eval(source) == int(right), calculation
                    count += 1
    assert count > 100


def test_what_is_often_taught_is_told_beside_what_is(page: Page) -> None:
    first = page.get("zoo/network/alexnet-2012?lang=en")["lines"][0]
    assert page.ask("zoo/layers", layers=[{"conv": 96, "kernel": 11, "stride": 4}], input=[3, 227, 227])["lines"][0][
        "output"
    ] == [96, 55, 55]
    assert any("11·11·3 = 363" in note for note in first["notes"])


WRONG = [
    ('input = [1, 28, 28]\nlayers = [\n    { conv = 6, kernel = 50 },\n]', 0, None, 3, "smaller kernel"),
    ('input = [1, 28, 28]\nlayers = [\n  "relu",\n  { conv = 6, kernel = 0 },\n]', 1, "kernel", 4, "1 to 1000"),
    ('layers = ["relu", # ] one\n  "tanh", { dense = 3 },\n  { dens = 3 }]', 3, None, 3, "dense"),
    ('layers = ["relu", { residual = [{ conv = 1 }, "relo"] }]', 1, "residual", 1, "relu"),
    ('layers = [\n  "flatten",\n  { conv = 6 },\n]', 1, None, 3, "conv"),
    ('layers = [\n  { conv = , },\n]', 0, None, 2, "TOML"),
    ("layers = 3", None, None, None, "list"),
    ("layer = []", None, None, None, "layer is unknown"),
    ("input = [3, 4]", None, None, None, "layers = ["),
    ("input = [3, 0]\nlayers = []", None, None, None, "1 to 3 whole numbers"),
    ("input = [3, true]\nlayers = []", None, None, None, "1 to 3 whole numbers"),
    ("input = [1, 2, 3, 4]\nlayers = []", None, None, None, "1 to 3 whole numbers"),
    ('layers = [{ conv = 6, padding = [1, 2, 3] }]', 0, "padding", 1, "two of them"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "setting", "line", "says"), WRONG)
def test_a_mistake_is_told_at_its_layer_and_line(
    page: Page, text: str, place: int | None, setting: str | None, line: int | None, says: str
) -> None:
    problem = page.ask("zoo/layers", text=text, lang="en")["problem"]
    assert (problem["place"], problem["setting"], problem["line"]) == (place, setting, line)
    assert says in problem["text"]
    assert "\n" not in problem["text"]
    assert problem["input"] == ("1 to 3 whole" in says)
    korean = page.ask("zoo/layers", text=text, lang="ko")["problem"]
    assert korean["text"] != problem["text"]


def test_an_experiment_can_be_pasted_whole(page: Page) -> None:
    recipe = (FOLDER / "recipes" / "fashion-mnist-quick.toml").read_text(encoding="utf-8")
    shown = page.ask("zoo/layers", text=recipe)
    assert shown["input"] == [1, 28, 28]
    assert shown["lines"][-1]["output"] == [10]


def test_a_list_without_layers_is_its_input(page: Page) -> None:
    shown = page.ask("zoo/layers", text="layers = []\ninput = [5]")
    assert (shown["parameters"], shown["lines"], shown["input"]) == (0, [], [5])


def test_lines_are_counted_by_somebody_else_too() -> None:
    layers = ['"relu"', "{ conv = 3 }", '{ residual = [{ conv = 1 },\n "re,l]u"] }', "'ta]nh'"]
    text = "# layers = [\nx = 1\nlayers = [ # [\n" + ",\n\n".join(layers) + "]"
    assert lines_of_layers(text) == [4, 6, 8, 11]
    assert lines_of_layers("nothing") == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_setting_and_kind_has_its_words(page: Page, language: str) -> None:
    known = i18n.message_ids(language)
    named = {option.name.replace("_", "-") for options in KINDS.values() for option in options}
    assert {name for name in named if f"zoo-page-setting-{name}" not in known} == set()
    table = page.get("zoo/networks")
    assert {one["kind"] for one in table["kinds"]} == set(KINDS)
    assert {one["group"] for one in table["kinds"] if f"zoo-page-group-{one['group']}" not in known} == set()
    assert {one["word"] for one in table["augmentations"] if f"zoo-page-augment-{one['word']}" not in known} == set()


def test_what_a_kind_begins_as_is_a_layer(page: Page) -> None:
    for one in page.get("zoo/networks")["kinds"]:
        shape = {"dense": [9], "embedding": [12], "rnn": [12, 8], "lstm": [12, 8], "gru": [12, 8]}.get(one["kind"])
        shown = page.ask("zoo/layers", layers=[one["begin"]], input=shape or [16, 20, 20])
        assert "problem" not in shown, shown


LAYERS = st.recursive(
    st.sampled_from(["relu", "flatten", "conv", "x", ""])
    | st.dictionaries(
        st.sampled_from([*KINDS, "kernel", "stride", "padding", "bias", "x"]),
        st.none() | st.booleans() | st.integers(-3, 2**70) | st.floats(allow_nan=False) | st.text(max_size=4)
        | st.lists(st.integers(-1, 9), max_size=3), max_size=4,
    ),
    lambda inner: st.lists(inner, max_size=4) | st.fixed_dictionaries({"residual": st.lists(inner, max_size=3)}),
    max_leaves=8,
)  # fmt: skip


@given(layers=st.lists(LAYERS, max_size=6), shape=st.lists(st.integers(-1, 200_000), max_size=4))
def test_any_values_get_an_answer(server: TestClient, layers: list[Any], shape: list[int]) -> None:
    answer = server.post("/api/zoo/layers", json={"layers": layers, "input": shape}, headers=HEADERS)
    assert answer.status_code in (200, 422)
    value = answer.json()
    assert value.get("error") or value.get("problem", {}).get("text") or value["lines"] is not None


@given(text=st.text(alphabet='[]{}",=\n#relu conv layersinput123', max_size=120) | st.text(max_size=60))
def test_any_text_gets_an_answer(server: TestClient, text: str) -> None:
    answer = server.post("/api/zoo/layers", json={"text": text}, headers=HEADERS)
    assert answer.status_code == 200
    assert lines_of_layers(text) == sorted(lines_of_layers(text))


def test_names_of_no_network_are_refused_in_one_line(server: TestClient) -> None:
    answer = server.get("/api/zoo/network/resnet-51?lang=en", headers=HEADERS)
    assert answer.status_code == 422
    assert "did you mean resnet-" in answer.json()["error"]
    assert server.get("/api/zoo/networks").status_code == 403  # without the token


@pytest.mark.parametrize(
    "source", ["\n" * 64_000, "layers = [" + '"\\"' * 21_000, "layers = [" + "'" * 63_000, " layers" * 9_000]
)
def test_the_lines_of_layers_are_found_in_proportion_to_the_text(source: str) -> None:
    began = time.process_time()
    lines_of_layers(source)
    assert time.process_time() - began < 2.0
