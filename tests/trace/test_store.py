"""The trace on disk: round trips, failures at every single operation, damage, newer formats, other readers."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import xarray as xr
import zarr
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from whygrad import i18n
from whygrad.errors import TraceError
from whygrad.trace import CHANNELS, DETAILS, HISTOGRAM_BINS, Recorder, Status, Trace, reader

Edit = Callable[[Path, Callable[[dict], None]], None]
FLOATS = {"width": 32, "allow_nan": True, "allow_infinity": True}


@st.composite
def arrays(draw: st.DrawFn) -> dict[str, Any]:
    """Arguments of a `Trace`: any channels of any length, any runs and endings."""
    runs, steps, layers = draw(st.integers(0, 3)), draw(st.integers(0, 9)), draw(st.integers(0, 3))
    lengths = {
        "run": runs, "step": steps, "layer": layers, "bin": HISTOGRAM_BINS, "class": 2, "time": 2,
        "feature": draw(st.integers(0, 3)), "unit": draw(st.integers(1, 3)), "parameter": draw(st.integers(0, 3)),
    }  # fmt: skip

    def some(*dims: str) -> np.ndarray:
        # One drawn number an array is enough of a surprise; bits that differ everywhere find swapped axes.
        shape = tuple(lengths[dim] for dim in dims)
        values = np.random.default_rng(draw(st.integers(0, 99))).standard_normal(shape, np.float32)
        if values.size:
            values.flat[draw(st.integers(0, values.size - 1))] = draw(st.floats(**FLOATS))
        return values

    names = draw(st.sets(st.sampled_from(sorted(CHANNELS)), max_size=6))
    number = st.integers(-(2**63), 2**63 - 1)
    return {
        "layers": layers,
        "seeds": draw(hnp.arrays(np.int64, runs, elements=number)),
        "steps": np.cumsum(draw(hnp.arrays(np.int64, steps, elements=st.integers(1, 2**40)))),
        "channels": {name: some(*CHANNELS[name].dims) for name in names},
        "status": draw(st.lists(st.sampled_from(Status), min_size=runs, max_size=runs)),
        "non_finite_step": draw(hnp.arrays(np.int64, runs, elements=st.integers(-1, 2**62))),
        "non_finite_layer": draw(hnp.arrays(np.int64, runs, elements=st.integers(-1, layers - 1))),
        "non_finite_what": draw(st.lists(st.sampled_from(["", "loss", "weight"]), min_size=runs, max_size=runs)),
        "initial_parameters": some("run", "parameter") if draw(st.booleans()) else None,
        "final_parameters": some("run", "parameter") if draw(st.booleans()) else None,
    }


@settings(max_examples=30)
@given(arguments=arrays(), name=st.text(max_size=9))
def test_saved_is_opened_as_it_was(arguments: dict, name: str, made: ModuleType, tmp_path: Path) -> None:
    meta = made.meta(arguments.pop("layers"), name=name)
    trace = Trace(meta, **arguments)
    trace.save(tmp_path / "run.zarr")
    assert Trace.open(tmp_path / "run.zarr").same_as(trace)


@settings(max_examples=20)
@given(arguments=arrays())
def test_recorded_is_opened_as_it_was_at_any_time(arguments: dict, made: ModuleType, tmp_path: Path) -> None:
    meta = made.meta(arguments.pop("layers"), total_steps=3)
    whole = Trace(meta, **arguments)
    recorder = Recorder(meta, whole.seeds, DETAILS, tmp_path / "run.zarr")
    for index, step in enumerate(whole.steps):
        assert Trace.open(tmp_path / "run.zarr").same_as(recorder.trace)
        growing = [name for name in whole.channels if "step" in CHANNELS[name].dims]
        recorder.append(step, {name: whole[name][:, index] for name in growing})
    recorder.constants({name: a for name, a in whole.channels.items() if "step" not in CHANNELS[name].dims})
    assert Trace.open(tmp_path / "run.zarr").same_as(recorder.trace)
    ended = {name: value for name, value in arguments.items() if name not in ("steps", "seeds", "channels")}
    assert recorder.finish(**ended).same_as(Trace.open(tmp_path / "run.zarr"))
    if len(whole.steps):
        assert Trace.open(tmp_path / "run.zarr").same_as(whole)


def test_many_chunks(made: ModuleType, tmp_path: Path) -> None:
    """Records so large that a chunk holds few of them, and more records than a chunk of a saved trace holds."""
    random_numbers, shape = np.random.default_rng(0), (64, 40)
    meta = made.meta(40, total_steps=100)
    recorder = Recorder(meta, range(64), path=tmp_path / "grown.zarr")
    for step in range(20):
        recorder.append(step, {"gradient_rms": random_numbers.standard_normal(shape, np.float32)})
    trace = recorder.finish()
    files = sorted(path.name for path in (tmp_path / "grown.zarr" / "gradient_rms").glob("c.*"))
    assert files == ["c.0.0.0", "c.0.1.0", "c.0.2.0", "c.0.3.0"]  # 10 kB a record, 64 kB a chunk
    assert Trace.open(tmp_path / "grown.zarr").same_as(trace)
    trace.save(tmp_path / "saved.zarr")
    assert [path.name for path in (tmp_path / "saved.zarr" / "gradient_rms").glob("c.*")] == ["c.0.0.0"]
    assert Trace.open(tmp_path / "saved.zarr").same_as(trace)


# Other readers


@pytest.mark.parametrize("consolidated", [True, False])
@pytest.mark.parametrize("grown", [True, False])
def test_xarray_opens_the_folder(made: ModuleType, tmp_path: Path, grown: bool, consolidated: bool) -> None:
    trace = made.trace(path=tmp_path / "run.zarr" if grown else None)
    if not grown:
        trace.save(tmp_path / "run.zarr")
    with xr.open_zarr(tmp_path / "run.zarr", chunks=None, consolidated=consolidated) as dataset:
        own = trace.dataset
        assert set(dataset.data_vars) == set(own.data_vars)
        for name in own.data_vars:
            assert dataset[name].dims == own[name].dims
            assert dataset[name].attrs == own[name].attrs
            np.testing.assert_array_equal(dataset[name], own[name])
        np.testing.assert_array_equal(dataset["step"], trace.steps)
        np.testing.assert_array_equal(dataset.coords["seed"], trace.seeds)


def test_records_written_together_are_as_those_written_one_by_one(made: ModuleType, tmp_path: Path) -> None:
    one, together = (made.recorder(tmp_path / name) for name in ("one.zarr", "together.zarr"))
    records = [made.record(number) for number in range(40)]
    names = set.intersection(*map(set, records))
    for number, record in enumerate(records):
        one.append(number, {name: record[name] for name in names})
    for first, last in ((0, 1), (1, 33), (33, 40)):
        block = records[first:last]
        together.extend(range(first, last), {name: np.stack([record[name] for record in block], 1) for name in names})
    assert together.finish().same_as(one.finish())
    assert Trace.open(tmp_path / "together.zarr").same_as(Trace.open(tmp_path / "one.zarr"))
    with pytest.raises(ValueError, match="cannot follow"):
        made.recorder().extend([0, 0], {"loss_train": np.zeros((4, 2))})
    with pytest.raises(ValueError, match="second axis"):
        made.recorder().extend([0, 1], {"loss_train": np.zeros((4, 3))})


def test_readers_of_single_arrays_never_see_an_unfinished_record(made: ModuleType, tmp_path: Path) -> None:
    recorder = made.recorder(tmp_path / "run.zarr")
    for index in range(20):
        recorder.append(index, made.record(index))
        array = zarr.open_array(str(tmp_path / "run.zarr" / "loss_train"), mode="r")
        count = array.shape[1]
        assert (index + 1) / 2 < count <= index + 1
        np.testing.assert_array_equal(array[...], recorder.trace["loss_train"][:, :count])


def test_a_copy_by_xarray_is_still_a_trace(made: ModuleType, saved: Path, tmp_path: Path) -> None:
    """Other tools may write it anew with other chunks, but not compressed."""
    group = zarr.open_group(str(saved), mode="r")
    copy = zarr.create_group(str(tmp_path / "copy.zarr"), zarr_format=3, attributes=dict(group.attrs))
    for name, array in group.arrays():
        copy.create_array(
            name, data=array[...], chunks=tuple(max(1, length // 2) for length in array.shape),
            dimension_names=array.metadata.dimension_names, compressors=None,
        )  # fmt: skip
    assert Trace.open(tmp_path / "copy.zarr").same_as(made.trace())


def test_recording_and_saving_import_neither_zarr_nor_xarray(tmp_path: Path) -> None:
    program = (
        "import sys, recording; recording.trace(path=sys.argv[1]).save(sys.argv[2]);"
        "print({'zarr', 'xarray', 'pydantic', 'torch', 'matplotlib'} & set(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.zarr", tmp_path / "b.zarr"],
        cwd=Path(__file__).parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert answer.stdout == "set()\n"


# Cost


def test_what_an_append_writes(made: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One write of the record's bytes a channel, and one rename for all of them."""
    recorder = Recorder(made.meta(11, total_steps=10_000), range(8), path=tmp_path / "run.zarr")
    for index in range(10):
        recorder.append(index, made.record(index, 8, 11))
    operations = _Operations()
    with operations.counted(monkeypatch):
        recorder.append(10, made.record(10, 8, 11))
    channels = len(made.NAMES)
    assert operations.log.count("write") == channels + 1  # and `step`
    assert operations.log.count("write_bytes") == operations.log.count("replace") == 1
    assert len(operations.log) == channels + 3
    assert operations.written["write"] == sum(4 * values.size for values in made.record(10, 8, 11).values()) + 8
    assert operations.written["write_bytes"] < 32_000


# Failures


class _Killed(BaseException):
    """Stands for the end of the process at one operation on a file."""


class _Operations:
    """Counts what the store does to files, and makes the operation number `fails` fail half done."""

    def __init__(self, fails: int | None = None, error: Callable[[], BaseException] = _Killed) -> None:
        self.log: list[str] = []
        self.written: dict[str, int] = {"write": 0, "write_bytes": 0}
        self._fails, self._error = fails, error

    def _next(self, name: str, half: Callable[[], object] | None = None) -> None:
        self.log.append(name)
        if len(self.log) - 1 == self._fails:
            if half is not None:
                half()
            raise self._error()

    @contextmanager
    def counted(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        operations, write_bytes, open_file = self, Path.write_bytes, Path.open

        def writing_bytes(path: Path, data: bytes) -> int:
            operations._next("write_bytes", lambda: write_bytes(path, data[: len(data) // 2]))
            operations.written["write_bytes"] += len(data)
            return write_bytes(path, data)

        def opening(path: Path, *arguments: Any, **named: Any) -> Any:
            stream = open_file(path, *arguments, **named)
            if arguments != ("r+b",):
                return stream
            write = stream.write

            class Stream:
                seek = stream.seek

                def __enter__(self) -> Stream:
                    return self

                def __exit__(self, *_: object) -> None:
                    stream.close()

                def write(self, data: bytes) -> int:
                    operations._next("write", lambda: write(data[: len(data) // 2]))
                    operations.written["write"] += len(data)
                    return write(data)

            return Stream()

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", writing_bytes)
            patch.setattr(Path, "open", opening)
            for name in ("mkdir", "rename", "replace"):
                original = getattr(Path, name)

                def patched(path: Path, *arguments: Any, _name: str = name, _call: Any = original, **named: Any) -> Any:
                    operations._next(_name)
                    return _call(path, *arguments, **named)

                patch.setattr(Path, name, patched)
            yield


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _small_record(index: int) -> dict[str, list]:
    return {"loss_train": [index, -index], **({"gradient_rms": [[index] * 3, [-index] * 3]} if index > 1 else {})}


def _record_all(recorder: Recorder, done: list[int]) -> Trace:
    for index in range(5):
        recorder.append(index, _small_record(index))
        done.append(index)
    recorder.constants({"input_mean": [1.0]})
    trace = recorder.finish(final_parameters=[[1.0], [2.0]])
    done.append(-1)
    return trace


def test_dying_at_any_operation_loses_no_finished_record(
    made: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meta = made.meta(total_steps=3)  # so small that there are several chunks
    whole = _record_all(Recorder(meta, range(2)), [])
    for number in range(10_000):
        folder, done, operations = tmp_path / f"{number}.zarr", [], _Operations(number)
        survived = False
        with operations.counted(monkeypatch):
            try:
                _record_all(Recorder(meta, range(2), path=folder), done)
                survived = True
            except _Killed:
                pass
        if not folder.exists():
            assert not done
            continue
        trace = Trace.open(folder)
        if -1 in done:
            assert trace.same_as(whole)
        else:
            count = len(trace.steps)
            assert len(done) <= count <= len(done) + 1
            for name, values in trace.channels.items():
                expected = whole[name][:, :count] if "step" in CHANNELS[name].dims else whole[name]
                np.testing.assert_array_equal(values, expected)
        if survived:
            break
        shutil.rmtree(folder)
    assert survived
    assert number > 50  # every operation of the recording had its turn


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_after_a_failure_the_next_append_writes_what_is_missing(
    made: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    meta = made.meta(total_steps=3)
    whole = _record_all(Recorder(meta, range(2)), [])
    messages: set[str] = set()
    for number in range(10_000):
        folder = tmp_path / f"{number}.zarr"
        recorder, operations, failed = Recorder(meta, range(2), path=folder), _Operations(number, lambda: error), 0
        with operations.counted(monkeypatch):
            for call in (
                *[lambda recorder, index=index: recorder.append(index, _small_record(index)) for index in range(5)],
                lambda recorder: recorder.constants({"input_mean": [1.0]}),
            ):
                try:
                    call(recorder)
                except (TraceError, KeyboardInterrupt) as caught:
                    failed += 1
                    messages.add(str(caught).removeprefix(str(folder)))
            try:
                trace = recorder.finish(final_parameters=[[1.0], [2.0]])
            except (TraceError, KeyboardInterrupt):
                failed += 1
                trace = recorder.finish(final_parameters=[[1.0], [2.0]])
        assert trace.same_as(whole)
        assert Trace.open(folder).same_as(whole)
        shutil.rmtree(folder)
        if not failed:
            break
    assert not failed
    assert number > 40
    assert messages == {": the trace cannot be written: No space left on device." if isinstance(error, OSError) else ""}


def test_a_failed_save_leaves_the_old_trace(
    made: ModuleType, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = made.trace(), Trace(made.meta(), [0], [0, 1], {"loss_train": [[1], [2]], "class_share": [0, 1]})
    for number in range(10_000):
        operations = _Operations(number, lambda: OSError(28, "No space left on device"))
        with operations.counted(monkeypatch):
            try:
                new.save(saved)
                break
            except TraceError:
                pass
        assert Trace.open(saved).same_as(old)
        assert _names(tmp_path) == ["run.zarr"]
    assert number > 30
    assert Trace.open(saved).same_as(new)
    assert _names(tmp_path) == ["run.zarr"]


def test_recording_replaces_a_trace(saved: Path, made: ModuleType, tmp_path: Path) -> None:
    recorder = made.recorder(saved)
    assert len(Trace.open(saved).steps) == 0
    recorder.append(0, made.record(0))
    assert len(Trace.open(saved).steps) == recorder.records == 1
    assert _names(tmp_path) == ["run.zarr"]


def test_reading_begins_anew_when_another_trace_has_come_into_the_same_folder(
    made: ModuleType, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder made right after one was removed may get its number, so the number tells nothing."""
    new = Trace(made.meta(), [0], [0, 1], {"loss_train": [[1], [2]], "class_share": [0, 1]})
    number, read = saved.stat().st_ino, reader.group_metadata

    def replaced_after(folder: Path, *, links: bool = True) -> object:
        metadata = read(folder, links=links)
        monkeypatch.setattr(reader, "group_metadata", read)
        new.save(saved.with_name("new"))
        for entry in saved.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        for entry in saved.with_name("new").iterdir():
            entry.rename(saved / entry.name)
        return metadata

    monkeypatch.setattr(reader, "group_metadata", replaced_after)
    assert Trace.open(saved).same_as(new)
    assert saved.stat().st_ino == number


@pytest.mark.parametrize(
    "write", [lambda trace, path: trace.save(path), lambda trace, path: Recorder(trace.meta, [0], path=path)]
)
def test_what_is_not_a_trace_is_left_alone(trace: Trace, tmp_path: Path, write: Callable) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.png").touch()
    (tmp_path / "letter").touch()
    zarr.create_group(str(tmp_path / "other.zarr"))
    for name, message in {
        "photos": "is not a trace",
        "letter": "is a file",
        "other.zarr": "nothing was written",
    }.items():
        with pytest.raises(TraceError, match=message) as caught:
            write(trace, tmp_path / name)
        assert "\n" not in str(caught.value)
    assert _names(tmp_path / "photos") == ["cat.png"]
    assert _names(tmp_path) == ["letter", "other.zarr", "photos"]


def test_an_empty_folder_and_missing_parents_are_fine(trace: Trace, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "a" / "b" / "run.zarr"):
        trace.save(path)
        assert Trace.open(str(path)).same_as(trace)


def test_a_place_that_cannot_be_written(trace: Trace, tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    for call in (trace.save, lambda path: Recorder(trace.meta, [0], path=path)):
        with pytest.raises(TraceError, match="letter: this is a file"):
            call(tmp_path / "letter" / "a" / "run.zarr")
        with pytest.raises(TraceError, match="cannot be written: File name too long"):
            call(tmp_path / ("x" * 250))


# Damage


def _refused(path: Path, message: str) -> None:
    with pytest.raises(TraceError, match=message) as caught:
        Trace.open(path)
    assert str(caught.value).startswith(str(path))
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            assert "\n" not in str(caught.value)


def test_nothing_and_something_else(tmp_path: Path) -> None:
    _refused(tmp_path / "nowhere.zarr", "no trace found")
    _refused(tmp_path, "not a trace of whygrad")
    (tmp_path / "letter").write_text("Dear all")
    _refused(tmp_path / "letter", "not a trace of whygrad")
    zarr.create_group(str(tmp_path / "other.zarr"))
    _refused(tmp_path / "other.zarr", "not a trace of whygrad")


def test_a_newer_format_is_refused_with_a_sentence(saved: Path, edit: Edit) -> None:
    edit(saved / "zarr.json", lambda group: group["attributes"]["whygrad"].update(format=2, meta="nobody knows"))
    _refused(saved, "has format 2, but this whygrad reads formats up to 1; install a newer whygrad")


def test_a_chunk_cut_short_names_its_channel(saved: Path) -> None:
    file = saved / "weight_rms" / "c.0.0.0"
    file.write_bytes(file.read_bytes()[:-1])
    _refused(saved, "weight_rms is damaged")


def test_a_missing_chunk_names_its_channel(saved: Path) -> None:
    (saved / "loss_test" / "c.0.0").unlink()
    _refused(saved, "loss_test is damaged")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _, own: own.update(format="1"), "zarr.json is damaged"),
        (lambda _, own: own.update(format=0), "zarr.json is damaged"),
        (lambda _, own: own.pop("meta"), "zarr.json is damaged"),
        (lambda _, own: own["meta"].pop("name"), "zarr.json is damaged"),
        (lambda _, own: own["meta"].update(classes="many"), "zarr.json is damaged"),
        (lambda _, own: own["meta"]["layers"][0].update(outputs=None), "zarr.json is damaged"),
        (lambda _, own: own["status"].append("happy"), "zarr.json is damaged"),
        (lambda _, own: own["status"].append("finished"), "5 statuses for 4 runs"),
        (lambda _, own: own["meta"]["layers"].pop(), "'layer' has length 2"),
        (lambda arrays, _: arrays.pop("step"), "step is damaged"),
        (lambda arrays, _: arrays["loss_train"].update(dimension_names=["step", "run"]), "loss_train is damaged"),
        (lambda arrays, _: arrays["loss_train"].update(data_type="float64"), "loss_train is damaged"),
        (lambda arrays, _: arrays["loss_train"].update(shape=[4, 39]), "loss_train: dimension 'step' has length 40"),
        (lambda arrays, _: arrays["loss_train"].update(shape=[4, 41]), "loss_train is damaged"),
        (lambda arrays, _: arrays["loss_train"].update(shape=[10**6, 10**9]), "loss_train is damaged"),
        (lambda arrays, _: arrays["loss_train"]["codecs"].append({"name": "pickle"}), 'compressed with "pickle"'),
    ],
)
def test_damaged_metadata(saved: Path, edit: Edit, change: Callable, message: str) -> None:
    edit(
        saved / "zarr.json",
        lambda group: change(group["consolidated_metadata"]["metadata"], group["attributes"]["whygrad"]),
    )
    _refused(saved, message)


def test_absurd_sizes_are_refused_before_memory_is_taken(saved: Path, edit: Edit) -> None:
    def change(group: dict) -> None:
        loss = group["consolidated_metadata"]["metadata"]["loss_train"]
        loss["shape"] = loss["chunk_grid"]["configuration"]["chunk_shape"] = [10**6, 10**9]

    edit(saved / "zarr.json", change)
    _refused(saved, "loss_train needs more memory")


def test_all_arrays_together_are_limited(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_BYTES", 20_000)
    _refused(saved, "needs more memory")


def test_large_metadata_is_not_read(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_METADATA_BYTES", 1000)
    _refused(saved, "zarr.json needs more memory")


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"attributes": []}'])
def test_garbage_instead_of_metadata(saved: Path, text: bytes) -> None:
    (saved / "zarr.json").write_bytes(text)
    _refused(saved, "damaged|not a trace of whygrad")


@settings(max_examples=100)
@given(seed=st.integers(0, 2**32))
def test_any_change_to_the_metadata_is_read_or_refused(seed: int, made: ModuleType, tmp_path: Path) -> None:
    """Whatever stands in the file: a trace or one sentence, never another error and never much memory."""
    folder, chance = tmp_path / "run.zarr", random.Random(seed)
    if not folder.exists():
        made.trace(3).save(folder)
        shutil.copy(folder / "zarr.json", tmp_path / "original.json")
    group = json.loads((tmp_path / "original.json").read_text())
    for _ in range(chance.randint(1, 3)):
        place: Any = group
        while True:
            key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
            if not isinstance(place[key], dict | list) or not place[key] or chance.random() < 0.1:
                break
            place = place[key]
        if chance.random() < 0.2:
            del place[key]
        else:
            place[key] = chance.choice([None, True, -1, 0, 1, 2, 7.5, 10**9, 10**30, "", "x", "int8", [], {}, [[]]])
    (folder / "zarr.json").write_text(json.dumps(group))
    with suppress(TraceError):
        assert Trace.open(folder).dataset.sizes["run"] <= 4


def test_what_lies_beside_a_trace_is_not_lost(made: ModuleType, tmp_path: Path) -> None:
    place = tmp_path / "a.zarr"
    made.trace().save(place)
    made.trace().save(place)  # a trace alone is replaced
    (place / "notes.txt").write_text("precious")
    with pytest.raises(TraceError, match=r"notes\.txt"):
        made.trace().save(place)
    assert (place / "notes.txt").read_text() == "precious"
    assert len(Trace.open(place).steps)


def test_an_array_whose_metadata_was_half_written_is_replaced(trace: Trace, tmp_path: Path) -> None:
    """As Ctrl-C or `kill -9` leaves it in the middle of a trace's beginning: the training must be able to go on."""
    path = tmp_path / "run.zarr"
    trace.save(path)
    (path / "accuracy_train").mkdir(exist_ok=True)
    for entry in (path / "accuracy_train").iterdir():
        entry.unlink()
    (path / "accuracy_train" / ".zarr.json.partial").write_bytes(b"")
    (path / "accuracy_train" / "c.0.0").write_bytes(b"")
    trace.save(path)
    assert Trace.open(path).same_as(trace)
    for name, inside in (("accuracy_train", "mine.txt"), ("mine", "c.0")):
        shutil.rmtree(path / "accuracy_train", ignore_errors=True)
        (path / name).mkdir()
        (path / name / inside).write_text("somebody's")
        with pytest.raises(TraceError, match=name):
            trace.save(path)
        shutil.rmtree(path / name)
