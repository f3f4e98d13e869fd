"""Watch a skorch training: `NeuralNetClassifier(…, callbacks=[WhygradCallback()])`. Needs `skorch`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.errors import MissingExtraError
from whygrad.watch._following import Following

if TYPE_CHECKING:

    class Callback:
        """skorch has no types."""
else:
    try:
        from skorch.callbacks import Callback
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] != "skorch":
            raise
        raise MissingExtraError("watch-needs-extra", what="skorch", extra="skorch") from error

__all__ = ["WhygradCallback"]


class WhygradCallback(Following, Callback):
    """A skorch callback; what it takes and tells is told at `Following`.

    Every `fit` and `partial_fit` is a training of its own. skorch's validation is the evaluation. A grid search copies
    callbacks: it tells of the last training of the best network, which it makes itself.
    """

    def on_train_begin(self, net: Any, X: Any = None, y: Any = None, **kwargs: Any) -> None:
        """Module and optimizer are initialized, no step was made."""
        optimizers = [getattr(net, f"{name}_") for name in net._optimizers]
        self._begin(net.module_, optimizers)

    def on_train_end(self, net: Any, X: Any = None, y: Any = None, **kwargs: Any) -> None:
        """All epochs are done, or Ctrl-C came."""
        self._end()
