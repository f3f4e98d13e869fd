"""Imported by the process that workers are forked from, so that none of them has to import and read the same again."""

from whygrad import i18n
from whygrad.studio.desk import Desk

for _language in i18n.LANGUAGES:
    Desk().answer("lower", {"seeds": 1, "lang": _language})
    Desk().answer(f"options?lang={_language}")
