"""The first file of a process that whygrad starts: `python _start.py HOME MODULE WORD…` calls `main(WORD, …)` there.

Nothing may be imported before the folder of this file is off the import path, where Python puts it. HOME, where whygrad
lies, is on the path only until whygrad is found: what the process does then sees the path that Python gives it.
"""

import sys

if not sys.flags.safe_path:
    del sys.path[0]
sys.path.insert(0, sys.argv[1])
__import__("whygrad")
sys.path.remove(sys.argv[1])
from importlib import import_module  # noqa: E402

import_module(sys.argv[2]).main(*sys.argv[3:])
