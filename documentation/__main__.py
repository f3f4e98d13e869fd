"""Build the documentation: `python -m documentation [FOLDER]`, by default `build/docs`.

The exit status is 1 if a page has a warning or a broken link.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import tomllib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from documentation import live, markdown, site
from documentation.check import broken_links
from documentation.pages import LOCALES


def main(out: Path) -> int:
    """Build both languages side by side, then check every link."""
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pages = site.all_pages(work)
        with ProcessPoolExecutor(len(LOCALES) + 1, get_context("spawn")) as pool:
            live_networks = pool.submit(live.write, out)
            built = [pool.submit(site.build, pages, locale, work, out) for locale in LOCALES]
            problems = [problem for one in built for problem in one.result()]
            live_networks.result()
    project = tomllib.loads((site.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (out / "llms.txt").write_text(markdown.llms_txt(pages, project["description"]), encoding="utf-8")
    shutil.copyfile(site.HERE / "templates" / "start.html", out / "index.html")
    problems += broken_links(out)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"The documentation has {len(problems)} problems, see above", file=sys.stderr)
        return 1
    print(f"{len(pages)} pages in {len(LOCALES)} languages: {(out / 'index.html').resolve()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else site.ROOT / "build" / "docs"))
