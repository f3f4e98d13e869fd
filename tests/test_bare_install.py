"""What is installed: the wheel holds everything that the package reads, and nothing optional is needed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "whygrad"

# Runs a command as if PyTorch were not installed.
_WITHOUT_TORCH = """
import sys
sys.modules["torch"] = None  # `import torch` raises ImportError
sys.argv = ["whygrad", *sys.argv[1:]]
from whygrad.cli import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> zipfile.ZipFile:
    """The wheel without its compiled part: which files go in does not depend on it, and it takes seconds."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps"]
    options = [
        "--no-build-isolation",
        "--config-settings=wheel.cmake=false",
        f"--config-settings=build-dir={folder}/build",
    ]
    done = subprocess.run(
        [*command, *options, "--wheel-dir", str(folder), str(root)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("whygrad-*.whl")))


def test_wheel_holds_what_the_package_reads(wheel: zipfile.ZipFile) -> None:
    files = set(wheel.namelist())
    ignored = {".cpp", ".h", ".hpp", ".mjs", ".pyc", ".so"}
    needed = {
        f"whygrad/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix not in ignored
    }
    assert {f"whygrad/i18n/{name}.ftl" for name in ("en", "ko")} <= needed
    assert any(name.startswith("whygrad/experiment/presets/") for name in needed)
    assert not needed - files
    assert not [name for name in files if name.endswith((".cpp", ".h", ".hpp"))]


def test_wheel_holds_the_page(wheel: zipfile.ZipFile) -> None:
    """Every file of the page, byte for byte: the compiled kernel, what others wrote, and under which license."""
    web = SOURCE / "studio" / "web"
    page = {path.relative_to(web).as_posix(): path for path in web.rglob("*") if path.is_file()}
    assert {"index.html", "main.js", "kernel.wasm", "style.css", "icon.svg"} <= page.keys()
    for name, path in page.items():
        assert wheel.read(f"whygrad/studio/web/{name}") == path.read_bytes(), name
    vendor = {name for name in page if name.startswith("vendor/") and name.endswith(".js")}
    assert vendor
    for name in vendor:
        assert f"{name.removesuffix('.js').removesuffix('.min')}.LICENSE" in page, name


def test_wheel_says_what_it_is(wheel: zipfile.ZipFile) -> None:
    metadata = next(name for name in wheel.namelist() if name.endswith("METADATA"))
    text = wheel.read(metadata).decode()
    assert "License-Expression: Apache-2.0" in text
    assert "Provides-Extra: torch" in text
    assert any(name.endswith("LICENSE") for name in wheel.namelist())
    entry_points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert b"whygrad = whygrad.cli:main" in wheel.read(entry_points).replace(b"=", b" = ").replace(b"  ", b" ")


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
