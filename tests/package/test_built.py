"""What is published: the sdist and the wheel are built once, looked into, installed where nothing else is, and used."""

from __future__ import annotations

import email
import email.message
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.package import smoke

from whygrad import __version__
from whygrad.gpu import source as gpu

pytestmark = pytest.mark.slow

SECONDS = 900  # for a build; generous, as the machine may be busy
ADDRESS = "https://github.com/whygrad/whygrad/blob"
PICTURES = "https://raw.githubusercontent.com/whygrad/whygrad"


@dataclass(frozen=True)
class Built:
    """A sdist, the wheel that was built from it, and the folder in which the kernel was compiled."""

    sdist: Path
    wheel: Path
    objects: Path

    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.wheel) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}

    def metadata(self) -> email.message.Message:
        files = self.files()
        return email.message_from_bytes(next(files[name] for name in files if name.endswith(".dist-info/METADATA")))


def _run(*command: str | Path) -> str:
    done = subprocess.run(
        list(map(str, command)), capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Built:
    """As `make dist` builds: the wheel out of the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    objects = folder / "objects"
    _run(
        sys.executable, "-m", "build", "--no-isolation", "--outdir", folder,
        f"--config-setting=build-dir={objects}", root,
    )  # fmt: skip
    return Built(next(folder.glob("*.tar.gz")), next(folder.glob("*.whl")), objects)


def test_names_carry_version_and_abi(built: Built) -> None:
    assert built.sdist.name == f"whygrad-{__version__}.tar.gz"
    own = f"cp3{sys.version_info.minor}"
    abi = "cp312-abi3" if sys.version_info >= (3, 12) else f"{own}-{own}"
    assert built.wheel.name.startswith(f"whygrad-{__version__}-{abi}-")


def test_metadata_pass_the_check_of_the_index(built: Built) -> None:
    checked = _run(sys.executable, "-m", "twine", "--no-color", "check", "--strict", built.sdist, built.wheel)
    assert checked.count("PASSED") == 2


def test_wheel_says_what_it_is(built: Built) -> None:
    metadata = built.metadata()
    assert (metadata["Name"], metadata["Version"]) == ("whygrad", __version__)
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Author"] == "The whygrad authors"
    assert {"torch", "zoo", "all"} <= set(metadata.get_all("Provides-Extra", []))
    labels = {one.partition(",")[0] for one in metadata.get_all("Project-URL", [])}
    assert labels == {"Homepage", "Documentation", "Source", "Issues", "Changelog"}
    files = built.files()
    assert any(name.endswith("licenses/LICENSE") for name in files)
    entry_points = next(files[name].decode() for name in files if name.endswith("entry_points.txt"))
    assert re.search(r"^whygrad ?= ?whygrad\.cli:main$", entry_points, re.MULTILINE)


def test_wheel_holds_what_the_package_reads(built: Built, root: Path) -> None:
    """Every file of the package byte for byte (page, messages, presets, findings' pages, the GPU's program), and no
    source of the kernel that the GPU's program does not include.
    """
    source = root / "src" / "whygrad"
    left_out = {".cpp", ".mjs", ".pyc", ".so"}
    only_in_the_kernel = {"machine.h", "probes.h", "processor.h"}
    needed = {
        f"whygrad/{path.relative_to(source).as_posix()}": path
        for path in source.rglob("*")
        if path.is_file() and path.suffix not in left_out and path.name not in only_in_the_kernel
    }
    for some in (
        "whygrad/i18n/en.ftl", "whygrad/i18n/ko.ftl", "whygrad/studio/web/index.html", "whygrad/studio/web/kernel.wasm",
        "whygrad/experiment/presets/healthy-circle.toml", "whygrad/diagnose/limits.toml",
        *(f"whygrad/diagnose/codes/dead_units/{name}" for name in (
            "rule.py", "limits.toml", "en.ftl", "ko.ftl", "en.md", "ko.md", "dead-units-moons.toml",
        )),
        "whygrad/studio/bundle/studio.html", "whygrad/py.typed",
        *(f"whygrad/engine/kernel/{name}" for name in gpu.files() if (gpu.KERNEL / name).exists()),
        *(f"whygrad/gpu/device/{name}" for name in gpu.files() if (gpu.DEVICE / name).exists()),
    ):  # fmt: skip
        assert some in needed, some
    files = built.files()
    assert not needed.keys() - files.keys()
    assert not [name for name, path in needed.items() if files[name] != path.read_bytes()]
    kernels = [name for name in files if name.startswith("whygrad/engine/_kernel.") and not name.endswith(".pyi")]
    assert len(kernels) == 1
    others = [name for name in files if name not in needed and name not in kernels and ".dist-info/" not in name]
    assert not others


def test_wheel_holds_the_licenses_of_what_others_wrote(built: Built) -> None:
    files = built.files().keys()
    vendor = {name for name in files if name.startswith("whygrad/studio/web/vendor/") and name.endswith(".js")}
    assert vendor
    for name in vendor:
        assert f"{name.removesuffix('.js').removesuffix('.min')}.LICENSE" in files, name


def test_sdist_holds_what_a_build_needs_and_no_more(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert {"PKG-INFO", "pyproject.toml", "CMakeLists.txt", "LICENSE", "README.md", "CHANGELOG.md"} <= set(names)
    assert "src/whygrad/engine/kernel/kernel.cpp" in names
    assert {name.partition("/")[0] for name in names if "/" in name} == {"src"}
    assert not [name for name in names if name.endswith((".pyc", ".so", ".pyd"))]


def test_readme_on_the_index_is_whole(built: Built, root: Path) -> None:
    """It renders, and every link and picture has a whole address: of the web, or of a file of this repository."""
    from readme_renderer import markdown

    metadata = built.metadata()
    assert metadata["Description-Content-Type"] == "text/markdown"
    text = metadata.get_payload()
    assert isinstance(text, str)
    rendered = markdown.render(text)
    assert rendered
    targets = re.findall(r'(?:href|src)="([^"]+)"', rendered)
    assert targets
    assert not [target for target in targets if not target.startswith(("https://", "#"))]
    pictures = re.findall(r'<img[^>]* src="([^"]+)"', rendered)
    assert pictures
    for target in targets:
        for base in (ADDRESS, PICTURES):
            if target.startswith(base):
                path = target.removeprefix(f"{base}/v{__version__}/").partition("#")[0]
                assert (root / path).exists(), target
    assert all(picture.startswith(PICTURES) for picture in pictures)


def test_only_chosen_code_uses_wide_registers(built: Built) -> None:
    """A processor without AVX meets no such instruction, neither in the baseline nor in what chooses a kernel."""
    objdump = shutil.which("objdump")
    objects = list(built.objects.rglob("*.o"))
    if objdump is None or not objects:
        pytest.skip("there is no objdump, or no objects are left to look into")
    if not any("kernel_avx2" in one.as_posix() for one in objects):
        pytest.skip("not built for x86-64")
    wide = {one: "%ymm" in _run(objdump, "-d", "--no-show-raw-insn", one) for one in objects}
    assert {one.as_posix().split("kernel_")[1].split(".")[0] for one, found in wide.items() if found} == {
        "avx2",
        "avx512",
    }


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that has the wheel, and the dependencies of this one; no network is used."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    _run(sys.executable, "-m", "venv", "--without-pip", folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    _run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--no-index", built.wheel,
    )  # fmt: skip
    packages = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # Links to packages in the folders that are named here are not followed: the whygrad under test stays unseen.
    shared = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (packages / "dependencies.pth").write_text("\n".join(shared), encoding="utf-8")
    assert _run(python, "-c", "import whygrad; print(whygrad.__file__)").startswith(str(packages))
    return programs


def test_what_is_installed_works(installed: Path) -> None:
    """Version, kernel, a diagnosis, a page, the studio: each check of `smoke.py`."""
    said = _run(installed / "python", smoke.__file__)
    assert said.splitlines() == [f"{check.__name__}: works" for check in smoke.CHECKS]


def test_the_command_is_installed(installed: Path) -> None:
    done = subprocess.run(
        [installed / "whygrad", "diagnose", "vanishing-gradient-digits"],
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "vanishing-gradient" in done.stdout.decode()
