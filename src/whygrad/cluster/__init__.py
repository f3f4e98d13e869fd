"""Independent pieces of work on other machines: `opened("ray")` connects to a Ray cluster, whose `completed(function,
tasks)` yields the result of each task as soon as it is known. `on_cluster` trains experiments there; `packed` and
`unpacked` send a folder along.
"""

from whygrad.cluster.folder import check_folder, packed, unpacked
from whygrad.cluster.place import opened
from whygrad.cluster.ray import Lost, Needs, Ray, Shared
from whygrad.cluster.training import Train, on_cluster, one_core, with_table

__all__ = [
    "Lost", "Needs", "Ray", "Shared", "Train", "check_folder", "on_cluster", "one_core", "opened", "packed",
    "unpacked", "with_table",
]  # fmt: skip
