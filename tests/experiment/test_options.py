"""The table of options, the models made of it and its help texts agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_faults import all_at_once
from tests.experiment.strategies import values

from whygrad import i18n
from whygrad.errors import ExperimentError
from whygrad.experiment import BY_NAME, OPTIONS, SECTIONS, Experiment, Option
from whygrad.experiment.reference import files
from whygrad.experiment.values import check

# design's TOML block, written out a second time on purpose: the contract with users' files.
CONTRACT = {
    "data": {
        "name": "circle", "samples": 500, "noise": 0.0, "train_share": 0.5, "target": "", "features": "auto",
        "preprocessing": [], "augmentation": [], "size": "auto", "seed": 0,
    },
    "network": {
        "hidden": [4, 2], "activation": "tanh", "init": "xavier-uniform", "normalization": "none", "dropout": 0.0,
        "residual": False, "output": "auto", "layers": [],
    },
    "training": {
        "loss": "auto", "optimizer": "sgd", "learning_rate": 0.03, "schedule": "constant", "warmup": 0.0,
        "batch_size": 10, "epochs": 200, "patience": 0, "l1": 0.0, "l2": 0.0, "clip": 0.0,
    },
    "recording": {"every": "auto"},
}  # fmt: skip


def test_the_default_experiment_is_the_contract() -> None:
    dump = Experiment().model_dump()
    assert dump == CONTRACT
    assert [list(section) for section in dump.values()] == [list(section) for section in CONTRACT.values()]


def test_the_models_have_the_fields_of_the_table_in_its_order() -> None:
    for section in SECTIONS:
        model = Experiment.model_fields[section].annotation
        assert model is not None
        names = [option.name for option in OPTIONS if option.section == section]
        assert list(model.model_fields) == names
        for name in names:
            assert model.model_fields[name].default == BY_NAME[name].default
    assert tuple(Experiment.model_fields) == SECTIONS


def test_no_two_options_share_a_name() -> None:
    assert len(BY_NAME) == len(OPTIONS) == len({option.help_id for option in OPTIONS})


@all_at_once("option", OPTIONS, ids=lambda option: option.key)
@all_at_once("language", i18n.LANGUAGES)
def test_every_option_says_what_it_means_and_takes(option: Option, language: str) -> None:
    with i18n.use(language):
        assert len(option.help()) > 10
        assert option.allowed()
        korean = bool(re.search("[가-힣]", option.help()))
    assert korean == (language == "ko")


def test_no_help_text_describes_an_option_that_is_gone() -> None:
    for language in i18n.LANGUAGES:
        written = {message for message in i18n.message_ids(language) if message.startswith("option-")}
        assert written == {option.help_id for option in OPTIONS}


def test_every_message_of_the_package_is_in_both_languages(root: Path) -> None:
    sources = [path.read_text("utf-8") for path in (root / "src/whygrad/experiment").glob("*.py")]
    named = {name for source in sources for name in re.findall(r'"(error-[a-z-]+|allowed-[a-z-]*[a-z])"', source)}
    assert len(named) > 40
    for language in i18n.LANGUAGES:
        assert named <= i18n.message_ids(language)


@all_at_once("option", OPTIONS, ids=lambda option: option.key)
def test_defaults_are_allowed(option: Option) -> None:
    assert Experiment().replace(**{option.key: option.default}) == Experiment()


@given(st.data())
def test_what_a_model_keeps_is_what_the_table_calls_canonical(data: st.DataObject) -> None:
    option = data.draw(st.sampled_from([option for option in OPTIONS if option.section == "training"]))
    value = data.draw(values(option))
    kept = getattr(Experiment(network={"hidden": []}, training={option.name: value}).training, option.name)
    assert kept == value
    assert type(kept) is type(option.default)


@all_at_once("option", [o for o in OPTIONS if o.kind in ("whole", "number")], ids=lambda option: option.key)
def test_bounds_are_inclusive_unless_said_otherwise(option: Option) -> None:
    step = 1 if option.kind == "whole" else 1e-9
    assert check(option, option.high) == option.high
    with pytest.raises(ExperimentError):
        check(option, option.high + step * max(1, option.high))
    with pytest.raises(ExperimentError):
        check(option, option.low - step)
    if option.above:
        with pytest.raises(ExperimentError):
            check(option, option.low)
    else:
        assert check(option, option.low) == option.low


def test_the_reference_in_the_docs_is_the_table(root: Path) -> None:
    for name, content in files().items():
        written = (root / "docs" / "reference" / name).read_text("utf-8")
        assert written == content, "run: python -m whygrad.experiment.reference docs/reference"
