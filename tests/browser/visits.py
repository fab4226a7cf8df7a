"""What the tests in a real browser share: a person's visit to the page, and how it is judged."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect

from bot.locales.languages import ENGLISH
from bot.views.words import Words
from sandbox.page.server import running_with_page
from sandbox.slack import ALICE, Upload
from sandbox.tencent import Certificate, ReceivedLetter
from sandbox.tencent.certificates import WAITS_FOR_LETTER, WAITS_FOR_REVOKE_LETTER
from tests.running_bot import QUICK, SLOW_MACHINE, Clock, Trial, configured, connected

EN, ZH = Words(ENGLISH, strict=True), Words("zh-CN", strict=True)
SAYS = EN.say
MOST_TESTS = 30  # that want a certificate
NOT_INSTALLED = "Chromium is not installed here (Debian: apt-get install chromium)"

# For root and for machines without a GPU; and nothing that asks the network by itself.
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

expect.set_options(timeout=30_000)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The machine's own Chromium; without it the tests are skipped."""
    if not (program := shutil.which("chromium")):
        pytest.skip(NOT_INSTALLED)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        await browser.close()


@dataclass(frozen=True)
class Playground:
    """The page at its address, with the bot at work between Slack and Tencent Cloud."""

    trial: Trial
    address: str
    fresh: list[Certificate]
    channels: Iterator[int] = field(default_factory=count)

    def certificate(self, status: int = WAITS_FOR_LETTER) -> Certificate:
        """A certificate that no other test has; the bot knows of it from its start."""
        found = next(each for each in self.fresh if each.status == status)
        self.fresh.remove(found)
        return found

    def received(self, certificate: str) -> list[ReceivedLetter]:
        """The letters that have arrived for it."""
        return [each for each in self.trial.tencent.letters if each.certificate_id == certificate]


@asynccontextmanager
async def playground(folder: Path) -> AsyncIterator[Playground]:
    async with running_with_page() as (box, address):
        box.slack.ack_deadline = box.slack.trigger_lifetime = SLOW_MACHINE
        trial = Trial(box.slack, box.tencent, Clock())
        statuses = [WAITS_FOR_LETTER] * MOST_TESTS + [WAITS_FOR_REVOKE_LETTER]
        fresh = [
            Certificate(f"Bw{number:06}", f"w{number}.example.net", status)
            for number, status in enumerate(statuses)
        ]
        trial.tencent.certificates.update({each.id: each for each in fresh})
        config = configured(box, folder, TENCENTCLOUD_RATE_LIMIT="500")
        async with connected(config, QUICK, trial.clock) as bot:
            await box.slack.until(lambda: box.slack.connections)
            trial.clock.wake = bot.ledger.wake.set
            yield Playground(trial, address, fresh)


@dataclass(frozen=True)
class Visit:
    """Somebody looks at a channel of their own."""

    page: Page
    playground: Playground
    user: str
    channel: str

    @property
    def aside(self) -> Locator:
        """What stands beside the channel: a thread, or the cloud."""
        return self.page.locator("#side")

    def message(self, text: str) -> Locator:
        """The message in the channel that has this text."""
        return self.page.locator("#channel").get_by_role("article").filter(has_text=text).first

    def reply(self, text: str) -> Locator:
        """The message in the open thread that has this text."""
        return self.aside.get_by_role("article").filter(has_text=text).first

    async def drop(self, text: str, *files: Upload, beside: str = "#channel") -> None:
        """Chooses files for the composer, writes a text and sends both."""
        composer = self.page.locator(beside).get_by_role("form")
        chosen = [
            {"name": each.name or "", "mimeType": "", "buffer": each.content} for each in files
        ]
        if chosen:
            await (
                composer.get_by_label("Add files")
                .or_(composer.get_by_label("添加文件"))
                .set_input_files(chosen)
            )  # type: ignore[arg-type]
        await composer.get_by_role("textbox").fill(text)
        await composer.get_by_role("textbox").press("Enter")

    async def open_thread(self, text: str) -> None:
        """Opens the thread of the message with this text, which has replies."""
        await self.message(text).locator("a.replies").click()

    async def width(self) -> int:
        """How wide the page is; more than the window where it must be scrolled sideways."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth"))

    async def is_accessible(self, part: str | None = None) -> None:
        """Fails with a list of what axe-core finds serious or critical, in one part or in all."""
        found = (await Axe().run(self.page, part)).response["violations"]
        told = [
            f"{each['impact']} {each['id']}: {each['help']}\n    "
            + "\n    ".join(" ".join(node["target"]) for node in each["nodes"])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
        assert not told, "\n".join(told)


@dataclass(frozen=True)
class Tab:
    """One page for visits one after the other, and what its console complains of."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    async def visit(
        self,
        playground: Playground,
        person: str = ALICE,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        channel: str = "",
    ) -> Visit:
        """Load the page for somebody, in a window of this size."""
        await self.page.set_viewport_size({"width": width, "height": height})
        await self.page.emulate_media(color_scheme="dark" if dark else "light")
        slack = playground.trial.slack
        channel = channel or slack.add_channel(f"letters-{next(playground.channels)}")
        await self.page.goto(f"{playground.address}?user={person}&channel={channel}")
        return Visit(self.page, playground, person, channel)

    async def leave(self) -> None:
        """Forget what the page has kept; what its console has complained of since then fails."""
        await self.page.evaluate("localStorage.clear()")
        told = "\n".join(self.complaints)
        self.complaints.clear()
        assert not told, told


def _complaint(said: ConsoleMessage) -> list[str]:
    return [f"{said.text} ({said.location['url']})"] if said.type == "error" else []


@asynccontextmanager
async def tab(browser: Browser, *, scale: float = 1) -> AsyncIterator[Tab]:
    context = await browser.new_context(device_scale_factor=scale, reduced_motion="reduce")
    opened = Tab(await context.new_page())
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.on("console", lambda said: opened.complaints.extend(_complaint(said)))
    yield opened
    await context.close()
