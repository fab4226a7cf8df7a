"""Plays every way in against the real bot in one run, and prints a short transcript of each.

docs/tour.md shows these transcripts; `make docs` makes it, and tests hold it to them.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from rich.console import Console

from sandbox import letters
from sandbox.run import run
from sandbox.slack import ALICE, GUEST, WANG_FANG, Upload
from sandbox.stage import ACCEPTED, BRIEF, NONE_NEEDED, REFUSED, NotSo, Stage
from sandbox.tencent import Certificate
from sandbox.transcript import show

WAITING = """
    Bq7TzK2m mail.example.com    Gh4RwP9c api.example.com     Kd8VnX3s www.example.org
    Lm2CyJ6f wiki.example.com    Np5QeT8a crm.example.com     Rt9BuZ4k git.example.com
    Sv3HgW7d jobs.example.com    Tx6FoM1p docs.example.com    Uz1KiE5r erp.example.com
    Vw8LsN3b chat.example.com    Xa7FvH5d shop.example.net    Xe2NwR8k mail.example.net
    Xi6CtB4q api.example.net     Yc5DaG2h vpn.example.com     Zb4XjC8q status.example.com
"""
"""ID and domain of the certificates beside those of every fresh account."""

Go = Callable[[Stage], Awaitable[None]]


@dataclass(frozen=True)
class Way:
    """A way in: what it is called, and how it is gone.

    That is in a fresh channel, or in the chat of the bot with the person `chat_of`.
    """

    title: str
    go: Go
    chat_of: str = ""


# Which certificate? ------------------------------------------------------------------------------


async def _by_button(stage: Stage) -> None:
    letter = _letter()
    drop = await stage.says(ALICE, "The sealed letter for mail.example.com", letter)
    await stage.presses(WANG_FANG, drop, "offer_certificate_0")
    await _accepted(stage, drop, "Bq7TzK2m", letter)


def _by_words(text: str, answer: str, user: str, certificate: str, *, thread: bool = True) -> Go:
    """A way on which somebody writes what the bot has asked for, in the thread or beside it."""

    async def go(stage: Stage) -> None:
        letter = _letter()
        drop = await stage.says(ALICE, text, letter)
        await stage.asked(drop)
        await stage.says(user, answer, thread=drop if thread else None)
        await _accepted(stage, drop, certificate, letter)

    return go


async def _id_first(stage: Stage) -> None:
    letter = _letter()
    await stage.says(ALICE, "Certificate ID: Lm2CyJ6f, the letter follows")
    await _accepted(stage, await stage.says(ALICE, "", letter), "Lm2CyJ6f", letter)


async def _in_a_thread(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    first = await stage.says(WANG_FANG, "Who has the letter for certificate Rt9BuZ4k?")
    drop = await stage.says(ALICE, "", letter, thread=first)
    await _accepted(stage, drop, "Rt9BuZ4k", letter, thread=first)


async def _corrected(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    first = await stage.says(ALICE, "certificate Vw8LsN3b", Upload("letter.docx", letters.word()))
    await stage.ended(first, REFUSED, rows=3)
    drop = await stage.says(ALICE, "", letter, thread=first)
    await _accepted(stage, drop, "Vw8LsN3b", letter, thread=first)


# Several files -----------------------------------------------------------------------------------


async def _paired(stage: Stage) -> None:
    jobs, docs, more = (_letter(f"{each}.pdf") for each in ("Sv3HgW7d", "Tx6FoM1p", "QGTI9GML"))
    drop = await stage.says(ALICE, "Letters for Sv3HgW7d, Tx6FoM1p and QGTI9GML", jobs, docs, more)
    await stage.ended(drop, NONE_NEEDED, summed_up=True)
    stage.arrived(("Sv3HgW7d", jobs), ("Tx6FoM1p", docs))


async def _which_file(stage: Stage) -> None:
    letter = _letter("sealed.pdf")
    drop = await stage.says(ALICE, "for certificate Uz1KiE5r", _letter("draft.pdf"), letter)
    await stage.presses(ALICE, drop, "choose_file_1")
    await _accepted(stage, drop, "Uz1KiE5r", letter)


# Letters as people have them ---------------------------------------------------------------------


async def _mended(stage: Stage) -> None:
    photo = Upload("IMG_0042.jpg", letters.photo(3_214_567))
    drop = await stage.says(ALICE, "cert Xa7FvH5d", photo)
    await stage.presses(WANG_FANG, drop, "send_mended")
    await _accepted(stage, drop, "Xa7FvH5d")


async def _joined(stage: Stage) -> None:
    pages = Upload("page-1.jpg", letters.jpg(9_000)), Upload("page-2.png", letters.png(9_000))
    drop = await stage.says(ALICE, "cert Xe2NwR8k", *pages)
    await stage.presses(ALICE, drop, "join_files")
    await stage.presses(ALICE, drop, "send_mended")
    await _accepted(stage, drop, "Xe2NwR8k")


async def _of_another_domain(stage: Stage) -> None:
    doubtful = Upload("letter.pdf", letters.pdf(20_000, "A certificate for www.example.org."))
    drop = await stage.says(ALICE, "cert Xi6CtB4q", doubtful)
    await stage.presses(ALICE, drop, "send_another")
    letter = _letter("right.pdf")
    again = await stage.says(ALICE, "", letter, thread=drop)
    await _accepted(stage, again, "Xi6CtB4q", letter, thread=drop)


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
    await _accepted(stage, await stage.announced(), "flSFd6Fh", letter)


async def _shortcut(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    drop = await stage.says(WANG_FANG, "Fresh from the scanner", letter)
    await stage.uses_shortcut(ALICE, drop)
    if not await stage.submits(stage.form(hints=False), "Eq4hcD10"):
        raise NotSo("the form does not take a letter that is good")
    await _accepted(stage, drop, "Eq4hcD10", letter)


async def _greeting(stage: Stage) -> None:
    await stage.asked(await stage.says(ALICE, "hello"))


async def _invited(stage: Stage) -> None:
    letter = _letter("scan.pdf")
    await stage.asked(await stage.says(ALICE, "Zb4XjC8q"))
    await _accepted(stage, await stage.says(ALICE, "", letter), "Zb4XjC8q", letter)


async def _in_chinese(stage: Stage) -> None:
    letter = _letter("确认函.pdf")
    drop = await stage.says(WANG_FANG, "证书ID：Yc5DaG2h", letter)
    await _accepted(stage, drop, "Yc5DaG2h", letter, rows=0)


# What the bot knows ------------------------------------------------------------------------------


def _typed(text: str, told: str, rows: int = 0) -> Go:
    """A way that is one command, and what must be told."""

    async def go(stage: Stage) -> None:
        _must(await stage.types(ALICE, text, rows=rows), told)

    return go


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
    await stage.presses(WANG_FANG, drop, "confirm_revocation")
    await _accepted(stage, drop, "LqQxgqUe", letter, rows=4)


async def _may_not(stage: Stage) -> None:
    before = len(stage.tencent.letters)
    await stage.says(GUEST, "cert a91hoLqi", _letter("guest.pdf"))
    _must(await stage.told(GUEST), "Guests")
    _must(await stage.types(GUEST, "pending"), "Guests")
    if len(stage.tencent.letters) > before:
        raise NotSo("a guest's letter must not reach Tencent Cloud")


# Letters that are changed, or taken back ----------------------------------------------------------


async def _forwarded(stage: Stage) -> None:
    letter, origin = _letter("sealed.pdf"), stage.slack.add_channel("sales")
    there = await stage.elsewhere(origin).says(WANG_FANG, "The sealed letter", letter)
    drop = await stage.forwards(ALICE, (origin, there))
    await stage.asked(drop)
    await stage.edits(drop, "for certificate a91hoLqi")
    await _accepted(stage, drop, "a91hoLqi", letter)


async def _taken_back(stage: Stage) -> None:
    before = len(stage.tencent.letters)
    drop = await stage.says(ALICE, "The sealed letter", _letter("wrong.pdf"))
    await stage.asked(drop)
    await stage.takes_back(drop)
    if len(stage.tencent.letters) > before:
        raise NotSo("a letter that was taken back must not reach Tencent Cloud")


# What they share ---------------------------------------------------------------------------------


def _letter(name: str = "confirmation-letter.pdf") -> Upload:
    """Make a letter that is like no other one of the same name's length."""
    return Upload(name, letters.pdf(20_000, f"This letter is called {name}."))


async def _accepted(
    stage: Stage,
    drop: str,
    certificate: str,
    letter: Upload | None = None,
    *,
    thread: str = "",
    rows: int = BRIEF,
) -> None:
    """The drop ends well, with this letter, or the one that the bot has shown."""
    await stage.ended(drop, ACCEPTED, thread=thread, rows=rows)
    stage.arrived((certificate, letter or stage.shared(drop)))


def _must(told: str, words: str) -> None:
    if words not in told:
        raise NotSo(f"“{words}” must be told")


BY_ID = _by_words("Here is the confirmation letter", "Gh4RwP9c, thanks", ALICE, "Gh4RwP9c")
BY_DOMAIN = _by_words("", "www.example.org", WANG_FANG, "Kd8VnX3s")
ID_LATER = _by_words("", "Np5QeT8a", ALICE, "Np5QeT8a", thread=False)
WAYS = (
    Way("No ID: the bot asks, a button answers", _by_button),
    Way("… or the ID, written in the thread", BY_ID),
    Way("… or the domain name", BY_DOMAIN),
    Way("The ID first, the file later", _id_first),
    Way("The file first, the ID later", ID_LATER),
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
    Way("/letter pending", _typed("pending", "LqQxgqUe")),
    Way("/letter status ID", _typed("status flSFd6Fh", "shop.example.com")),
    Way("/letter history", _typed("history", "Gh4RwP9c", rows=4)),
    Way("/letter help, and what is no command", _help),
    Way("The App Home", _home),
    Way("A revocation letter", _revocation),
    Way("Somebody who may not", _may_not),
    Way("A forwarded letter, and an edit that adds the ID", _forwarded),
    Way("A letter that is deleted in Slack", _taken_back),
)
"""All ways in, in the order in which they are gone: later ones see what former ones have done."""


# The run -----------------------------------------------------------------------------------------


async def tour(ways: Sequence[Way] = WAYS) -> int:
    """Go all ways and print them; gives 0 if each ended as it must, else 1."""

    async def play(stage: Stage, console: Console) -> list[str]:
        troubles = [(way.title, await _go(way, stage, console)) for way in ways]
        return [f"{title}: {trouble}" for title, trouble in troubles if trouble]

    words = WAITING.split()
    waiting = map(Certificate, words[::2], words[1::2])
    return await run(play, f"All {len(ways)} ended as they must", waiting)


async def _go(way: Way, anywhere: Stage, console: Console) -> str:
    """Go one way and print it; what was not as it must be, "" if all was."""
    slack = anywhere.slack
    chat = slack.direct_message(way.chat_of) if way.chat_of else slack.add_channel("certificates")
    stage = anywhere.elsewhere(chat)
    trouble = await stage.trouble_with(way.go)
    console.print(f"── {way.title} ──", style="bold")
    show(console, stage.written)
    console.print()
    return trouble
