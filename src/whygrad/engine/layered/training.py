"""Training a job: one run a seed after another, each observed, all of them stacked into one trace."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.layered.folder import Folder, State
from whygrad.engine.layered.job import Job, build
from whygrad.engine.program import MOMENTUM
from whygrad.errors import InputError, MissingExtraError
from whygrad.nets.random import STREAM_DROPOUT, Words, threefry
from whygrad.trace import LayerInfo, Trace

try:
    import torch
except ModuleNotFoundError as error:
    if error.name != "torch":
        raise
    raise MissingExtraError("error-torch-missing") from None

from torch import Tensor, nn

from whygrad.engine import _torch_net
from whygrad.engine._torch_optimizer import optimizer
from whygrad.engine.layered import arrays
from whygrad.engine.layered.growing import Growing
from whygrad.engine.layered.observer import Observer
from whygrad.engine.layered.samples import Samples
from whygrad.engine.layered.stacking import Ended, stacked
from whygrad.engine.layered.weights import draw
from whygrad.nets.torch_memory import memory_format

Progress = Callable[[float], None]

# Multiply-adds of a batch below which threads wait for one another longer than they compute.
SHARED_WORK = 10_000_000
LOOKED_AFTER = 16  # updates on an accelerator between two looks whether the loss is finite: looking makes it wait
SECONDS_BETWEEN_CHECKPOINTS = 1.0  # at least: a short epoch is trained again sooner than it is written
MOST_KEPT = 20_000_000  # parameters of all runs that a trace holds


def train(
    job: Job,
    *,
    out: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    device: str = "auto",
    threads: int | None = None,
    details: Sequence[str] = (),
) -> Trace:
    """Train a job's runs one after another and record what happens; `details` beyond the usual as in `engine.train`.

    With `out`, a folder (`layered.folder`), the trained networks are left there, checkpoints on the way, and a trace
    that grows with every record; what an earlier call with the same experiment has left unfinished is taken up where it
    stands.

    Ctrl-C ends the training early: the records made so far are kept and the runs' status is "interrupted". Raises
    `InputError` if `out` holds something else, `TraceError` if it cannot be written.
    """
    if device == "cuda" and not torch.cuda.is_available():
        raise InputError("error-no-cuda")
    place = torch.device(("cuda" if torch.cuda.is_available() else "cpu") if device == "auto" else device)
    folder = Folder(out, job.experiment) if out is not None else None
    if folder is not None:
        folder.tidy()
    before = torch.get_num_threads()
    work = job.batch_size * sum(row.multiply_adds for row in job.rows)
    torch.set_num_threads(1 if place.type == "cpu" and work < SHARED_WORK else threads or before)
    ended: list[Ended] = []
    try:
        with torch.random.fork_rng(devices=[place] if place.type == "cuda" else []):
            for number in range(len(job.seeds)):
                run = Run(job, number, place, folder, details)
                ended.append(run.train(_share(progress, number, len(job.seeds))))
                if not ended[-1].finished:
                    break
                if folder is not None:
                    folder.model(number, int(job.seeds[number]), run.network, job, run.step)
                    if number + 1 < len(job.seeds):
                        folder.finish(stacked(job, ended), done=False)
    finally:
        torch.set_num_threads(before)
    trace = stacked(job, ended)
    if folder is not None:
        folder.finish(trace, done=all(one.finished for one in ended))
    return trace


def _share(progress: Progress | None, number: int, runs: int) -> Progress:
    return lambda share: progress((number + share) / runs) if progress is not None else None


_CPU = torch.default_generator


class Run:
    """One network on its way: the run with this number of the job's."""

    def __init__(
        self, job: Job, number: int, device: torch.device, folder: Folder | None = None, details: Sequence[str] = ()
    ) -> None:
        training = job.experiment.training
        seed: Words = job.seeds[number : number + 1]
        self.job, self.seed, self.folder, self.details = job, seed, folder, details
        self.samples = Samples(job, seed, device)
        network = build(job)
        draw(network, job, seed)
        self.network = network.to(device=device, memory_format=memory_format(network))  # pyright: ignore[reportCallIssue]
        parameters = list(self.network.parameters())
        self.optimizer = optimizer(
            training.optimizer,
            [p for p in parameters if p.ndim > 1],
            [p for p in parameters if p.ndim <= 1],
            rate=training.learning_rate, momentum=MOMENTUM, decay=training.l2,
        )  # fmt: skip
        _change_gradients(self.optimizer, training.clip, training.l1)
        self.generator = torch.cuda.default_generators[device.index or 0] if device.type == "cuda" else _CPU
        self.random = threefry(seed, STREAM_DROPOUT, np.arange(job.total_steps + 1, dtype=np.uint32), 0)[0]
        self.initial = _flat(self.network)
        self.state = State(0, {}, {}, {}, [list(astuple(layer)) for layer in job.meta.layers])
        self._saved = time.monotonic()
        self._due = False  # a checkpoint is
        self._growing = None
        if folder is not None:
            self._growing = Growing(folder.growing(number, int(seed[0])), job, int(seed[0]), details)
            if (state := folder.load(int(seed[0]))) is not None:
                self._restore(state)
                if not state.done:
                    self._show()

    @property
    def step(self) -> int:
        """Updates done."""
        return self.state.step

    def train(self, progress: Progress) -> Ended:
        """Train to the end, or to Ctrl-C."""
        job, state, wanted = self.job, self.state, set(self.job.record_steps.tolist())
        each = max(job.total_steps // 200, 1)
        observer = Observer(job, self.network, self.optimizer, state.step, self.details)
        finished = state.done
        try:
            while not self._ends():
                observer.before(state.step)
                if state.step in wanted:
                    self._evaluate(observer)
                self._update()
                if state.bad[0] >= 0:
                    break
                if state.step in wanted:
                    self._take(observer)
                    self._show()
                state.step += 1
                self._after_update(observer, pending=state.step in wanted)
                if state.step % each == 0:
                    progress(state.step / job.total_steps)
            if not state.done and state.bad[0] < 0:
                observer.before(state.step)
                self._evaluate(observer)
                self._look()
            finished = True
        except KeyboardInterrupt:
            pass
        finally:
            observer.close()
            self.samples.close()
        self._take(observer)
        if finished:
            if state.best:
                self.network.load_state_dict(state.best)
            if self.folder is not None and not state.done:
                self._save(observer, done=True)
        return Ended(state.rows, self._layers(), finished, state.bad, self.initial, _flat(self.network))

    def _ends(self) -> bool:
        state, patience = self.state, self.job.experiment.training.patience
        return state.done or state.step >= self.job.total_steps or state.bad[0] >= 0 or 0 < patience <= state.waited

    def _after_update(self, observer: Observer, *, pending: bool) -> None:
        """At the end of an epoch: whether waiting longer is worth it, and a checkpoint.

        What the last update did to the weights is known to the record that comes next: a checkpoint waits for it.
        """
        state, per_epoch = self.state, self.job.per_epoch
        if state.step % per_epoch == 0:
            self._due = True
            if len(self.samples.validation):
                with observer.paused():
                    ((loss, _),) = self.samples.evaluate(self.network, self.samples.validation)
                if loss < state.best_loss:
                    state.best_loss, state.waited = loss, 0
                    state.best = {name: tensor.clone() for name, tensor in self.network.state_dict().items()}
                else:
                    state.waited += 1
        if (
            self.folder is not None and self._due and not pending
            and state.step < self.job.total_steps and time.monotonic() - self._saved >= SECONDS_BETWEEN_CHECKPOINTS
        ):  # fmt: skip
            self._save(observer, done=False)

    def _layers(self) -> tuple[LayerInfo, ...]:
        return tuple(LayerInfo(*layer) for layer in self.state.layers)

    def _show(self) -> None:
        """What is recorded so far can be read by others from now on."""
        if self._growing is not None and self.state.rows:
            self._growing.show(self.state.rows, self._layers())

    def _take(self, observer: Observer) -> None:
        """Everything that was observed so far, up to where the loss was finite."""
        state = self.state
        for step, row in observer.take().items():
            if state.bad[0] < 0 or step <= state.bad[0]:
                state.rows.setdefault(step, {}).update(row)
        state.layers = [list(astuple(layer)) for layer in observer.layers()] if observer.saw else state.layers

    def _save(self, observer: Observer, *, done: bool) -> None:
        state = self.state
        assert self.folder is not None
        self._take(observer)
        state.done = done
        state.network = dict(self.network.state_dict())
        known = self.optimizer.state_dict()["state"]
        state.optimizer = {
            f"{number}.{name}": value
            for number, values in known.items()
            for name, value in values.items()
            if isinstance(value, Tensor)
        }
        self.folder.save(int(self.seed[0]), state)
        self._saved, self._due = time.monotonic(), False

    def _restore(self, state: State) -> None:
        """Go on where a checkpoint stands."""
        self.state = state
        self.network.load_state_dict(state.network)
        parameters = [p for group in self.optimizer.param_groups for p in group["params"]]
        found: dict[int, dict[str, Tensor]] = {}
        for key, tensor in state.optimizer.items():
            number, _, name = key.partition(".")
            kept = arrays.like(parameters[int(number)], tensor) if tensor.ndim else tensor
            found.setdefault(int(number), {})[name] = kept
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": found, "param_groups": groups})

    def _update(self) -> None:
        network, training = self.network, self.job.experiment.training
        loss = self._gradient()
        if (self.step % LOOKED_AFTER == 0 or not loss.is_cuda) and not math.isfinite(loss.item()):
            self.state.bad = (self.step, *_where(network, self.job, self.samples.batch(self.step)[0]))
            return
        rate = training.learning_rate * float(self.job.schedule[self.step])
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()

    def _gradient(self) -> Tensor:
        """The gradient of the present step's batch; its loss."""
        # Not torch.manual_seed: without a GPU it notes a traceback at each call, for the day when there is one.
        self.generator.manual_seed(int(self.random[self.step]))
        x, y = self.samples.batch(self.step)
        self.optimizer.zero_grad(set_to_none=True)
        loss = mean_loss(self.job.head, self.network(x), y)
        loss.backward()
        return loss.detach()

    def _look(self) -> None:
        """The batch after the last update, only to be looked at: the last record's."""
        buffers = [(buffer, buffer.clone()) for buffer in self.network.buffers()]
        self._gradient()
        with torch.no_grad():
            for buffer, before in buffers:
                buffer.copy_(before)

    def _evaluate(self, observer: Observer) -> None:
        """Losses and accuracies of the present step: at the end of an epoch over the whole test set."""
        samples = self.samples
        whole = self.step % self.job.per_epoch == 0 and self.step > 0
        with observer.paused():
            shares = (samples.more_train, samples.test) if whole else (samples.some_train, samples.some_test)
            train, test = samples.evaluate(self.network, *shares)
        self.state.rows[self.step] = {
            "loss_train": train[0], "accuracy_train": train[1], "loss_test": test[0], "accuracy_test": test[1],
        }  # fmt: skip


def mean_loss(head: Any, out: Tensor, y: Tensor) -> Tensor:
    """The mean loss of a batch."""
    if head.loss == "softmax-cross-entropy":
        return nn.functional.cross_entropy(out, y)
    return _torch_net.losses(head, out[None], y[None]).mean()


def _change_gradients(optimizer: torch.optim.Optimizer, clip: float, l1: float) -> None:
    """Clip the gradients by their norm and add the penalty L1 on weights for the time of each step.

    Before and after it they are those of the loss, which is what the watcher sees: it looks before hooks of the
    optimizer's own, and again after them.
    """
    if not clip and not l1:
        return
    weights: list[Tensor] = optimizer.param_groups[0]["params"]
    changed: list[tuple[Tensor, Tensor]] = []

    @torch.no_grad()
    def before(*_: Any) -> None:
        everything = [p for group in optimizer.param_groups for p in group["params"] if p.grad is not None]
        changed[:] = [(p, p.grad) for p in everything]
        gradients = [p.grad for p in everything]
        if clip:
            norm = torch.stack([torch.linalg.vector_norm(gradient) for gradient in gradients]).norm()
            factor = (clip / (norm + 1e-6)).clamp(max=1.0)
            for p in everything:
                p.grad = p.grad * factor
        if l1:
            for p in weights:
                if p.grad is not None:
                    p.grad = p.grad + l1 * p.sign()

    def after(*_: Any) -> None:
        for p, gradient in changed:
            p.grad = gradient
        changed.clear()

    optimizer.register_step_pre_hook(before)
    optimizer.register_step_post_hook(after)


@torch.no_grad()
def _where(network: nn.Module, job: Job, x: Tensor) -> tuple[int, str]:
    """Layer and kind of the first number that is not finite, now that the loss is not."""
    if not x.isfinite().all():
        return 0, "input"
    for place, path in enumerate(job.weights):
        module = network.get_submodule(path.rpartition(".")[0])
        if not all(bool(p.isfinite().all()) for p in module.parameters()):
            return place, "weight"
    found: list[int] = []
    handles: list[Any] = []

    def look(place: int) -> Callable[..., None]:
        def seen(*given: Any) -> None:  # module, inputs, output
            output = given[2]
            first = output[0] if isinstance(output, tuple) else output
            if not found and not first.isfinite().all():
                found.append(place)

        return seen

    for place, path in enumerate(job.weights):
        handles.append(network.get_submodule(path.rpartition(".")[0]).register_forward_hook(look(place)))
    network(x)
    for handle in handles:
        handle.remove()
    return (found[0], "activation") if found else (len(job.weights) - 1, "loss")


def _flat(network: nn.Module) -> NDArray[np.float32] | None:
    """All parameters, followed by the running statistics, in the module's order; none of a large network."""
    tensors = [*network.parameters(), *(b for b in network.buffers() if b.is_floating_point())]
    if sum(tensor.numel() for tensor in tensors) > MOST_KEPT:
        return None
    return torch.cat([tensor.detach().reshape(-1) for tensor in tensors]).cpu().numpy()
