"""The panel Tencent Cloud: what it shows, what it lets somebody do, and what comes of that."""

import asyncio
import io
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox import Sandbox, letters
from sandbox.kept_bot import LINES, LONGEST_LINE
from sandbox.page.previews import preview
from sandbox.page.samples import SAMPLES, content
from sandbox.page.server import running_with_page
from sandbox.page.words import speaking
from sandbox.slack import ALICE, BOT_USER, CERTIFICATES, WANG_FANG
from sandbox.stage import ACCEPTED, ISSUED
from sandbox.tencent import SWITCHES
from sandbox.tencent.certificates import REVIEWS, STATUS_NAMES
from tests import odd_letters
from tests.for_each import for_each
from tests.tencent.caller import READ, SHOP, call, code_of, upload

REVIEWED, REVOKING, ISSUED_ONE = "QGTI9GML", "Rv9okeD2", "FxG06njc"


@dataclass
class Visitor:
    """Somebody on the page, by hand."""

    sandbox: Sandbox
    address: str
    http: httpx.AsyncClient

    async def sees(self, **query: str) -> str:
        return (await self.http.get(self.address, params={"user": ALICE} | query)).text

    async def does(self, act: str, *, expected: int = 200, **fields: str) -> Any:
        headers = {"Origin": self.address.rstrip("/")}
        form = {"user": ALICE, "channel": CERTIFICATES} | fields
        response = await self.http.post(f"{self.address}{act}", data=form, headers=headers)
        assert response.status_code == expected, response.text
        return response.json() if expected == 200 else None

    async def certificate(self, certificate: str, user: str = ALICE) -> tuple[str, list[str]]:
        """Give its state on the page, and what the CA may decide about it."""
        page = await self.sees(user=user)
        (row,) = re.findall(
            rf'<li id="certificate-{certificate}" class="certificate">(.*?)</li>', page
        )
        (state,) = re.findall(r'<span class="state[^>]*>(.*?)</span>', row)
        return state, re.findall('data-act="cloud/([a-z-]+)"', row)


@pytest.fixture
async def visitor(http: httpx.AsyncClient) -> AsyncIterator[Visitor]:
    async with running_with_page() as (sandbox, address):
        yield Visitor(sandbox, address, http)


@pytest.fixture
async def with_bot(http: httpx.AsyncClient, tmp_path: Path) -> AsyncIterator[Visitor]:
    """The page of play, and the real bot as a process of its own."""
    async with running_with_page(with_bot=True) as (sandbox, address):
        assert sandbox.bot is not None
        keeping = asyncio.create_task(sandbox.bot.keep(tmp_path))
        try:
            yield Visitor(sandbox, address, http)
        finally:
            keeping.cancel()
            with suppress(asyncio.CancelledError):
                await keeping


async def test_the_ca_decides_what_makes_sense_in_each_state(visitor: Visitor) -> None:
    assert await visitor.certificate(SHOP) == ("Waiting for confirmation letter", [])
    in_review = ("In review · CA review", ["issue", "send-back", "reject"])
    assert await visitor.certificate(REVIEWED) == in_review
    assert await visitor.certificate(REVOKING) == ("Being revoked", ["revoke"])
    await visitor.does("cloud/send-back", certificate=REVIEWED)
    assert await visitor.certificate(REVIEWED) == ("Waiting for confirmation letter", [])
    await visitor.does("cloud/revoke", certificate=REVOKING)
    assert await visitor.certificate(REVOKING) == ("Revoked", [])
    await visitor.does("cloud/reject", certificate=SHOP, reason="印章不清晰")
    told = await call(visitor.sandbox.tencent, READ, {"CertificateId": SHOP})
    assert (told["Status"], told["StatusMsg"]) == (2, "印章不清晰")


async def test_what_is_not_there_is_refused(visitor: Visitor) -> None:
    await visitor.does("cloud/issue", certificate="Zz9Zz9Zz", expected=400)
    await visitor.does("cloud/fault", fault="flood", on="on", expected=400)
    await visitor.does("cloud/forget", expected=404)


async def test_a_letter_goes_through_the_reviews_day_by_day(visitor: Visitor) -> None:
    await upload(visitor.sandbox.tencent, letters.pdf())
    states = []
    for _ in range(1 + len(REVIEWS)):
        states.append((await visitor.certificate(SHOP))[0])
        await visitor.does("cloud/day-passes")
    reviews = [f"In review · {each}" for each in ("pre-review", "legal review", "CA review")]
    assert states == [*reviews, "Issued"]
    tencent = visitor.sandbox.tencent
    begins = str(tencent.certificates[SHOP].begins)
    tencent.ca.issue(ISSUED_ONE)
    assert begins < str(tencent.certificates[ISSUED_ONE].begins)  # a day later


async def test_states_are_told_in_the_persons_language_and_tencents_words(visitor: Visitor) -> None:
    words = speaking("zh-CN")
    for status, name in STATUS_NAMES.items():
        assert words.say(f"status-{status}") == name
    state, _ = await visitor.certificate(REVIEWED, user=WANG_FANG)
    assert state == "审核中 · CA 机构审核"
    notice = await visitor.does("cloud/issue", certificate=REVIEWED, user=WANG_FANG)
    assert notice["notice"].startswith(f"{REVIEWED} 已签发")


async def test_a_stage_that_the_page_does_not_know_is_shown_as_it_is(visitor: Visitor) -> None:
    visitor.sandbox.tencent.certificates[REVIEWED].status_msg = "<NEW-STAGE>"
    assert (await visitor.certificate(REVIEWED))[0] == "In review · &lt;NEW-STAGE&gt;"


async def test_a_switch_makes_things_go_wrong_until_it_is_off(visitor: Visitor) -> None:
    tencent = visitor.sandbox.tencent
    codes = {"busy": "FailedOperation.NetworkError", "denied": "AuthFailure.UnauthorizedOperation"}
    await visitor.does("cloud/fault", fault="lost", on="on")
    for name, code in codes.items():
        await visitor.does("cloud/fault", fault=name, on="on")
        assert speaking("en").say(f"fault-{name}") in await visitor.sees()
        for _ in range(2):
            assert code_of(await upload(tencent, letters.pdf())) == code
    await visitor.does("cloud/fault", fault="slow", on="on")
    on = re.findall('aria-checked="true"[^>]*data-fault="([a-z]+)"', await visitor.sees())
    assert on == [*SWITCHES]
    reading = asyncio.create_task(call(tencent, READ, {"CertificateId": SHOP}))
    await tencent.until(lambda: tencent.calls and tencent.calls[-1].action == READ)
    for name in SWITCHES:
        await visitor.does("cloud/fault", fault=name, on="")
    assert (await reading)["Status"] == 8  # what was late came at once
    assert code_of(await upload(tencent, letters.pdf())) is None
    assert "banner" not in await visitor.sees()


@pytest.mark.usefixtures("forked")
async def test_the_real_bot_tells_what_the_ca_decides_and_begins_anew(
    with_bot: Visitor, tmp_path: Path
) -> None:
    """One bot for all that it takes: it starts, is stopped, is killed, and is there again."""
    slack, bot = with_bot.sandbox.slack, with_bot.sandbox.bot
    assert bot is not None
    assert "The bot is starting" in await with_bot.sees()
    assert await bot.another_than("starting") == "running"
    await with_bot.does("say", sample="pdf", text=f"for {SHOP}")
    (drop,) = slack.channel_messages(CERTIFICATES)

    def marks() -> set[str]:
        reactions = slack.message(CERTIFICATES, drop.ts).reactions
        return {name for name, people in reactions.items() if BOT_USER in people}

    await slack.until(lambda: marks() == {ACCEPTED})
    page = await with_bot.sees()
    assert "RequestId" in page
    assert f'data-opens="{drop.files[0]["id"]}" data-name="confirmation-letter.pdf"' in page
    notices = [(await with_bot.does("cloud/day-passes"))["notice"] for _ in REVIEWS]
    assert [SHOP in notice for notice in notices] == [False, False, True]
    await slack.until(lambda: marks() == {ISSUED})
    assert "UploadConfirmLetter flSFd6Fh: OK" in await with_bot.sees(side="log")

    await with_bot.does("cloud/fault", fault="busy", on="on")
    await with_bot.does("cloud/start-over")
    await slack.until(lambda: not slack.channel_messages(CERTIFICATES))
    assert await bot.another_than("starting") == "running"
    assert with_bot.sandbox.tencent.letters == []
    assert "Start over" in await with_bot.sees(thread=drop.ts)  # the panel, since that is gone
    assert (await with_bot.certificate(SHOP))[0] == "Waiting for confirmation letter"
    assert "banner" not in await with_bot.sees()
    assert "UploadConfirmLetter" not in await with_bot.sees(side="log")

    log = max(tmp_path.glob("*/bot.log"), key=lambda path: path.stat().st_mtime)
    with log.open("a") as file:
        file.write("<b>\n" * 1_000 + "x" * 5_000 + "\n")
    page = await with_bot.sees(side="log")
    assert 280 < page.count("&lt;b&gt;") <= LINES
    assert re.findall("x{1000,}", page) == ["x" * LONGEST_LINE]

    assert bot.bot is not None
    bot.bot.process.send_signal(signal.SIGKILL)
    assert await bot.another_than("running") == "ended"
    await slack.until(lambda: not slack.connections)  # nor has it the database any more
    assert 'data-act="cloud/bot-again"' in await with_bot.sees()
    await with_bot.does("cloud/bot-again")
    assert await bot.another_than("starting") == "running"


# Previews and samples ----------------------------------------------------------------------------


FILES: dict[str, tuple[Callable[[], bytes], tuple[int, int] | None]] = {
    "pdf": (partial(content, "pdf"), (720, 1019)),
    "photo on its side": (partial(content, "photo"), (720, 960)),
    "heic": (partial(content, "heic"), (720, 960)),
    "png": (letters.png, (160, 208)),
    "gif": (odd_letters.gif, (20, 26)),
    "tiff": (lambda: saved("TIFF", "CMYK", (1_000, 1_300)), (720, 936)),
    "long strip": (lambda: saved("PNG", "L", (1_000, 20_000)), (72, 1_440)),
    "long page": (lambda: letters.pdf_of(letters.one_page(b"/MediaBox[0 0 10 10000]")), (2, 1_440)),
    "too many pixels": (lambda: saved("PNG", "1", (10_001, 10_000)), None),
    "broken png": (partial(letters.truncated, letters.png), None),
    "broken pdf": (lambda: b"%PDF-1.7 and nothing else", None),
    "word": (letters.word, None),
    "nothing": (lambda: b"", None),
}


def saved(kind: str, mode: str, size: tuple[int, int]) -> bytes:
    return letters.saved(Image.new(mode, size), kind)


@for_each("file", FILES)
def test_a_preview_shows_a_file_upright_and_no_larger_than_is_looked_at(file: str) -> None:
    make, size = FILES[file]
    shown = preview(make(), 720)
    assert (None if shown is None else Image.open(io.BytesIO(shown)).size) == size


async def test_previews_come_small_and_large_and_never_of_a_broken_file(visitor: Visitor) -> None:
    for key in ("photo", "word"):
        await visitor.does("say", sample=key)
    photo, word = (
        f"{visitor.address}previews/{each.files[0]['id']}"
        for each in visitor.sandbox.slack.channel_messages(CERTIFICATES)
    )
    for address, width in ((photo, 720), (f"{photo}?page=1", 2_000)):
        response = await visitor.http.get(address)
        assert response.headers["Content-Type"] == "image/webp"
        assert Image.open(io.BytesIO(response.content)).width == width
    assert (await visitor.http.get(f"{photo}?page=2")).status_code == 204  # it has but one
    for missing in (word, f"{visitor.address}previews/F0NONE", f"{visitor.address}samples/none"):
        assert (await visitor.http.get(missing)).status_code == 404
    assert (await visitor.http.get(f"{visitor.address}samples/photo")).status_code == 200


def test_the_phones_photo_has_five_megabytes_and_each_sample_its_size_in_words() -> None:
    assert 4_800_000 < len(content("photo")) < 5_500_000
    units = {"KB": 1_000, "MB": 1_000_000}
    for key, sample in SAMPLES.items():
        if sample.size:
            number, unit = sample.size.split()
            assert len(content(key)) / units[unit] == pytest.approx(float(number), rel=0.4)


async def test_a_newcomer_is_greeted_with_four_things_to_try(visitor: Visitor) -> None:
    page = await visitor.sees()
    assert page.count('class="chip"') == 4
    assert "Hi, I&#x27;m Letterdrop." in page
    assert "Hi, I&#x27;m Letterdrop." not in await visitor.sees(channel="random")
    assert "您好，我是 Letterdrop。" in await visitor.sees(user=WANG_FANG)
