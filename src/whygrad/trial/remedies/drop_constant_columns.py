"""A column that never changes carries nothing but a second bias."""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, diagnosis: Diagnosis | None) -> Experiment | None:
    if diagnosis is None or not diagnosis.meta.data.constant_columns:
        return None
    facts = diagnosis.meta.data
    return changed(experiment, features=[name for name in facts.feature_names if name not in facts.constant_columns])


REMEDY = Remedy(
    "drop-constant-columns",
    helps=("constant-feature",),
    edits=(_edit,),
)
