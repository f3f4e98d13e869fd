"""The concept pages say what the code does: their Python runs, and the numbers in them are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import whygrad as wg
from whygrad.data.features.hog import ORIENTATIONS
from whygrad.diagnose import limit
from whygrad.engine.one_batch import MOST_SAMPLES, MOST_UPDATES
from whygrad.engine.schedule import record_count
from whygrad.errors import ExperimentError
from whygrad.experiment.link import LONGEST_LINK
from whygrad.trace.channels import CHANNELS
from whygrad.trial.metric import METRICS
from whygrad.trial.result import Outcome
from whygrad.trial.statistics import RESAMPLES, fewest_seeds
from whygrad.watch.settings import THOROUGH, next_record

CONCEPTS = Path(__file__).resolve().parent.parent / "docs" / "concepts"
LANGUAGES = ("md", "ko.md")


def _page(name: str, ending: str) -> str:
    return (CONCEPTS / f"{name}.{ending}").read_text(encoding="utf-8")


def _blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", _page(name, "md"), re.DOTALL)


def _ran(name: str) -> dict[str, object]:
    names: dict[str, object] = {"wg": wg, "whygrad": wg}
    for block in _blocks(name, "python"):
        exec(compile(block, name, "exec"), names)
        for line in block.splitlines():
            if match := re.fullmatch(r"([\w.]+)  # (?:.*: )?(['\"(].*['\")])", line):
                assert eval(match[1], names) == eval(match[2]), line
    return names


def test_the_diagnosis_is_made_as_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert "wg.diagnose" in _blocks("diagnosis", "python")[0]
    assert _ran("diagnosis")["trace"]
    assert "vanishing-gradient" in capsys.readouterr().out


def test_the_trial_is_made_as_the_page_says() -> None:
    trial = _ran("trial")["trial"]
    assert isinstance(trial, wg.Trial)
    assert trial.verdict is Outcome.HELPS


def test_the_trace_is_what_the_page_says() -> None:
    trace = _ran("trace-and-channels")["trace"]
    assert isinstance(trace, wg.Trace)
    assert "(8, 17, 11)" in _page("trace-and-channels", "md")
    assert trace["gradient_rms"].shape == (8, 17, 11)
    assert trace.steps[:6].tolist() == [0, 1, 2, 4, 7, 13]
    assert trace.steps[-1] == 800


def test_experiments_are_read_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (settings,) = _blocks("experiment", "toml")
    Path("moons.toml").write_text(settings, encoding="utf-8")
    names = _ran("experiment")
    grid = names["grid"]
    assert isinstance(grid, list)
    assert [(one.network.hidden, one.training.l2) for one in grid[:2]] == [((4,), 0.0), ((4,), 0.01)]
    error, link = _blocks("experiment", "text")
    assert wg.Experiment().replace(name="xor", hidden=[8, 8]).to_link() == link.strip()
    Path("moons.toml").write_text(settings.replace('"relu"', '"ReLU"'), encoding="utf-8")
    with pytest.raises(ExperimentError, match=re.escape(error.removesuffix("…\n").strip())):
        wg.Experiment.load("moons.toml")


def test_a_function_becomes_a_network_as_the_page_says() -> None:
    assert _ran("linear-regions")["network"]


@pytest.mark.torch
def test_a_training_is_watched_as_the_page_says() -> None:
    torch = pytest.importorskip("torch")
    model = torch.nn.Linear(2, 1)
    (block,) = _blocks("watching-a-script", "python")
    exec(block, {"whygrad": wg, "model": model, "optimizer": torch.optim.SGD(model.parameters(), lr=0.1)})


def _percent(name: str) -> str:
    return f"{limit(name):.0%}".replace("%", " %")


STATED = {
    "diagnosis": (
        f"{limit('gradient-vanishing'):g}", f"{limit('init-small'):g}", f"{limit('init-large'):g}",
        f"{limit('overshooting'):g}", *map(_percent, ("progress-poor", "progress-none", "one-batch-learned",
        "one-batch-nothing")),
    ),
    "trial": (
        f"{RESAMPLES:,}", *(f"{metric.worth:g}" for metric in METRICS.values()), "`train_share = 0.9`",
        *(f"`{verdict.value}`" for verdict in Outcome), *(f"`{name}`" for name in METRICS),
    ),
    "trace-and-channels": (
        f"{MOST_UPDATES}", f"{MOST_SAMPLES}", "128", "18", f"{THOROUGH.growth:.0%}".replace("%", " %"),
    ),
    "watching-a-script": (f"{THOROUGH.dense - 1}", f"{THOROUGH.evaluation_batches}"),
    "experiment": (f"{LONGEST_LINK:,}", "200"),
    "image-features": (f"{ORIENTATIONS}",),
}  # fmt: skip


@pytest.mark.parametrize("ending", LANGUAGES)
@pytest.mark.parametrize("name", STATED)
def test_numbers_are_those_of_the_code(name: str, ending: str) -> None:
    numbers = re.findall(r"`[^`\n]*`|\d[\d.,]*\d(?: %)?|\d(?: %)?", _page(name, ending))
    assert set(STATED[name]) <= {*numbers, *(number.removesuffix(" %") for number in numbers)}


def test_what_the_numbers_stand_for() -> None:
    assert limit("affected-runs") == 0.25  # "a quarter of the runs"
    assert fewest_seeds() == 5  # "fewer than five seeds"
    assert max(record_count("auto", total) for total in (10, 100, 1_000, 5_000, 100_000)) <= 18
    assert next_record(THOROUGH.dense - 1, None, THOROUGH) > THOROUGH.dense - 1
    assert wg.Experiment().training.epochs == 200


@pytest.mark.parametrize("ending", LANGUAGES)
def test_named_channels_exist(ending: str) -> None:
    named = set(re.findall(r"^\| `(\w+)` \|", _page("trace-and-channels", ending), re.MULTILINE))
    assert len(named) == 5
    assert named <= set(CHANNELS)
