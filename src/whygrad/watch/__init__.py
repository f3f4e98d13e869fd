"""Other people's PyTorch trainings, seen through PyTorch's own hooks: `watch` gives a `TrainingRecorder` with a trace.

What is observed, and how, is told in docs/internals/watching.md. Importing this package does not import PyTorch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.watch.entry import watch

if TYPE_CHECKING:
    from whygrad.watch._recorder import TrainingRecorder as TrainingRecorder

__all__ = ["TrainingRecorder", "watch"]


def __getattr__(name: str) -> Any:
    if name == "TrainingRecorder":
        from whygrad.watch._recorder import TrainingRecorder

        return TrainingRecorder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
