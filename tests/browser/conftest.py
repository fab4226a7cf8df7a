"""One browser and one bot for all tests of this folder.

The folder stands first, so that one worker has all of its tests before the others take any away.
"""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from playwright.async_api import Browser

from tests.browser.visits import Playground, Visit, chromium, playground, visits

Open = Callable[..., Awaitable[Visit]]


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest.fixture(scope="package")
async def with_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playground]:
    async with playground(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture
async def visit(browser: Browser, with_bot: Playground) -> AsyncIterator[Open]:
    async with visits(browser, with_bot) as opened:
        yield opened
