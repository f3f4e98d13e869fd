"""A mistake on the command line as one sentence in the language in use.

Typer carries its own copy of Click and does not export the kinds of its errors, so they are told apart by name; what
is not known here is passed on in Typer's words.
"""

from __future__ import annotations

from typing import Any

from whygrad.errors import nearest
from whygrad.i18n import text


def usage_sentence(error: Any) -> str:
    """What was wrong, and the nearest spelling that would be right."""
    known = _SENTENCES.get(type(error).__name__)
    if known is not None:
        return known(error)
    context = getattr(error, "ctx", None)
    if context is not None and "unexpected extra" in error.message:
        return text(
            "cli-extra-argument",
            what=error.message.partition("(")[2].rpartition("(")[2].rstrip(")"),
            command=context.command_path,
        )
    return error.format_message()


def _no_such_option(error: Any) -> str:
    known = [name for parameter in error.ctx.command.params for name in getattr(parameter, "opts", ())]
    known = [name for name in known if name.startswith("-")] + ["--lang", "--help"]
    if error.ctx.parent is None:
        known.append("--version")
    close = nearest(error.option_name, known)
    hint = text("cli-did-you-mean", near=close) if close else text("cli-known-options", known=", ".join(known))
    return text("cli-no-such-option", name=error.option_name, command=error.ctx.command_path, hint=hint)


def _missing_parameter(error: Any) -> str:
    name = error.param.metavar or error.param.name
    if error.param.opts[0].startswith("-"):
        name = f"{error.param.opts[0]} {name}"
    return text("cli-missing", name=name, command=error.ctx.command_path)


def _bad_option_usage(error: Any) -> str:
    flags = {
        name
        for parameter in error.ctx.command.params
        if getattr(parameter, "is_flag", False)
        for name in parameter.opts
    }
    message = "cli-takes-no-value" if error.option_name in flags else "cli-needs-a-value"
    return text(message, name=error.option_name, command=error.ctx.command_path)


def _bad_parameter(error: Any) -> str:
    name = error.param.opts[0] if error.param is not None and error.param.opts[0].startswith("-") else ""
    return f"{name} {error.message}".strip()


_SENTENCES = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing_parameter,
    "BadOptionUsage": _bad_option_usage,
    "BadParameter": _bad_parameter,
}
