"""Watch a training of Transformers' `Trainer`: `Trainer(…, callbacks=[WhygradCallback()])`. Needs `transformers`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.session.callback import TrainingCallback, importing

if TYPE_CHECKING:

    class TrainerCallback:
        """Transformers is typed only in part."""
else:
    with importing("Transformers", "transformers"):
        from transformers import TrainerCallback

__all__ = ["WhygradCallback"]


class WhygradCallback(TrainingCallback, TrainerCallback):
    """Callback for the `Trainer` of Transformers. Arguments and members are those of `TrainingCallback`.

    The `Trainer` does not call its callbacks when a training fails. Call `close` then, or start the next training.
    """

    def on_train_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Model and optimizer are ready, no step was made."""
        optimizer = kwargs["optimizer"]
        while not hasattr(optimizer, "param_groups") or hasattr(optimizer, "optimizer"):
            optimizer = optimizer.optimizer  # Accelerate wraps the one that makes the steps
        self._begin(kwargs["model"], [optimizer])

    def on_train_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """All steps are done, or a callback stopped the training."""
        self._end()
