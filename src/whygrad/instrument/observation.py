"""Whether steps are observed: the hooks, and the watches that want it."""

from __future__ import annotations

from whygrad.instrument.context import CallContext
from whygrad.instrument.hooks import Hooks
from whygrad.instrument.listener import StepListener
from whygrad.instrument.parts import print_failure
from whygrad.instrument.settings import union
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.training import Training


class Observation:
    """Observes steps while a watch wants it, and takes the hooks away when none does."""

    def __init__(self, step: ObservedStep, hooks: Hooks, context: CallContext) -> None:
        self._step, self._hooks, self._context = step, hooks, context
        self.watches: list[StepListener] = []
        self.trainings: list[Training] = []  # theirs
        self.whole_script = False  # also what no watch has is seen: whose it is is known only by its optimizer
        self.armed = False
        self.evaluating = 0  # batches of the evaluation that is going on
        self.broken: set[str] = set()  # parts that failed since the hooks were installed

    def add(self, watch: StepListener) -> None:
        """Another watch wants to see its steps."""
        self.watches.append(watch)
        self.trainings.append(watch.training)

    def drop(self, watch: StepListener) -> None:
        """A watch wants to see nothing more."""
        if watch in self.watches:
            self.watches.remove(watch)
            self.trainings.remove(watch.training)

    def install(self) -> None:
        """Put the hooks in place."""
        self._hooks.install(entering=self.whole_script)
        self.expect_step()

    def expect_step(self) -> None:
        """Have the hook before an update if anybody wants to see it."""
        self._hooks.expect_step(wanted=self.whole_script or any(not watch.is_idle for watch in self.watches))

    def remove(self) -> None:
        """Take every hook away, and keep nothing of what they saw."""
        self.disarm()
        self._hooks.remove()
        self._step.forget()
        self.broken.clear()

    def refresh(self) -> None:
        """Observe if anybody wants to."""
        if any(watch.armed for watch in self.watches):
            self.arm()
        else:
            self.disarm()
        if self._hooks.installed:
            self.expect_step()

    def arm(self) -> None:
        """Observe from now on."""
        self.armed = True
        self._context.settings = union([watch.training.settings for watch in self.watches])
        self._step.keep_operations(wanted=not self.watches or any(watch.wants_operations for watch in self.watches))
        self._hooks.on_modules(observing=True, entering=self.whole_script)
        self._hooks.push()

    def disarm(self) -> None:
        """Observe nothing."""
        self.armed = False
        self._hooks.on_modules(observing=False, entering=self.whole_script)
        self._hooks.suspend()
        self.evaluating = 0

    def suspend(self) -> None:
        """Leave the function mode for a while."""
        self._hooks.suspend()

    def failed(self, part: str, error: Exception, *, of: StepListener | None = None) -> None:
        """A part could not be observed: no watch, or the one that it was work `of`, knows it from now on."""
        for watch in [of] if of is not None else self.watches:
            watch.training.broken.add(part)
        if part not in self.broken:  # once is enough
            self.broken.add(part)
            print_failure(part, error)
