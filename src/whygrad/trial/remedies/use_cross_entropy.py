"""Cross-entropy's gradient does not vanish where a saturated output is wrong."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.edits import classifies
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, diagnosis: Diagnosis | None) -> Experiment | None:
    return changed(experiment, loss="cross-entropy", output="auto") if classifies(experiment, diagnosis) else None


REMEDY = Remedy(
    "use-cross-entropy",
    helps=("output-loss-mismatch", "target-out-of-range"),
    edits=(_edit,),
)
