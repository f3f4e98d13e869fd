"""The parts of what is observed of a user's training. Each is measured by itself, and may fail by itself."""

from __future__ import annotations

from collections.abc import Collection

# Part -> the channels that it measures. `ProgramFacts.broken` names the parts that failed: their channels are left out
# of the trace, and a rule that needs one of them cannot tell.
PARTS: dict[str, tuple[str, ...]] = {
    "modules": (),  # which models and layers are called, and in which mode
    "functions": (),  # which functions are called, and what their results were computed from
    "parameters": (),  # which parameters there are, which of them are read and optimized
    "steps": ("loss_whole",),  # backward passes and updates, and what lies between them
    "record": (),  # putting a record together
    "losses": ("loss_train", "loss_test", "accuracy_train", "accuracy_test", "class_share", "test_class_share"),
    "levels": (),  # what a loss is worth that no formula is known of
    "evaluations": ("loss_test", "accuracy_test"),
    "samples": (),  # which samples come again, and in which order
    "inputs": ("input_mean", "input_std"),
    "targets": (),  # how far the inputs determine the targets
    "mixing": (),  # whether samples influence each other's outputs
    "layers": (
        "preactivation_mean", "preactivation_std", "preactivation_rms", "activation_mean", "activation_std",
        "activation_rms", "sample_std", "unit_std", "dead_share", "saturated_share", "zero_share",
    ),
    "backpropagation": ("backprop_rms",),
    "recurrence": ("through_time", "fade_through_time", "time_gradient"),
    "gradients": ("gradient_norm", "gradient_l2", "gradient_rms"),
    "weights": ("weight_rms",),
    "updates": ("update_ratio", "step_quality"),
    "coherence": ("gradient_coherence", "coherence_batches"),
    "rates": ("learning_rate", "planned_learning_rate"),
    "details": (
        "preactivation_histogram", "activation_histogram", "gradient_histogram", "weight_histogram",
        "unit_activation_mean", "unit_active_share",
    ),
    "report": (),  # saving the trace and reporting findings while the training runs
}  # fmt: skip

# Without these nothing else is known to belong where it was put.
BASIC = ("modules", "functions", "parameters", "steps", "record")


def parts_of(channel: str) -> tuple[str, ...]:
    """The parts that a channel needs."""
    return tuple(part for part, channels in PARTS.items() if channel in channels)


def lost(broken: Collection[str]) -> frozenset[str]:
    """The channels that cannot be told where these parts failed."""
    return frozenset(channel for part in broken for channel in PARTS.get(part, ()))
