"""Makes the pictures of the documents: `make screenshots`, which gives the folder for them.

The scenes are played on the sandbox's page with the real bot, each in a workspace of its own.
"""

import asyncio
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Locator, Page, expect

from sandbox import letters
from sandbox.slack import ALICE, CERTIFICATES, WANG_FANG, Upload
from tests.browser.visits import (
    NOT_INSTALLED,
    SAYS,
    ZH,
    Visit,
    chromium,
    playground,
    visits,
)
from tests.running_bot import DAY

SCALE = 1.5
LARGEST = 120_000  # bytes
LETTER = Upload("confirmation-letter.pdf", letters.pdf(48_213))
FONTS = {":lang=zh": "fonts-wqy-microhei", ":charset=1f389": "fonts-noto-color-emoji"}
"""What fontconfig must find: Chinese and emoji; by the packages of Debian that have it."""

Picture = Locator | Page


def missing() -> list[str]:
    """What is missing for pictures without boxes in place of letters, by Debian's names."""
    if not shutil.which("fc-list"):
        return ["fontconfig", *FONTS.values()]
    fonts = {
        package: subprocess.run(["fc-list", wanted], capture_output=True, check=True).stdout  # noqa: S607
        for wanted, package in FONTS.items()
    }
    return [package for package, found in fonts.items() if not found]


# The scenes --------------------------------------------------------------------------------------


async def thread(here: Visit) -> Picture:
    await here.drop("The sealed letter for flSFd6Fh", LETTER)
    await here.open_thread("flSFd6Fh")
    await expect(here.reply(SAYS("heading-accepted"))).to_be_visible()
    return here.aside


async def thread_in_chinese(here: Visit) -> Picture:
    await here.drop("盖好章的确认函，证书ID：flSFd6Fh", Upload("确认函.pdf", LETTER.content))
    await here.open_thread("flSFd6Fh")
    await expect(here.reply(ZH.say("heading-accepted"))).to_be_visible()
    return here.aside


async def adjusted(here: Visit) -> Picture:
    await here.drop("cert Eq4hcD10", Upload("IMG_0042.jpg", letters.photo(5_000_000)))
    await here.open_thread("Eq4hcD10")
    await expect(here.aside.get_by_role("button", name=SAYS("button-send-mended"))).to_be_visible()
    return here.aside


async def form(here: Visit) -> Picture:
    await here.drop("/letter")
    await here.page.keyboard.press("Enter")  # the first one took what was suggested
    dialog = here.page.get_by_role("dialog")
    await dialog.get_by_role("combobox").press_sequentially("shop")
    await here.page.get_by_role("option").first.click()
    return dialog


async def revocation(here: Visit) -> Picture:
    await here.drop("cert LqQxgqUe", Upload("revocation-letter.pdf", LETTER.content))
    await here.open_thread("LqQxgqUe")
    await here.aside.get_by_role("button", name=SAYS("button-revoke")).click()
    await expect(here.page.get_by_role("dialog")).to_be_visible()
    return here.page


async def issued(here: Visit) -> Picture:
    await thread(here)
    here.playground.trial.tencent.ca.issue("flSFd6Fh")
    here.playground.trial.clock.forward(2 * DAY)
    await expect(here.reply(SAYS("ending-issued.title"))).to_be_visible()
    return here.aside


async def home(here: Visit) -> Picture:
    await here.page.get_by_role("link", name="App Home").click()
    channel = here.page.locator("#channel")
    await expect(channel.get_by_text("flSFd6Fh").first).to_be_visible()
    return channel


async def play(here: Visit) -> Picture:
    await thread(here)
    await here.drop("The sealed letter", Upload("scan.pdf", LETTER.content))
    await here.drop("cert a91hoLqi", Upload("letter.docx", letters.word()))
    await expect(here.message("a91hoLqi").locator("a.replies")).to_be_visible()
    return here.page


async def phone(here: Visit) -> Picture:
    await here.drop("for flSFd6Fh", LETTER)
    await expect(here.message("flSFd6Fh").get_by_text("1 reply")).to_be_visible()
    return here.page


SCENES: Mapping[str, tuple[Callable[[Visit], Awaitable[Picture]], Mapping[str, object]]] = {
    "thread": (thread, {"width": 1400, "height": 1020}),
    "thread-zh": (thread_in_chinese, {"person": WANG_FANG, "width": 1400, "height": 1020}),
    "adjusted": (adjusted, {"width": 1400, "height": 1000}),
    "form": (form, {"width": 900, "height": 820}),
    "revocation": (revocation, {"width": 1100, "height": 620}),
    "issued": (issued, {"width": 1400, "height": 900}),
    "home": (home, {"width": 1100, "height": 760}),
    "play": (play, {"width": 1440, "height": 860}),
    "play-dark": (play, {"width": 1440, "height": 860, "dark": True}),
    "phone": (phone, {"width": 390, "height": 760}),
}
"""Which scene each picture shows, and how the page is opened for it."""


async def made(browser: Browser, folder: Path, names: Iterable[str] = SCENES) -> list[str]:
    """Makes pictures in the folder, by default all; gives what is too large."""
    too_large = []
    for name in names:
        scene, how = SCENES[name]
        usual = {"person": ALICE, "channel": CERTIFICATES, "scale": SCALE}
        with tempfile.TemporaryDirectory() as work:
            async with playground(Path(work)) as there, visits(browser, there) as opened:
                here = await opened(**usual | how)
                shown = await scene(here)
                await here.page.mouse.move(0, 0)
                await here.page.evaluate(SETTLED)
                picture = small(await shown.screenshot(animations="disabled", caret="hide"))
        (folder / f"{name}.png").write_bytes(picture)
        sys.stdout.write(f"{folder / name}.png  {len(picture):,} bytes\n")
        if len(picture) > LARGEST:
            too_large.append(f"{name}.png has {len(picture):,} bytes, more than {LARGEST:,}.")
    return too_large


async def all_made(folder: Path) -> list[str]:
    async with chromium() as browser:
        return await made(browser, folder)


SETTLED = """async () => {
  await document.fonts.ready;
  await Promise.all([...document.images].map((each) => each.decode().catch(() => null)));
}"""
"""Waits until fonts and previews are there."""


def small(png: bytes) -> bytes:
    """The picture with 256 colours at most, which is enough for a page."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Make the pictures; gives 1 if something is missing or too large."""
    folder = Path(sys.argv[1])
    lacks = missing()
    if lacks:
        sys.stderr.write(f"Fonts are missing (Debian: apt-get install {' '.join(lacks)}).\n")
    if not shutil.which("chromium"):
        sys.stderr.write(f"{NOT_INSTALLED}.\n")
        return 1
    if lacks:
        return 1
    os.environ["TZ"] = "UTC"
    folder.mkdir(parents=True, exist_ok=True)
    too_large = asyncio.run(all_made(folder))
    sys.stderr.writelines(f"{each}\n" for each in too_large)
    return 1 if too_large else 0


if __name__ == "__main__":
    sys.exit(main())
