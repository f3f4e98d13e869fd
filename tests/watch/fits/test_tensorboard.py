"""The event files hold what the trace holds, as TensorBoard itself reads it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.cli import main
from whygrad.errors import InputError, MissingExtraError

pytest.importorskip("tensorboard")
from whygrad.watch.tensorboard import write


def _read(folder: Path) -> dict[str, tuple[list[int], list[float]]]:
    """Tag -> steps and values."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.util.tensor_util import make_ndarray

    events: Any = EventAccumulator(str(folder), size_guidance={"tensors": 0}).Reload()
    return {
        tag: ([one.step for one in events.Tensors(tag)],
              [float(make_ndarray(one.tensor_proto)) for one in events.Tensors(tag)])
        for tag in events.Tags()["tensors"]
    }  # fmt: skip


def test_every_scalar_of_every_run_arrives(tmp_path: Path) -> None:
    trace = wg.train(wg.presets["healthy-xor"].replace(epochs=3), seeds=2)
    assert write(trace, tmp_path / "events") == tmp_path / "events"
    for run, seed in enumerate(trace.seeds):
        found = _read(tmp_path / "events" / f"seed-{seed}")
        steps, values = found["loss_train"]
        assert steps == trace.steps.tolist()
        assert values == trace.channels["loss_train"][run].tolist()
        for at, layer in enumerate(trace.meta.layers):
            assert found[f"gradient_rms/{layer.name}"][1] == trace.channels["gradient_rms"][run, :, at].tolist()
        scalar = {tag.split("/")[0] for tag in found}
        assert scalar == {n for n, v in trace.channels.items() if v.ndim in (2, 3) and v.shape[:2] == (2, len(steps))}


def test_what_was_not_recorded_is_left_out(tmp_path: Path) -> None:
    trace = wg.train(wg.presets["healthy-xor"].replace(epochs=3), seeds=1)
    channels = {name: np.array(values) for name, values in trace.channels.items()}
    channels["loss_train"][0, 1] = math.nan
    write(wg.Trace(trace.meta, trace.steps, trace.seeds, channels), tmp_path)
    steps, values = _read(tmp_path)["loss_train"]
    assert steps == [step for at, step in enumerate(trace.steps.tolist()) if at != 1]
    assert not any(math.isnan(value) for value in values)


@pytest.mark.parametrize("command", ["train", "diagnose"])
def test_commands_write_them(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [command, "healthy-xor", "--seeds", "1", "--set", "epochs=2", "--tensorboard", str(tmp_path / "tb")]
    assert main(words) in (0, 1)
    assert "loss_train" in _read(tmp_path / "tb")


def test_what_is_missing_is_said_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    trace = wg.train(wg.presets["healthy-xor"].replace(epochs=1), seeds=1)
    with pytest.raises(MissingExtraError, match=r"whygrad\[tensorboard\]"):
        write(trace, tmp_path)
    assert main(["train", "healthy-xor", "--tensorboard", str(tmp_path)]) == 2
    assert 'pip install "whygrad[tensorboard]"' in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    trace = wg.train(wg.presets["healthy-xor"].replace(epochs=1), seeds=1)
    with pytest.raises(InputError, match="event files cannot be written"):
        write(trace, tmp_path / "taken")
