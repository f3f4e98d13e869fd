"""Keras runs on PyTorch here, which has to be said before it is imported."""

from __future__ import annotations

import os

os.environ["KERAS_BACKEND"] = "torch"
