"""Watch a Keras training: `model.fit(…, callbacks=[WhygradCallback()])`. Needs `keras` 3, on the PyTorch backend.

Keras has optimizers of its own, whose steps PyTorch's hooks do not see. What happens between the begin and the end of a
batch is to the watch what a closure is: forward, backward and update in one.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError
from whygrad.i18n import text
from whygrad.session.callback import TrainingCallback, importing

if TYPE_CHECKING:

    class Callback:
        """Keras is typed only in part."""

        model: Any

    class keras:  # noqa: N801
        """Keras is typed only in part."""

        backend: Any
        layers: Any

    from torch.optim import Optimizer

    from whygrad.trace import Trace
    from whygrad.watch import TrainingRecorder
else:
    with importing("Keras", "keras"):
        import keras
        from keras.callbacks import Callback

__all__ = ["WhygradCallback"]


class WhygradCallback(TrainingCallback, Callback):
    """Callback for Keras 3 with the PyTorch backend. Arguments and members are those of `TrainingCallback`.

    `validation_data` is recorded as the evaluation. On JAX and TensorFlow a step is one compiled function whose
    gradients cannot be observed. The callback then prints one line and records nothing, and the training goes on.
    `trace` and `diagnosis` raise `InputError`.
    """

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Model and optimizer are built, no step was made."""
        self._stand_in_: Optimizer | None = None
        if self._unseen():
            self.close()
            self._watch_ = None
            sys.stderr.write(f"whygrad: {self._unseen()}\n")
            return
        from whygrad.instrument.keras_updates import stand_in
        from whygrad.watch._keras import normalizations, statistics_of

        self._stand_in_ = stand_in(self.model.optimizer, self.model.trainable_variables)
        recorder = self._begin(self.model, [self._stand_in_]).recorder
        recorder.hub.passes.norms |= normalizations()
        recorder.hub.followed.add(id(self.model.optimizer))
        recorder.training.states = statistics_of(self.model)

    def on_train_batch_begin(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """Forward, backward and update follow."""
        stand_in, recorder = self._stand_in_, self._recorder()
        if stand_in is not None and recorder is not None and not recorder.closed:
            if not recorder.is_idle:
                stand_in.param_groups[0]["lr"] = float(self.model.optimizer.learning_rate)
            recorder.hub.before_step(stand_in, closure=True)

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        """The weights have changed."""
        stand_in, recorder = self._stand_in_, self._recorder()
        if stand_in is not None and recorder is not None and not recorder.closed:
            recorder.hub.after_step(stand_in)

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:
        """All epochs are done, or a callback stopped the training."""
        self._end()
        if self._watch_ is not None:
            self._watch_.recorder.hub.followed.discard(id(self.model.optimizer))

    @property
    def trace(self) -> Trace:
        """What was recorded of the latest training."""
        if self._unseen():
            raise InputError("watch-keras-backend", backend=keras.backend.backend())
        return super().trace

    def _recorder(self) -> TrainingRecorder | None:
        return self._watch_.recorder if self._watch_ is not None else None

    def _unseen(self) -> str:
        """Why nothing can be watched; "" where it can."""
        backend = keras.backend.backend()
        return "" if backend == "torch" else text("watch-keras-backend", backend=backend)

    def __getstate__(self) -> dict[str, Any]:
        return super().__getstate__() | {"_stand_in_": None, "_model": None}
