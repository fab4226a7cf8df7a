"""Plays every way in against the real bot in one run, and prints a short transcript of each.

README.md shows these transcripts, and `tests/test_docs.py` holds it to them.
"""

import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from sandbox import Sandbox, letters, transcript
from sandbox.process import Bot, bot_process
from sandbox.slack import ALICE, GUEST, WANG_FANG, Slack, Upload
from sandbox.stage import ACCEPTED, REFUSED, NotSo, Stage
from sandbox.tencent import Certificate, Tencent, default_certificates

CONNECTED_WITHIN = 10.0  # seconds
WAITING = {  # beside those of every fresh account
    "Bq7TzK2m": "mail.example.com",
    "Gh4RwP9c": "api.example.com",
    "Kd8VnX3s": "www.example.org",
    "Lm2CyJ6f": "wiki.example.com",
    "Np5QeT8a": "crm.example.com",
    "Rt9BuZ4k": "git.example.com",
    "Sv3HgW7d": "jobs.example.com",
    "Tx6FoM1p": "docs.example.com",
    "Uz1KiE5r": "erp.example.com",
    "Vw8LsN3b": "chat.example.com",
    "Xa7FvH5d": "shop.example.net",
    "Xe2NwR8k": "mail.example.net",
    "Xi6CtB4q": "api.example.net",
    "Yc5DaG2h": "vpn.example.com",
    "Zb4XjC8q": "status.example.com",
}


@dataclass(frozen=True)
class Way:
    """A way in: what it is called, and how it is gone.

    That is in a fresh channel, or in the chat of the bot with the person `chat_of`.
    """

    title: str
    go: Callable[[Stage], Awaitable[None]]
    chat_of: str = ""


def _letter(name: str = "confirmation-letter.pdf") -> Upload:
    """Make a letter that is like no other one of the same name's length."""
    return Upload(name, letters.pdf(20_000, f"This letter is called {name}."))


# Which certificate? ------------------------------------------------------------------------------


async def _by_button(stage: Stage) -> None:
    letter = _letter()
    drop = await stage.says(ALICE, "The sealed letter for mail.example.com", letter)
    question = await stage.asked(drop)
    await stage.presses(WANG_FANG, question, "offer_certificate_0")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Bq7TzK2m", letter))


async def _by_id(stage: Stage) -> None:
    letter = _letter()
    drop = await stage.says(ALICE, "Here is the confirmation letter", letter)
    await stage.asked(drop)
    await stage.says(ALICE, "Gh4RwP9c, thanks", thread=drop)
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Gh4RwP9c", letter))


async def _by_domain(stage: Stage) -> None:
    letter = _letter()
    drop = await stage.says(ALICE, "", letter)
    await stage.asked(drop)
    await stage.says(WANG_FANG, "www.example.org", thread=drop)
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Kd8VnX3s", letter))


async def _id_first(stage: Stage) -> None:
    letter = _letter()
    await stage.says(ALICE, "Certificate ID: Lm2CyJ6f, the letter follows")
    drop = await stage.says(ALICE, "", letter)
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Lm2CyJ6f", letter))


async def _id_later(stage: Stage) -> None:
    letter = _letter()
    drop = await stage.says(ALICE, "", letter)
    await stage.asked(drop)
    await stage.says(ALICE, "Np5QeT8a")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Np5QeT8a", letter))


async def _in_a_thread(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    first = await stage.says(WANG_FANG, "Who has the letter for certificate Rt9BuZ4k?")
    drop = await stage.says(ALICE, "", letter, thread=first)
    await stage.ended(drop, ACCEPTED, thread=first)
    stage.arrived(("Rt9BuZ4k", letter))


async def _corrected(stage: Stage) -> None:
    word, letter = Upload("letter.docx", letters.word()), _letter("scan.pdf")
    first = await stage.says(ALICE, "certificate Vw8LsN3b", word)
    await stage.ended(first, REFUSED, rows=3)
    drop = await stage.says(ALICE, "", letter, thread=first)
    await stage.ended(drop, ACCEPTED, thread=first)
    stage.arrived(("Vw8LsN3b", letter))


# Several files -----------------------------------------------------------------------------------


async def _paired(stage: Stage) -> None:
    jobs, docs = _letter("Sv3HgW7d.pdf"), _letter("Tx6FoM1p.pdf")
    drop = await stage.says(
        ALICE, "Letters for Sv3HgW7d, Tx6FoM1p and QGTI9GML", jobs, docs, _letter("QGTI9GML.pdf")
    )
    await stage.ended(drop, REFUSED, summed_up=True)
    stage.arrived(("Sv3HgW7d", jobs), ("Tx6FoM1p", docs))


async def _which_file(stage: Stage) -> None:
    letter = _letter("sealed.pdf")
    drop = await stage.says(ALICE, "for certificate Uz1KiE5r", _letter("draft.pdf"), letter)
    question = await stage.asked(drop)
    await stage.presses(ALICE, question, "choose_file_1")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Uz1KiE5r", letter))


# Letters as people have them ---------------------------------------------------------------------


async def _mended(stage: Stage) -> None:
    photo = Upload("IMG_0042.jpg", letters.photo(3_214_567))
    drop = await stage.says(ALICE, "cert Xa7FvH5d", photo)
    question = await stage.asked(drop)
    await stage.presses(WANG_FANG, question, "send_mended")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Xa7FvH5d", stage.shared(drop)))


async def _joined(stage: Stage) -> None:
    pages = Upload("page-1.jpg", letters.jpg(9_000)), Upload("page-2.png", letters.png(9_000))
    drop = await stage.says(ALICE, "cert Xe2NwR8k", *pages)
    await stage.presses(ALICE, await stage.asked(drop), "join_files")
    await stage.presses(ALICE, await stage.asked(drop), "send_mended")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Xe2NwR8k", stage.shared(drop)))


async def _of_another_domain(stage: Stage) -> None:
    doubtful = Upload("letter.pdf", letters.pdf(20_000, "A certificate for www.example.org."))
    drop = await stage.says(ALICE, "cert Xi6CtB4q", doubtful)
    await stage.presses(ALICE, await stage.asked(drop), "send_another")
    letter = _letter("right.pdf")
    again = await stage.says(ALICE, "", letter, thread=drop)
    await stage.ended(again, ACCEPTED, thread=drop)
    stage.arrived(("Xi6CtB4q", letter))


# The form, the shortcut, the chat with the bot ---------------------------------------------------


async def _form(stage: Stage) -> None:
    letter = _letter()
    await stage.types(ALICE)
    form = stage.form()
    await stage.searches(form, "shop")
    if await stage.submits(form, "QGTI9GML", letter):
        raise NotSo("the form takes a certificate that is in review")
    if not await stage.submits(form, "flSFd6Fh", letter, "sealed this morning"):
        raise NotSo("the form does not take a letter that is good")
    await stage.ended(await stage.announced(), ACCEPTED)
    stage.arrived(("flSFd6Fh", letter))


async def _shortcut(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    drop = await stage.says(WANG_FANG, "Fresh from the scanner", letter)
    await stage.uses_shortcut(ALICE, drop)
    if not await stage.submits(stage.form(hints=False), "Eq4hcD10", None):
        raise NotSo("the form does not take a letter that is good")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Eq4hcD10", letter))


async def _greeting(stage: Stage) -> None:
    said = await stage.says(ALICE, "hello")
    await stage.asked(said)


async def _invited(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    await stage.asked(await stage.says(ALICE, "Zb4XjC8q"))
    await stage.ended(await stage.says(ALICE, "", letter), ACCEPTED)
    stage.arrived(("Zb4XjC8q", letter))


async def _in_chinese(stage: Stage) -> None:
    letter = _letter("确认函.pdf")
    drop = await stage.says(WANG_FANG, "证书ID：Yc5DaG2h", letter)
    await stage.ended(drop, ACCEPTED, rows=0)
    stage.arrived(("Yc5DaG2h", letter))


# What the bot knows ------------------------------------------------------------------------------


async def _pending(stage: Stage) -> None:
    _must(await stage.types(ALICE, "pending"), "LqQxgqUe")


async def _status(stage: Stage) -> None:
    _must(await stage.types(ALICE, "status flSFd6Fh"), "shop.example.com")


async def _history(stage: Stage) -> None:
    _must(await stage.types(ALICE, "history", rows=4), "Gh4RwP9c")


async def _help(stage: Stage) -> None:
    _must(await stage.types(ALICE, "pendign", rows=2), "`/letter pending`?")
    _must(await stage.types(WANG_FANG, "帮助", rows=5), "/letter")


async def _home(stage: Stage) -> None:
    view = await stage.opens_home(ALICE, rows=12)
    _must(str(view.content), "Eq4hcD10")


# A revocation, and who may -----------------------------------------------------------------------


async def _revocation(stage: Stage) -> None:
    letter = _letter("revocation-letter.pdf")
    drop = await stage.says(ALICE, "cert LqQxgqUe", letter)
    question = await stage.asked(drop)
    await stage.presses(WANG_FANG, question, "confirm_revocation")
    await stage.ended(drop, ACCEPTED, rows=4)
    stage.arrived(("LqQxgqUe", letter))


async def _may_not(stage: Stage) -> None:
    before = len(stage.tencent.letters)
    await stage.says(GUEST, "cert a91hoLqi", _letter("guest.pdf"))
    _must(await stage.whispered(GUEST), "Guests")
    _must(await stage.types(GUEST, "pending"), "Guests")
    if len(stage.tencent.letters) > before:
        raise NotSo("a guest's letter must not reach Tencent Cloud")


def _must(told: str, words: str) -> None:
    if words not in told:
        raise NotSo(f"“{words}” must be told")


WAYS = (
    Way("No ID: the bot asks, a button answers", _by_button),
    Way("… or the ID, written in the thread", _by_id),
    Way("… or the domain name", _by_domain),
    Way("The ID first, the file later", _id_first),
    Way("The file first, the ID later", _id_later),
    Way("A file in a thread that names the ID", _in_a_thread),
    Way("The better file in the thread of a refused one", _corrected),
    Way("Several letters in one message", _paired),
    Way("One ID and several files", _which_file),
    Way("A photo that is too large", _mended),
    Way("Pages in files of their own", _joined),
    Way("A letter that speaks of another domain", _of_another_domain),
    Way("The form: /letter", _form),
    Way("The message shortcut", _shortcut),
    Way("A greeting in the chat with the bot", _greeting, ALICE),
    Way("An ID in the chat with the bot, then the file", _invited, ALICE),
    Way("A letter in the chat with the bot, in Chinese", _in_chinese, WANG_FANG),
    Way("/letter pending", _pending),
    Way("/letter status ID", _status),
    Way("/letter history", _history),
    Way("/letter help, and what is no command", _help),
    Way("The App Home", _home),
    Way("A revocation letter", _revocation),
    Way("Somebody who may not", _may_not),
)
"""All ways in, in the order in which they are gone: later ones see what former ones have done."""


# The run -----------------------------------------------------------------------------------------


async def tour(ways: Sequence[Way] = WAYS) -> int:
    """Go all ways and print them; gives 0 if each ended as it must, else 1."""
    console = Console(highlight=False, emoji=False, markup=False)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="letterdrop-") as name:
        troubles = await _gone(ways, Path(name), console)
        log = (Path(name) / "bot.log").read_text(errors="replace")
    if troubles:
        _complain(troubles, log)
        return 1
    seconds = time.monotonic() - start
    console.print(f"All {len(ways)} ended as they must, in {seconds:.1f} s.", style="bold green")
    return 0


async def _gone(ways: Sequence[Way], folder: Path, console: Console) -> list[str]:
    """Go the ways; what was not as it must be, a line for each."""
    async with _opened(folder) as (server, tencent, bot):
        if not await bot.brings_about(lambda: server.connections, within=CONNECTED_WITHIN):
            return [f"the bot did not connect to Slack (exit code {await bot.stop()})"]
        troubles = [await _go(way, server, tencent, bot, console) for way in ways]
        if exit_code := await bot.stop():
            troubles.append(f"the bot must stop with exit code 0, not {exit_code}")
        return [each for each in troubles if each]


@asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[tuple[Slack, Tencent, Bot]]:
    """Start both stand-ins and the bot between them."""
    account = [*default_certificates().values()]
    account += [Certificate(each, domain) for each, domain in WAITING.items()]
    async with Slack.start() as server, Tencent.start(account) as tencent:
        environment = Sandbox(server, tencent).environment(folder)
        async with bot_process(environment, folder) as bot:
            yield server, tencent, bot


async def _go(way: Way, server: Slack, tencent: Tencent, bot: Bot, console: Console) -> str:
    """Go one way and print it; what was not as it must be, "" if all was."""
    stage = Stage(server, tencent, bot, _channel(way, server))
    trouble = ""
    try:
        await way.go(stage)
    except NotSo as no:
        trouble = f"{way.title}: {no}"
    console.print(f"── {way.title} ──", style="bold")
    transcript.show(console, stage.written)
    console.print()
    return trouble


def _channel(way: Way, slack: Slack) -> str:
    if way.chat_of:
        return slack.direct_message(way.chat_of)
    return slack.add_channel("certificates")


def _complain(troubles: Sequence[str], log: str) -> None:
    errors = Console(stderr=True, highlight=False, emoji=False, markup=False)
    errors.print("This is not how it must end:", style="bold red")
    for each in troubles:
        errors.print(f"- {each}", soft_wrap=True)
    errors.print("\nThe bot's log:", style="bold red")
    errors.print(log or "(empty)", soft_wrap=True)
