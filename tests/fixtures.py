"""Fixtures for everybody: a clean environment, the two databases, Tencent Cloud, a client."""

import os
import ssl
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import httpx
import pytest
from hypothesis import settings

from bot.tencent.transport import Transport
from sandbox.tencent import Tencent
from tests import postgres
from tests.running_bot import readers

# Enough to find what a change breaks, often enough.
EXAMPLES = int(os.environ.get("LETTERDROP_TEST_EXAMPLES", "25"))
settings.register_profile("quick", max_examples=EXAMPLES, deadline=None)
settings.load_profile("quick")

SETTINGS = ("SLACK_", "TENCENTCLOUD_", "LETTERDROP_", "DATABASE_URL", "PORT", "LOG_")


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


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    """What the bot's calls to Tencent Cloud go by."""
    async with aiohttp.ClientSession() as session:
        yield Transport(session)
