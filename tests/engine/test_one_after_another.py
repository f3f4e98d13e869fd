"""Several networks of layers, trained one after another: progress goes on, and Ctrl-C ends all but what is done."""

from __future__ import annotations

import _thread
import json

import pytest

import whygrad as wg
from whygrad.cli import main
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.zoo import train_one_by_one

pytest.importorskip("torch")

BASE = Experiment.from_tree(
    {"data": {"name": "circle", "samples": 40}, "layers": [{"dense": 4}, "tanh", {"dense": 1}], "epochs": 20}
)
THREE = [BASE, BASE.replace(epochs=30), BASE.replace(epochs=40)]


def test_progress_is_that_of_all() -> None:
    heard: list[float] = []
    assert len(train(THREE, 2, progress=heard.append)) == 3
    assert heard == sorted(heard)
    assert heard[-1] == pytest.approx(1.0)
    assert min(abs(share - 0.5) for share in heard) < 0.05


def _stop_at(share: float, heard: list[float]) -> None:
    if share > heard[0]:
        heard[0] = 2.0
        _thread.interrupt_main()


@pytest.mark.parametrize(("at", "statuses"), [(0.1, ["interrupted"]), (0.45, ["finished", "interrupted"])])
def test_ctrl_c_begins_no_further_one(at: float, statuses: list[str]) -> None:
    wanted = [at]
    traces = train(THREE, 1, progress=lambda share: _stop_at(share, wanted))
    assert [str(trace.status[0]) for trace in traces] == statuses


def test_the_zoo_keeps_whole_runs_only() -> None:
    wanted = [0.6]  # the second run of the second of three
    traces = train_one_by_one(THREE, 2, lambda share: _stop_at(share, wanted))
    assert [len(trace.seeds) for trace in traces] == [2, 1]
    assert {str(status) for trace in traces for status in trace.status} == {"finished"}
    with pytest.raises(KeyboardInterrupt):
        train_one_by_one(THREE, 2, lambda share: _stop_at(share, [0.01]))


def test_a_trial_ranks_what_was_trained() -> None:
    diagnosis = wg.diagnose(train(BASE, 2))
    wanted = [0.5]
    trial = wg.trial(
        BASE, diagnosis, seeds=2, extra=["use-adam", "add-l2"], progress=lambda share: _stop_at(share, wanted)
    )
    assert trial.results
    assert len(trial.controls) < 4  # the last of the random ones had no time
    json.dumps(trial.to_json(), allow_nan=False)


def test_compare_shows_what_was_trained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    file = f"{tmp_path}/base.toml"
    BASE.save(file)
    from whygrad.cli import _progress

    wanted = [0.5]
    monkeypatch.setattr(_progress, "progress", _Watched(lambda share: _stop_at(share, wanted)))
    assert main(["compare", file, "--vary", "epochs=20,30,40", "--seeds", "1", "--json", "-"]) == 130
    printed = capsys.readouterr()
    assert "interrupted" in printed.err
    assert len(json.loads(printed.out)["variants"]) == 2


class _Watched:
    def __init__(self, advance: object) -> None:
        self.advance = advance

    def __call__(self, _label: str) -> _Watched:
        return self

    def __enter__(self) -> object:
        return self.advance

    def __exit__(self, *_: object) -> None:
        return None
