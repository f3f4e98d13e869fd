"""A posted trace gets the diagnosis that Python's own trace gets, with all its texts."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.studio.asking import Page, numbers, recorded

from whygrad import i18n
from whygrad.diagnose import diagnose
from whygrad.engine import train
from whygrad.experiment import preset_codes, presets
from whygrad.studio.wire import encoded
from whygrad.trace import Trace

# All that train in a moment.
QUICK = [name for name in presets if "digits" not in name]


@cache
def trained(name: str) -> Trace:
    return train(presets[name], seeds=8, detail=("histograms",), name=name, kind="preset")


def question(name: str = "dead-units-moons", **more: Any) -> dict[str, Any]:
    return copy.deepcopy(recorded(presets[name], trained(name), name=name, **more))


@pytest.mark.parametrize("name", QUICK)
def test_a_posted_trace_is_judged_like_pythons(page: Page, name: str) -> None:
    answer = page.ask("diagnose", **question(name))
    expected = diagnose(trained(name))
    assert [entry["code"] for entry in answer["findings"]] == [finding.code for finding in expected.findings]
    assert answer["healthy"] == expected.healthy
    assert [entry["message"] for entry in answer["findings"]] == [
        entry["message"] for entry in expected.to_json()["findings"]
    ]
    if preset_codes(name):
        assert answer["findings"][0]["code"] == preset_codes(name)[0]
    # The posted statuses do not know "diverged".
    assert answer["status"] == [str(status) for status in trained(name).status]
    assert [entry["code"] for entry in answer["undecided"]] == [one.code for one in expected.undecided]


def test_everything_is_said_in_the_language_asked_for(page: Page) -> None:
    for language, word in (("en", "Dead units"), ("ko", "죽은 유닛")):
        answer = page.ask("diagnose", **question(lang=language))
        first = answer["findings"][0]
        assert first["title"] == word
        assert answer["verdict"]
        assert first["severity_text"]
        assert first["place"].startswith("hidden")
        assert {"name", "value", "threshold", "step"} == first["evidence_texts"][0].keys()
        assert all(remedy["title"] and remedy["message"] for remedy in first["remedies"])
        with i18n.use(language):
            assert i18n.text("title-dead-units") == word


def test_a_training_still_under_way_is_judged_by_what_there_is(page: Page) -> None:
    whole = question()
    records = 6
    half = {
        **whole,
        "steps": whole["steps"][:records],
        "channels": {
            name: encoded(numbers(array)[:, :records]) for name, array in whole["channels"].items()
        },
        "status": ["interrupted"] * 8,
    }  # fmt: skip
    answer = page.ask("diagnose", **half)
    assert answer["subject"]["steps"] == whole["steps"][records - 1]
    assert 0 < answer["subject"]["epochs"] < answer["subject"]["planned_epochs"]
    assert answer["status"] == ["interrupted"] * 8


def test_a_healthy_training_that_has_just_begun_is_not_called_slow(page: Page) -> None:
    trace = trained("healthy-circle")
    first = 1 + int(np.searchsorted(trace.epochs, 10.0))
    whole = question("healthy-circle")
    channels = {name: encoded(numbers(array)[:, :first]) for name, array in whole["channels"].items()}
    answer = page.ask("diagnose", **{**whole, "steps": whole["steps"][:first], "channels": channels})
    assert answer["healthy"]
    assert answer["findings"] == []
    waiting = {one["code"] for one in answer["undecided"] if one["missing"] == ["records"]}
    assert waiting & {"learning-rate-too-low", "underfitting"}
    # A cause that shows at once is told at once, with what follows from it.
    begun = question("vanishing-gradient-moons")
    half = len(begun["steps"]) // 2
    channels = {name: encoded(numbers(array)[:, :half]) for name, array in begun["channels"].items()}
    answer = page.ask("diagnose", **{**begun, "steps": begun["steps"][:half], "channels": channels})
    codes = [entry["code"] for entry in answer["findings"]]
    assert codes[0] == "vanishing-gradient"
    assert "no-progress" in codes


def test_what_was_not_posted_is_undecided(page: Page) -> None:
    without = question()
    del without["channels"]["dead_share"]
    answer = page.ask("diagnose", **without)
    assert "dead-units" not in {entry["code"] for entry in answer["findings"]}
    (entry,) = [entry for entry in answer["undecided"] if entry["code"] == "dead-units"]
    assert entry["missing"] == ["dead_share"]
    assert entry["message"]


def test_no_records_are_no_trouble(page: Page) -> None:
    empty = question()
    empty["steps"] = []
    empty["channels"] = {name: encoded(numbers(array)[:, :0]) for name, array in empty["channels"].items()}
    assert page.ask("diagnose", **empty)["findings"] == []


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 0.0, -1.0, 3e38, 1e-45])
def test_strange_numbers_are_no_trouble(page: Page, value: float) -> None:
    strange = question("healthy-circle")
    strange["channels"] = {
        name: encoded(np.full_like(numbers(array), value)) for name, array in strange["channels"].items()
    }
    page.ask("diagnose", **strange)


def _spoil(trace: dict[str, Any], kind: str) -> None:
    channels = trace["channels"]
    loss = numbers(channels["loss_train"])
    {
        "unknown channel": lambda: channels.update(magic=channels["loss_train"]),
        "channel of the data": lambda: channels.update(input_mean=encoded(np.zeros(2, np.float32))),
        "channel of units": lambda: channels.update(unit_active_share=channels["loss_train"]),
        "integers": lambda: channels.update(loss_train=encoded(loss.astype(np.int32))),
        "too few runs": lambda: channels.update(loss_train=encoded(loss[:-1])),
        "too few records": lambda: channels.update(loss_train=encoded(loss[:, :-1])),
        "transposed": lambda: channels.update(loss_train=encoded(loss.T)),
        "shape that lies": lambda: channels["loss_train"].update(shape=[8, 10_000]),
        "shape that overflows": lambda: channels["loss_train"].update(shape=[2**31 - 1] * 4),
        "negative shape": lambda: channels["loss_train"].update(shape=[-8, -18]),
        "no base64": lambda: channels["loss_train"].update(data="é!"),
        "cut base64": lambda: channels["loss_train"].update(data=channels["loss_train"]["data"][:-3]),
        "steps that fall": lambda: trace["steps"].reverse(),
        "steps that stand": lambda: trace["steps"].__setitem__(1, 0),
        "huge step": lambda: trace["steps"].__setitem__(-1, 2**60),
        "too few statuses": lambda: trace["status"].pop(),
        "unknown status": lambda: trace["status"].__setitem__(0, "fine"),
        "layer that is none": lambda: trace.update(non_finite_layer=[99] * 8),
        "unknown thing": lambda: trace.update(non_finite_what=["moon"] * 8),
        "too few steps": lambda: trace.update(non_finite_step=[1]),
        "no seeds": lambda: trace.update(seeds=[]),
        "another network": lambda: trace["experiment"]["network"].update(hidden=[3]),
        "pickle": lambda: channels["loss_train"].update(dtype="object"),
    }[kind]()


@pytest.mark.parametrize(
    "kind",
    ["unknown channel", "channel of the data", "channel of units", "integers", "too few runs", "too few records",
     "transposed", "shape that lies", "shape that overflows", "negative shape", "no base64", "cut base64",
     "steps that fall", "steps that stand", "huge step", "too few statuses", "unknown status", "layer that is none",
     "unknown thing", "too few steps", "no seeds", "another network", "pickle"],
)  # fmt: skip
def test_traces_that_do_not_fit_are_refused(page: Page, kind: str) -> None:
    spoiled = question()
    _spoil(spoiled, kind)
    page.refused("diagnose", **spoiled)


def test_the_place_where_numbers_broke_is_told(page: Page) -> None:
    """The page's NaN run: the step and layer at which it began."""
    broken = question("learning-rate-too-high-circle")
    loss = numbers(broken["channels"]["loss_train"]).copy()
    loss[:, 3:] = np.nan
    broken["channels"]["loss_train"] = encoded(loss)
    broken |= {"status": ["non-finite"] * 8, "non_finite_step": [7] * 8, "non_finite_layer": [1] * 8,
               "non_finite_what": ["activation"] * 8}  # fmt: skip
    answer = page.ask("diagnose", **broken)
    (entry,) = [entry for entry in answer["findings"] if entry["code"] == "non-finite"]
    assert entry["where"] == {"layers": ["hidden2"], "step": 7}
