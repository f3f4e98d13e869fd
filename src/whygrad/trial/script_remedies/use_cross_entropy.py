"""Cross-entropy on logits for class numbers, instead of a loss that does not fit them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.trial.rerun.intervention import Intervention, LayerCall, LossCall, ScriptRemedy, loss_place
from whygrad.trial.rerun.job import ScriptFacts
from whygrad.trial.script_remedies._optimizing import add

if TYPE_CHECKING:
    from torch import Tensor

_MOST_CLASSES = 1000


class Entropic(Intervention):
    """NLL of raw outputs becomes cross-entropy, cross-entropy of one unit its binary kind; a squared error of class
    numbers becomes cross-entropy on a last layer as wide as there are classes, which answers with the likeliest class
    where the script evaluates.
    """

    def start(self) -> None:
        """Which of them is it?"""
        self._wide: Any = None
        self._given = False
        loss = self.facts.program.loss
        classes = self.facts.target_high + 1
        self._classes = 0
        numbers = loss is not None and loss.kind in ("squared", "absolute", "huber") and loss.whole_targets
        if numbers and self.facts.target_low >= 0 and 2 <= classes <= _MOST_CLASSES:
            self._classes = int(classes)

    def after_layer(self, call: LayerCall, result: Tensor) -> Tensor:
        """The last layer's substitute."""
        import torch

        if not call.last or not self._classes or call.name != "linear" or result.shape[-1] != 1:
            return result
        if self._wide is None:
            with self.run.unobserved():
                wide = torch.nn.Linear(call.given.shape[-1], self._classes)
                self._wide, self._weight = wide.to(result.device, result.dtype), call.weights[0]
        with self.run.unobserved():
            logits = self._wide(call.given)
            self.used = True
            return logits if torch.is_grad_enabled() else logits.argmax(-1, keepdim=True).to(result.dtype)

    def loss(self, call: LossCall) -> None:
        """The loss itself."""
        import torch

        given, target = call.given, call.target
        entropy = torch.nn.functional.cross_entropy
        if call.kind == "nll" and call.before != "log-softmax":
            call.function, call.kind = entropy, "cross-entropy"
        elif call.kind == "cross-entropy" and target.numel() == given.numel() and target.is_floating_point():
            binary = torch.nn.functional.binary_cross_entropy_with_logits
            call.function, call.kind, call.kwargs = binary, "binary-logits", {}
            call.args = [given.reshape(target.shape), target]
        elif self._classes and given.requires_grad and given.numel() == target.numel() * self._classes:
            call.function, call.kind, call.kwargs = entropy, "cross-entropy", {}
            call.args = [given.reshape(-1, self._classes), target.reshape(-1).long()]
        else:
            return
        self.used = True

    def before_step(self, optimizer: Any) -> None:
        """The substitute learns with the script's optimizer."""
        if self._wide is not None and not self._given:
            self._given = True
            add(optimizer, list(self._wide.parameters()))

    def after_step(self, optimizer: Any) -> None:
        """Nobody else clears its gradients."""
        if self._wide is not None:
            self._wide.zero_grad()


def _snippet(_parameters: Any, facts: ScriptFacts) -> str:
    loss = facts.program.loss
    if loss is not None and loss.kind == "cross-entropy":
        return (
            f"{loss_place(facts)}- cross_entropy(output, target)\n+ binary_cross_entropy_with_logits(output, target)\n"
        )
    wide = f"+ nn.Linear(…, {int(facts.target_high) + 1})  # the last layer: one output per class\n"
    old = loss.function if loss is not None else "loss"
    wide = wide if loss is not None and loss.kind != "nll" else ""
    return f"{loss_place(facts)}{wide}- {old}(output, target)\n+ F.cross_entropy(output, target.long())\n"


REMEDY = ScriptRemedy("use-cross-entropy", Entropic, _snippet)
