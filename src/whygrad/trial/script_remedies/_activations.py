"""Another activation in the hidden layers, whether it is a module, a function or a method."""

from __future__ import annotations

from typing import Any

from whygrad.instrument import functions as names
from whygrad.trial.rerun.intervention import Call, shortened
from whygrad.trial.rerun.job import Parameters, ScriptFacts
from whygrad.trial.script_remedies._weights import Drawn

STEPS = frozenset(("gt", "__gt__", "sign", "sgn", "heaviside"))


class Swapped(Drawn):
    """The activation `activation` after every layer but the last; weights drawn as `init` says, where it says so."""

    def weights(self, call: Any) -> None:
        """Draw, if an initialization belongs to the activation."""
        if self.parameters.get("init") and call.name not in names.EMBEDDINGS:
            super().weights(call)

    def activation(self, call: Call) -> None:
        """Swap."""
        import torch

        if call.last or call.name in names.NORMALIZERS:
            return
        if call.name in STEPS:
            compares = call.name in ("gt", "__gt__")
            zero = not compares or (len(call.args) > 1 and call.args[1] == 0)
            if not zero or not torch.is_tensor(call.given) or "no-gradient" not in self.facts.findings:
                return
        call.function = getattr(torch.nn.functional, self.parameters["activation"])
        call.args, call.kwargs = [call.given], {}
        self.used = True


def place(facts: ScriptFacts) -> str:
    """Which layers it concerns."""
    hidden = [layer.name for layer in facts.meta.layers[:-1]]
    return f"# after {shortened(hidden, 4)}\n" if hidden else ""


def snippet(new: str, init: str = "") -> Any:
    """A user's code for it: what stood there, and what should."""

    def say(_parameters: Parameters, facts: ScriptFacts) -> str:
        old = {layer.activation for layer in facts.meta.layers[:-1]} - {"identity", ""}
        before = "".join(f"- {name}\n" for name in sorted(old))
        text = f"{place(facts)}{before}+ {new}\n"
        return text + init

    return say
