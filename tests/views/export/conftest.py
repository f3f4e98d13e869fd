"""Keras chooses its backend, and where it writes, when it is imported."""

from __future__ import annotations

import os
import tempfile

os.environ["KERAS_BACKEND"] = "torch"
os.environ.setdefault("KERAS_HOME", tempfile.gettempdir())
