"""From a command line to an exit status: the language, the commands, and every error as one sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from whygrad import i18n
from whygrad.cli import _output
from whygrad.cli._interrupts import answered, is_interrupt
from whygrad.cli._status import INTERRUPTED, MISUSE, OK
from whygrad.errors import InputError, WhygradError, is_out_of_memory


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line, print what it prints, and return its exit status.

    An exception that is neither the user's mistake nor the system's is a bug of ours: it is named in one line, and
    its traceback is printed only if the environment variable `WHYGRAD_TRACEBACK` is set.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us: what would be written there goes nowhere
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (until the process ends)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without Hangul or box characters gets "?", not an error
            stream.reconfigure(errors="replace")
    with i18n.use(i18n.language()):  # what --lang sets ends with this call
        try:
            status = _answered(given)
        except KeyboardInterrupt:
            _output.complain(i18n.text("cli-interrupted"))
            status = INTERRUPTED
        except Exception as error:  # also of what was to name another error
            if os.environ.get("WHYGRAD_TRACEBACK"):
                raise
            _output.complain(i18n.text("cli-no-memory") if is_out_of_memory(error) else _bug(error))
            status = MISUSE
    _output.flush()
    return status


def _answered(arguments: list[str]) -> int:
    """The exit status of one command line; what the user or the system did wrong is said in one line."""
    try:
        words = _take_language(arguments)
        with answered():
            return _dispatch(words)
    except WhygradError as error:
        _output.complain(str(error))
    except OSError as error:
        _output.complain(_system_error(error))
    except UnicodeEncodeError as error:  # half of a character, which no file's name has
        _output.complain(i18n.text("cli-not-encodable", text=ascii(error.object)[:80]))
    except RecursionError:
        _output.complain(i18n.text("cli-too-deep"))
    except RuntimeError as error:
        if is_interrupt(error):
            raise KeyboardInterrupt from error
        raise
    return MISUSE


def _bug(error: Exception) -> str:
    """The sentence for a bug of whygrad's; in plain English if the catalog is what failed."""
    kind, what = type(error).__name__, _first_line(error)
    try:
        return i18n.text("cli-bug", kind=kind, what=what)
    except Exception:  # noqa: BLE001 (nothing may be left to go wrong here)
        return f"this is a bug in whygrad: {kind}: {what}"


def _take_language(arguments: list[str]) -> list[str]:
    """The arguments without `--lang NAME`, wherever it stood before `--`; speaks that language from now on."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    own, passed_on = arguments[:end], arguments[end:]
    rest: list[str] = []
    while own:
        word = own.pop(0)
        if word == "--lang":
            _speak(own.pop(0) if own else "")
        elif word.startswith("--lang="):
            _speak(word.removeprefix("--lang="))
        else:
            rest.append(word)
    return rest + passed_on


def _speak(name: str) -> None:
    if name not in i18n.LANGUAGES:
        raise InputError("cli-unknown-language", name=name, known=", ".join(i18n.LANGUAGES))
    i18n.use(name)


def _dispatch(arguments: list[str]) -> int:
    from typer import Abort, Exit, TyperException

    from whygrad.cli import _help
    from whygrad.cli._commands import Commands
    from whygrad.cli._usage import usage_sentence
    from whygrad.views.version import version

    if arguments[:1] == ["--version"]:
        _output.write(f"whygrad {version()}\n")
        return OK
    if not arguments:
        _output.write(f"{_help.first_page()}\n")
        return OK
    group = Commands()
    try:
        with group.make_context("whygrad", arguments) as context:
            status = group.invoke(context)
    except Exit as end:
        return end.exit_code
    except Abort:
        return INTERRUPTED
    except TyperException as error:
        _output.complain(usage_sentence(error))
        return MISUSE
    return status if isinstance(status, int) else OK


def _system_error(error: OSError) -> str:
    what = error.strerror or _first_line(error)
    return what if error.filename is None else i18n.text("cli-system-error", where=str(error.filename), what=what)


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else ""
