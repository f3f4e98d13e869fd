"""Every sentence a user can see, in English and Korean.

One Fluent catalog per language (`en.ftl`, `ko.ftl`; https://projectfluent.org); the messages of a finding stand in its
folder in `diagnose/codes`. `text("id", value=1)` renders a message in the language in use; `use("ko")` changes it. The
catalog is cut into messages first and a message is parsed when it is asked for, so that `whygrad --help` does not pay
for six hundred sentences it does not show.
"""

from whygrad.i18n.catalog import (
    LANGUAGES,
    catalog_files,
    default_language,
    excerpt,
    has,
    language,
    message_ids,
    text,
    use,
)
from whygrad.i18n.cleaning import clean, clean_all, shortened

__all__ = [
    "LANGUAGES",
    "catalog_files",
    "clean",
    "clean_all",
    "default_language",
    "excerpt",
    "has",
    "language",
    "message_ids",
    "shortened",
    "text",
    "use",
]
