"""Independent pieces of work on other machines: `opened("ray")` connects to a Ray cluster, whose `completed(function,
tasks)` yields the result of each task as soon as it is known.
"""

from whygrad.cluster.place import opened
from whygrad.cluster.ray import Ray

__all__ = ["Ray", "opened"]
