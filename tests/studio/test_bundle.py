"""studio.html is what the page's files make, byte by byte, loads nothing, and runs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from whygrad.studio.alone import DOCUMENT, document

MOST_BYTES = 700_000


def hashes(document: str, element: str) -> set[str]:
    """How a content security policy names the scripts or styles in a document that are code."""
    found = re.findall(rf"<{element}>(.*?)</{element}>", document, re.DOTALL)
    return {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found}


def policy(document: str) -> dict[str, set[str]]:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', document)
    assert found
    return {name: set(rest) for name, *rest in (rule.split() for rule in found[1].split("; "))}


def test_it_is_built_from_the_source(root: Path, tmp_path: Path) -> None:
    if not (shutil.which("node") and (root / "node_modules" / "esbuild").is_dir()):
        pytest.skip("esbuild bundles it: make node_modules/.installed")
    built = tmp_path / "studio.html"
    build = root / "src" / "whygrad" / "studio" / "bundle" / "build.mjs"
    done = subprocess.run(["node", str(build), str(built)], cwd=root, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert not done.stderr, "a warning is an error"
    same = built.read_bytes() == DOCUMENT.read_bytes()
    assert same, "studio.html is not what the page's files make: make widget, and commit it"


def test_its_policy_lets_its_own_code_run_and_nothing_load() -> None:
    page = document()
    rules = policy(page)
    assert rules["default-src"] == {"'none'"}
    assert rules["script-src"] == {*hashes(page, "script"), "'wasm-unsafe-eval'"}
    assert len(hashes(page, "script")) == 1
    assert rules["style-src"] == hashes(page, "style")
    assert rules["worker-src"] == {"blob:"}
    assert rules["img-src"] == {"data:", "blob:"}
    assert not {"connect-src", "frame-src", "font-src", "media-src"} & rules.keys()


def test_it_names_no_other_file() -> None:
    page = re.sub(r"<(script|style)>.*?</\1>|<!--.*?-->", "", document(), flags=re.DOTALL)
    assert not re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', page)
    assert "style=" not in page
    for style in re.findall(r"<style>(.*?)</style>", document(), re.DOTALL):
        assert "@import" not in style
        assert not re.findall(r"url\((?!\"?data:|\"?#)", style)


def test_a_browser_learns_its_encoding_at_once_and_readers_the_licenses() -> None:
    content = DOCUMENT.read_bytes()
    assert b'<meta charset="utf-8">' in content[:1024]
    assert b"Leon Sorokin" in content
    assert b"Apache License" in content


def test_it_is_light() -> None:
    assert DOCUMENT.stat().st_size <= MOST_BYTES
