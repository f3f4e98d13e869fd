"""The claims, found by listing this package's folders; a claim is read when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from whygrad.claims.claim import Claim
from whygrad.errors import InputError

_FOLDER = re.compile(r"c\d\d_\w+")


class UnknownClaimError(InputError, KeyError):
    """An id that no claim has; a `KeyError` too, as of any mapping."""


class Claims(Mapping[str, Claim]):
    """Mapping from id to claim, sorted by id."""

    def __init__(self, folder: Path = Path(__file__).parent) -> None:
        self._claims = {
            one.name[:3].upper(): Claim(one) for one in sorted(folder.iterdir()) if _FOLDER.fullmatch(one.name)
        }

    def __getitem__(self, name: str) -> Claim:
        found = self._claims.get(name.upper())
        if found is None:
            raise UnknownClaimError("claim-unknown", id=name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims)

    def __len__(self) -> int:
        return len(self._claims)


claims = Claims()
