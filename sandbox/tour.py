"""Plays every way in against the real bot in one run, and prints a short transcript of each.

docs/tour.md shows these transcripts; `make docs` makes it, and tests hold it to them.
"""

from collections.abc import Sequence

from rich.console import Console

from sandbox import letters
from sandbox.run import run
from sandbox.slack import ALICE, GUEST, WANG_FANG, Upload
from sandbox.stage import NONE_NEEDED, REFUSED, Stage, Step
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


class Way:
    """A way in: what it is called, and its steps, one after the other.

    They are gone in a fresh channel, or in the chat of the bot with the person `chat_of`.
    """

    def __init__(self, title: str, *steps: Step, chat_of: str = "") -> None:
        self.title, self.steps, self.chat_of = title, steps, chat_of


def _letter(name: str = "confirmation-letter.pdf") -> Upload:
    """Make a letter that is like no other one of the same name's length."""
    return Upload(name, letters.pdf(20_000, f"This letter is called {name}."))


SCAN, SEALED = _letter("scan.pdf"), _letter("sealed.pdf")
JOBS, DOCS, IN_REVIEW = (_letter(f"{each}.pdf") for each in ("Sv3HgW7d", "Tx6FoM1p", "QGTI9GML"))
OF_ANOTHER = Upload("letter.pdf", letters.pdf(20_000, "A certificate for www.example.org."))

WAYS = (
    Way(
        "No ID: the bot asks, a button answers",
        lambda here: here.says(ALICE, "The sealed letter for mail.example.com", _letter()),
        lambda here: here.presses(WANG_FANG, "offer_certificate_0"),
        lambda here: here.uploaded("Bq7TzK2m"),
    ),
    Way(
        "… or the ID, written in the thread",
        lambda here: here.says(ALICE, "Here is the confirmation letter", _letter()),
        lambda here: here.asked(),
        lambda here: here.says(ALICE, "Gh4RwP9c, thanks", reply=True),
        lambda here: here.uploaded("Gh4RwP9c"),
    ),
    Way(
        "… or the domain name",
        lambda here: here.says(ALICE, "", _letter()),
        lambda here: here.asked(),
        lambda here: here.says(WANG_FANG, "www.example.org", reply=True),
        lambda here: here.uploaded("Kd8VnX3s"),
    ),
    Way(
        "The ID first, the file later",
        lambda here: here.says(ALICE, "Certificate ID: Lm2CyJ6f, the letter follows"),
        lambda here: here.says(ALICE, "", _letter()),
        lambda here: here.uploaded("Lm2CyJ6f"),
    ),
    Way(
        "The file first, the ID later",
        lambda here: here.says(ALICE, "", _letter()),
        lambda here: here.asked(),
        lambda here: here.says(ALICE, "Np5QeT8a"),
        lambda here: here.uploaded("Np5QeT8a"),
    ),
    Way(
        "A file in a thread that names the ID",
        lambda here: here.says(WANG_FANG, "Who has the letter for certificate Rt9BuZ4k?"),
        lambda here: here.says(ALICE, "", SCAN, reply=True),
        lambda here: here.uploaded("Rt9BuZ4k"),
    ),
    Way(
        "The better file in the thread of a refused one",
        lambda here: here.says(
            ALICE, "certificate Vw8LsN3b", Upload("letter.docx", letters.word())
        ),
        lambda here: here.ended(REFUSED, rows=3),
        lambda here: here.says(ALICE, "", SCAN, reply=True),
        lambda here: here.uploaded("Vw8LsN3b"),
    ),
    Way(
        "Several letters in one message",
        lambda here: here.says(
            ALICE, "Letters for Sv3HgW7d, Tx6FoM1p and QGTI9GML", JOBS, DOCS, IN_REVIEW
        ),
        lambda here: here.ended(NONE_NEEDED, summed_up=True),
        lambda here: here.arrived(("Sv3HgW7d", JOBS), ("Tx6FoM1p", DOCS)),
    ),
    Way(
        "One ID and several files",
        lambda here: here.says(ALICE, "for certificate Uz1KiE5r", _letter("draft.pdf"), SEALED),
        lambda here: here.presses(ALICE, "choose_file_1"),
        lambda here: here.uploaded("Uz1KiE5r"),
    ),
    Way(
        "A photo that is too large",
        lambda here: here.says(
            ALICE, "cert Xa7FvH5d", Upload("IMG_0042.jpg", letters.photo(3_214_567))
        ),
        lambda here: here.presses(WANG_FANG, "send_mended"),
        lambda here: here.uploaded("Xa7FvH5d", adjusted=True),
    ),
    Way(
        "Pages in files of their own",
        lambda here: here.says(
            ALICE,
            "cert Xe2NwR8k",
            Upload("page-1.jpg", letters.jpg(9_000)),
            Upload("page-2.png", letters.png(9_000)),
        ),
        lambda here: here.presses(ALICE, "join_files"),
        lambda here: here.presses(ALICE, "send_mended"),
        lambda here: here.uploaded("Xe2NwR8k", adjusted=True),
    ),
    Way(
        "A letter that names another domain",
        lambda here: here.says(ALICE, "cert Xi6CtB4q", OF_ANOTHER),
        lambda here: here.presses(ALICE, "send_another"),
        lambda here: here.says(ALICE, "", _letter("right.pdf"), reply=True),
        lambda here: here.uploaded("Xi6CtB4q"),
    ),
    Way(
        "The form: /letter",
        lambda here: here.types(ALICE),
        lambda here: here.form(),
        lambda here: here.searches("shop"),
        lambda here: here.submits("QGTI9GML", _letter(), taken=False),
        lambda here: here.submits("flSFd6Fh", _letter(), "sealed this morning"),
        lambda here: here.announced(),
        lambda here: here.uploaded("flSFd6Fh"),
    ),
    Way(
        "The message shortcut",
        lambda here: here.says(WANG_FANG, "Fresh from the scanner", SCAN),
        lambda here: here.uses_shortcut(ALICE),
        lambda here: here.form(hints=False),
        lambda here: here.submits("Eq4hcD10"),
        lambda here: here.uploaded("Eq4hcD10"),
    ),
    Way(
        "A greeting in the direct message to the bot",
        lambda here: here.says(ALICE, "hello"),
        lambda here: here.asked(),
        chat_of=ALICE,
    ),
    Way(
        "An ID in the direct message to the bot, then the file",
        lambda here: here.says(ALICE, "Zb4XjC8q"),
        lambda here: here.asked(),
        lambda here: here.says(ALICE, "", SCAN),
        lambda here: here.uploaded("Zb4XjC8q"),
        chat_of=ALICE,
    ),
    Way(
        "A letter in the direct message to the bot, in Chinese",
        lambda here: here.says(WANG_FANG, "证书ID：Yc5DaG2h", _letter("确认函.pdf")),
        lambda here: here.uploaded("Yc5DaG2h", rows=0),
        chat_of=WANG_FANG,
    ),
    Way("/letter pending", lambda here: here.types(ALICE, "pending", "LqQxgqUe")),
    Way("/letter status ID", lambda here: here.types(ALICE, "status flSFd6Fh", "shop.example.com")),
    Way("/letter history", lambda here: here.types(ALICE, "history", "Gh4RwP9c", rows=4)),
    Way(
        "/letter help, and what is no command",
        lambda here: here.types(ALICE, "pendign", "`/letter pending`?", rows=2),
        lambda here: here.types(WANG_FANG, "帮助", "/letter", rows=5),
    ),
    Way("The App Home", lambda here: here.opens_home(ALICE, "Eq4hcD10", rows=12)),
    Way(
        "A revocation letter",
        lambda here: here.says(ALICE, "cert LqQxgqUe", _letter("revocation-letter.pdf")),
        lambda here: here.presses(WANG_FANG, "confirm_revocation"),
        lambda here: here.uploaded("LqQxgqUe", rows=4),
    ),
    Way(
        "Somebody who may not",
        lambda here: here.says(GUEST, "cert a91hoLqi", _letter("guest.pdf")),
        lambda here: here.told(GUEST, "Guests"),
        lambda here: here.types(GUEST, "pending", "Guests"),
        lambda here: here.nothing_arrived(),
    ),
    Way(
        "A forwarded letter, and an edit that adds the ID",
        lambda here: here.forwards(ALICE, WANG_FANG, "The sealed letter", SEALED),
        lambda here: here.asked(),
        lambda here: here.edits("for certificate a91hoLqi"),
        lambda here: here.uploaded("a91hoLqi"),
    ),
    Way(
        "A letter that is deleted in Slack",
        lambda here: here.says(ALICE, "The sealed letter", _letter("wrong.pdf")),
        lambda here: here.asked(),
        lambda here: here.takes_back(),
        lambda here: here.nothing_arrived(),
    ),
)
"""All ways in, in the order in which they are gone: later ones see what former ones have done."""


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
    trouble = await stage.trouble_with(*way.steps)
    console.print(f"── {way.title} ──", style="bold")
    show(console, stage.written)
    console.print()
    return trouble
