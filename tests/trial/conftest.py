"""Makes `fakes.py` beside this file importable: pytest's importlib mode puts no folder on the path."""

import importlib.util
import sys
from pathlib import Path

_spec = importlib.util.spec_from_file_location("trial_fakes", Path(__file__).with_name("fakes.py"))
assert _spec is not None
assert _spec.loader is not None
sys.modules["trial_fakes"] = _module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)
