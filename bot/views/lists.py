"""Lists of certificates and letters: what waits, how one stands, what was handed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.action_ids import NEXT_PAGE, OPEN_CONSOLE, OPEN_FORM, PREVIOUS_PAGE
from bot.certificates.states import NothingToUpload, stage_key, what_to_do
from bot.tencent.certificate import CertificateStatus, LetterKind
from bot.views.blocks import Block, Reply, actions, button, link, section, sections, small_print
from bot.views.certificates import headline, heard, product, state
from bot.views.markup import (
    LONGEST,
    LONGEST_DOMAIN,
    Show,
    code,
    day,
    joined,
    mention,
    moment,
    plain,
    plain_moment,
    web_link,
)
from bot.views.results import ACCEPTED, AGAIN
from bot.views.words import Words

PAGE_SIZE = 10
"""Certificates on a page: enough to read, and few enough for a message's 50 blocks."""

_GOOD = {ACCEPTED, AGAIN}
_MOST_NAMES = 5  # further domain names that are shown


@dataclass(frozen=True)
class Record:
    """A letter that was handed in, and how it ended.

    `at`: Unix seconds; `outcome_key`: the words' key of its ending in a word or two, as
    `answers.ACCEPTED` or `answers.heading` give it; `request_id`: Tencent's, "" if there is none.
    """

    at: float
    user: str
    certificate_id: str
    outcome_key: str
    file_name: str
    request_id: str = ""


# What waits --------------------------------------------------------------------------------------


def pending(
    words: Words,
    certificates: Sequence[CertificateStatus],
    page: int,
    console: Callable[[str], str],
    records: Mapping[str, Record],
) -> Reply:
    """Return a page of what waits for a letter, in the order given.

    `page` counts from 1, and one that does not exist becomes the nearest that does; `console` gives
    the address of a certificate's page; `records`: the last letter of each certificate.
    """
    title = words.say("pending", count=len(certificates))
    pages = max(1, -(-len(certificates) // PAGE_SIZE))
    page = min(max(page, 1), pages)
    shown = certificates[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    number = [words.say("pending.page", page=page, pages=pages)] if pages > 1 else []
    lines = [f"{heard(words, each)}: {_waits(words, each, plain)}" for each in shown]
    rows = [
        _row(words, each, console(each.certificate_id), records.get(each.certificate_id))
        for each in shown
    ]
    return Reply(
        joined([title, *number, *lines]),
        [section(f"*{title}*"), *rows, *small_print(number), *_pager(words, page, pages)],
    )


def waiting_row(words: Words, certificate: CertificateStatus) -> Block:
    """Return a certificate's short row with the button that opens the form for it."""
    return section(_first_lines(words, certificate, LONGEST), _hand_in(words, certificate))


def _row(words: Words, certificate: CertificateStatus, url: str, last: Record | None) -> Block:
    lines = [_first_lines(words, certificate)]
    lines += [words.say("pending.last", letter=_ended(words, last, code))] if last else []
    lines.append(web_link(url, words.say("button-console")))
    return section("\n".join(filter(None, lines)), _hand_in(words, certificate))


def _first_lines(words: Words, certificate: CertificateStatus, limit: int = LONGEST_DOMAIN) -> str:
    """Return what it is, what it waits for and since when, and its product."""
    name = product(certificate)
    waits = _waits(words, certificate, code)
    return "\n".join(
        [
            headline(certificate.certificate_id, certificate.domain, limit),
            f"{waits} · {code(name)}" if name else waits,
        ]
    )


def _waits(words: Words, certificate: CertificateStatus, show: Show) -> str:
    """Return what it waits for and since when; for one that does not, its state."""
    kind, since = certificate.waits_for, certificate.inserted
    if kind is None:
        return state(words, certificate, show)
    if since is None:
        return words.say("waits", kind=kind.value)
    return words.say("waits.since", kind=kind.value, since=day(since, show))


def _hand_in(words: Words, certificate: CertificateStatus) -> Block:
    kind = certificate.waits_for or LetterKind.CONFIRM
    return button(
        OPEN_FORM, words.say("button-hand-in", kind=kind.value), certificate.certificate_id
    )


def _pager(words: Words, page: int, pages: int) -> list[Block]:
    before, after = words.say("button-previous"), words.say("button-next")
    return actions(
        button(PREVIOUS_PAGE, before, str(page - 1)) if page > 1 else None,
        button(NEXT_PAGE, after, str(page + 1)) if page < pages else None,
    )


# How one stands ----------------------------------------------------------------------------------


def status(
    words: Words, certificate: CertificateStatus, last: Record | None, console_url: str
) -> Reply:
    """Return how a certificate stands, and what was handed in for it last, if anything was."""
    facts, heard_facts = _facts(words, certificate, code), _facts(words, certificate, plain)
    if last:
        facts.append(words.say("pending.last", letter=_ended(words, last, code)))
        heard_facts.append(words.say("pending.last", letter=_ended(words, last, plain)))
    title = headline(certificate.certificate_id, certificate.domain)
    return Reply(
        joined([f"{heard(words, certificate)}: {state(words, certificate, plain)}", *heard_facts]),
        [
            section(f"*{state(words, certificate, code)}* · {title}"),
            *sections(facts),
            *actions(
                _hand_in(words, certificate) if certificate.waits_for else None,
                link(OPEN_CONSOLE, words.say("button-console"), console_url),
            ),
        ],
    )


def _stage(words: Words, certificate: CertificateStatus, show: Show) -> str:
    """Return how far a review is or why it failed, in Tencent's own words where we have none."""
    if stage := stage_key(certificate):
        return words.say(stage)
    why = what_to_do(certificate, international=False)
    if isinstance(why, NothingToUpload) and why.stage == "told":
        return show(why.status_msg)
    return ""


def _facts(words: Words, certificate: CertificateStatus, show: Show) -> list[str]:
    """Return what else is known of it, each with its label."""
    since = certificate.inserted
    facts = {
        "stage": _stage(words, certificate, show),
        "product": show(product(certificate)) if product(certificate) else "",
        "alias": show(certificate.alias) if certificate.alias else "",
        "names": _further_names(words, certificate, show),
        "waiting" if certificate.waits_for else "ordered": day(since, show) if since else "",
        "valid": _validity(words, certificate, show),
    }
    return [words.say(f"fact.{name}", value=value) for name, value in facts.items() if value]


def _further_names(words: Words, certificate: CertificateStatus, show: Show) -> str:
    names = [each for each in certificate.names if each != certificate.domain]
    return words.first_few(names, show, _MOST_NAMES) if names else ""


def _validity(words: Words, certificate: CertificateStatus, show: Show) -> str:
    begins, ends = certificate.begins, certificate.ends
    if begins is None or ends is None:
        return ""
    return words.say("span", begins=day(begins, show), ends=day(ends, show))


# What was handed in ------------------------------------------------------------------------------


def history(words: Words, records: Sequence[Record]) -> Reply:
    """Return the last letters, in the order given; at most 20 are meant to be shown."""
    title = words.say("history", count=len(records))
    return Reply(
        joined([title, *(letter_line(words, each, plain) for each in records)]),
        [
            section(f"*{title}*"),
            *sections([letter_line(words, each, code) for each in records]),
        ],
    )


def letter_line(words: Words, record: Record, show: Show, *, own: bool = False) -> str:
    """Return a letter in one line: how it ended, for what, who, when, RequestId.

    What a file is called is told of one's `own` letters only: it may come from a private channel.
    """
    letter = f"{show(record.file_name)} → " if own else ""
    parts = [f"{_ended(words, record, show)} · {letter}{show(record.certificate_id)}"]
    if record.request_id:
        parts.append(f"{words.say('label-request')} {show(record.request_id)}")
    return " · ".join(parts)


def _ended(words: Words, record: Record, show: Show) -> str:
    """Return how a letter ended, whose it was, and when: "✅ Letter accepted · @alice · today"."""
    mark = "✅" if record.outcome_key in _GOOD else "❌"
    when = moment(record.at) if show is code else plain_moment(record.at)
    return f"{mark} {words.say(record.outcome_key)} · {mention(record.user)} · {when}"
