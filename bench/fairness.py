"""Whom one slow letter holds up: a good small one behind many that are slow, and 300 at once.

What is slow belongs to one person, the good letter to another, who drops it when the slow ones
have been taken. It is answered when its result stands in the thread and its mark on the message.
"""

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench import contenders
from bench.contenders import OURS, Burst, Contender
from bot.files.process.run import LOOK, Readers
from bot.files.process.wire import Limits
from bot.problems import Problem
from sandbox.letters import pdf, stream
from sandbox.letters import pdf_of as written
from sandbox.slack import ALICE, WANG_FANG
from sandbox.slack import Fault as SlackFault
from sandbox.stand_in import Faults
from sandbox.tencent import Fault as TencentFault

GOOD = 20_000  # bytes of the good letter
HANGS = 20.0  # seconds
SLOW_LOOK = 4.0  # seconds of CPU that a slow PDF takes, if nobody stops it
PATIENT = Limits(cpu=60, wall=60)
TAKEN_WITHIN = 1.0  # seconds from the drops of the slow ones to that of the good one
CURVES = 500  # of the drawing whose time tells how many a slow PDF needs
LARGE = 40_000_000  # bytes


@dataclass(frozen=True)
class Held:
    """What the good letter waited behind so many slow ones; seconds."""

    good_after: float
    alone_after: float  # with nothing before it
    slow: int


async def behind_pdfs(count: int) -> tuple[Held, float, bool]:
    """Behind slow PDFs; gives as well the seconds that one takes, and whether it is stopped."""
    content, seconds, is_stopped = await slow_pdf()
    async with contenders.started(OURS) as each:
        held = await good_behind(each, [content] * count, lambda _: None)
    return held, seconds, is_stopped


async def behind_uploads(count: int) -> Held:
    """Behind uploads to which Tencent Cloud responds late."""

    def hang(each: Contender) -> None:
        each.place.tencent.faults = LateUploads(each)

    async with contenders.started(OURS, TENCENTCLOUD_RATE_LIMIT="10") as each:
        return await good_behind(each, [pdf(GOOD)] * count, hang)


async def behind_downloads(count: int) -> Held:
    """Behind downloads that give nothing."""

    def hang(each: Contender) -> None:
        each.place.slack.faults = LateDownloads(each)

    async with contenders.started(OURS) as each:
        return await good_behind(each, [pdf(GOOD)] * count, hang)


async def many_at_once(module: str, count: int, large: int) -> Burst:
    """So many drops at once, `large` of them of 40 MB, evenly among the others."""
    usual, padded = contenders.usual_letter(), pdf(LARGE)
    places = {at * count // large for at in range(large)} if large else set()
    contents = [padded if at in places else usual for at in range(count)]
    async with contenders.started(module) as each:
        return await contenders.burst(each, "All", contents)


async def good_behind(
    each: Contender, slow: list[bytes], begin: Callable[[Contender], None]
) -> Held:
    """Drop a good letter alone, then slow ones and another good one behind them; kills the bot."""
    alone = await one(each, "Alone000")
    begin(each)
    for number, content in enumerate(slow):
        await contenders.drop(each.place, f"Slow{number:04}", content, ALICE)
    await asyncio.sleep(TAKEN_WITHIN)
    behind = await one(each, "Behind00")
    await each.bot.kill()  # nobody waits for the slow ones
    return Held(behind, alone, len(slow))


async def one(each: Contender, certificate_id: str) -> float:
    """Seconds from the drop of a good letter to its answer."""
    began = time.monotonic()
    ts = await contenders.drop(each.place, certificate_id, pdf(GOOD), WANG_FANG)
    await contenders.answered(each, [ts], lambda: None)
    return time.monotonic() - began


# What is slow ------------------------------------------------------------------------------------


class LateDownloads(Faults[SlackFault]):
    """Let the downloads of the slow letters give nothing for a while."""

    def __init__(self, each: Contender) -> None:
        super().__init__()
        self.slack = each.place.slack

    def take(self, name: str) -> SlackFault | None:
        """Whose file it is tells the request, which has just been noted."""
        if name == "download":
            file = self.slack.files.get(self.slack.downloads[-1].file_id)
            if file and "Slow" in file.object["name"]:
                return SlackFault(delay=HANGS)
        return None


class LateUploads(Faults[TencentFault]):
    """Let the responses to the slow letters' uploads come late."""

    def __init__(self, each: Contender) -> None:
        super().__init__()
        self.calls = each.place.tencent.calls

    async def pause(self, seconds: float) -> None:
        """Which upload it is tells the call, which has just been noted."""
        call = self.calls[-1]
        is_slow = call.action.startswith("Upload") and "Slow" in (call.certificate_id or "")
        await super().pause(HANGS if is_slow else seconds)


async def slow_pdf() -> tuple[bytes, float, bool]:
    """A small PDF that takes long to draw; the seconds it takes, and whether the bot would stop it.

    How many curves that takes on this machine is measured on fewer of them.
    """
    patient, strict = Readers(os.environ, look=PATIENT), Readers(os.environ, look=LOOK)
    curves = CURVES
    try:
        await patient.inspect(drawing(1), "warm up")
        for _ in range(2):
            taken = await timed(patient, drawing(curves))
            curves = int(curves * SLOW_LOOK / max(taken, SLOW_LOOK / 100))
        content = drawing(curves)
        seconds = await timed(patient, content)
        return content, seconds, isinstance(await strict.inspect(content, "slow.pdf"), Problem)
    finally:
        await patient.close()
        await strict.close()


async def timed(readers: Readers, content: bytes) -> float:
    """Seconds for a look."""
    began = time.perf_counter()
    await readers.inspect(content, "slow.pdf")
    return time.perf_counter() - began


def drawing(curves: int) -> bytes:
    """A page of fine dashed curves across it, which are drawn dash by dash."""
    lines = [b"[0.2 0.2] 0 d 0.1 w 1 0 0 RG"]
    for at in range(curves):
        y = at * 842 // curves
        lines.append(b"0 %d m 200 %d 400 %d 595 %d c S" % (y, 842 - y, y, 842 - y))
    entries = b"/Contents 4 0 R/MediaBox[0 0 595 842]"
    page = b"<</Type/Page/Parent 2 0 R%s>>" % entries
    head = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page)
    return written([*head, stream(b"\n".join(lines))])
