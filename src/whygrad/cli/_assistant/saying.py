"""The short text beside a tool's JSON: the problems, their places and changes, what was tried, what is undecided."""

from __future__ import annotations

from typing import Any

from whygrad.i18n import clean, text


def short(value: dict[str, Any], said: str) -> str:
    """An answer in words: of a diagnosis a few lines for each problem, otherwise what the command prints."""
    if value.get("schema") != "whygrad.diagnosis/1":
        return said.strip()
    return "\n".join(_diagnosis(value))


def _diagnosis(value: dict[str, Any]) -> list[str]:
    from whygrad.diagnose import title
    from whygrad.views.findings import probable

    found = value["findings"]
    lines = [text("mcp-problems", count=len(found), name=value["subject"]["name"])]
    if not found and not value["decided"]:
        lines = [text("mcp-no-verdict", name=value["subject"]["name"])]
    if likely := value["probability"]:
        lines.append(probable(likely["value"], likely["diagnoses"]))
    for one in found:
        lines += ["", f"{text('view-severity-' + one['severity'])}: {title(one['code'])} ({one['code']})"]
        if one["because_of"]:
            lines.append(text("mcp-because", cause=one["because_of"]))
        lines.append(clean(one["message"]))
        place = one["where"].get("source")
        if place:
            lines.append(text("mcp-place", place=clean(place)))
        if one.get("change"):
            lines += [text("mcp-change"), one["change"].rstrip()]
        elif one["cause"] and one["remedies"]:
            lines.append(text("mcp-remedy", remedy=one["remedies"][0]["message"]))
    if value["undecided"]:
        lines += ["", text("mcp-undecided", codes=", ".join(one["code"] for one in value["undecided"]))]
    ended = value["ended"] or {}
    if ended.get("error"):
        lines += ["", text("mcp-ended", error=clean(ended["error"]), place=clean(ended["place"] or "?"))]
    return [*lines, *_trial(value["trial"])]


def _trial(trial: dict[str, Any] | None) -> list[str]:
    from whygrad.i18n.numbers import number

    if trial is None:
        return []
    lines = ["", text("mcp-trial", seeds=len(trial["seeds"]), verdict=trial["verdict"])]
    for one in trial["remedies"]:
        numbers = [one["difference"], *one["interval"]]
        if None not in numbers:
            difference, low, high = map(number, numbers)
            helps = text("mcp-helps" if one["helps"] else "mcp-helps-not")
            lines.append(f"- {one['code']}: {difference} ({low} … {high}), {helps}")
    return lines
