"""One browser with one page, and one bot, for all tests of this folder.

The folder stands first, so that one worker has all of its tests before the others take any away.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import pytest
from playwright.async_api import Browser

from tests.browser.visits import Playground, Tab, Visit, chromium, playground, tab

Open = Callable[..., Awaitable[Visit]]


@pytest.fixture(scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest.fixture(scope="package")
async def with_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playground]:
    async with playground(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="package")
async def one_tab(browser: Browser) -> AsyncIterator[Tab]:
    async with tab(browser) as opened:
        yield opened


@pytest.fixture
async def visit(one_tab: Tab, with_bot: Playground) -> AsyncIterator[Open]:
    yield partial(one_tab.visit, with_bot)
    await one_tab.leave()
