"""Exports of networks of layers: scripts with their weights and samples beside them, ONNX models.

`content(kind, subject, stem)` gives all files of an export by their names; `LayeredSubject` is what is exported.
"""

from whygrad.views.export.layered.kinds import content
from whygrad.views.export.layered.subject import LayeredSubject, of_experiment, of_folder, of_network, of_trace

__all__ = ["LayeredSubject", "content", "of_experiment", "of_folder", "of_network", "of_trace"]
