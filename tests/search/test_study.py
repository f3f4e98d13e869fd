"""Studies: what is tried next, what is kept in a file, and which files are refused."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

pytest.importorskip("optuna")

from whygrad.compare import Dimension
from whygrad.errors import WhygradError
from whygrad.search import Goal, Tried, argument, study
from whygrad.search.study import Study

LOSS = Goal("loss_test")
RATE = Dimension.parse("learning_rate=1e-4:1:log")
SPACE = (RATE, Dimension.parse("batch_size=4:64"), Dimension.parse("hidden=[4],[8,8]"))
SUBJECT = {"experiment": "", "vary": ["learning_rate=1e-4:1:log"]}


def _study(file: Path | None = None, *, sampler: str = "tpe", seed: int = 0, space: Any = SPACE, **more: Any) -> Study:
    subject = {**SUBJECT, **more}
    return Study(space, LOSS, sampler, seed, subject=subject, file=None if file is None else str(file))


def _distance(values: dict[str, Any]) -> float:
    """How far a trial is from a learning rate of 0.01: a problem whose minimum is known."""
    return abs(math.log10(values["training.learning_rate"]) + 2)


def _run(begun: Study, trials: int, at_once: int = 2) -> list[Tried]:
    while (done := len(begun.tried())) < trials:
        for number, values in begun.ask(min(at_once, trials - done)):
            begun.tell(Tried(number, values, _distance(values)))
    return begun.tried()


def test_values_are_those_of_the_experiment() -> None:
    for one in _run(_study(), 12):
        rate, batch, hidden = one.values.values()
        assert 1e-4 <= rate <= 1
        assert rate == float(f"{rate:.4g}")
        assert isinstance(batch, int)
        assert 4 <= batch <= 64
        assert hidden in ((4,), (8, 8))


def test_random_trials_have_the_distribution_that_a_range_names() -> None:
    rates = [one.values["training.learning_rate"] for one in _run(_study(sampler="random", space=(RATE,)), 300, 10)]
    assert len(set(rates)) > 290
    assert stats.kstest(rates, stats.loguniform(1e-4, 1).cdf).pvalue > 0.01


def test_tpe_finds_a_known_minimum_better_than_random_trials_do() -> None:
    """The median over seeds of the mean distance of the last ten of forty trials."""

    def late(sampler: str) -> float:
        runs = [_run(_study(sampler=sampler, seed=seed, space=(RATE,)), 40)[-10:] for seed in range(5)]
        return float(np.median([np.mean([one.value for one in last]) for last in runs]))

    assert late("tpe") < 0.5 * late("random")


def test_equal_seeds_give_equal_trials(tmp_path: Path) -> None:
    first = _run(_study(), 14)
    assert [one.values for one in _run(_study(), 14)] == [one.values for one in first]
    assert [one.values for one in _run(_study(seed=1), 14)] != [one.values for one in first]
    assert [one.values for one in _run(_study(tmp_path / "a.journal"), 14)] == [one.values for one in first]


@pytest.mark.parametrize("sampler", ["tpe", "random"])
def test_a_search_that_was_cut_off_continues_as_if_it_had_not_been(tmp_path: Path, sampler: str) -> None:
    file = tmp_path / "study.journal"
    _run(_study(file, sampler=sampler), 12)
    _study(file, sampler=sampler).ask(2)  # killed before anything was told
    stopped = _study(file, sampler=sampler)
    number, values = stopped.ask(2)[0]
    stopped.tell(Tried(number, values, None, "interrupted"))
    stopped.drop()
    whole = _run(_study(sampler=sampler), 20)
    assert [one.values for one in _run(_study(file, sampler=sampler), 20)] == [one.values for one in whole]


def test_a_file_keeps_what_came_of_each_trial(tmp_path: Path) -> None:
    file = tmp_path / "study.journal"
    begun = _study(file)
    (one, values), (other, more) = begun.ask(2)
    begun.tell(Tried(one, values, 0.25, seconds=3.0))
    begun.tell(Tried(other, more, None, "crashed", "ValueError: no"))
    kept = _study(file).tried()
    assert kept == [Tried(one, values, 0.25, seconds=3.0), Tried(other, more, None, "crashed", "ValueError: no")]


def test_the_sampler_avoids_what_failed() -> None:
    """Above 0.01 everything fails: later trials are mostly below, as three quarters of random ones would not be."""
    begun = _study(space=(Dimension.parse("learning_rate=1e-4:1e4:log"),))
    while len(begun.tried()) < 40:
        for number, values in begun.ask(2):
            rate = values["training.learning_rate"]
            begun.tell(Tried(number, values, None, "non-finite") if rate > 0.01 else Tried(number, values, rate))
    assert sum(one.value is not None for one in begun.tried()[-16:]) >= 10


@pytest.mark.parametrize("content", [b"not a study\n", b'{"op_code":0,"x":1}\n', b"\x89PNG\r\n", b'{"a":1}\n'])
def test_a_file_that_is_no_study_is_refused_and_stays(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "study.journal"
    file.write_bytes(content)
    with pytest.raises(WhygradError, match="is not a study"):
        _study(file)
    assert file.read_bytes() == content


def test_a_damaged_study_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "study.journal"
    _run(_study(file), 4)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([*lines[:4], b'{"op_code":\n', *lines[4:]]))
    with pytest.raises(WhygradError, match="is not a study"):
        _study(file)


def test_a_study_of_something_else_is_refused_with_what_differs(tmp_path: Path) -> None:
    file = tmp_path / "study.journal"
    _run(_study(file), 2)
    with pytest.raises(WhygradError, match="different: vary"):
        _study(file, vary=["l2=0:1"])


def test_a_study_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "study.journal"
    _run(_study(file), 2)
    monkeypatch.setattr(study, "MOST_BYTES", 100)
    with pytest.raises(WhygradError, match="larger"):
        _study(file)


def test_arguments_of_scripts() -> None:
    whole, rate, listed = argument("--width=16:64"), argument("--lr=1e-4:1:log"), argument("--opt=sgd,adam")
    assert whole.range is not None
    assert whole.range.whole
    assert rate.range is not None
    assert (rate.range.low, rate.range.high, rate.range.log, rate.range.whole) == (1e-4, 1, True, False)
    assert listed.values == ("sgd", "adam")
    assert argument("lr=0.1,1").key == "lr"  # as Hydra takes them
    for wrong in ("--lr", "--lr=", "=1", "--=1", "--l r=1", "--lr=1:0", "--lr=0:1:log", "--lr=1,1"):
        with pytest.raises(WhygradError):
            argument(wrong)
