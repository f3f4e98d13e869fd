"""How a training ended in plain numbers, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whygrad.compare.outcomes import ends, outcomes

if TYPE_CHECKING:
    from whygrad.trace import Trace

SCHEMA = "whygrad.training/1"


def as_json(trace: Trace) -> dict[str, Any]:
    """The schema whygrad.training/1: how every run ended, and its last numbers."""
    return {
        "schema": SCHEMA,
        "subject": {"kind": trace.meta.kind, "name": trace.meta.name, "steps": trace.meta.total_steps,
                    "framework": trace.meta.framework},
        "experiment": trace.meta.experiment,
        "seeds": [int(seed) for seed in trace.seeds],
        "status": [str(status) for status in trace.status],
        "records": len(trace.steps),
        "outcomes": {name: [float(value) for value in ends(trace, name)] for name in outcomes(trace)},
    }  # fmt: skip
