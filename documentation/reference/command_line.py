"""Every command with its arguments and options, read from the application itself."""

from __future__ import annotations

from typing import Any

from documentation.reference.markdown import code, fenced, join, table
from documentation.reference.words import say
from whygrad.cli import _topics
from whygrad.cli._commands import Commands, names
from whygrad.i18n import text


def page() -> str:
    """An overview, what holds for every command, then one section for each command."""
    overview = [(f"[`whygrad {name}`](#whygrad-{name})", text(f"cli-{name}").split("\n")[0]) for name in names()]
    everywhere = [
        ("`--lang en|ko`", text("cli-help-lang")),
        ("`--help`", text("cli-help-help")),
        ("`whygrad --version`", text("cli-help-version")),
    ]
    blocks = [
        f"# {say('command-line')}",
        text("cli-about"),
        table((say("command"), say("meaning")), overview),
        say("exit-link"),
        f"## {say('command-line-everywhere')}",
        table((say("option"), say("meaning")), everywhere),
    ]
    for name in names():
        blocks += _section(name)
    return join(blocks)


def parameters(name: str) -> list[Any]:
    """The arguments and options of a command that users may give."""
    return [one for one in Commands().get_command(None, name).params if not getattr(one, "hidden", False)]


def _section(name: str) -> list[str]:
    arguments = [one for one in parameters(name) if one.param_type_name == "argument"]
    options = [one for one in parameters(name) if one.param_type_name == "option" and one.name != "help"]
    usage = " ".join(["whygrad", name, *map(_usage, arguments), text("cli-usage-options")])
    blocks = [f"## whygrad {name}", fenced(usage), *text(f"cli-{name}").split("\n")]
    if arguments:
        rows = [(code(_usage(one).strip("[]")), _meaning(one)) for one in arguments]
        blocks.append(table((say("argument"), say("meaning")), rows))
    if options:
        rows = [(_option(one), _default(one), _meaning(one)) for one in options]
        blocks.append(table((say("option"), say("default"), say("meaning")), rows))
    if name == "explain":
        topics = ", ".join(code(topic) for topic in _topics.names())
        blocks += [f"{say('topics-about')} {topics}"]
    title, _, examples = text(f"cli-{name}-examples").partition("\n")
    lines = "\n".join(line.strip() for line in examples.splitlines())
    blocks += [title, fenced(lines, "sh")] if lines else [fenced(title.partition(": ")[2] or title, "sh")]
    return blocks


def _usage(argument: Any) -> str:
    name = argument.metavar + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _option(option: Any) -> str:
    metavar = f" {option.metavar}" if option.metavar and not option.is_flag else ""
    return code(", ".join([*option.opts, *option.secondary_opts]) + metavar)


def _default(option: Any) -> str:
    if option.required:
        return say("required")
    return "" if option.default in (None, False, ()) or option.multiple else code(str(option.default))


def _meaning(parameter: Any) -> str:
    return text(parameter.help).replace("*", "\\*")
