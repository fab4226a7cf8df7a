"""How the tests are run; the fixtures of all of them are in fixtures.py."""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests import forkserver

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that is the user's own
ROOMY = 1_000_000_000  # bytes; a container often has no more than 64 MB of it


def pytest_configure(config: pytest.Config) -> None:
    """Spare the workers, and the bots that they start, what each would do again."""
    # To load the usual CAs takes longer than a test, and the sockets here are plain ones.
    os.environ["SSL_CERT_FILE"] = str(Path(__file__).with_name("nobody.pem"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # to compile all tests takes seconds
    if MEMORY.is_dir():  # each database that is opened and closed would wait for a disk six times
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
        if "TMPDIR" not in os.environ and shutil.disk_usage(MEMORY).free > ROOMY:
            _keep_in_memory(config)
    if config.getoption("numprocesses", None):
        forked = forkserver.opened_for_workers(config.args)
        config.option.tx = [forked if each == "popen" else each for each in config.option.tx]
    else:  # who only hands tests out to workers would import the whole bot for nothing
        config.pluginmanager.import_plugin("tests.fixtures")


def _keep_in_memory(config: pytest.Config) -> None:
    """PostgreSQL's and the browser's folders as well, and what killed processes leave behind."""
    folder = tempfile.mkdtemp(prefix="letterdrop-tests-", dir=MEMORY)
    Path(folder).chmod(0o711)  # PostgreSQL has another user
    os.environ["TMPDIR"] = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_unconfigure() -> None:
    forkserver.close()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None]:
    """Look for no garbage while thousands of tests are collected, and seldom ever after.

    To collect takes 1.2 s less of the processor's time, of 3.6, in each worker; the tests 5 % less.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(10_000)
        gc.enable()
