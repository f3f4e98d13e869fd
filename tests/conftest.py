"""What every test can count on: English messages, no screen, Ctrl-C that is heard, no cache, no deadlines."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

# Before anything imports matplotlib.
os.environ["MPLBACKEND"] = "Agg"
# Before anything imports torch: where tests run side by side, the cores are taken.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

from whygrad import i18n

# Tests start hundreds of processes: what one of them compiles, the next ones read, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine makes an example slow, never wrong; the same examples every time make a failure repeatable.
settings.register_profile(
    "whygrad",
    deadline=None,
    derandomize=True,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("explore", settings.get_profile("whygrad"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "whygrad"))

# What a shell starts in the background ignores Ctrl-C, what nohup starts a hang-up, and so would all that is tested.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read English messages whatever the machine's locale; a test of Korean says so itself."""
    with i18n.use("en"):
        yield


@pytest.fixture(autouse=True)
def no_watch_stays_open() -> Iterator[None]:
    """A watch that a test leaves open would observe, and fail in, the trainings of the tests after it."""
    yield
    if (module := sys.modules.get("whygrad.instrument.hub")) is not None:
        hub = module.hub()
        for watch in list(hub.observation.watches):
            watch.close()
        hub.remove()


@pytest.fixture(autouse=True, scope="session")
def maps_in_a_folder_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests neither read nor leave trained pixels in the user's cache; processes that they start inherit this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHYGRAD_MAPS", str(tmp_path_factory.mktemp("maps")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parent.parent
