"""The live networks of the site: for each step of the course a small document of its own, shown in a frame.

`live/studio.js`, `studio.css` and `texts.js` are shared by all of them; `live/c11.html` holds the program of one step.
The page around a frame says the language behind the `?`. Nothing else is loaded, which each document's policy enforces.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path

from documentation.reference.words import say
from whygrad import i18n
from whygrad.claims import Claim
from whygrad.course import Exercise, course
from whygrad.experiment import Experiment
from whygrad.studio import alone, claim_tables, tables
from whygrad.studio.asking import asked, preset_files
from whygrad.studio.lowering import lowered
from whygrad.studio.wire import LowerRequest, plain

FOLDER = "live"
STATIC = Path(__file__).parent / "static" / "live"
_SEEDS = 8
_POLICY = (
    "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; style-src 'self' file:; worker-src blob:; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
_PART = re.compile(r"<(script|style)([^>]*)>(.*?)</\1>", re.DOTALL)


def experiment_of(one: Claim | Exercise) -> Experiment:
    """What the frame of a step trains.

    The start of an exercise; of a claim the claimed arm under the first condition, or its related network.
    """
    if isinstance(one, Exercise):
        return one.start
    own = claim_tables.experiments(one)[0].get("claimed") or claim_tables.related(one)
    if own is None:
        msg = f"{one.id} has no network that the page can train"
        raise ValueError(msg)
    return own


def frame(one: Claim | Exercise) -> str:
    """The frame of a step in the language in use, with what it shows."""
    if isinstance(one, Exercise):
        name, title = one.name, say("exercise-live-title", title=one.title)
    else:
        name, title = one.id.lower(), say("claims-live-title", id=one.id, statement=one.statement)
    address = f"../../{FOLDER}/{name}.html?lang={i18n.language()}"
    named = f'src="{address}" title="{html.escape(title)}"'
    return f'<iframe class="live-network" loading="lazy" {named} width="100%" height="704"></iframe>'


def write(out: Path) -> None:
    """Write the shared files and every document into `out/live`."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    parts = _PART.findall(alone.document())
    styles = [text for kind, _, text in parts if kind == "style"]
    scripts = [text for kind, attributes, text in parts if kind == "script" and "json" not in attributes]
    (folder / "studio.css").write_text(styles[0], encoding="utf-8")
    (folder / "studio.js").write_text("\n".join(scripts), encoding="utf-8")
    texts = {language: _tables(language) for language in i18n.LANGUAGES}
    (folder / "texts.js").write_text(f"const TABLES = {_json(texts)};\n", encoding="utf-8")
    for file in sorted(STATIC.iterdir()):
        (folder / file.name).write_bytes(file.read_bytes())
    for step in course.steps:
        text = document(step.id, experiment_of(step.of))
        (folder / f"{step.id.lower()}.html").write_text(text, encoding="utf-8")


def document(name: str, experiment: Experiment) -> str:
    """The document of an experiment: the studio's page with shared scripts and styles, and the experiment's program."""
    question = LowerRequest(experiment=experiment.model_dump(), seeds=_SEEDS, name=name)
    program = lowered(asked(question, preset_files(), seeds=_SEEDS), list(range(_SEEDS)), name)
    recorded = {
        "lang": "en", "embedded": True, "tables": None, "thumbnails": {}, "name": name, "own": None, "seeds": _SEEDS,
        "first_seed": 0, "lowered": program, "diagnosis": None, "trial": None,
    }  # fmt: skip
    head = (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>whygrad: {name}</title>\n"
        '<link rel="stylesheet" href="studio.css">\n<link rel="stylesheet" href="embedded.css">\n</head>\n'
    )
    data = f'<script type="application/json" id="recorded">{_json(recorded)}</script>'
    scripts = "".join(f'<script src="{file}"></script>\n' for file in ("texts.js", "begin.js", "studio.js"))
    return f"{head}{_body()}\n{data}\n{scripts}</body>\n</html>\n"


@cache
def _body() -> str:
    """The markup of the page, without scripts."""
    body = alone.document()
    body = body[body.index("<body") :].partition("</body>")[0]
    return _PART.sub("", body).strip()


@cache
def _tables(language: str) -> dict[str, object]:
    with i18n.use(language):
        options = tables.options()
    options["limits"]["seeds"] = _SEEDS
    return {"messages": tables.catalog(language), "options": options}


def _json(value: object) -> str:
    """JSON that can stand in a script: nothing in it ends the element."""
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
