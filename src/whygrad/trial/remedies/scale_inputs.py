"""Columns of mean 0 and deviation 1 let every weight learn at the same pace (LeCun et al. 1998).

Pictures of bytes are scaled by channel: a border pixel that hardly ever changes would be blown up. Tokens have no
scale.
"""

from whygrad.diagnose import Diagnosis
from whygrad.experiment import PICTURES, TOKENS, Experiment
from whygrad.trial.remedy import Remedy, changed


def _edit(experiment: Experiment, _diagnosis: Diagnosis | None) -> Experiment | None:
    steps = experiment.data.preprocessing
    name = experiment.data.name.partition(":")[0]
    if "whiten" in steps or name in TOKENS:
        return None
    large = name.endswith("/") or (name in PICTURES and name != "digits")
    scaling = ["center-channel", "scale-channel"] if large else ["center", "scale"]
    rest = [step for step in steps if step.removesuffix("-channel") not in ("center", "scale")]
    return changed(experiment, preprocessing=[*scaling, *rest])


REMEDY = Remedy(
    "scale-inputs",
    helps=("inputs-not-normalized", "saturated-units", "non-finite", "constant-feature", "no-progress"),
    edits=(_edit,),
)
