"""The scripts give the kernel's losses, whatever is trained; need no whygrad; and are code that a linter passes."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.views.export.running import CASES, SEED, experiment, halfway, printed, script_losses, trained

from whygrad import i18n
from whygrad.experiment import Experiment, presets
from whygrad.experiment.options import BY_KEY
from whygrad.nets import ACTIVATIONS
from whygrad.views.export import keras, kind_named, pytorch, subject

pytestmark = pytest.mark.torch

TOLERANCE = 1e-4
PRINTED = 1e-6  # six digits behind the point

# Keras calls NumPy in a way that is on its way out.
in_keras = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")


def _drops(name: str) -> bool:
    return bool(CASES[name].get("dropout"))


@pytest.mark.parametrize("name", CASES)
def test_pytorch_gives_the_same_losses(name: str) -> None:
    found = subject(experiment(name), SEED)
    np.testing.assert_allclose(script_losses("pytorch", found), trained(found), rtol=TOLERANCE, atol=PRINTED)


@in_keras
@pytest.mark.parametrize("name", [name for name in CASES if not _drops(name)])
def test_keras_gives_the_same_losses(name: str) -> None:
    found = subject(experiment(name), SEED)
    np.testing.assert_allclose(script_losses("keras", found), trained(found), rtol=TOLERANCE, atol=PRINTED)


@in_keras
def test_keras_with_dropout_learns_and_says_that_it_differs() -> None:
    """Its masks are its own: the curve is another one, and still one of this network."""
    found = subject(experiment("dropout").replace(epochs=60, learning_rate=1.0, dropout=0.1), SEED)
    losses, expected = script_losses("keras", found), trained(found)
    assert np.abs(losses - expected).max() > 1e-3
    assert losses[-1, 0] < 0.7 * losses[0, 0]
    assert "Dropout" in kind_named("keras").content(found)[:600]


@in_keras
@pytest.mark.parametrize("kind", ["pytorch", "keras"])
@pytest.mark.parametrize("name", ["adam", "batch-norm", "activation-prelu"])
def test_scripts_go_on_from_trained_weights(kind: str, name: str) -> None:
    found = halfway(experiment(name))
    assert np.abs(found.parameters - subject(found.experiment, SEED).parameters).max() > 0.01
    np.testing.assert_allclose(script_losses(kind, found), trained(found), rtol=TOLERANCE, atol=PRINTED)


@in_keras
@pytest.mark.parametrize("kind", ["pytorch", "keras"])
@pytest.mark.parametrize("seed", [0, 2**32 - 1])
@pytest.mark.parametrize("samples", [4, 10, 1_000])
def test_every_seed_and_size_has_its_order(kind: str, seed: int, samples: int) -> None:
    found = subject(experiment("sgd").replace(samples=samples, batch_size=1 if samples < 20 else 99, epochs=3), seed)
    np.testing.assert_allclose(script_losses(kind, found), trained(found), rtol=TOLERANCE, atol=PRINTED)


@in_keras
@pytest.mark.parametrize("kind", ["pytorch", "keras"])
@pytest.mark.parametrize("name", [name for name in presets if name.startswith("healthy-") and "dropout" not in name])
def test_presets_give_the_same_losses(kind: str, name: str) -> None:
    """Of real sizes; after more updates of a larger network float32 has parted a little more."""
    found = subject(presets[name].replace(epochs=3), SEED, name=name)
    np.testing.assert_allclose(script_losses(kind, found), trained(found), rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("kind", ["pytorch", "keras"])
def test_a_script_needs_nothing_of_ours(kind: str, tmp_path: Path) -> None:
    """In a process of its own, where whygrad cannot be imported."""
    found = subject(experiment("batch-norm"), SEED)
    script = tmp_path / "script.py"
    script.write_text(kind_named(kind).content(found), encoding="utf-8")
    run = "import runpy, sys; sys.modules['whygrad'] = None; runpy.run_path(sys.argv[1], run_name='__main__')"
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", run, str(script)], capture_output=True, text=True, cwd=tmp_path, check=False,
        env=kept | {"OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    np.testing.assert_allclose(printed(done.stdout), trained(found), rtol=TOLERANCE, atol=PRINTED)
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= {"base64", "math", "zlib", "numpy", "torch" if kind == "pytorch" else "keras"}


def test_scripts_pass_a_linter(tmp_path: Path) -> None:
    """In both languages, whatever they hold; and their comments are in that language."""
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            for name in CASES:
                found = subject(experiment(name), SEED, name=name)
                for kind in ("pytorch", "keras"):
                    code = kind_named(kind).content(found)
                    assert any("가" <= letter <= "힣" for letter in code) == (language == "ko")
                    (tmp_path / f"{name}-{language}-{kind}.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache", "--line-length", "120"]
    done = subprocess.run(
        [*command, "--select", "E,F,W,I,B", "--output-format", "concise", str(tmp_path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]


def test_every_option_can_be_written() -> None:
    assert set(pytorch.CALLS) == set(ACTIVATIONS)
    assert set(keras.ARGUMENTS) | {"prelu"} == set(ACTIVATIONS)
    for module in (pytorch, keras):
        assert set(module.OPTIMIZERS) == set(BY_KEY["training.optimizer"].choices)
        assert set(module.SCHEDULES) == set(BY_KEY["training.schedule"].choices)


@pytest.mark.parametrize("name", ['"""\nimport os\n"""', "a\\", "x" * 500, "한글 이름", "'''", "\x00\u2028"])
def test_a_name_stays_a_name(name: str, tmp_path: Path) -> None:
    """Whatever an experiment or its columns are called, it is a comment."""
    csv = tmp_path / "cells.csv"
    column = name.replace("\n", " ").replace("\x00", "").replace("\u2028", "").replace('"', '""').strip()
    csv.write_text(f'"{column}_a",b,y\n' + "".join(f"{i},{-i},{i % 2}\n" for i in range(20)), encoding="utf-8")
    found = subject(Experiment().replace(name=str(csv), hidden=[2]), name=name)
    for kind in ("pytorch", "keras"):
        code = kind_named(kind).content(found)
        tree = ast.parse(code)
        plain = ast.parse(kind_named(kind).content(subject(found.experiment)))
        assert ast.dump(ast.Module(tree.body[1:], [])) == ast.dump(ast.Module(plain.body[1:], []))
        assert max(len(line) for line in code.splitlines()) <= 120


def test_large_data_stays_small() -> None:
    """Digits, 64 columns of 1797 samples, take less than a third of their 460 kB as float32."""
    found = subject(presets["healthy-digits"])
    assert len(kind_named("pytorch").content(found)) < 150_000
