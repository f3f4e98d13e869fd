"""What the contributing pages say is enough: an activation, a remedy and a rule are added in a copy of the tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from textwrap import indent

import pytest

pytestmark = pytest.mark.torch

CODES = "src/whygrad/diagnose/codes"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd", "results")
# Each library's files are compiled as one, and the kernel for the instructions only that every processor has.
OPTIONS = {"CMAKE_UNITY_BUILD": "ON", "CMAKE_UNITY_BUILD_BATCH_SIZE": "0", "WHYGRAD_X86": "OFF"}
LINKED = ("benchmarks", "documentation", "requirements", "node_modules")


class Tree:
    """A copy of the repository in which files are edited, and whose own package and tests run."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        self.edited: set[str] = set()
        for name in ("src", "tests", "docs"):
            shutil.copytree(root / name, folder / name, ignore=LEFT_OUT)
        for path in root.iterdir():
            if path.is_file():
                shutil.copy(path, folder / path.name)
        for name in LINKED:
            if (root / name).exists():
                (folder / name).symlink_to(root / name)

    def page(self, name: str) -> str:
        """The text of a contributing page."""
        return (self.folder / "docs" / "internals" / name).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Create a file or write it anew; both count as one changed file."""
        self.edited.add(path)
        (self.folder / path).write_text(text, encoding="utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        """Replace the one place where `before` stands."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{path} has {before!r} {text.count(before)} times"
        self.write(path, text.replace(before, after))

    def run(self, *words: str) -> str:
        """Run Python with the copy's package. Without `site`, the editable installation of the original stays out."""
        places = [str(self.folder / "src"), *(one for one in sys.path if one.endswith("site-packages"))]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "OMP_NUM_THREADS": "1"}
        done = subprocess.run(
            [sys.executable, "-S", *words], cwd=self.folder, env=environment, capture_output=True, text=True,
            timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def test(self, *words: str) -> int:
        """Run tests of the copy; how many passed."""
        printed = self.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *words)
        passed = re.search(r"(\d+) passed", printed)
        assert passed, printed
        return int(passed[1])

    def build_kernel(self) -> None:
        """Compile the copy's kernel, in less time than what is published takes: the copy need not be fast."""
        wheels, recipe = self.folder / "dist", self.folder / "CMakeLists.txt"
        text = recipe.read_text(encoding="utf-8")
        assert text.count(" -O3 ") == 1
        recipe.write_text(text.replace(" -O3 ", " -O1 "), encoding="utf-8")
        # Nothing is fetched: what builds it is there, as the tests' environment was made with it.
        options = (word for name, value in OPTIONS.items() for word in ("-C", f"cmake.define.{name}={value}"))
        command = [
            sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", *options, "-w",
        ]  # fmt: skip
        environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
        done = subprocess.run(
            [*command, str(wheels), str(self.folder)],
            env=environment, capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        (wheel,) = wheels.glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            (name,) = (one for one in packed.namelist() if re.search(r"/_kernel.*\.(so|pyd)$", one))
            (self.folder / "src" / name).write_bytes(packed.read(name))


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def _add_activation(tree: Tree) -> None:
    page = tree.page("add-an-activation.md")
    row = indent(f"{blocks(page, 'python')[0].rstrip()},\n", "    ")
    (formula,) = blocks(page, "cpp")
    table, kernel = "src/whygrad/activations/table.py", "src/whygrad/engine/kernel/activations.h"
    text = (tree.folder / table).read_text(encoding="utf-8")
    (known,) = re.findall(r"    Activation\(\n        \"hard-sigmoid\",\n.*?\n    \),\n", text, re.DOTALL)
    tree.change(table, known, "")
    tree.change(table, ")\n\n# Functions that only users' programs", f"{row})\n\n# Functions that only users' programs")
    tree.change(kernel, "// Calls body(function)", f"{formula}\n// Calls body(function)")
    assert len(tree.edited) <= 3


def _add_remedy(tree: Tree) -> None:
    page = tree.page("add-a-remedy.md")
    code = next(block for block in blocks(page, "python") if "REMEDY = " in block)
    english, korean = blocks(page, "ftl")
    tree.write("src/whygrad/trial/remedies/clip_gently.py", code)
    for language, texts in (("en", english), ("ko", korean)):
        catalog = f"src/whygrad/i18n/{language}.ftl"
        tree.change(catalog, "title-remedy-clip-gradients =", f"{texts}title-remedy-clip-gradients =")
    assert len(tree.edited) <= 3


def _add_rule(tree: Tree) -> None:
    page = tree.page("add-a-rule.md")
    folder = f"{CODES}/too_few_samples"
    (tree.folder / folder).mkdir()
    (rule,) = blocks(page, "python")
    limits, preset = blocks(page, "toml")
    tree.write(f"{folder}/__init__.py", '"""Too few samples."""\n')
    tree.write(f"{folder}/rule.py", rule)
    tree.write(f"{folder}/limits.toml", limits)
    tree.write(f"{folder}/too-few-samples-moons.toml", preset)
    for language, texts in zip(("en", "ko"), blocks(page, "ftl"), strict=True):
        tree.write(f"{folder}/{language}.ftl", texts)
        (title,) = re.findall(r"^title-too-few-samples = (.*)$", texts, re.MULTILINE)
        similar = (tree.folder / CODES / "overfitting" / f"{language}.md").read_text(encoding="utf-8")
        tree.write(f"{folder}/{language}.md", re.sub(r"\A# .*", f"# {title}", similar))
    assert {str(Path(path).parent) for path in tree.edited} == {folder}


@pytest.mark.slow(seconds=40)
def test_an_activation_a_remedy_and_a_rule_are_added_as_their_pages_say(root: Path, tmp_path: Path) -> None:
    """All three in one copy, so that the kernel is built and the tests are started once: an activation is a row and its
    formula, a remedy a file and its texts, a rule a folder.
    """
    tree = Tree(root, tmp_path)
    for add in (_add_activation, _add_remedy, _add_rule):
        tree.edited.clear()
        add(tree)

    # What the pages say is to be written anew by programs.
    tree.run("-m", "whygrad.activations")
    tree.run("-m", "whygrad.experiment.reference", "docs/reference")
    tree.build_kernel()
    (tree.folder / "docs/codes/README.md").write_text(tree.run("-m", "whygrad.diagnose.pages"), encoding="utf-8")
    assert "too_few_samples/ko.md" in (tree.folder / "docs/codes/README.md").read_text(encoding="utf-8")

    of_the_activation = tree.test(
        "tests/parity/test_activations.py", "tests/parity/test_kernel_functions.py", "tests/parity/test_gradients.py",
        "tests/views/export/test_scripts.py", "tests/views/export/test_onnx.py", "tests/web/test_charts.py",
        "-k", "hard-sigmoid",
    )  # fmt: skip
    assert of_the_activation >= 10
    found = "tests/diagnose/test_presets.py::test_an_ill_preset_shows_its_codes[too-few-samples-moons]"
    passed = tree.test(
        "tests/nets/test_activation_table.py", "tests/experiment/test_options.py", "tests/test_messages.py",
        "tests/trial/test_remedies.py", "tests/diagnose/test_rules.py", "tests/diagnose/test_diagnosis.py",
        "tests/diagnose/test_limits.py", "tests/diagnose/test_causes.py", "tests/diagnose/test_pages.py",
        "tests/experiment/test_presets.py", found, "tests/diagnose/test_presets.py::test_there_are_enough_presets",
        "-k", "not test_the_script_has_the_fault and not test_its_fix_mends_it and not test_whygrad_diagnose_finds_it",
    )  # fmt: skip
    assert passed > 200
    train = (
        "import whygrad as wg; print(wg.train(wg.Experiment().replace(activation='hard-sigmoid', epochs=3), seeds=2))"
    )
    assert "2 runs" in tree.run("-c", train)
    assert tree.run("-m", "whygrad", "explain", "too-few-samples").startswith("Too few samples")
