"""The trace as a value: its shapes, its subsets, what it says about itself and about wrong use."""

from __future__ import annotations

import pickle
from types import ModuleType

import numpy as np
import pytest

from whygrad import i18n
from whygrad.errors import TraceError
from whygrad.trace import CHANNELS, Recorder, Status, Trace


def test_channels_have_the_shapes_of_their_dimensions(trace: Trace, made: ModuleType) -> None:
    assert trace["loss_train"].shape == (4, 40)
    assert trace["gradient_rms"].shape == (4, 40, 3)
    assert trace["input_mean"].shape == (2,)
    assert {values.dtype for values in trace.channels.values()} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(trace["gradient_rms"][:, 7], made.record(7)["gradient_rms"])


def test_channels_come_in_the_order_of_the_table(trace: Trace) -> None:
    assert list(trace.channels) == [name for name in CHANNELS if name in trace.channels]


def test_epochs_are_steps_by_steps_per_epoch(trace: Trace) -> None:
    np.testing.assert_allclose(trace.epochs, np.arange(40) * 5 / 25)


def test_arrays_cannot_be_written_to(trace: Trace) -> None:
    for values in (trace["loss_train"], trace.steps, trace.seeds, trace.final_parameters, trace.non_finite_step):
        with pytest.raises(ValueError, match="read-only"):
            values[:] = 0
    with pytest.raises(TypeError):
        trace.channels["loss_train"] = trace["loss_test"]


def test_the_callers_array_stays_writable(made: ModuleType) -> None:
    loss = np.zeros((1, 1), np.float32)
    Trace(made.meta(), [0], [0], {"loss_train": loss})
    loss[0, 0] = 1


@pytest.mark.parametrize(
    ("indices", "seeds"),
    [([2, 0], [2, 0]), (slice(1, 3), [1, 2]), ([True, False, False, True], [0, 3]), (3, [3]), ([], []), ([-1], [3])],
)
def test_runs_are_chosen_in_everything(trace: Trace, indices: object, seeds: list[int]) -> None:
    part = trace.runs(indices)
    assert part.seeds.tolist() == seeds
    np.testing.assert_array_equal(part["gradient_rms"], trace["gradient_rms"][seeds])
    np.testing.assert_array_equal(part["input_mean"], trace["input_mean"])
    np.testing.assert_array_equal(part.final_parameters, trace.final_parameters[seeds])
    assert part.status == tuple(trace.status[seed] for seed in seeds)
    assert part.non_finite_what == tuple("gradient" if seed == 0 else "" for seed in seeds)
    assert part.non_finite_step.tolist() == [30 if seed == 0 else -1 for seed in seeds]


def test_runs_out_of_range(trace: Trace) -> None:
    with pytest.raises(IndexError):
        trace.runs([4])


def test_an_unknown_channel_gets_the_nearest_spelling(trace: Trace) -> None:
    for ask in (lambda: trace["gradient_rsm"], lambda: trace.has("gradient_rsm"), lambda: "gradient_rsm" in trace):
        with pytest.raises(TraceError, match=r"did you mean gradient_rms\?") as caught:
            ask()
        with i18n.use("ko"):
            assert "'gradient_rms' 채널을 찾으셨나요?" in str(caught.value)
    with pytest.raises(TraceError, match="there is no channel qqq"):
        trace["qqq"]


def test_a_channel_that_was_not_recorded_is_said_so(trace: Trace) -> None:
    assert trace.has("loss_train", "gradient_rms")
    assert "loss_train" in trace
    assert not trace.has("loss_train", "unit_active_share")
    with pytest.raises(TraceError, match=r'unit_active_share was not recorded.*detail=."units"'):
        trace["unit_active_share"]
    with pytest.raises(TraceError, match="loss_test was not recorded"):
        Trace(trace.meta, [0], [0], {"loss_train": [[1.0]]})["loss_test"]


def test_repr_is_one_short_line(trace: Trace) -> None:
    assert repr(trace) == ("<Trace moons: 4 runs (1 non-finite, 3 finished), 40 records, 3 layers, 28 channels>")


def test_same_as_sees_every_difference(trace: Trace, made: ModuleType) -> None:
    assert trace.same_as(made.trace())
    assert trace.same_as(pickle.loads(pickle.dumps(trace)))
    loss = trace["loss_train"].copy()
    loss[3, 39] = np.nextafter(loss[3, 39], np.float32(9))
    same = {
        "meta": trace.meta, "steps": trace.steps, "seeds": trace.seeds, "channels": trace.channels,
        "status": trace.status, "non_finite_step": trace.non_finite_step, "non_finite_layer": trace.non_finite_layer,
        "non_finite_what": trace.non_finite_what, "initial_parameters": trace.initial_parameters,
        "final_parameters": trace.final_parameters,
    }  # fmt: skip
    assert trace.same_as(Trace(**same))
    for change in (
        {"channels": {**trace.channels, "loss_train": loss}},
        {"channels": {name: trace[name] for name in trace.channels if name != "loss_test"}},
        {"meta": made.meta(name="circle")},
        {"steps": trace.steps + 1},
        {"seeds": trace.seeds + 1},
        {"status": Status.DIVERGED},
        {"non_finite_step": None},
        {"non_finite_layer": None},
        {"non_finite_what": None},
        {"initial_parameters": None},
        {"final_parameters": trace.initial_parameters},
    ):
        assert not trace.same_as(Trace(**{**same, **change})), change.keys()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"channels": {"loss_trian": [[0.0]]}}, "did you mean 'loss_train'"),
        ({"channels": {"loss_train": [0.0]}}, r"dimensions \(run, step\)"),
        ({"channels": {"loss_train": [[0.0, 1.0]]}}, "'step' has length 1"),
        ({"channels": {"gradient_rms": [[[0.0, 0.0]]]}}, "'layer' has length 3"),
        ({"channels": {"class_share": [1.0]}}, "'class' has length 2"),
        ({"channels": {"input_mean": [1.0], "input_std": [1.0, 1.0]}}, "'feature' has length 1"),
        ({"channels": {"preactivation_histogram": np.zeros((1, 1, 3, 31))}}, "'bin' has length 32"),
        ({"steps": [1, 1], "channels": {}}, "rise"),
        ({"steps": [-1], "channels": {}}, "at least 0"),
        ({"steps": [0.5], "channels": {}}, "whole numbers"),
        ({"status": ["finished", "finished"]}, "2 statuses for 1 runs"),
        ({"status": "happy"}, "happy"),
        ({"non_finite_step": [1, 2]}, "'run' has length 1"),
        ({"non_finite_layer": [3]}, "3 layers"),
        ({"non_finite_what": ["luck"]}, "non_finite_what"),
        ({"final_parameters": [[1.0], [1.0]]}, "'run' has length 1"),
        ({"final_parameters": [[1.0]], "initial_parameters": [[1.0, 2.0]]}, "'parameter' has length 2"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(made: ModuleType, arguments: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Trace(**{"meta": made.meta(), "steps": [0], "seeds": [0], "channels": {}, **arguments})


def test_recorder_puts_late_and_missing_channels_as_nan(made: ModuleType) -> None:
    recorder = Recorder(made.meta(), [7])
    recorder.append(0, {"loss_train": [1.0], "accuracy_train": [0.5]})
    recorder.append(10, {"loss_train": [0.5], "loss_test": [0.75]})
    trace = recorder.finish()
    np.testing.assert_array_equal(trace["loss_train"], [[1.0, 0.5]])
    np.testing.assert_array_equal(trace["loss_test"], [[np.nan, 0.75]])
    np.testing.assert_array_equal(trace["accuracy_train"], [[0.5, np.nan]])
    assert trace.steps.tolist() == [0, 10]
    assert trace.status == (Status.FINISHED,)
    assert trace.non_finite_step.tolist() == [-1]


def test_what_the_recorder_showed_stays_as_it_was(made: ModuleType) -> None:
    recorder = made.recorder()
    shown: list[Trace] = []
    for index in range(20):
        recorder.append(index, made.record(index))
        shown.append(recorder.trace)
    for count, trace in enumerate(shown, 1):
        assert trace.steps.tolist() == list(range(count))
        assert set(trace.status) == {Status.INTERRUPTED}
        for index in range(count):
            np.testing.assert_array_equal(trace["gradient_rms"][:, index], made.record(index)["gradient_rms"])


def test_too_large_for_float32_is_an_infinity(made: ModuleType) -> None:
    recorder = Recorder(made.meta(), [0])
    recorder.append(0, {"loss_train": [1e300]})
    assert recorder.finish()["loss_train"].tolist() == [[np.inf]]


def test_recorder_keeps_a_copy(made: ModuleType) -> None:
    recorder, loss = Recorder(made.meta(), [0]), np.ones(1, np.float32)
    recorder.append(0, {"loss_train": loss})
    loss[0] = 2
    assert recorder.trace["loss_train"].tolist() == [[1.0]]


@pytest.mark.parametrize(
    ("calls", "message"),
    [
        ([("append", 5, {}), ("append", 5, {})], "step 5 cannot follow one of step 5"),
        ([("append", -1, {})], "step -1"),
        ([("append", 0, {"loss_trian": [0.0]})], "did you mean 'loss_train'"),
        ([("append", 0, {"loss_train": 0.0})], r"dimensions \(run\)"),
        ([("append", 0, {"gradient_rms": [[0.0]]})], "'layer' has length 3"),
        ([("append", 0, {"input_mean": [0.0]})], "belongs into constants"),
        ([("constants", {"loss_train": [0.0]})], "belongs into append"),
        ([("append", 0, {"unit_active_share": [[[0.0]] * 3]})], "only with detail='units'"),
        ([("finish",), ("append", 0, {})], "finished"),
        ([("finish",), ("finish",)], "finished"),
    ],
)
def test_recorder_refuses_what_does_not_fit(made: ModuleType, calls: list[tuple], message: str) -> None:
    recorder = Recorder(made.meta(), [0])
    *before, (method, *arguments) = calls
    for earlier, *values in before:
        getattr(recorder, earlier)(*values)
    with pytest.raises(ValueError, match=message):
        getattr(recorder, method)(*arguments)


def test_recorder_refuses_an_unknown_detail(made: ModuleType) -> None:
    with pytest.raises(ValueError, match="histograms, units, one-batch, not unit"):
        Recorder(made.meta(), [0], detail=["unit"])


def test_a_refused_record_leaves_no_trace(made: ModuleType) -> None:
    recorder = Recorder(made.meta(), [0])
    recorder.append(0, {"loss_train": [1.0]})
    with pytest.raises(ValueError):
        recorder.append(1, {"loss_train": [2.0], "gradient_rms": [0.0]})
    recorder.append(2, {"loss_train": [3.0]})
    trace = recorder.finish()
    assert trace["loss_train"].tolist() == [[1.0, 3.0]]
    assert not trace.has("gradient_rms")


def test_dataset_names_dimensions_units_and_formulas(trace: Trace) -> None:
    dataset = trace.dataset
    assert set(dataset.data_vars) >= set(trace.channels)
    for name, values in trace.channels.items():
        channel, variable = CHANNELS[name], dataset[name]
        assert variable.dims == channel.dims
        assert variable.attrs["units"] == channel.unit
        assert variable.attrs["description"] == channel.formula
        assert np.shares_memory(variable.values, values)
    layer = dataset["gradient_rms"].sel(layer="hidden2", step=35).isel(run=1)
    assert layer.item() == trace["gradient_rms"][1, 7, 1]
    assert dataset["seed"].dims == dataset["status"].dims == ("run",)
    assert dataset["status"].values.tolist() == ["non-finite", "finished", "finished", "finished"]
    assert dataset["feature"].values.tolist() == ["x1", "x2"]
    np.testing.assert_array_equal(dataset["epoch"], trace.epochs)
    assert dataset.attrs["name"] == "moons"


def test_dataset_of_very_little(made: ModuleType) -> None:
    trace = Trace(made.meta(), [], [], {})
    assert trace.dataset.sizes == {"run": 0, "step": 0, "layer": 3}
