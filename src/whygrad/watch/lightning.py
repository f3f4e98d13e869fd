"""Watch a Lightning training: `Trainer(callbacks=[WhygradCallback()])`. Needs `lightning` or `pytorch_lightning`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from whygrad.session.callback import TrainingCallback, importing

if TYPE_CHECKING:
    from lightning.pytorch import Callback
else:
    with importing("Lightning", "lightning", "pytorch_lightning"):
        # Both names are sold of one library, each with classes of its own: the user's is the one that is there already.
        if "pytorch_lightning" in sys.modules and "lightning" not in sys.modules:
            from pytorch_lightning import Callback
        else:
            try:
                from lightning.pytorch import Callback
            except ModuleNotFoundError:
                from pytorch_lightning import Callback

__all__ = ["WhygradCallback"]


class WhygradCallback(TrainingCallback, Callback):
    """Callback for Lightning. Arguments and members are those of `TrainingCallback`.

    Automatic and manual optimization are supported. With several optimizers, the steps of the first one are counted as
    updates. Passes without gradients between two updates are recorded as validation; the sanity check before training
    is ignored.
    """

    def on_train_start(self, trainer: Any, pl_module: Any) -> None:
        """Optimizers exist, no step was made."""
        self._begin(pl_module, trainer.optimizers)

    def on_train_end(self, trainer: Any, pl_module: Any) -> None:
        """All epochs are done, or Lightning stopped early."""
        self._end()

    def on_exception(self, trainer: Any, pl_module: Any, exception: BaseException) -> None:
        """The training broke off."""
        self._end(exception)
