"""On which side of its threshold a quantity is bad, told apart from the rules' own word for it."""

from __future__ import annotations

import re

from whygrad import i18n
from whygrad.diagnose import Finding, evidence_text, message
from whygrad.trace import Meta

# Quantities that are bad when they are small, of all findings or of these; all others are bad when they are large.
SMALL_IS_BAD: dict[str, tuple[str, ...] | None] = {
    "copy_difference": None,
    "distance_traveled": None,
    "epochs_seen": None,
    "final_progress": None,
    "gradient_agreement": None,
    "gradient_fade": None,
    "gradient_ratio": ("vanishing-gradient",),
    "init_scale": ("init-too-small",),
    "late_gain": None,
    "neighbor_agreement": None,
    "one_batch_progress": None,
    "progress_so_far": None,
    "rate_left": None,
    "rate_reached": None,
    "single_class": None,
    "skill": None,
    "test_progress": None,
    "test_skill": None,
    "unit_difference": None,
    "updates_left": None,
}


def crosses(code: str, quantity: str, value: float, threshold: float) -> bool:
    """Whether a number of a finding is beyond its threshold on the bad side."""
    codes = SMALL_IS_BAD.get(quantity, ())
    if codes is None or code in codes:
        return value < threshold
    return value > threshold


def check(finding: Finding, meta: Meta) -> None:
    """What a finding shows with a threshold is beyond it, comes first, and no sentence tells another threshold."""
    decided = [one.threshold is not None for one in finding.evidence]
    assert decided == sorted(decided, reverse=True), (finding.code, finding.evidence)
    for one in finding.evidence:
        if one.threshold is not None:
            assert crosses(finding.code, one.quantity, one.value, one.threshold), (finding.code, one)
    for language in i18n.LANGUAGES:
        with i18n.use(language):
            sentences = [message(finding, meta), *map(evidence_text, finding.evidence)]
        for sentence in sentences:
            assert not re.search(r"(limit|threshold|기준|임계값) –|, –\)", sentence), sentence
