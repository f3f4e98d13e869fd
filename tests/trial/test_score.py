"""What the score of a re-run makes of a loss's arguments."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from trial_fakes import META  # noqa: E402

from whygrad.trial.rerun import ScriptFacts  # noqa: E402
from whygrad.trial.rerun.intervention import LossCall  # noqa: E402
from whygrad.trial.rerun.score import Score  # noqa: E402

RIGHT = torch.tensor([[2.0, 0.0, 0.0], [0.0, 0.0, 1.0], [3.0, 0.0, 0.0], [0.0, 0.0, 1.0]])


@pytest.mark.parametrize(
    ("kind", "target", "accuracy"),
    [
        ("cross-entropy", [0, 2, 0, 1], 0.75),
        ("nll", [0, 2, 0, 1], 0.75),
        ("hinge", [0, 2, 0, 1], 0.75),
        ("cosine", [1, -1, 1, -1], None),  # which of two sides is meant, no class
    ],
)
def test_numbers_of_classes_are_compared_with_the_largest_output(
    kind: str, target: list[int], accuracy: float | None
) -> None:
    score = Score(ScriptFacts(META, layers=2))
    given = [RIGHT.requires_grad_(), torch.tensor(target)]
    call = LossCall(kind, torch.nn.functional.cross_entropy, given, {}, kind=kind)
    score.loss(call, torch.tensor(1.0), 1)
    assert score.result("finished", 1).scores.get("accuracy_train") == accuracy
