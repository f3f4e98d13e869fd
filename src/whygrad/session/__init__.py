"""What joins watching and diagnosing: `watch` with its `diagnosis()`, reports during a training, and running a script
under limits until enough was seen of it. Importing this package does not import PyTorch.
"""

from __future__ import annotations

from whygrad.session.watching import Watch, watch

__all__ = ["Watch", "watch"]
