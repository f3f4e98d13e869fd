"""Watch a skorch training: `NeuralNetClassifier(…, callbacks=[WhygradCallback()])`. Needs `skorch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.session.callback import TrainingCallback, importing

if TYPE_CHECKING:

    class Callback:
        """skorch has no types."""
else:
    with importing("skorch", "skorch"):
        from skorch.callbacks import Callback

__all__ = ["WhygradCallback"]


class WhygradCallback(TrainingCallback, Callback):
    """Callback for skorch. Arguments and members are those of `TrainingCallback`.

    Each `fit` and `partial_fit` is a separate training. The validation set of skorch is recorded as the evaluation.
    A grid search copies its callbacks; only the final refit of the best network is available.
    """

    def on_train_begin(self, net: Any, X: Any = None, y: Any = None, **kwargs: Any) -> None:
        """Module and optimizer are initialized, no step was made."""
        optimizers = [getattr(net, f"{name}_") for name in net._optimizers]
        self._begin(net.module_, optimizers)

    def on_train_end(self, net: Any, X: Any = None, y: Any = None, **kwargs: Any) -> None:
        """All epochs are done, or Ctrl-C came."""
        self._end()
