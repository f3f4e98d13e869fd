"""`whygrad train` of networks of layers: a model, its scores and a report; going on where a training stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command
from tests.data.test_pictures import WHOLE
from tests.trace import modules

from whygrad.experiment import Experiment, recipes

pytest.importorskip("torch")
pytest.importorskip("safetensors")

DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits"},
        "layers": [{"conv": 8}, "batch_norm", "relu", {"max_pool": 2}, "flatten", {"dense": 10}],
        "training": {"epochs": 3, "batch_size": 32, "learning_rate": 0.1},
    }
)


def test_a_classifier_and_what_it_mixes_up(tmp_path: Path, wg: Command) -> None:
    file, out = tmp_path / "digits.toml", tmp_path / "run"
    DIGITS.save(file)
    done = wg("train", str(file), "--out", str(out), "--json", str(tmp_path / "run.json"))
    assert done.status == 0, done.err
    assert json.loads((tmp_path / "run.json").read_text())["seeds"] == [0]
    scores = json.loads((out / "scores.json").read_text())
    assert scores["samples"] == 898
    assert sum(map(sum, scores["confusion"])) == 898
    assert scores["top1"]["value"] == pytest.approx(sum(scores["confusion"][n][n] for n in range(10)) / 898)
    assert f"{100 * scores['top1']['value']:.1f} %" in done.out
    report = (out / "report.html").read_text()
    assert report.count("<figure>") >= 5
    assert "Confusion matrix" in report
    for name in ("confusion", "classes", "calibration", "mistakes", "loss"):
        assert (out / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    healthy = wg("diagnose", str(out))
    assert healthy.status == 0, healthy.out
    refused = wg("train", str(file), "--set", "epochs=4", "--out", str(out))
    assert refused.status == 2
    assert len(refused.err.splitlines()) == 1


def test_misuse(tmp_path: Path, wg: Command) -> None:
    file = tmp_path / "digits.toml"
    DIGITS.save(file)
    for words in (["--device", "tpu"], ["--engine", "kernel"], ["--set", 'layers=["flatten",{dense=3}]']):
        done = wg("train", str(file), *words)
        assert done.status == 2, words
        assert len(done.err.splitlines()) == 1, done.err


def test_a_training_without_a_record_has_no_diagnosis(tmp_path: Path, wg: Command) -> None:
    DIGITS.save(tmp_path / "experiment.toml")
    done = wg("diagnose", str(tmp_path))
    assert done.status == 2
    assert "has no record yet" in done.err
    assert len(done.err.splitlines()) == 1
    modules.recorder(tmp_path / "trace.zarr")
    assert wg("diagnose", str(tmp_path)) == done


def test_gradients_through_time_with_and_without_clipping(tmp_path: Path, wg: Command) -> None:
    """The report of a training whose gradient explodes, beside the same one with gradients clipped."""
    short = ["--set", "epochs=1", "--set", "samples=250"]
    for name, clip in (("off", 0), ("on", 1)):
        done = wg("train", "adding-exploding", *short, "--set", f"clip={clip}", "--out", str(tmp_path / name))
        assert done.status == 0, done.err
    off, on, page = (str(tmp_path / name) for name in ("off", "on", "report.html"))
    done = wg("diagnose", off, "--compare-with", on, "--report", page)
    assert done.status == 1
    assert "Gradient through time, compared" in Path(page).read_text()
    assert f"{on}, clipped at 1: " in Path(page).read_text()
    for words in (["--compare-with", on], ["--compare-with", "healthy-circle", "--report", page]):
        done = wg("diagnose", off, *words)
        assert done.status == 2, words
        assert len(done.err.splitlines()) == 1, done.err
    plain, unwritten = str(tmp_path / "plain.zarr"), tmp_path / "none.html"
    assert wg("train", "healthy-xor", "--seeds", "2", "--out", plain).status == 0
    done = wg("diagnose", plain, "--compare-with", on, "--report", str(unwritten))
    assert (done.status, done.out) == (2, "")
    assert not unwritten.exists()


# By a recipe's first word: training samples, test samples, outputs.
FACTS = {"fashion": (60_000, 10_000, 10), "small": (600, 300, 10), "adding": (1_200, 300, 1)}


@pytest.mark.parametrize("name", recipes)
def test_recipes_fit_their_data(name: str) -> None:
    """They take minutes, so that only their parts are put together here."""
    from whygrad.engine import layered

    if name.startswith("fashion") and not WHOLE:
        pytest.skip("Fashion-MNIST is not on this machine")
    train, test, outputs = next(facts for word, facts in FACTS.items() if name.startswith(word))
    recipe = recipes[name]
    if recipe.data.features != "auto":  # those of all pictures take a minute
        train = 600
        recipe = recipe.replace(samples=train)
    job = layered.lower(recipe, [0])
    assert (job.meta.train_samples, job.meta.test_samples) == (train, test)
    assert job.rows[-1].output == (outputs,)
