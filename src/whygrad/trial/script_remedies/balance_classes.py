"""Rare classes weigh more in the loss, so that all classes together weigh the same."""

from __future__ import annotations

from typing import Any

from whygrad.trial.rerun.intervention import Intervention, LossCall, ScriptRemedy, loss_place
from whygrad.trial.rerun.job import ScriptFacts


def _weights(facts: ScriptFacts) -> list[float]:
    counts = facts.class_counts
    whole, classes = sum(counts), sum(count > 0 for count in counts)
    return [whole / (classes * count) if count else 0.0 for count in counts]


class Balanced(Intervention):
    """Weights of the classes in cross-entropy, of the positive one in binary cross-entropy."""

    def loss(self, call: LossCall) -> None:
        """Weigh."""
        import torch

        weights = _weights(self.facts)
        given, target = call.given, call.target
        if not torch.is_grad_enabled() or len(weights) < 2 or not torch.is_tensor(given):
            return
        numbers = call.kind in ("cross-entropy", "nll") and not target.is_floating_point()
        if numbers and len(weights) == given.shape[1 if given.ndim > 1 else 0]:
            call.kwargs["weight"] = given.new_tensor(weights)
            del call.args[2:3]
        elif call.kind == "binary-logits" and len(weights) == 2:
            call.kwargs["pos_weight"] = given.new_tensor(weights[1] / weights[0])
        elif call.kind == "binary" and len(weights) == 2:
            call.kwargs["weight"] = target * weights[1] + (1 - target) * weights[0]
            del call.args[2:3]
        else:
            return
        self.used = True


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    weights = _weights(facts)
    shown = ", ".join(f"{weight:.3g}" for weight in weights[:12])
    if facts.program.loss is not None and facts.program.loss.kind.startswith("binary"):
        ratio = weights[1] / weights[0] if len(weights) > 1 and weights[0] else 1.0
        return f"{loss_place(facts)}+ nn.BCEWithLogitsLoss(pos_weight=torch.tensor({ratio:.3g}))\n"
    return f"{loss_place(facts)}+ nn.CrossEntropyLoss(weight=torch.tensor([{shown}]))\n"


REMEDY = ScriptRemedy(
    "balance-classes", Balanced, _snippet, applies=lambda facts: sum(count > 0 for count in facts.class_counts) > 1
)
