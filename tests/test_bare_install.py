"""Without extras: nothing optional is needed, and what needs it says what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Runs a command as if PyTorch were not installed.
_WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None  # `import torch` raises ImportError
sys.argv = ["whygrad", *sys.argv[1:]]
from whygrad.cli import main
sys.exit(main())
"""


def _without_torch(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _WITHOUT_TORCH, "--lang", "en", *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_diagnosis_needs_no_torch() -> None:
    done = _without_torch("diagnose", "healthy-xor", "--seeds", "2")
    assert done.returncode == 0, done.stderr


def test_traces_are_read_without_torch(tmp_path: Path) -> None:
    folder = tmp_path / "run.zarr"
    assert _without_torch("train", "healthy-xor", "--seeds", "2", "--out", str(folder)).returncode == 0
    done = _without_torch("diagnose", str(folder))
    assert done.returncode == 0, done.stderr
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from pathlib import Path\n"
        "from whygrad.studio.following import Traces\n"
        f"print(len(Traces(Path({str(tmp_path)!r})).listed()['traces']))\n"
    )
    page = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert page.stdout.strip() == "1", page.stderr


def test_a_script_says_what_to_install(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text("import torch\n", encoding="utf-8")
    done = _without_torch("diagnose", str(script))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert 'pip install "whygrad[torch]"' in done.stderr


def test_torch_engine_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "import whygrad as wg\n"
        "from whygrad.errors import MissingExtraError\n"
        "try:\n"
        "    wg.train(wg.presets['healthy-xor'], seeds=1, engine='torch')\n"
        "except MissingExtraError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "whygrad[torch]" in done.stdout
