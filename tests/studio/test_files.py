"""The page's files: their types, their versions, and nothing outside the folder."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.all_faults import all_at_once

from whygrad import i18n
from whygrad.studio.files import TYPES, WEB, Files

PAGE = sorted(path.relative_to(WEB).as_posix() for path in WEB.rglob("*") if path.is_file())
SERVED = [name for name in PAGE if Path(name).suffix in TYPES]


@all_at_once("name", SERVED)
def test_every_file_of_the_page_is_served_with_its_type(server: TestClient, name: str) -> None:
    response = server.get(f"/{name}")
    assert response.status_code == 200
    assert response.content == (WEB / name).read_bytes()
    assert response.headers["content-type"] == TYPES[Path(name).suffix]


def test_the_types_that_browsers_insist_on() -> None:
    assert TYPES[".wasm"] == "application/wasm"  # streaming compilation wants exactly this
    assert TYPES[".js"].startswith("text/javascript")  # modules are refused as anything else


def test_the_page_itself(server: TestClient) -> None:
    response = server.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.content == (WEB / "index.html").read_bytes()
    assert server.head("/").status_code == 200


def test_the_page_keeps_its_own_policy(server: TestClient) -> None:
    """No inline script or style, nothing from elsewhere."""
    html = server.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_catalogs_are_served(server: TestClient, language: str) -> None:
    response = server.get(f"/messages/{language}.ftl")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    known = set(re.findall(r"^([a-z][\w-]*) =", response.text, re.MULTILINE))
    assert {message for message in i18n.message_ids(language) if message.startswith("studio-")} <= known
    assert server.get("/messages/xx.ftl").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "..%5capp.py", "....//app.py", "vendor/../../app.py", "/etc/passwd",
     "//etc/passwd", "file:///etc/passwd", "C:/x.js", "main.js%00.html", "main.js/", "vendor",
     "__init__.py", "web/index.html", "index.html/../../wire.py", "%252e%252e/app.py", "vendor/LICENSE.exe"],
)  # fmt: skip
def test_nothing_else_is_served(server: TestClient, path: str) -> None:
    response = server.get(f"http://127.0.0.1:8642/{path}")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/json"


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (tmp_path / "secret.js").write_text("secret")
    (web / "in.js").write_text("fine")
    (web / "out.js").symlink_to(tmp_path / "secret.js")
    files = Files(web)
    assert files.find("in.js") is not None
    assert files.find("out.js") is None
    assert files.find("../secret.js") is None


def test_a_browser_keeps_a_version_until_it_changes(tmp_path: Path, server: TestClient) -> None:
    first = server.get("/index.html")
    assert first.headers["cache-control"] == "no-cache"
    again = server.get("/index.html", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    assert server.get("/index.html", headers={"if-none-match": '"other"'}).status_code == 200
    path = tmp_path / "a.js"
    path.write_text("one")
    files = Files(tmp_path)
    before = files.find("a.js")
    path.write_text("other")
    after = files.find("a.js")
    assert before is not None
    assert after is not None
    assert (before.content, after.content) == (b"one", b"other")
    assert before.tag != after.tag


def test_text_is_packed_for_those_who_can_unpack(server: TestClient) -> None:
    plain = server.get("/index.html", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    packed = server.get("/index.html", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content  # the client unpacks
    assert packed.headers["vary"] == "accept-encoding"
    assert gzip.decompress(gzip.compress(plain.content)) == plain.content
