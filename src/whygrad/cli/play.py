"""`whygrad play`: the studio in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from whygrad.errors import InputError, user_path
from whygrad.i18n import text

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.studio.following import Traces
    from whygrad.studio.models import Models

_DEFAULT_PORT = 8642


def _port(word: Any) -> int:
    try:
        number = int(str(word))
    except ValueError:
        number = -1
    if not 0 <= number <= 65_535:
        raise typer.BadParameter(text("play-bad-port", port=str(word)))
    return number


def play(
    experiment: Annotated[str | None, typer.Argument(metavar="EXPERIMENT", help="cli-play-experiment")] = None,
    port: Annotated[int, typer.Option("--port", metavar="N", help="cli-play-port", parser=_port)] = _DEFAULT_PORT,
    host: Annotated[str, typer.Option("--host", metavar="H", help="cli-play-host")] = "127.0.0.1",
    frame: Annotated[list[str] | None, typer.Option("--frame", metavar="ORIGIN", help="cli-play-frame")] = None,
    public: Annotated[str | None, typer.Option("--public", metavar="ADDRESS", help="cli-play-public")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="cli-play-no-browser")] = False,
) -> int:
    """Serve the studio until Ctrl-C."""
    from whygrad.cli import _output
    from whygrad.cli._browser import opened
    from whygrad.studio.security import new_token, origin, public_origin
    from whygrad.studio.serve import listen, serve

    traces, models = _folder(experiment)
    link, files = (None, {}) if traces is not None or models is not None else _beginning(experiment)
    frames = [origin(word) for word in frame or ()]
    public = public_origin(public) if public is not None else None
    token = new_token()
    listening = listen(host, port)

    with opened() as browser:

        def ready(address: str, elsewhere: str | None) -> None:
            _output.write(f"{address}\n")
            if elsewhere is not None:
                _output.note(text("play-elsewhere", address=elsewhere))
            _output.note(text("play-how-to-end"))
            if not no_browser:
                browser.show(address)

        serve(
            listening, token=token, link=link, files=files, traces=traces, models=models, frames=frames, public=public,
            ready=ready,
        )  # fmt: skip
    return 0


def _folder(word: str | None) -> tuple[Traces | None, Models | None]:
    """The traces and the trained networks that a folder holds; raises `InputError` for a folder of other things."""
    from whygrad.cli._target import is_link

    if not word or is_link(word) or not user_path(word).is_dir():
        return None, None
    from whygrad.studio.following import Traces
    from whygrad.studio.models import Models

    folder = user_path(word)
    models = Models(folder)
    try:
        return Traces(folder), models
    except InputError:
        if not models:
            raise
        return None, models


def _beginning(word: str | None) -> tuple[str | None, dict[str, str]]:
    """What the page begins with: an experiment's link, and the text of its CSV file by the name that the link has."""
    from whygrad.cli._target import find_experiment, is_link
    from whygrad.experiment import Linked

    if word is None:
        return None, {}
    if is_link(word):
        held = Linked.read(word)
        if held.points is not None or held.parameters is not None:
            return held.write(), {}
    return _linked(find_experiment(word))


def _linked(found: Experiment) -> tuple[str, dict[str, str]]:
    from whygrad.studio.asking import brought

    experiment, files = brought(found)
    return experiment.to_link(), dict(files)
