"""What the bot asks in a thread, and the one line that a question becomes in the end.

A question is one short paragraph and one row of buttons. Whoever does not see the buttons hears the
same choices in `text`, and may always answer in words.
"""

from collections.abc import Sequence
from enum import StrEnum

from bot.action_ids import (
    CHOOSE_CERTIFICATE,
    CHOOSE_FILE,
    CHOOSE_FILE_BUTTON,
    CONFIRM_REVOCATION,
    DISMISS_QUESTION,
    OFFER_CERTIFICATE,
)
from bot.files.changes import Mending
from bot.problems import NobodyAgreed, QuestionExpired
from bot.tencent.certificate import CertificateStatus
from bot.text.certificate_ids import is_certificate_id
from bot.views.blocks import (
    LONGEST_LABEL,
    MOST_OPTIONS,
    Block,
    Reply,
    actions,
    button,
    confirm_dialog,
    option,
    paragraph,
    search,
    section,
    select,
)
from bot.views.certificates import called, headline, heard, label
from bot.views.markup import Show, code, joined, mention, plain, raw, shortened, twice
from bot.views.mending import join_button, what_changed
from bot.views.results import Subject, refused
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
    NOT_OFFERED = "not-offered"
    BUTTON = "button"


# Questions ---------------------------------------------------------------------------------------


def which_certificate(
    words: Words,
    file_names: Sequence[str],
    *,
    named: Sequence[str] = (),
    offered: Sequence[CertificateStatus] = (),
    searchable: bool = False,
    unknown: str = "",
) -> Reply:
    """Ask which certificate the files (one at least) are for.

    `named`: the IDs that were named for them; `unknown`: one that was named and the account
    does not have. Up to three of `offered`, or else of `named`, get a button; `searchable`: all
    that wait for a letter can be looked through.
    """
    buttons = _offers(words, offered, named)
    way = "choose" if offered or searchable else "pick" if buttons else "write"
    ids = list(dict.fromkeys(named)) if len(set(named)) > 1 else []
    told, spoken = twice(
        lambda show: words.say(
            "paragraph",
            first=_asked(words, file_names, ids, unknown, show),
            second=words.say(f"question.{way}", example=show(EXAMPLE_ID)),
        )
    )
    offers = [heard(words, each) for each in offered[: len(OFFER_CERTIFICATE)]]
    choices = actions(
        *buttons,
        search(CHOOSE_CERTIFICATE, words.say("search-certificate")) if searchable else None,
        button(DISMISS_QUESTION, words.say("button-no-letter"), DISMISS_QUESTION),
    )
    return Reply(joined([spoken, *offers]), [section(told), *choices])


def which_file(
    words: Words,
    files: Sequence[tuple[str, str]],
    certificate_id: str,
    domain: str = "",
    *,
    joinable: bool = False,
) -> Reply:
    """Ask which of several files (pairs of ID and name) is the letter for this certificate.

    `joinable`: they may be the pages of one letter.
    """
    choices = file_options(files)
    told, spoken = twice(
        lambda show: words.say(
            "which-file.pages" if joinable else "which-file",
            certificate=called(words, certificate_id, domain, show),
        )
    )
    return Reply(
        joined([spoken, *(plain(each["text"]["text"]) for each in choices)]),
        [
            section(told),
            *actions(
                *_file_choices(words, choices),
                join_button(words) if joinable else None,
                button(DISMISS_QUESTION, words.say("button-no-letter"), DISMISS_QUESTION),
            ),
        ],
    )


def confirm_revocation(
    words: Words,
    file_name: str,
    certificate: CertificateStatus,
    mending: Mending | None = None,
) -> Reply:
    """Ask whether a revocation letter shall go out, since that cannot be undone.

    `mending`: what was changed on it, as long as nobody has heard of it.
    """
    certificate_id, domain = certificate.certificate_id, certificate.domain
    title, step = words.say("revocation"), words.say("revocation.next")
    if mending:
        step = words.say("paragraph", first=what_changed(words, mending), second=step)
    told = words.say("revocation.told", name=code(file_name))
    spoken = words.say(
        "revocation.spoken", name=plain(file_name), certificate=heard(words, certificate)
    )
    go = words.say("button-revoke")
    dialog = confirm_dialog(
        words.say("revocation.dialog-title"),
        words.say(
            "revocation.dialog",
            certificate=raw(certificate_id),
            domain=shortened(domain, _LONGEST_IN_DIALOG),
        ),
        go,
        words.say("button-cancel"),
    )
    return Reply(
        words.say("paragraph", first=spoken, second=step),
        [
            section(f"⚠️ *{title}* · {headline(certificate_id, domain)}\n{told}"),
            section(step),
            *actions(
                button(CONFIRM_REVOCATION, go, certificate_id, "danger", dialog),
                button(DISMISS_QUESTION, words.say("button-do-not-send"), DISMISS_QUESTION),
            ),
        ],
    )


def hint(words: Words, kind: Hint, said: str = "") -> Reply:
    """Say shortly why an answer did not do; `said`: the ID or domain that was in it."""
    return paragraph(
        lambda show: words.say(f"hint.{kind}", said=show(said), example=show(EXAMPLE_ID))
    )


def invitation(words: Words, certificate_id: str, domain: str = "") -> Reply:
    """Ask for the letter of a certificate that waits for one."""
    return paragraph(
        lambda show: words.say(
            "invitation", certificate=called(words, certificate_id, domain, show)
        )
    )


def options(
    words: Words, certificates: Sequence[CertificateStatus], typed: str = ""
) -> list[Block]:
    """Return what the search for a certificate offers, at most 100 options.

    `typed`: what was looked for; an ID that is not among the certificates is offered as well, since
    one that does not wait for a letter yet, or is new, is not in the list.
    """
    known = {each.certificate_id.casefold() for each in certificates}
    shown = certificates[:MOST_OPTIONS]
    offered = [option(label(words, each), each.certificate_id) for each in shown]
    asked_for = typed.strip()
    if is_certificate_id(asked_for) and asked_for.casefold() not in known:
        offered.insert(0, option(asked_for, asked_for))
    return offered[:MOST_OPTIONS]


def file_options(files: Sequence[tuple[str, str]]) -> list[Block]:
    """Return files (pairs of ID and name) as options, at most 100; equal names get a number."""
    shown = [raw(name, LONGEST_LABEL) for _, name in files]
    if len(set(shown)) < len(shown):
        shown = [f"{n}. {raw(name, LONGEST_LABEL - 5)}" for n, (_, name) in enumerate(files, 1)]
    choices = [option(text, file_id) for text, (file_id, _) in zip(shown, files, strict=True)]
    return choices[:MOST_OPTIONS]


# What a question becomes -------------------------------------------------------------------------


def chose_certificate(
    words: Words, user: str, file_names: Sequence[str], certificate_id: str, domain: str = ""
) -> Reply:
    """Tell who chose which certificate for the files (one at least)."""
    return paragraph(
        lambda show: words.say(
            "closed.certificate",
            user=mention(user),
            name=words.first_few(file_names, show),
            certificate=called(words, certificate_id, domain, show),
        )
    )


def chose_file(words: Words, user: str, file_name: str, certificate_id: str) -> Reply:
    """Tell who chose which file for the certificate."""
    return paragraph(
        lambda show: words.say(
            "closed.file",
            user=mention(user),
            name=show(file_name),
            certificate=show(certificate_id),
        )
    )


def confirmed(words: Words, user: str, certificate_id: str, domain: str = "") -> Reply:
    """Tell who confirmed that the revocation letter goes out."""
    return paragraph(
        lambda show: words.say(
            "closed.confirmed",
            user=mention(user),
            certificate=called(words, certificate_id, domain, show),
        )
    )


def dismissed(words: Words, user: str, file_names: Sequence[str]) -> Reply:
    """Tell who closed the question; the files (one at least) were not uploaded."""
    return paragraph(
        lambda show: words.say(
            "closed.dismissed",
            user=mention(user),
            count=len(file_names),
            names=words.first_few(file_names, show),
        )
    )


def question_expired(
    words: Words, file_name: str, days: int, certificate_id: str | None = None
) -> Reply:
    """Tell that nobody answered within `days`, so nothing was uploaded.

    With a `certificate_id` it was not the certificate that was asked for.
    """
    problem = NobodyAgreed(days) if certificate_id else QuestionExpired(days)
    return refused(Subject(file_name, certificate_id), problem, words)


def confirmation_expired(
    words: Words, file_name: str, certificate_id: str, domain: str, days: int
) -> Reply:
    """Tell that nobody confirmed the revocation within `days`, so its letter was not sent."""
    return paragraph(
        lambda show: words.say(
            "closed.unconfirmed",
            name=show(file_name),
            certificate=called(words, certificate_id, domain, show),
            days=days,
        )
    )


# How it is said ----------------------------------------------------------------------------------


def _asked(
    words: Words, file_names: Sequence[str], named: Sequence[str], unknown: str, show: Show
) -> str:
    values: dict[str, Value] = {
        "count": len(file_names),
        "names": words.first_few(file_names, show),
    }
    if named:
        return words.say("question.several", candidates=words.first_few(named, show), **values)
    if unknown:
        return words.say("question.unknown", certificate=show(unknown), **values)
    return words.say("question", **values)


def _offers(
    words: Words, offered: Sequence[CertificateStatus], named: Sequence[str]
) -> list[Block]:
    """Return the buttons: certificates that fit, or the IDs that were named for the drop."""
    choices = {each.certificate_id: label(words, each) for each in offered}
    if not choices:
        choices = {each: raw(each) for each in named}
    return [
        button(action_id, text, certificate_id)
        for action_id, (certificate_id, text) in zip(
            OFFER_CERTIFICATE, choices.items(), strict=False
        )
    ]


def _file_choices(words: Words, choices: Sequence[Block]) -> list[Block]:
    """Return a button for each file, or one select where there are too many."""
    if len(choices) > len(CHOOSE_FILE_BUTTON):
        return [select(CHOOSE_FILE, words.say("choose-file"), choices)]
    return [
        button(action_id, each["text"]["text"], each["value"])
        for action_id, each in zip(CHOOSE_FILE_BUTTON, choices, strict=False)
    ]
