"""skorch's NeuralNet: one that fails, one that does not, and what scikit-learn does with callbacks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.watch.fits import checks
from tests.watch.fits.networks import deep_sigmoid, healthy, rings

torch = pytest.importorskip("torch")
skorch = pytest.importorskip("skorch")
from whygrad.watch.skorch import WhygradCallback  # noqa: E402

pytestmark = pytest.mark.torch


def _net(module: Any, *callbacks: Any, epochs: int = 12) -> Any:
    return skorch.NeuralNetClassifier(
        module, criterion=torch.nn.CrossEntropyLoss, optimizer=torch.optim.Adam, lr=1e-2, max_epochs=epochs,
        batch_size=32, iterator_train__shuffle=True, callbacks=list(callbacks), verbose=0,
    )  # fmt: skip


def test_a_healthy_training_has_no_finding() -> None:
    callback = WhygradCallback(every=5)
    _net(healthy(), callback).fit(*rings())
    checks.is_healthy(callback, 12 * 13)
    assert callback.trace.meta.optimizer == "adam"
    checks.survives_copies(callback)


def test_a_failing_training_is_found() -> None:
    callback = WhygradCallback(every=4)
    _net(deep_sigmoid(), callback).fit(*rings())
    assert callback.diagnosis().root.code == "vanishing-gradient"


def test_nothing_changes() -> None:
    weights: list[Any] = []
    callback = WhygradCallback(every=1)
    for callbacks in ((), (callback,)):
        torch.manual_seed(0)
        net = _net(healthy, *callbacks, epochs=1).fit(*rings())
        weights.append([p.detach().clone() for p in net.module_.parameters()])
    assert all(map(torch.equal, *weights))
    # What was recorded is what skorch says: the mean over an epoch's samples.
    sizes = np.array(net.history[0, "batches", :, "train_batch_size"])
    recorded = callback.trace.channels["loss_train"][0][: len(sizes)]
    assert np.average(recorded, weights=sizes) == pytest.approx(net.history[0, "train_loss"], rel=1e-6)
    assert checks.hooks() == 0


def test_scikit_learn_may_copy_it() -> None:
    """A grid search clones the net, trains copies and refits the best; settings are parameters."""
    from sklearn.base import clone
    from sklearn.model_selection import GridSearchCV

    callback = WhygradCallback(every=10, name="rings")
    net = _net(healthy, ("whygrad", callback), epochs=2)
    assert dict(clone(net).callbacks)["whygrad"].name == "rings"
    assert set(callback.get_params()) == {"every", "name", "path", "report", "settings"}
    x, y = rings()
    search = GridSearchCV(net, {"lr": [1e-2, 1e-3]}, cv=2).fit(x.numpy(), np.asarray(y))
    best = dict(search.best_estimator_.callbacks_)["whygrad"]
    assert best.trace.meta.name == "rings"
    assert best.trace.meta.total_steps == 2 * 13
    assert checks.hooks() == 0
