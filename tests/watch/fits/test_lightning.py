"""Lightning's Trainer: one that fails, one that does not, and what a callback of Lightning's has to stand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.watch.fits import checks
from tests.watch.fits.networks import deep_sigmoid, healthy, rings

import whygrad as wg

torch = pytest.importorskip("torch")
lightning = pytest.importorskip("lightning.pytorch")
from whygrad.watch.lightning import WhygradCallback  # noqa: E402

functional = torch.nn.functional
pytestmark = [
    pytest.mark.torch,
    pytest.mark.filterwarnings("ignore:.*LeafSpec.*is deprecated:FutureWarning"),
    pytest.mark.filterwarnings("ignore:.*does not have many workers"),
]


class Model(lightning.LightningModule):
    def __init__(self, net: Any, rate: float = 1e-2, *, crash_at: int = -1, manual: bool = False) -> None:
        super().__init__()
        self.net, self.rate, self.crash_at = net, rate, crash_at
        self.automatic_optimization = not manual
        self.losses: list[float] = []

    def training_step(self, batch: Any, index: int) -> Any:
        if self.global_step == self.crash_at:
            raise RuntimeError("the disk is full")
        loss = functional.cross_entropy(self.net(batch[0]), batch[1])
        self.losses.append(loss.item())
        if not self.automatic_optimization:
            optimizer = self.optimizers()
            optimizer.zero_grad()
            self.manual_backward(loss)
            optimizer.step()
        return loss

    def validation_step(self, batch: Any, index: int) -> None:
        self.log("validation", functional.cross_entropy(self.net(batch[0]), batch[1]))

    def configure_optimizers(self) -> Any:
        return torch.optim.Adam(self.parameters(), self.rate)


def _fit(model: Model, *callbacks: Any, epochs: int = 12) -> None:
    from torch.utils.data import DataLoader, TensorDataset

    data, new = TensorDataset(*rings()), TensorDataset(*rings(256, seed=1))
    trainer = lightning.Trainer(
        max_epochs=epochs, accelerator="cpu", callbacks=list(callbacks), logger=False, enable_checkpointing=False,
        enable_progress_bar=False, enable_model_summary=False, gradient_clip_val=None,
    )  # fmt: skip
    generator = torch.Generator().manual_seed(0)
    trainer.fit(model, DataLoader(data, 32, shuffle=True, generator=generator), DataLoader(new, 256))


@pytest.mark.parametrize("manual", [False, True], ids=["automatic", "manual"])
def test_a_healthy_training_has_no_finding(manual: bool) -> None:
    callback, model = WhygradCallback(every=5), Model(healthy(), manual=manual)
    _fit(model, callback)
    checks.is_healthy(callback, 192)
    trace = callback.trace
    assert trace.meta.name == "Model"
    assert trace.meta.optimizer == "adam"
    assert [layer.name for layer in trace.meta.layers] == ["net.0", "net.2", "net.4"]
    for step, loss in zip(trace.steps[:-1].tolist(), trace.channels["loss_train"][0].tolist(), strict=False):
        assert loss == pytest.approx(model.losses[step], rel=1e-6)
    assert trace.meta.program.mixing.change == 0.0
    checks.survives_copies(callback)


def test_a_failing_training_is_found_and_reported() -> None:
    lines: list[str] = []
    callback = WhygradCallback(every=4, report=lines.append)
    _fit(Model(deep_sigmoid()), callback)
    root = callback.diagnosis().root
    assert root.code == "vanishing-gradient"
    assert root.where.layers[0] == "net.0"
    (line,) = [line for line in lines if "Vanishing gradients" in line]
    assert line.startswith("whygrad: update ")
    assert "at net.0, net.2 … (vanishing-gradient)" in line


def test_nothing_changes() -> None:
    before, states = checks.hooks(), []
    for callbacks in ((), (WhygradCallback(every=1),)):
        torch.manual_seed(0)
        model = Model(healthy())
        _fit(model, *callbacks, epochs=1)
        states.append((model.losses, [p.detach().clone() for p in model.parameters()], torch.get_rng_state()))
    (losses, weights, random), (watched_losses, watched, watched_random) = states
    assert losses == watched_losses
    assert all(map(torch.equal, weights, watched))
    assert torch.equal(random, watched_random)
    assert checks.hooks() == before == 0


def test_a_crash_and_a_path(tmp_path: Path) -> None:
    callback = WhygradCallback(path=tmp_path / "run")
    with pytest.raises(RuntimeError, match="disk"):
        _fit(Model(healthy(), crash_at=20), callback)
    facts = wg.Trace.open(tmp_path / "run").meta.program
    assert (facts.stop, facts.error) == ("crashed", "RuntimeError: the disk is full")
    assert facts.error_place.startswith("tests/watch/fits/test_lightning.py:")
    assert checks.hooks() == 0


def test_before_a_training_there_is_nothing() -> None:
    callback = WhygradCallback()
    for ask in (lambda: callback.trace, callback.diagnosis):
        with pytest.raises(wg.WhygradError, match="starts with the first training"):
            ask()
    callback.close()
    with pytest.raises(wg.WhygradError, match='"every" must be'):
        WhygradCallback(every=0)


def test_pytorch_lightning_has_its_own_classes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has imported `pytorch_lightning` alone gets a callback of its classes."""
    pl = pytest.importorskip("pytorch_lightning")
    monkeypatch.delitem(sys.modules, "lightning")
    again = importlib.util.spec_from_file_location("again", sys.modules[WhygradCallback.__module__].__file__)
    module = importlib.util.module_from_spec(again)
    again.loader.exec_module(module)
    assert issubclass(module.WhygradCallback, pl.Callback)
    assert not issubclass(WhygradCallback, pl.Callback)
