"""Every control changes the experiment in the address, and the address brings the same page back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.studio import Studio

import whygrad as wg
from whygrad.experiment import OPTIONS


def _press(name: str) -> Callable[[Studio], None]:
    def press(studio: Studio) -> None:
        studio.button(name).click()
        studio.settled()

    return press


def _type(name: str, value: str) -> Callable[[Studio], None]:
    return lambda studio: studio.type(name, value)


def _choose(name: str, text: str) -> Callable[[Studio], None]:
    return lambda studio: studio.choose(name, text)


def _check(kind: str, name: str, *, inside: str = "") -> Callable[[Studio], None]:
    def check(studio: Studio) -> None:
        if inside:
            studio.page.locator("summary", has_text=inside).click()
        studio.page.get_by_role(kind, name=name, exact=True).check()
        studio.settled()

    return check


# In an order in which each is possible after those before it.
CONTROLS: dict[str, tuple[Callable[[Studio], None], Any]] = {
    "data.name": (_check("radio", "XOR"), "xor"),
    "data.samples": (_type("Samples", "300"), 300),
    "data.noise": (_type("Noise: labels", "0.25"), 0.25),
    "data.train_share": (_type("Training set (fraction)", "0.7"), 0.7),
    "data.seed": (_press("New samples"), 1),
    "data.features": (_check("checkbox", "x₁x₂"), ["x1", "x2", "x1*x2"]),
    "data.preprocessing": (_check("checkbox", "Divide by the standard deviation", inside="Preprocessing"), ["scale"]),
    "network.hidden": (_press("Add a hidden layer"), [4, 2, 2]),
    "network.activation": (_choose("Activation function", "ReLU"), "relu"),
    "network.init": (_choose("Initialization", "He, normal"), "he-normal"),
    "network.normalization": (_choose("Normalization", "Batch"), "batch"),
    "network.dropout": (_type("Dropout", "0.2"), 0.2),
    "network.residual": (_check("checkbox", "Residual connections"), True),
    "network.output": (_choose("Output function", "Tanh"), "tanh"),
    "training.loss": (_choose("Loss function", "Squared error"), "squared"),
    "training.optimizer": (_choose("Optimizer", "Adam"), "adam"),
    "training.learning_rate": (_type("Learning rate", "0.003"), 0.003),
    "training.schedule": (_choose("LR schedule", "Cosine"), "cosine"),
    "training.warmup": (_type("Warm-up", "0.1"), 0.1),
    "training.batch_size": (_type("Batch size", "20"), 20),
    "training.epochs": (_type("Epochs", "100"), 100),
    "training.l1": (_choose("Regularization", "L1 and L2"), 0.003),
    "training.l2": (_type("L2 strength", "0.01"), 0.01),
    "training.clip": (_type("Clip norm", "1"), 1),
}
WITHOUT = {
    "recording.every",  # the page records by itself
    "data.target",  # columns are of CSV files (test_own_data.py)
    "network.layers", "data.augmentation", "data.size", "training.patience",  # of what the page's kernel does not train
}  # fmt: skip


def _shown(studio: Studio) -> list[Any]:
    """The value of every field, box and select, in the order of the page."""
    return studio.page.evaluate(
        """() => [...document.querySelectorAll('.column.data, .column.features, #network-controls, #training')]
          .flatMap((part) => [...part.querySelectorAll('input:not([type=file]), select')])
          .map((one) => [one.labels?.[0]?.textContent ?? one.getAttribute('aria-label'), one.checked, one.value])"""
    )


def test_every_option_has_a_control() -> None:
    assert {option.key for option in OPTIONS} == CONTROLS.keys() | WITHOUT


def test_every_control_is_in_the_address_and_the_address_brings_it_back(studio: Studio, fresh: Any) -> None:
    expected = wg.Experiment()
    for key, (use, value) in CONTROLS.items():
        use(studio)
        assert studio.option(key) == value, key
        expected = wg.Experiment.from_toml(studio.state("state.lowered.toml"))
        studio.until(f"location.hash === '#{expected.to_link()}'")
    assert {key for key in CONTROLS if key in studio.hash()} == CONTROLS.keys()
    seen, start = _shown(studio), studio.parameters()

    other = fresh().open(studio.hash())
    assert other.state("state.experiment") == expected.model_dump()
    assert _shown(other) == seen
    assert other.parameters() == start


def test_what_only_concerns_the_page_is_in_the_address_too(studio: Studio, fresh: Any) -> None:
    studio.check("Show test set").check()
    studio.check("Discretize output").check()
    studio.type("Seeds", "16")
    studio.until("location.hash.includes('view.seeds=16') && location.hash.includes('discretize')")
    other = fresh().open(studio.hash())
    assert other.check("Show test set").is_checked()
    assert other.check("Discretize output").is_checked()
    assert other.field("Seeds").input_value() == "16"
    assert other.state("state.lowered.seeds.data.length") == 16


PLAYGROUND = (
    "https://playground.tensorflow.org/#activation=relu&batchSize=20&dataset=xor&regDataset=reg-plane&learningRate=0.1"
    "&regularizationRate=0&noise=10&networkShape=5,3&seed=0.5&showTestData=true&discretize=false&percTrainData=60"
    "&x=true&y=true&xTimesY=true&xSquared=false&ySquared=false&problem=classification"
)


def test_a_link_of_tensorflow_playground_is_read(studio: Studio) -> None:
    studio.page.locator("#tools summary.button").click()
    studio.page.get_by_role("textbox", name="Open a link").fill(PLAYGROUND)
    studio.button("Open").click()
    studio.until("state.experiment.data.name === 'xor'")
    assert studio.state("state.experiment") == wg.Experiment.from_link(PLAYGROUND).model_dump()
    assert studio.field("Batch size").input_value() == "20"
    assert studio.field("Units of hidden layer 1").input_value() == "5"
    assert studio.page.get_by_role("checkbox", name="x₁x₂").is_checked()
    assert studio.check("Show test set").is_checked()


def test_regression_and_back(studio: Studio) -> None:
    studio.choose("Loss function", "Hinge")
    studio.page.get_by_role("radio", name="Regression").check()
    studio.settled()
    assert studio.state("state.lowered.plan.task") == "numbers"
    assert studio.option("training.loss") == "auto"  # hinge is for classes
    studio.run_to(20)
    studio.page.get_by_role("radio", name="Classification").check()
    studio.settled()
    assert studio.state("state.lowered.plan.task") == "classes"


def test_undo_takes_back_one_edit_at_a_time(studio: Studio) -> None:
    undo = studio.page.locator("#tools").get_by_role("button", name="Undo")
    assert undo.is_disabled()
    studio.choose("Activation function", "ReLU")
    studio.choose("Optimizer", "Adam")
    undo.click()
    studio.until("state.experiment.training.optimizer === 'sgd'")
    assert studio.option("network.activation") == "relu"
    undo.click()
    studio.until("state.experiment.network.activation === 'tanh'")
    assert undo.is_disabled()
    assert studio.page.get_by_role("combobox", name="Activation function", exact=True).input_value() == "tanh"


@pytest.mark.parametrize(
    ("name", "bad", "key"),
    [
        ("Learning rate", "-1", "training.learning_rate"),
        ("Batch size", "2.5", "training.batch_size"),
        ("Dropout", "1", "network.dropout"),
        ("Samples", "", "data.samples"),
        ("Units of hidden layer 1", "0", "network.hidden"),
    ],
)
def test_bad_input_is_said_and_the_network_trains_on(studio: Studio, name: str, bad: str, key: str) -> None:
    before = studio.option(key)
    studio.button("Run").click()
    studio.until("state.epoch > 2")
    field = studio.field(name)
    field.fill(bad)
    notice = studio.page.get_by_role("alert").filter(has_text=key)
    notice.wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    step = studio.state("state.step")
    studio.until(f"state.step > {step} + 50")
    assert studio.state("state.worker") == "running"
    assert studio.option(key) == before
    field.blur()
    assert field.get_attribute("aria-invalid") is None
    assert field.input_value() == str(before[0] if isinstance(before, list) else before)
    notice.wait_for(state="hidden")


def test_what_only_the_server_can_refuse_is_said_too(studio: Studio) -> None:
    """The perceptron rule is for networks without hidden layers."""
    studio.button("Run").click()
    studio.until("state.epoch > 2")
    studio.page.get_by_role("combobox", name="Optimizer", exact=True).select_option(label="Perceptron rule")
    studio.page.get_by_role("alert").filter(has_text="perceptron").wait_for()
    step = studio.state("state.step")
    studio.until(f"state.step > {step} + 50")
    assert studio.option("training.optimizer") == "sgd"
    assert studio.page.get_by_role("combobox", name="Optimizer", exact=True).input_value() == "sgd"
    studio.forgive("422")


def test_which_of_the_networks_is_drawn_is_a_choice(studio: Studio) -> None:
    before = studio.state("Array.from(state.frame.parameters)")
    studio.page.get_by_role("combobox", name="Shown network", exact=True).select_option(label="seed 3")
    studio.until("state.seed === 3 && state.frame.run === 3")
    assert studio.state("Array.from(state.frame.parameters)") != before
    studio.type("Seeds", "1")
    assert not studio.page.get_by_role("combobox", name="Shown network", exact=True).is_visible()
    assert studio.state("state.seed") == 0
