"""Lists of certificates and letters: what waits, how one stands, what was handed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.action_ids import NEXT_PAGE, OPEN_CONSOLE, PREVIOUS_PAGE
from bot.certificates.states import NothingToUpload, stage_key, what_to_do
from bot.slack.shapes import Block, Reply
from bot.tencent.certificate import CertificateStatus, LetterKind
from bot.text.domains import LONGEST_DOMAIN
from bot.views import markup
from bot.views.blocks import actions, button, link, section, sections, small_print
from bot.views.certificates import hand_in, headline, heard, product, row, state
from bot.views.markup import Show, code, day, joined, plain, twice
from bot.views.reactions import EMOJI, mark_of
from bot.views.results import HEADING_ACCEPTED_REVOCATION
from bot.views.words import Words

CERTIFICATES_A_PAGE = 10  # enough to read, and few enough for a message's 50 blocks

MOST_IN_DIGEST = 46
"""Certificates in one message: it takes 50 blocks (page "Block Kit"), four of which are ours."""

_MOST_NAMES = 5  # further domain names that are shown


@dataclass(frozen=True)
class Record:
    """A letter that was handed in, and how it ended.

    `at`: Unix seconds; `outcome_key`: the words' key of its ending in a word or two, such as
    `results.HEADING_ACCEPTED`, or a problem's `Heading`; `request_id`: Tencent's, "" if there is
    none. `ending`: mark and words' key of what the CA has decided since.
    """

    at: float
    user: str
    certificate_id: str
    outcome_key: str
    file_name: str
    request_id: str = ""
    domain: str = ""
    is_revocation: bool = False
    ending: tuple[str, str] | None = None


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
    pages = max(1, -(-len(certificates) // CERTIFICATES_A_PAGE))
    page = min(max(page, 1), pages)
    shown = certificates[(page - 1) * CERTIFICATES_A_PAGE : page * CERTIFICATES_A_PAGE]
    number = [words.say("pending.page", page=page, pages=pages)] if pages > 1 else []
    lines = [f"{heard(words, each)}: {_waits(words, each, plain)}" for each in shown]

    def shown_row(certificate: CertificateStatus) -> Block:
        last = _last_letter(words, records.get(certificate.certificate_id), code)
        page = markup.web_link(console(certificate.certificate_id), words.say("button-console"))
        return row(words, certificate, [*waiting_lines(words, certificate), last, page])

    before, after = words.say("button-previous"), words.say("button-next")
    pager = actions(
        button(PREVIOUS_PAGE, before, str(page - 1)) if page > 1 else None,
        button(NEXT_PAGE, after, str(page + 1)) if page < pages else None,
    )
    return Reply(
        joined([title, *number, *lines]),
        [section(f"*{title}*"), *map(shown_row, shown), *small_print(number), *pager],
    )


def digest(words: Words, certificates: Sequence[CertificateStatus]) -> Reply:
    """Return what waits, by what it waits for and in the order given; what is too much is counted.

    `certificates`: what waits for a letter, the oldest order first.
    """
    title = words.say("pending", count=len(certificates))
    shown = certificates[:MOST_IN_DIGEST]
    more = len(certificates) - len(shown)
    rest = [words.say("home-more", count=more, command=typed(words, "pending"))] if more else []
    blocks = [section(f"*{title}*")]
    for kind in LetterKind:
        wait = [each for each in shown if each.waits_for is kind]
        blocks += [section(f"*{words.say('digest', kind=kind.value)}*")] if wait else []
        blocks += [row(words, each, _ordered_lines(words, each)) for each in wait]
    spoken = [heard(words, each) for each in shown]
    return Reply(joined([title, *spoken]), [*blocks, *small_print(rest)])


def waiting_lines(
    words: Words, certificate: CertificateStatus, limit: int = LONGEST_DOMAIN
) -> list[str]:
    """Return what it is, what it waits for and when it was ordered, and its product."""
    name, waits = product(certificate), _waits(words, certificate, code)
    return [
        headline(certificate.certificate_id, certificate.domain, limit),
        f"{waits} · {code(name)}" if name else waits,
    ]


def status(
    words: Words, certificate: CertificateStatus, last: Record | None, console_url: str
) -> Reply:
    """Return how a certificate stands, and what was handed in for it last, if anything was."""
    facts, heard_facts = twice(lambda show: _facts(words, certificate, last, show))
    title = headline(certificate.certificate_id, certificate.domain)
    return Reply(
        joined([f"{heard(words, certificate)}: {state(words, certificate, plain)}", *heard_facts]),
        [
            section(f"*{state(words, certificate, code)}* · {title}"),
            *sections(facts),
            *actions(
                hand_in(words, certificate) if certificate.waits_for else None,
                link(OPEN_CONSOLE, words.say("button-console"), console_url),
            ),
        ],
    )


def history(words: Words, records: Sequence[Record]) -> Reply:
    """Return the last letters, in the order given; at most 20 are meant to be shown."""
    title = words.say("history", count=len(records))
    told, spoken = twice(lambda show: [letter_line(words, each, show) for each in records])
    return Reply(joined([title, *spoken]), [section(f"*{title}*"), *sections(told)])


def typed(words: Words, command: str) -> str:
    """Return what is typed for a command, as its help in this language names it first."""
    return "`" + words.say(f"help.{command}").split("`")[1] + "`"


def letter_line(words: Words, record: Record, show: Show, *, own: bool = False) -> str:
    """Return a letter in one line: how it ended, for what, what the CA decided, RequestId.

    What a file is called is told of one's `own` letters only: it may come from a private channel.
    """
    letter = f"{words.called(show(record.file_name))} → " if own else ""
    parts = [f"{_ended(words, record, show)} · {letter}{show(record.certificate_id)}"]
    parts += [show(record.domain)] if record.domain else []
    if record.is_revocation and record.outcome_key != HEADING_ACCEPTED_REVOCATION:
        parts.append(words.say("letter", kind=LetterKind.REVOKE.value))
    if record.ending:
        mark, title = record.ending
        parts.append(f"{EMOJI[mark]} {words.say(title)}")
    if record.request_id:
        parts.append(f"{words.say('label-request')} {show(record.request_id)}")
    return " · ".join(parts)


def _waits(words: Words, certificate: CertificateStatus, show: Show) -> str:
    """Return what it waits for, nobody tells since when, and its order's day; or else its state."""
    kind, ordered = certificate.waits_for, certificate.inserted
    if kind is None:
        return state(words, certificate, show)
    if ordered is None:
        return words.say("waits", kind=kind.value)
    return words.say("waits.ordered", kind=kind.value, day=day(ordered, show))


def _ordered_lines(words: Words, certificate: CertificateStatus) -> list[str]:
    """Return a certificate, and in one line when it was ordered and its product."""
    name, ordered = product(certificate), certificate.inserted
    facts = [] if ordered is None else [words.say("digest.ordered", day=day(ordered))]
    facts += [code(name)] if name else []
    return [headline(certificate.certificate_id, certificate.domain), " · ".join(facts)]


def _facts(
    words: Words, certificate: CertificateStatus, last: Record | None, show: Show
) -> list[str]:
    """Return what else is known of it, each with its label, and the last letter for it."""
    ordered, begins, ends = certificate.inserted, certificate.begins, certificate.ends
    valid = ""
    if begins is not None and ends is not None:
        valid = words.say("span", begins=day(begins, show), ends=day(ends, show))
    names = [each for each in certificate.names if each != certificate.domain]
    facts = {
        "stage": _stage(words, certificate, show),
        "product": show(product(certificate)) if product(certificate) else "",
        "alias": show(certificate.alias) if certificate.alias else "",
        "names": words.first_few(names, show, _MOST_NAMES) if names else "",
        "ordered": day(ordered, show) if ordered else "",
        "valid": valid,
    }
    told = [words.say(f"fact.{name}", value=value) for name, value in facts.items() if value]
    return [*told, *filter(None, [_last_letter(words, last, show)])]


def _stage(words: Words, certificate: CertificateStatus, show: Show) -> str:
    """Return how far a review is or why it failed, in Tencent's own words where we have none."""
    if stage := stage_key(certificate):
        return words.say(stage)
    why = what_to_do(certificate, international=False)
    if isinstance(why, NothingToUpload) and why.stage == "told":
        return show(why.status_msg)
    return ""


def _last_letter(words: Words, last: Record | None, show: Show) -> str:
    return words.say("pending.last", letter=_ended(words, last, show)) if last else ""


def _ended(words: Words, record: Record, show: Show) -> str:
    """Return how a letter ended, whose it was, and when: "✅ Letter accepted · @alice · today"."""
    mark = EMOJI[mark_of(record.outcome_key)]
    user, when = markup.mention(record.user), markup.moment(record.at, show)
    return f"{mark} {words.say(record.outcome_key)} · {user} · {when}"
