"""Transformers' Trainer on a tiny BERT and synthetic tokens: one that fails, one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.watch.fits import checks
from tests.watch.fits.networks import deep_sigmoid, rings

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
pytest.importorskip("accelerate")
from whygrad.watch.transformers import WhygradCallback  # noqa: E402

pytestmark = pytest.mark.torch


def _data() -> list[dict[str, Any]]:
    """Eight tokens, whose first one tells the class."""
    tokens = torch.randint(2, 20, (256, 8), generator=torch.Generator().manual_seed(0))
    return [{"input_ids": row, "labels": (row[0] > 10).long()} for row in tokens]


def _settings(folder: Path, rate: float, steps: int, **more: Any) -> Any:
    return transformers.TrainingArguments(
        str(folder), max_steps=steps, per_device_train_batch_size=16, learning_rate=rate, report_to="none",
        save_strategy="no", logging_strategy="no", use_cpu=True, disable_tqdm=True, **more,
    )  # fmt: skip


def _train(folder: Path, *callbacks: Any, steps: int = 90) -> Any:
    torch.manual_seed(0)
    model = transformers.BertForSequenceClassification(
        transformers.BertConfig(vocab_size=20, hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
                                intermediate_size=64, max_position_embeddings=16, num_labels=2,
                                initializer_range=0.1)  # BERT's 0.02 is meant for 768 units
    )  # fmt: skip
    settings = _settings(folder, 2e-3, steps, eval_strategy="steps", eval_steps=30)
    trainer = transformers.Trainer(
        model, settings, train_dataset=_data(), eval_dataset=_data()[:64], callbacks=list(callbacks)
    )
    trainer.train()
    return trainer


def test_a_healthy_training_has_no_finding(tmp_path: Path) -> None:
    callback = WhygradCallback(every=3)
    _train(tmp_path, callback)
    checks.is_healthy(callback, 90)
    assert callback.trace.meta.optimizer == "adamw"
    assert callback.trace.meta.layers[-1].name == "classifier"
    checks.survives_copies(callback)


class Deep(torch.nn.Module):
    """A model of one's own in the form that the Trainer asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.net = deep_sigmoid()

    def forward(self, x: Any, labels: Any) -> dict[str, Any]:
        logits = self.net(x)
        return {"loss": torch.nn.functional.cross_entropy(logits, labels), "logits": logits}


def test_a_failing_training_is_found(tmp_path: Path) -> None:
    lines: list[str] = []
    callback = WhygradCallback(every=4, report=lines.append)
    data = [{"x": x, "labels": y} for x, y in zip(*rings(), strict=True)]
    transformers.Trainer(Deep(), _settings(tmp_path, 5e-3, 150), train_dataset=data, callbacks=[callback]).train()
    assert callback.diagnosis().root.code == "vanishing-gradient"
    assert len([line for line in lines if "Vanishing gradients at net.0" in line]) == 1


def test_nothing_changes(tmp_path: Path) -> None:
    weights = [
        [p.detach().clone() for p in _train(tmp_path, *callbacks, steps=5).model.parameters()]
        for callbacks in ((), (WhygradCallback(every=1),))
    ]
    assert all(map(torch.equal, *weights))
    assert checks.hooks() == 0
