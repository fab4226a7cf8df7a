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
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, FloatRect, Locator, Page, expect

from sandbox.page.samples import sealed
from sandbox.page.words import speaking
from sandbox.slack import ALICE, CERTIFICATES, WANG_FANG, Upload
from tests.browser.visits import (
    EN,
    NOT_INSTALLED,
    ZH,
    Visit,
    chromium,
    playground,
    tab,
)
from tests.running_bot import DAY

SCALE = 1.5
LARGEST = 120_000  # bytes
COLOURS = (256, 128, 64, 48)
FONTS = {":lang=zh": "fonts-wqy-microhei", ":charset=1f389": "fonts-noto-color-emoji"}
"""What fontconfig must find: Chinese and emoji; by the packages of Debian that have it."""

Picture = Sequence[Locator]
"""What a picture shows: the smallest part of the page that has all of it."""


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
    await try_out(here, "try-letter")
    await issued_by_the_ca(here)
    await here.page.locator(".samples").evaluate(HIDDEN)  # as in Slack itself
    await here.message(page_says(here, "try-letter-text")).evaluate(TO_THE_TOP)
    return [head(here), here.page.locator("#messages"), here.page.locator("#replies")]


async def adjusted(here: Visit) -> Picture:
    await try_out(here, "try-photo")
    asks = here.aside.get_by_role("button", name=bot_says(here, "button-send-mended"))
    await expect(asks).to_be_visible()
    await expect(here.reply("-adjusted.jpg")).to_be_visible()
    return [here.aside.get_by_role("article").nth(1), here.aside.get_by_role("article").nth(2)]


async def form(here: Visit) -> Picture:
    await here.drop("/letter")
    await here.page.keyboard.press("Enter")  # the first one took what was suggested
    dialog = here.page.get_by_role("dialog")
    await dialog.get_by_role("combobox").click()
    await expect(here.page.get_by_role("option", name="flSFd6Fh")).to_be_visible()
    return [dialog]


async def revocation(here: Visit) -> Picture:
    await here.drop("LqQxgqUe", Upload("revocation-letter.pdf", sealed("old.example.com")))
    await here.open_thread("LqQxgqUe")
    await here.aside.get_by_role("button", name=bot_says(here, "button-revoke")).click()
    await expect(here.page.get_by_role("dialog")).to_be_visible()
    return [here.page.locator("body")]


async def home(here: Visit) -> Picture:
    await try_out(here, "try-letter")
    await issued_by_the_ca(here)
    await here.page.get_by_role("link", name=page_says(here, "home"), exact=True).click()
    shown = here.page.locator(".home > div")
    await expect(shown.get_by_text("🎉")).to_be_visible()
    return [head(here), shown]


async def play(here: Visit) -> Picture:
    await try_out(here, "try-letter")
    await issued_by_the_ca(here)
    await here.aside.get_by_role("link", name=page_says(here, "cloud")).click()
    row = here.aside.get_by_role("listitem").filter(has_text="flSFd6Fh").first
    await expect(row).to_contain_text(page_says(here, "status-1"))
    return [here.page.locator("body")]


async def phone(here: Visit) -> Picture:
    await try_out(here, "try-letter")
    await issued_by_the_ca(here)
    return [here.page.locator("body")]


async def try_out(here: Visit, chip: str) -> None:
    """Click what the page offers to try, and open its thread."""
    await here.page.get_by_role("button", name=page_says(here, chip)).click()
    await here.open_thread(page_says(here, f"{chip}-text"))


async def issued_by_the_ca(here: Visit) -> None:
    """Let the CA decide when the letter has arrived, and the thread tell it."""
    await expect(here.reply(bot_says(here, "heading-accepted"))).to_be_visible()
    here.playground.trial.tencent.ca.issue("flSFd6Fh")
    here.playground.trial.clock.forward(2 * DAY)
    await expect(here.reply(bot_says(here, "ending-issued.title"))).to_be_visible()


def head(here: Visit) -> Locator:
    """The line above the messages, with the channel's name."""
    return here.page.locator(":is(main, #channel) > header").first


def page_says(here: Visit, key: str) -> str:
    return {ALICE: speaking("en"), WANG_FANG: speaking("zh-CN")}[here.user].say(key)


def bot_says(here: Visit, key: str) -> str:
    return {ALICE: EN, WANG_FANG: ZH}[here.user].say(key)


CHINESE = {"person": WANG_FANG}
WIDE = {"width": 1380, "height": 752}
SMALL = {"width": 1100, "height": 620}
HIGH = {"width": 1300, "height": 1400}
SCALES = {adjusted: 1.2}  # its grain needs many bytes
SCENES: Mapping[str, tuple[Callable[[Visit], Awaitable[Picture]], Mapping[str, object]]] = {
    "thread": (thread, WIDE),
    "thread-zh": (thread, {**WIDE, **CHINESE}),
    "adjusted": (adjusted, HIGH),
    "adjusted-zh": (adjusted, {**HIGH, **CHINESE}),
    "form": (form, SMALL),
    "form-zh": (form, {**SMALL, **CHINESE}),
    "revocation": (revocation, SMALL),
    "revocation-zh": (revocation, {**SMALL, **CHINESE}),
    "home": (home, HIGH),
    "home-zh": (home, {**HIGH, **CHINESE}),
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
        how = {"person": ALICE, "channel": CERTIFICATES, **how}
        scale = SCALES.get(scene, SCALE)
        with tempfile.TemporaryDirectory() as work:
            async with playground(Path(work)) as there, tab(browser, scale=scale) as opened:
                for each in there.fresh:  # made up for tests
                    del there.trial.tencent.certificates[each.id]
                here = await opened.visit(there, **how)
                picture = small(await taken(here.page, await scene(here)))
                await opened.leave()
        (folder / f"{name}.png").write_bytes(picture)
        sys.stdout.write(f"{folder / name}.png  {len(picture):,} bytes\n")
        if len(picture) > LARGEST:
            too_large.append(f"{name}.png has {len(picture):,} bytes, more than {LARGEST:,}.")
    return too_large


async def taken(page: Page, shown: Picture) -> bytes:
    """The part of the page in which all of this stands."""
    await page.mouse.move(0, 0)
    await page.evaluate(SETTLED)
    boxes = [box for each in shown if (box := await each.bounding_box())]
    left, top = (min(box[edge] for box in boxes) for edge in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    part: FloatRect = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return await page.screenshot(clip=part, animations="disabled", caret="hide")


async def all_made(folder: Path) -> list[str]:
    async with chromium() as browser:
        return await made(browser, folder)


HIDDEN = "(element) => { element.style.display = 'none'; }"
TO_THE_TOP = "(message) => message.scrollIntoView({block: 'start'})"
SETTLED = """async () => {
  if (document.activeElement.matches("textarea")) document.activeElement.blur();
  await document.fonts.ready;
  await Promise.all([...document.images].map((each) => each.decode().catch(() => null)));
}"""
"""Takes the focus from where one writes; waits until fonts and previews are there."""


def small(png: bytes) -> bytes:
    """The picture with 256 colours at most, which is enough for a page; fewer if it is large."""
    for colours in COLOURS:
        out = io.BytesIO()
        with Image.open(io.BytesIO(png)) as picture:
            few = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
            few.save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= LARGEST:
            break
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
