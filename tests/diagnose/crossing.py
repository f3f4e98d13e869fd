"""What every finding of a test has to hold to: the evidence that it shows bears it out."""

from __future__ import annotations

import re

from benchmarks.evidence import crosses

from whygrad import i18n
from whygrad.diagnose import Finding, evidence_text, message
from whygrad.trace import Meta


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
