"""Remedies on scripts that Keras trains: the oracle is the script changed by hand, in Keras' own words."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")
if importlib.util.find_spec("keras") is None:
    pytest.skip("Keras is not here", allow_module_level=True)
pytestmark = [pytest.mark.torch, pytest.mark.slow(2)]

from tests.watch.forked import watched  # noqa: E402
from trial_fakes import META  # noqa: E402

from whygrad.trial.rerun import Job, RerunResult, ScriptFacts, Server, from_json, script_remedies, to_json  # noqa: E402
from whygrad.trial.rerun.keras_lines import lines  # noqa: E402
from whygrad.trial.rerun.metric import choose  # noqa: E402

SCRIPT = """
import os
os.environ["KERAS_BACKEND"] = "torch"
import keras
import numpy as np

keras.utils.set_random_seed(3)
x = (np.random.default_rng(0).standard_normal((240, 6)) * [1, 30, 1, 0.2, 1, 1] + 2).astype("float32")
y = (x[:, 0] > x[:, 2]).astype("int64")
{data}
model = keras.Sequential([
    keras.layers.Input((6,)),
    keras.layers.Dense(12{hidden}){between},
    keras.layers.Dense(2, activation="softmax"{last}),
])
model.compile({optimizer}, "{loss}", metrics=["accuracy"])
model.fit(x[:160], y[:160], epochs=2, batch_size=16, shuffle=False, validation_data=(x[160:], y[160:]), verbose=0)
loss, accuracy = model.evaluate(x[160:], y[160:], batch_size=80, verbose=0)[:2]
print("final", loss, accuracy)
"""
PLAIN = {
    "data": "", "hidden": ', activation="tanh"', "between": "", "last": "", "optimizer": "keras.optimizers.SGD(0.05)",
    "loss": "sparse_categorical_crossentropy",
}  # fmt: skip


def _write(folder: Path, name: str = "train.py", **parts: str) -> Path:
    path = folder / name
    path.write_text(SCRIPT.format(**(PLAIN | parts)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as one:
        one.prepare(("torch", "torch._dynamo", "keras"))
        yield one


@pytest.fixture(scope="module")
def plain(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RerunResult, float]:
    """The script as it is, what a re-run of it leaves, and its test loss."""
    script = _write(tmp_path_factory.mktemp("plain"))
    return script, *_run(server, script, facts=_facts())


def _run(
    server: Server, script: Path, *treatment: tuple[str, dict[str, Any]], facts: ScriptFacts
) -> tuple[RerunResult, float]:
    """What a re-run leaves, and the test loss that the script prints at its end."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "facts").write_text(to_json(facts), encoding="utf-8")
        job = Job(
            str(script), (), str(script.parent), str(home / "result"), str(home / "facts"), tuple(treatment),
            output=str(home / "output"),
        )  # fmt: skip
        assert server.run(job)
        output = (home / "output").read_text()
        assert (home / "result").exists(), output
        return from_json(RerunResult, (home / "result").read_text(encoding="utf-8")), _final(output)[0]


def _final(output: str) -> tuple[float, float]:
    found = re.findall(r"^final (\S+) (\S+)$", output, flags=re.MULTILINE)
    assert found, output
    return float(found[-1][0]), float(found[-1][1])


def _alone(script: Path) -> tuple[float, float]:
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, cwd=script.parent)
    return _final(done.stdout)


def _facts() -> ScriptFacts:
    return ScriptFacts(META, layers=2)


def test_without_a_remedy_the_script_does_what_it_does(plain: tuple[Path, RerunResult, float]) -> None:
    """Its updates are counted, and its own evaluation is what is compared."""
    script, ended, found = plain
    loss, accuracy = _alone(script)
    assert found == loss
    assert (ended.stop, ended.steps, ended.finite) == ("finished", 20, True)
    assert ended.scores["accuracy_test"] == pytest.approx(accuracy, abs=1e-6)
    assert ended.facts is not None
    assert ended.facts.keras
    chosen = choose(ended, ended.facts, "learning-rate-too-low")
    assert chosen is not None
    assert chosen.name == "accuracy_test"


@pytest.mark.parametrize(
    ("code", "parameters", "by_hand"),
    [
        ("raise-learning-rate", {"factor": 10.0}, {"optimizer": "keras.optimizers.SGD(0.5)"}),
        ("lower-learning-rate", {"factor": 0.1}, {"optimizer": "keras.optimizers.SGD(0.005)"}),
        ("clip-gradients", {"norm": 0.5}, {"optimizer": "keras.optimizers.SGD(0.05, global_clipnorm=0.5)"}),
        ("use-momentum", {}, {"optimizer": "keras.optimizers.SGD(0.05, momentum=0.9)"}),
        ("use-adam", {"rate": 0.01}, {"optimizer": "keras.optimizers.Adam(0.01, epsilon=1e-8)"}),
        (
            "add-l2",
            {"l2": 0.1},
            {
                "hidden": ', activation="tanh", kernel_regularizer=keras.regularizers.L2(0.05)',
                "last": ", kernel_regularizer=keras.regularizers.L2(0.05)",
            },
        ),
        ("use-elu", {"activation": "elu"}, {"hidden": ', activation="elu"'}),
        (
            "add-batch-normalization",
            {"kind": "batch"},
            {
                "hidden": "",
                "between": ", keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)"
                ', keras.layers.Activation("tanh")',
            },
        ),
        ("scale-inputs", {}, {"data": "x = (x - x.mean(0)) / x.std(0)"}),
    ],
)
def test_a_remedy_is_the_same_change_by_hand(
    server: Server, plain: tuple[Path, RerunResult, float], tmp_path: Path, code: str, parameters: dict[str, Any],
    by_hand: dict[str, str],
) -> None:  # fmt: skip
    script, first, before = plain
    assert first.facts is not None
    ended, found = _run(server, script, (code, parameters), facts=first.facts)
    assert ended.applied
    assert ended.steps == 20
    # Inputs are scaled by the statistics of what a first run reads: training and test samples are counted differently.
    tolerance = 0.05 if code == "scale-inputs" else 3e-3
    changed = _write(tmp_path, "changed.py", **by_hand)
    if code == "add-l2":  # what Keras evaluates contains the penalty
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace("print(", "loss -= float(sum(model.losses)); print("), encoding="utf-8")
    _, expected = _run(server, changed, facts=_facts())
    assert found == pytest.approx(expected, rel=tolerance)
    assert found != pytest.approx(before, rel=1e-3)


def test_a_schedule_is_scaled_and_stays_the_scripts_own(server: Server, tmp_path: Path) -> None:
    schedule = "keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay({}, 20, 0.5))"
    script = _write(tmp_path, optimizer=schedule.format(0.05))
    _, found = _run(server, script, ("raise-learning-rate", {"factor": 4.0}), facts=_facts())
    _, expected = _run(server, _write(tmp_path, "changed.py", optimizer=schedule.format(0.2)), facts=_facts())
    assert found == pytest.approx(expected, rel=1e-5)


def test_every_remedy_has_lines_that_are_kerass(tmp_path: Path) -> None:
    """None of them names PyTorch's modules; those that only PyTorch's scripts need have none."""
    trace = watched(_write(tmp_path)).traces[0]
    facts = ScriptFacts(
        trace.meta, layers=2, class_counts=(3.0, 7.0), target_low=0.0, target_high=1.0, steps=60, keras=True
    )
    without = set[str]()
    for code, one in script_remedies().items():
        for variant in one.variants:
            shown = lines(one, variant, facts)
            assert "nn." not in shown
            assert "torch.optim" not in shown
            without |= set() if shown.strip() else {code}
    assert without == {
        "add-residual", "call-eval", "call-train", "clear-gradients", "pass-all-parameters", "scale-targets",
    }  # fmt: skip
    facts.keras = False
    assert "torch" in lines(script_remedies()["use-adam"], {"rate": 0.1}, facts)
