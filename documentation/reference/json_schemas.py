"""The JSON Schema of every format, to be copied by who validates documents."""

from __future__ import annotations

import json

from documentation.reference.json_formats import schema
from documentation.reference.markdown import fenced, join
from documentation.reference.words import say
from whygrad.formats import FORMATS


def page() -> str:
    """One section for each format."""
    blocks = [f"# {say('json-schemas')}", say("json-schemas-about")]
    for name in FORMATS:
        blocks += [f"## {name}", fenced(json.dumps(schema(name), ensure_ascii=False, indent=1), "json")]
    return join(blocks)
