"""What a remedy changes in the source of a user's script: a unified diff where the place is certain, else nothing.

One file per remedy, found by listing the folder; its name is the remedy's code. A file defines `CODES`, the findings
whose fix the change is, and `edits`, which gives `None` where it would have to guess. Files that begin with an
underscore are passed over.
"""

from whygrad.trial.source._changes import Change, changes

__all__ = ["Change", "changes"]
