"""Exports: an experiment, its network and its weights as a file that needs no whygrad.

`KINDS` is the table of what there is, `Subject` is what is exported: an experiment with a seed and the weights to start
from. A new kind is a file here and a row of the table.
"""

from whygrad.views.export.kinds import KINDS, Kind, file_name, kind_named
from whygrad.views.export.subject import Subject, subject, subject_of_trace

__all__ = ["KINDS", "Kind", "Subject", "file_name", "kind_named", "subject", "subject_of_trace"]
