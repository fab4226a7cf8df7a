"""What the bot asks in a thread, and the one line that a question becomes in the end.

A question is one short paragraph and one row of buttons. Whoever does not see the buttons hears the
same choices in `text`, and may always answer in words.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from bot import action_ids
from bot.slack.shapes import Block, Reply
from bot.tencent.certificate import CertificateStatus
from bot.text.certificate_ids import is_certificate_id
from bot.views import blocks
from bot.views.blocks import LONGEST_LABEL, MOST_OPTIONS, actions, button, section
from bot.views.certificates import called, heard, label
from bot.views.markup import Show, joined, mention, plain, raw, shortened, twice
from bot.views.mending import what_changed
from bot.views.subject import Asked
from bot.views.words import Value, Words

EXAMPLE_ID = "flSFd6Fh"
"""The certificate ID in the examples (page "UploadConfirmLetter")."""

_LONGEST_IN_DIALOG = 80  # characters of a domain in a dialog, which holds 300 in all


class Hint(StrEnum):
    """Why an answer to a question did not do."""

    NONSENSE = "nonsense"
    UNKNOWN_CERTIFICATE = "unknown-certificate"
    UNKNOWN_DOMAIN = "unknown-domain"
    SEVERAL_FOR_DOMAIN = "several-for-domain"
    SEVERAL_NAMED = "several-named"
    NOT_OFFERED = "not-offered"
    BUTTON = "button"


class Closed(StrEnum):
    """How a question has ended: the form of its words."""

    CERTIFICATE = "certificate"
    FILE = "file"
    JOINED = "joined"
    PAGES = "pages"
    MENDED = "mended"
    ANYWAY = "anyway"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DISMISSED = "dismissed"
    ANOTHER = "another"
    REPLACED = "replaced"
    TAKEN_BACK = "taken-back"


def which_certificate(words: Words, asked: Asked) -> Reply:
    """Ask which certificate the files are for.

    Up to three of those offered, or else of those named, get a button.
    """
    choices = {each.certificate_id: label(words, each) for each in asked.offered}
    choices = choices or {each: raw(each) for each in asked.named}
    buttons = _buttons(action_ids.OFFER_CERTIFICATE, choices.items())
    way = "choose" if asked.offered or asked.searchable else "pick" if buttons else "write"
    told, spoken = twice(
        lambda show: words.paragraph(
            _which(words, asked, show), words.say(f"question.{way}", example=show(EXAMPLE_ID))
        )
    )
    offers = [heard(words, each) for each in asked.offered[: len(action_ids.OFFER_CERTIFICATE)]]
    search = blocks.select(action_ids.CHOOSE_CERTIFICATE, words.say("search-certificate"))
    row = actions(*buttons, search if asked.searchable else None, _dismiss(words))
    return Reply(joined([spoken, *offers]), [section(told), *row])


def which_file(words: Words, asked: Asked) -> Reply:
    """Ask which of several files is the letter for this certificate."""
    choices = file_options(asked.files)
    names = [each["text"]["text"] for each in choices]
    key = "which-file.pages" if asked.joinable else "which-file"
    told, spoken = twice(lambda show: words.say(key, certificate=asked.called(words, show)))
    join = button(action_ids.JOIN_FILES, words.say("button-join"), action_ids.JOIN_FILES)
    values = [each["value"] for each in choices]
    offers = _buttons(action_ids.CHOOSE_FILE_BUTTON, zip(values, names, strict=True))
    if len(choices) > len(offers):
        offers = [blocks.select(action_ids.CHOOSE_FILE, words.say("choose-file"), choices)]
    row = actions(*offers, join if asked.joinable else None, _dismiss(words))
    return Reply(joined([spoken, *map(plain, names)]), [section(told), *row])


def confirm_revocation(words: Words, asked: Asked) -> Reply:
    """Ask whether to upload a revocation letter, since that cannot be undone."""
    title, heard = asked.first_line(words, "⚠️", "revocation")
    step = words.say("revocation.next")
    if asked.mending:
        step = words.paragraph(what_changed(words, asked.mending), step)
    told, spoken = twice(lambda show: words.say("revocation.told", name=show(asked.file_name)))
    go = words.say("button-revoke")
    domain = shortened(asked.domain, _LONGEST_IN_DIALOG)
    warning = words.say("revocation.dialog", certificate=raw(asked.certificate_id), domain=domain)
    dialog = {
        "title": blocks.plain_text(words.say("revocation.dialog-title")),
        "text": blocks.plain_text(warning),
        "confirm": blocks.plain_text(go),
        "deny": blocks.plain_text(words.say("button-cancel")),
        "style": "danger",
    }
    return Reply(
        joined([heard, words.paragraph(spoken, step)]),
        [
            section(f"{title}\n{told}"),
            section(step),
            *actions(
                button(action_ids.CONFIRM_REVOCATION, go, asked.certificate_id, "danger", dialog),
                _dismiss(words),
            ),
        ],
    )


def hint(words: Words, kind: Hint, said: str = "") -> Reply:
    """Say shortly why an answer did not do; `said`: the IDs or the domain that were in it."""
    names = said.replace(",", " ").split() or [""]
    return blocks.paragraph(
        lambda show: words.say(
            f"hint.{kind}", said=words.first_few(names, show), example=show(EXAMPLE_ID)
        )
    )


def invitation(
    words: Words, certificate_id: str, domain: str = "", *, forwarded: bool = False
) -> Reply:
    """Ask for the letter of a certificate that waits for one.

    `forwarded`: it did not come with the message that was forwarded; the ID may then be unknown.
    """
    key = "invitation" if not forwarded else "invitation.forwarded"
    key += "-named" if forwarded and certificate_id else ""
    return blocks.paragraph(
        lambda show: words.say(key, certificate=called(words, certificate_id, domain, show))
    )


def closed(
    words: Words,
    how: Closed,
    asked: Asked,
    user: str = "",
    *,
    pages: Sequence[int] = (),
    days: int = 0,
) -> Reply:
    """Tell what came of a question: who chose what, or why nobody is asked any more.

    `pages`: those that were chosen; `days`: for how long nobody has answered.
    """

    def say(show: Show) -> str:
        names = words.first_few(asked.file_names, show)
        told = words.say(
            f"closed.{how}",
            user=mention(user),
            count=len(pages or asked.file_names),
            names=names,
            name=names if how is Closed.CERTIFICATE else show(asked.file_name),
            certificate=asked.called(words, show),
            pages=words.listing([str(each) for each in pages or (0,)]),
            days=days,
        )
        if how is not Closed.MENDED or asked.mending is None:
            return told
        return words.paragraph(told, what_changed(words, asked.mending))

    return blocks.paragraph(say)


def options(
    words: Words, certificates: Sequence[CertificateStatus], typed: str = ""
) -> list[Block]:
    """Return what the search for a certificate offers, at most 100 options.

    `typed`: what was looked for; an ID that is not among the certificates is offered as well, since
    one that does not wait for a letter yet, or is new, is not in the list.
    """
    known = {each.certificate_id.casefold() for each in certificates}
    shown = certificates[:MOST_OPTIONS]
    offered = [blocks.option(label(words, each), each.certificate_id) for each in shown]
    asked_for = typed.strip()
    if is_certificate_id(asked_for) and asked_for.casefold() not in known:
        offered.insert(0, blocks.option(asked_for, asked_for))
    return offered[:MOST_OPTIONS]


def file_options(files: Sequence[tuple[str, str]]) -> list[Block]:
    """Return files (pairs of ID and name) as options, at most 100; equal names get a number."""
    shown = [raw(name, LONGEST_LABEL) for _, name in files]
    if len(set(shown)) < len(shown):
        shown = [f"{n}. {raw(name, LONGEST_LABEL - 5)}" for n, (_, name) in enumerate(files, 1)]
    with_ids = zip(shown, files, strict=True)
    return [blocks.option(text, file_id) for text, (file_id, _) in with_ids][:MOST_OPTIONS]


def _which(words: Words, asked: Asked, show: Show) -> str:
    named = list(dict.fromkeys(asked.named))
    names = words.first_few(asked.file_names, show)
    values: dict[str, Value] = {"count": len(asked.file_names), "names": names}
    if len(named) > 1:
        return words.say("question.several", candidates=words.first_few(named, show), **values)
    if asked.unknown:
        return words.say("question.unknown", certificate=show(asked.unknown), **values)
    return words.say("question", **values)


def _buttons(ids: Sequence[str], choices: Iterable[tuple[str, str]]) -> list[Block]:
    """Return a button for each choice (value, label), as far as there are IDs for them."""
    rows = zip(ids, choices, strict=False)
    return [button(action_id, label, value) for action_id, (value, label) in rows]


def _dismiss(words: Words) -> Block:
    dismiss = action_ids.DISMISS_QUESTION
    return button(dismiss, words.say("button-do-not-send"), dismiss)
