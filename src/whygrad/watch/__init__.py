"""Other people's PyTorch trainings, seen through PyTorch's own hooks: `watch` gives a `Watch` with a trace.

What is observed, and how, is told in docs/internals/watching.md. Importing this package does not import PyTorch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.watch.entry import watch

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch as Watch

__all__ = ["Watch", "watch"]


def __getattr__(name: str) -> Any:
    if name == "Watch":
        from whygrad.watch._watch import Watch

        return Watch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
