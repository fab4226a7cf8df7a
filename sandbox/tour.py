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
from sandbox.slack.cast import Installation
from sandbox.slack.server import Server, serving
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
    "Yc5DaG2h": "vpn.example.com",
}


@dataclass(frozen=True)
class Way:
    """A way in: what it is called, and how it is gone.

    That is in a fresh channel, or in the chat of the bot with the person `chat_of`.
    """

    title: str
    go: Callable[[Stage], Awaitable[None]]
    chat_of: str = ""


@dataclass(frozen=True)
class Gone:
    """A way that was gone: what there was to read, and what was not as it must be."""

    title: str
    lines: Sequence[transcript.Line]
    trouble: str = ""


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
    await stage.says(ALICE, "it is Gh4RwP9c, thanks", thread=drop)
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
    await stage.ended(first, REFUSED, rows=5)
    drop = await stage.says(ALICE, "", letter, thread=first)
    await stage.ended(drop, ACCEPTED, thread=first)
    stage.arrived(("Vw8LsN3b", letter))


# Several files -----------------------------------------------------------------------------------


async def _paired(stage: Stage) -> None:
    jobs, docs = _letter("Sv3HgW7d.pdf"), _letter("Tx6FoM1p.pdf")
    drop = await stage.says(
        ALICE, "Letters for Sv3HgW7d, Tx6FoM1p and QGTI9GML", jobs, docs, _letter("QGTI9GML.pdf")
    )
    await stage.ended(drop, REFUSED)
    stage.arrived(("Sv3HgW7d", jobs), ("Tx6FoM1p", docs))


async def _which_file(stage: Stage) -> None:
    letter = _letter("sealed.pdf")
    drop = await stage.says(ALICE, "for certificate Uz1KiE5r", _letter("draft.pdf"), letter)
    question = await stage.asked(drop)
    await stage.presses(ALICE, question, "choose_file_1")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Uz1KiE5r", letter))


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
    letter = _letter("scan0042.pdf")
    drop = await stage.says(WANG_FANG, "Fresh from the scanner", letter)
    await stage.uses_shortcut(ALICE, drop)
    if not await stage.submits(stage.form(), "Eq4hcD10", None):
        raise NotSo("the form does not take a letter that is good")
    await stage.ended(drop, ACCEPTED)
    stage.arrived(("Eq4hcD10", letter))


async def _greeting(stage: Stage) -> None:
    said = await stage.says(ALICE, "hello")
    await stage.asked(said)


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
    _must(await stage.types(ALICE, "history", rows=5), "Gh4RwP9c")


async def _help(stage: Stage) -> None:
    _must(await stage.types(ALICE, "pendign"), "`/letter pending`?")
    _must(await stage.types(WANG_FANG, "帮助", rows=6), "/letter")


async def _home(stage: Stage) -> None:
    view = await stage.opens_home(ALICE, rows=18)
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
    Way("The form: `/letter`", _form),
    Way("The message shortcut", _shortcut),
    Way("A greeting in the chat with the bot", _greeting, ALICE),
    Way("A letter in the chat with the bot, in Chinese", _in_chinese, WANG_FANG),
    Way("`/letter pending`", _pending),
    Way("`/letter status ID`", _status),
    Way("`/letter history`", _history),
    Way("`/letter help`, and what is no command", _help),
    Way("The App Home", _home),
    Way("A revocation letter", _revocation),
    Way("Somebody who may not", _may_not),
)
"""All ways in, in the order in which they are gone: later ones see what former ones have done."""


# The run -----------------------------------------------------------------------------------------


async def tour(ways: Sequence[Way] = WAYS) -> int:
    """Go all ways and print them; gives 0 if each ended as it must, else 1."""
    console = Console(highlight=False, emoji=False, markup=False)
    start, troubles = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="letterdrop-") as name:
        async with _opened(Path(name)) as (server, tencent, bot):
            for way in ways:
                gone = await _go(way, server, tencent, bot)
                _print(console, gone)
                troubles += [f"{gone.title}: {gone.trouble}"] if gone.trouble else []
            if exit_code := await bot.stop():
                troubles.append(f"the bot stops with exit code {exit_code}")
        log = (Path(name) / "bot.log").read_text(errors="replace")
    if troubles:
        _complain(troubles, log)
        return 1
    seconds = time.monotonic() - start
    console.print(f"All {len(ways)} ended as they must, in {seconds:.1f} s.", style="bold green")
    return 0


@asynccontextmanager
async def _opened(folder: Path) -> AsyncIterator[tuple[Server, Tencent, Bot]]:
    """Start both stand-ins and the bot between them."""
    account = [*default_certificates().values()]
    account += [Certificate(each, domain) for each, domain in WAITING.items()]
    async with serving(0, Installation()) as server, Tencent.start(account) as tencent:
        environment = Sandbox(Slack(server), tencent).environment(folder)
        async with bot_process(environment, folder) as bot:
            await bot.brings_about(lambda: server.sockets.connections, within=CONNECTED_WITHIN)
            yield server, tencent, bot


async def _go(way: Way, server: Server, tencent: Tencent, bot: Bot) -> Gone:
    """Go one way; what is not as it must be ends it."""
    slack = Slack(server)
    if way.chat_of:
        channel = slack.direct_message(way.chat_of)
    else:
        channel = slack.add_channel("certificates")
    stage = Stage(server, tencent, bot, channel)
    try:
        await way.go(stage)
    except NotSo as trouble:
        return Gone(way.title, stage.written, str(trouble))
    return Gone(way.title, stage.written)


def _print(console: Console, gone: Gone) -> None:
    console.print(f"## {gone.title}\n", style="bold")
    transcript.show(console, gone.lines)
    console.print()


def _complain(troubles: Sequence[str], log: str) -> None:
    errors = Console(stderr=True, highlight=False, emoji=False, markup=False)
    errors.print("This is not how it must end:", style="bold red")
    for each in troubles:
        errors.print(f"- {each}", soft_wrap=True)
    errors.print("\nThe bot's log:", style="bold red")
    errors.print(log or "(empty)", soft_wrap=True)
