"""Collectors by themselves: passes and trainings made by hand, no hooks, no training."""

from __future__ import annotations

import weakref
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from whygrad.instrument.context import CallContext  # noqa: E402
from whygrad.instrument.events import BackwardBegins, BackwardDone, Event, ParametersRead, ParametersWritten  # noqa: E402
from whygrad.instrument.handlers import FunctionHandlers  # noqa: E402
from whygrad.instrument.passes import Pass  # noqa: E402
from whygrad.instrument.provenance import MOST_MADE, Origin, Origins  # noqa: E402
from whygrad.instrument.step import ObservedStep  # noqa: E402
from whygrad.instrument.tape import Tape  # noqa: E402
from whygrad.instrument.training import Training  # noqa: E402
from whygrad.watch._agreement import GradientCoherence  # noqa: E402
from whygrad.watch._opponents import Known, Opponents  # noqa: E402
from whygrad.watch._passes import Passes  # noqa: E402
from whygrad.watch.settings import Settings  # noqa: E402


def failed(part: str, error: Exception) -> None:
    raise AssertionError(part) from error


def step(events: list[Event] | None = None) -> ObservedStep:
    told: list[Event] = [] if events is None else events
    return ObservedStep(told.append, failed, lambda: False, lambda _: False)


def test_a_window_of_one_gradient_holds_one() -> None:
    seen = GradientCoherence(Settings(window=1))
    for _ in range(3):
        assert seen.see([torch.ones(3)], lambda one: one)
        assert seen.count == 1


def training(model: Any, peers: list[Training] | None = None) -> Training:
    together: list[Training] = [] if peers is None else peers
    made = Training([model], [torch.optim.SGD(model.parameters(), 0.1)], Settings(), step(), together, failed)
    together.append(made)
    return made


def passing(model: Any, place: str, modes: tuple[int, int] = (0, 0), **more: Any) -> Pass:
    return Pass(weakref.ref(model), place, more.pop("gradient", True), modes=list(modes), given=(8, 2), **more)


def test_modes_are_counted_by_what_a_pass_is_for() -> None:
    model = torch.nn.Linear(2, 1)
    passes = Passes(training(model))
    for _ in range(3):
        trained = passing(model, "train.py:10", (0, 1), trained=True)
        passes.see(Tape(passes=[trained]), last=False, opposed=False)
    asked = passing(model, "train.py:20", (1, 0), gradient=False, compared=True)
    passes.see(Tape(passes=[asked]), last=True, opposed=False)
    facts = passes.facts()
    assert (facts.train_passes, facts.train_in_eval, facts.train_place) == (3, 1.0, "train.py:10")
    assert (facts.eval_passes, facts.eval_in_train, facts.eval_place) == (1, 1.0, "train.py:20")


def test_passes_of_other_models_do_not_count() -> None:
    model, other = torch.nn.Linear(2, 1), torch.nn.Linear(2, 1)
    passes = Passes(training(model))
    passes.see(Tape(passes=[passing(other, "train.py:10", (0, 1), trained=True)]), last=False, opposed=False)
    assert passes.facts().train_passes == 0


@pytest.mark.parametrize("opposed", [False, True])
def test_the_last_pass_evaluates_unless_another_network_is_trained_against_it(opposed: bool) -> None:
    model = torch.nn.Linear(2, 1)
    passes = Passes(training(model))
    passes.see(Tape(passes=[passing(model, "train.py:10", trained=True)]), last=False, opposed=opposed)
    passes.see(Tape(passes=[passing(model, "train.py:20", gradient=False)]), last=True, opposed=opposed)
    assert passes.facts().eval_passes == (not opposed)


def test_networks_that_are_given_each_others_answers_are_opponents() -> None:
    first, second = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
    peers: list[Training] = []
    one, other = training(first, peers), training(second, peers)
    known = Known()
    here, there = Opponents(one, known), Opponents(other, known)
    for _ in range(4):
        given = passing(first, "train.py:10")
        tape = Tape(passes=[given, passing(second, "train.py:11", fed_by=[given])], stepped={id(one)})
        here.see(tape)
        one.done, other.done = one.done + 1, other.done + 1
    assert here.exist
    assert there.exist  # what one of them saw holds for both
    assert not here.beside_policy
    other.has_signed_weights = True
    assert here.beside_policy


def test_parts_that_share_their_gradients_are_no_opponents() -> None:
    first, second = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
    peers: list[Training] = []
    one, other = training(first, peers), training(second, peers)
    here = Opponents(one, known := Known())
    there = Opponents(other, known)
    for _ in range(4):
        given = passing(first, "train.py:10")
        here.see(Tape(passes=[given, passing(second, "train.py:11", fed_by=[given])], stepped={id(one), id(other)}))
        one.done, other.done = one.done + 1, other.done + 1
    assert not here.exist
    assert not there.exist


def test_a_training_owns_its_model_and_knows_its_copies() -> None:
    model, copy = (torch.nn.Sequential(torch.nn.Linear(2, 1)) for _ in range(2))
    peers: list[Training] = []
    one = training(model, peers)
    assert one.owns(model)
    assert one.owns(model[0])
    assert not one.owns(copy)
    assert one.copied(copy)
    training(copy, peers)  # from now on somebody trains it
    assert not one.copied(copy)


def test_handlers_tell_events() -> None:
    events: list[Event] = []
    observed = step(events)
    handlers, weight = FunctionHandlers(observed), torch.nn.Parameter(torch.ones(3, 2))
    loss = handlers(torch.nn.functional.linear, (torch.ones(4, 2), weight), {}).sum()
    handlers(torch.Tensor.backward, (loss,), {})
    assert events == [ParametersRead(), BackwardBegins(), BackwardDone()]
    assert [call.units for call in observed.tape.calls[id(weight)]] == [3]
    assert observed.tape.backwards == 1
    observed.waiting[weight.data_ptr()] = weight
    with torch.no_grad():
        handlers(torch.Tensor.sub_, (weight, 0.1), {})
    assert events[-1] == ParametersWritten((weight, 0.1))


def test_a_step_ends_with_nothing_left_but_layers() -> None:
    observed = step()
    context = CallContext(observed)
    context.begin()
    handlers, weight = FunctionHandlers(observed), torch.nn.Parameter(torch.ones(3, 2))
    result = handlers(torch.nn.functional.linear, (torch.ones(4, 2), weight), {})
    assert observed.origins.get(result) is not None
    tape = observed.tape
    observed.turn()
    assert observed.before is tape
    assert observed.origins.get(result) is None
    assert not observed.tape.losses
    assert id(weight) in observed.layers


def test_past_an_update_the_makers_of_the_latest_tensors_are_known() -> None:
    """Not of all, as a program may keep whatever it computed; nor of what has a gradient, whose graph is over."""
    origins, maker = Origins(), passing(torch.nn.Linear(1, 1), "train.py:1")
    kept = [torch.zeros(1) for _ in range(MOST_MADE + 3)]
    graphed, target = torch.zeros(1, requires_grad=True), torch.zeros(1)
    for one in (graphed, *kept):
        origins.put(one, Origin(root=maker))
    origins.turn()
    known = [origins.made_by(one) is maker for one in kept]
    assert known == [False] * 3 + [True] * MOST_MADE
    assert origins.made_by(graphed) is origins.get(kept[-1]) is None
    origins.remember_maker(target, (1.0, kept[-1]))
    origins.turn()
    assert origins.made_by(target) is maker
