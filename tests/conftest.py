"""Fixtures for everybody: a clean environment, the two databases, Tencent Cloud, a client."""

import gc
import os
import ssl
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from sandbox.tencent import Tencent
from tests import forkserver, postgres
from tests.running_bot import readers

# Enough to find what a change breaks, often enough; a thorough look: --hypothesis-profile=default
settings.register_profile("quick", max_examples=25, deadline=None)
settings.load_profile("quick")

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that is the user's own
SETTINGS = ("SLACK_", "TENCENTCLOUD_", "LETTERDROP_", "DATABASE_URL", "PORT", "LOG_")


def pytest_configure(config: pytest.Config) -> None:
    """Spare the workers, and the bots that they start, what each would do again."""
    # To load the usual CAs takes longer than a test, and the sockets here are plain ones.
    os.environ["SSL_CERT_FILE"] = str(Path(__file__).with_name("nobody.pem"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # to compile all tests takes seconds
    if MEMORY.is_dir():  # each database that is opened and closed would wait for a disk six times
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if config.getoption("numprocesses", None):
        forkserver.opened_for_workers()


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


@pytest.fixture(autouse=True, scope="session")
def _nothing_of_the_caller() -> None:
    """What the caller's shell has set must not change what the tests see."""
    for name in list(os.environ):
        if name.startswith(SETTINGS) or name.lower().endswith("_proxy"):
            del os.environ[name]


@pytest.fixture(autouse=True, scope="session")
async def _shared_readers() -> AsyncIterator[None]:
    """The processes that open files for all bots end with the tests."""
    yield
    await readers().close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    programs = postgres.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here (Debian: apt-get install postgresql)")
    with postgres.running(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind; a test that takes it runs twice."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'letterdrop.db'}"
    server: postgres.Postgres = request.getfixturevalue("postgres_server")
    return server.fresh()


NO_CAS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
async def tencent() -> AsyncIterator[Tencent]:
    async with Tencent.start() as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=NO_CAS) as client:
        yield client
