"""forward() uses its inputs."""

from whygrad.trial.remedy import Remedy

REMEDY = Remedy(
    "use-inputs",
    helps=("no-progress",),
)
