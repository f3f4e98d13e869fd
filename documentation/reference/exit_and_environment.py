"""Exit codes, and the environment variables that whygrad reads."""

from __future__ import annotations

from documentation.reference.markdown import join, table
from documentation.reference.words import WORDS, say


def page() -> str:
    """Both tables; the tests compare them with the code."""
    statuses = [
        (f"`{name.removeprefix('exit-')}`", say(name)) for name in WORDS if name.removeprefix("exit-").isdigit()
    ]
    variables = [(f"`{name.removeprefix('env-')}`", say(name)) for name in WORDS if name.startswith("env-")]
    return join(
        [
            f"# {say('exit-and-environment')}",
            f"## {say('exit')}",
            say("exit-about"),
            table((say("status"), say("meaning")), statuses),
            f"## {say('environment')}",
            say("environment-about"),
            table((say("variable"), say("meaning")), variables),
        ]
    )
