"""What is asked of every callback, whatever the library."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np


def is_healthy(callback: Any, steps: int) -> None:
    """A training that learns: no finding, a record of training and evaluation, every gradient there."""
    trace = callback.trace
    assert trace.meta.total_steps == steps
    assert callback.diagnosis().healthy, [finding.code for finding in callback.diagnosis().findings]
    assert trace.meta.program.stop == "finished"
    test = trace.channels["loss_test"][0]
    assert np.nanmin(test) < 0.6 * trace.meta.chance_loss
    gradients = trace.channels["gradient_rms"][0][:-1]  # the last record may be an evaluation
    assert (gradients > 0).all()


def survives_copies(callback: Any) -> None:
    """A copy and a pickle keep the trace and let go of the watch."""
    for other in (copy.deepcopy(callback), pickle.loads(pickle.dumps(callback))):
        assert other._watch_ is None
        assert other.trace.steps.tolist() == callback.trace.steps.tolist()
        assert other.diagnosis().findings == callback.diagnosis().findings


def hooks() -> int:
    """How many global hooks PyTorch has now."""
    from torch.nn.modules import module
    from torch.optim import optimizer
    from torch.overrides import _get_current_function_mode_stack

    return sum(map(len, (
        module._global_forward_pre_hooks, module._global_forward_hooks, optimizer._global_optimizer_pre_hooks,
        optimizer._global_optimizer_post_hooks, _get_current_function_mode_stack(),
    )))  # fmt: skip
