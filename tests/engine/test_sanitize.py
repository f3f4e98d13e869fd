"""The kernel under AddressSanitizer and UndefinedBehaviorSanitizer, by a driver that uses its C interface only."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from whygrad.engine import native

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent / "sanitize"
SANITIZE = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer")
# With "-g1" a report names lines, and compiling takes a third longer.
FLAGS = ("-std=c++20", "-O1", "-Wno-psabi", *SANITIZE)
KERNEL_FLAGS = ("-ffp-contract=fast", "-fno-math-errno", "-fno-trapping-math", "-fno-exceptions", "-fno-rtti")


def _compile(*arguments: str | Path) -> None:
    done = subprocess.run(
        [os.environ.get("CXX", "c++"), *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False
    )
    if "cannot find" in done.stderr and "san" in done.stderr:
        pytest.skip("the compiler comes without the sanitizers' libraries")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def driver(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The driver, linked with a kernel for every instruction set, each with its flags in CMakeLists.txt."""
    if shutil.which(os.environ.get("CXX", "c++")) is None:
        pytest.skip("there is no C++ compiler")
    folder = tmp_path_factory.mktemp("sanitize")
    source = root / "src/whygrad/engine/kernel"
    kernels = re.findall(r"add_kernel\((\w+) (\d+)([^)]*)\)", (root / "CMakeLists.txt").read_text(encoding="utf-8"))
    assert {name for name, _, _ in kernels} >= set(native.instruction_sets())
    if len(native.instruction_sets()) == 1:  # another processor: it has no flags for these
        kernels = [kernel for kernel in kernels if kernel[0] == "baseline"]
    jobs: list[tuple[str | Path, ...]] = [
        (
            *FLAGS, *KERNEL_FLAGS, *flags.split(), f"-DWG_NAMESPACE={name}", f"-DWG_LANES={lanes}",
            "-c", source / "kernel.cpp", "-o", folder / f"{name}.o",
        )
        for name, lanes, flags in kernels
    ]  # fmt: skip
    x86 = ("-DWG_X86",) if len(kernels) > 1 else ()
    jobs.append((*FLAGS, *x86, "-I", source, "-c", HERE / "driver.cpp", "-o", folder / "driver.o"))
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: _compile(*job), jobs))
    _compile(*SANITIZE, *folder.glob("*.o"), "-o", folder / "driver")
    return folder / "driver"


def _run(driver: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Leaks cannot be looked for where processes may not watch each other, as in many containers.
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=0", "UBSAN_OPTIONS": "print_stacktrace=1"}
    return subprocess.run(
        [driver, *arguments], capture_output=True, text=True, timeout=300, check=False, env=environment
    )


@pytest.mark.parametrize("isa", native.instruction_sets())
def test_no_report(driver: Path, isa: str) -> None:
    """Sizes 1-67, all operations, uneven batches, populations of 1 to 1,000, NaN and infinite inputs, details."""
    done = _run(driver, isa)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(rf"{isa}: 2\d\d programs, 0 failures\n", done.stdout)
    assert done.stderr == ""


def test_a_step_too_far_would_be_reported(driver: Path) -> None:
    done = _run(driver, "baseline", "1")
    assert done.returncode != 0
    assert "AddressSanitizer" in done.stderr
