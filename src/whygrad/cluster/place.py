"""Where work runs: `--on ray`, `--on ray://HOST:PORT`."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import contextmanager

from whygrad.cluster.ray import Ray
from whygrad.errors import InputError

_ADDRESS = re.compile(r"ray(?:://[\w.:\[\]-]{1,250})?")


@contextmanager
def opened(on: str) -> Generator[Ray]:
    """A connection to the cluster that `on` names, closed at the end.

    "ray" is the cluster that this machine belongs to or that `RAY_ADDRESS` names; without one, a cluster of this
    machine alone is started for as long as the connection lasts. "ray://HOST:PORT" is a cluster elsewhere.

    Raises `InputError` for anything else and for a cluster that does not answer, and `MissingExtraError` without Ray.
    """
    if not _ADDRESS.fullmatch(on):
        raise InputError("cluster-address", value=on[:60])
    connection = Ray(None if on == "ray" else on)
    try:
        yield connection
    finally:
        connection.close()
