"""What became of a letter: the one message that stands in its thread in the end.

The first line says the outcome and names the certificate; then comes what happened and why, the
next step, a button to the console, and the small print that Tencent Cloud's support asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal, Protocol

from bot.action_ids import OPEN_CONSOLE, OPEN_FIRST_ANSWER, STOP_WATCHING
from bot.files.changes import Mending
from bot.problems import FileProblem, Problem
from bot.tencent.certificate import CertificateStatus
from bot.tencent.error_codes import Refusal
from bot.views.blocks import (
    Block,
    Reply,
    actions,
    button,
    link,
    paragraph,
    plain_text,
    section,
    sections,
    small_print,
)
from bot.views.certificates import called, headline, is_about_revocation, level, product
from bot.views.markup import (
    LONGEST,
    LONGEST_MESSAGE,
    Show,
    code,
    joined,
    mention,
    moment,
    plain,
    plain_moment,
    raw,
    twice,
)
from bot.views.mending import changed_before_sending, changed_for_the_console
from bot.views.reasons import texts, what_happened
from bot.views.words import Value, Words

ACCEPTED = "heading-accepted"
AGAIN = "heading-again"
"""Keys of the two good endings in a word or two; `Heading` has those of the others."""

LONGEST_NOTE = 500
"""Characters of the note that goes with a letter."""

_YES = "✅"
_NO = "❌"
_OPEN = "❓"
_MOST_OUTCOMES = 20  # lines of a summary; a message rarely has more than ten files

_Detail = tuple[str, str]


@dataclass(frozen=True)
class Subject:
    """What an answer is about; all but the file as far as it is known.

    `certificate`: as it was before the upload. A letter for one that waits for its revocation is
    told as such. `mending`: what was changed on the letter, as long as nobody has heard of it.
    """

    file_name: str
    certificate_id: str | None = None
    console_url: str | None = None
    certificate: CertificateStatus | None = None
    mending: Mending | None = None

    @property
    def domain(self) -> str:
        """The certificate's domain name; "" if it is not known."""
        return self.certificate.domain if self.certificate else ""


@dataclass(frozen=True)
class Outcome:
    """What became of one of several files.

    `ok` is None while its question waits for an answer; `reason`: what `short_reason` says, "" if
    there is nothing to say.
    """

    file_name: str
    certificate_id: str
    ok: bool | None
    reason: str = ""


class Arrival(Protocol):
    """What proves that Tencent Cloud has the letter; `bot.letters.uploading` makes it."""

    @property
    def request_id(self) -> str:
        """Tencent's RequestId: of the upload, or of the look at the status."""

    @property
    def seen_by_status(self) -> bool:
        """The upload's own answer got lost; the certificate's status told."""


Stage = Literal["turn", "mend", "check", "upload"]
"""What goes on with a letter: it waits to be mended, is mended, is looked at, is uploaded."""


def working(words: Words, file_name: str, certificate_id: str, stage: Stage) -> Reply:
    """Return the one line for the time until the answer."""
    about = Subject(file_name, certificate_id)
    return paragraph(lambda show: words.say(f"working.{stage}", **_about(about, words, show)))


def accepted(subject: Subject, arrival: Arrival, words: Words, *, watched: bool = False) -> Reply:
    """Return the answer to a letter that Tencent Cloud has now: what comes next, and how long.

    `watched`: the thread will hear how it ends, unless somebody presses the button.
    """
    key = "accepted-revocation" if _revokes(subject) else "accepted"
    form = ".by-status" if arrival.seen_by_status else ""
    told, spoken = twice(lambda show: words.say(key + form, **_about(subject, words, show)))
    changed = [changed_before_sending(words, subject.mending)] if subject.mending else []
    progress = _progress(words, watched=watched)
    step = _paragraph(words, [*changed, _next_step(subject, words), progress])
    happened = _Success(words.say(f"heading-{key}"), told, spoken, step, watched=watched)
    return _success(subject, arrival, words, happened)


def accepted_before(
    subject: Subject, arrival: Arrival, at: float, words: Words, permalink: str | None = None
) -> Reply:
    """Return the first receipt again: the same letter was there already, nothing was uploaded.

    `at`: when that was, in Unix seconds; `permalink`: the address of the first answer in Slack.
    """
    told = words.say("again", **_about(subject, words, code), when=moment(at))
    spoken = words.say("again", **_about(subject, words, plain), when=plain_moment(at))
    step = words.say("again.next")
    happened = _Success(words.say(AGAIN), told, spoken, step, permalink=permalink)
    return _success(subject, arrival, words, happened)


def refused(subject: Subject, problem: Problem, words: Words, *, watched: bool = False) -> Reply:
    """Return the answer to a letter that did not get there: what, why, and the next step.

    `watched`: as with `accepted`, for a letter that people bring to the console themselves.
    """
    key = problem.traits.heading
    details = _problem_details(subject, problem)
    what, why, step = texts(problem, words, code)
    spoken_what, _, spoken_step = texts(problem, words, plain)
    sentence = _sentence(subject, key, words)
    progress = [_progress(words, watched=True)] if watched else []
    heard = [sentence, spoken_what, *_mended(subject, problem, words, plain), spoken_step]
    return Reply(
        _spoken(words, [*heard, *progress], details),
        [
            _opening(_NO, words.say(key), subject, _paragraph(words, [what, why])),
            *sections([*_mended(subject, problem, words, code), step, *progress]),
            *actions(_console_button(subject, words), _stop_button(words, watched=watched)),
            *_shown(words, details),
        ],
    )


def _mended(subject: Subject, problem: Problem, words: Words, show: Show) -> list[str]:
    if subject.mending is None:
        return []
    if problem.in_console:
        return [changed_for_the_console(words, subject.mending, show)]
    return [changed_before_sending(words, subject.mending)]


def turned_away(problem: Problem, words: Words) -> str:
    """Return what only the person sees who may not upload here, in mrkdwn."""
    return _paragraph(words, [*texts(problem, words, code)])


def short_reason(problem: Problem, words: Words) -> str:
    """Return what happened in one sentence, not yet escaped, about a file named beside it."""
    name = words.say("summary.file")
    told = what_happened(problem, words, raw, name=name)
    if not name.isascii():  # the blanks around a name in Chinese are for names in Latin letters
        told = told.replace(f" {name}", name).replace(f"{name} ", name)
    return told[:1].upper() + told[1:]


def summary(words: Words, outcomes: Sequence[Outcome]) -> Reply:
    """Return what became of the files of one message: a count, and a line for each."""
    good = sum(each.ok is True for each in outcomes)
    title = words.say("summary", accepted=good, total=len(outcomes))
    more = len(outcomes) - _MOST_OUTCOMES
    rest = [words.say("summary.more", count=more)] if more > 0 else []
    told = [_outcome(each, words, code) for each in outcomes[:_MOST_OUTCOMES]]
    spoken = [_outcome(each, words, plain) for each in outcomes[:_MOST_OUTCOMES]]
    return Reply(joined([title, *spoken, *rest]), sections([f"*{title}*", *told, *rest]))


def submitted(
    words: Words, user: str, file_name: str, certificate_id: str, domain: str = "", note: str = ""
) -> Reply:
    """Return the message that the form posts: who hands in which letter for which certificate."""
    said = paragraph(
        lambda show: words.say(
            "submitted",
            user=mention(user),
            name=show(file_name),
            certificate=called(words, certificate_id, domain, show),
        )
    )
    if not note.strip():
        return said
    noted = words.say("submitted.note", note=raw(note, LONGEST_NOTE))
    heard = words.say("submitted.note", note=plain(note, LONGEST_NOTE))
    shown: Block = {"type": "context", "elements": [plain_text(noted)]}
    return Reply(joined([said.text, heard]), [*said.blocks, shown])


@dataclass(frozen=True)
class _Success:
    """The words of a good ending: what happened in mrkdwn and for the ear, and what comes next."""

    heading: str
    told: str
    spoken: str
    step: str
    watched: bool = False
    permalink: str | None = None


def _success(subject: Subject, arrival: Arrival, words: Words, happened: _Success) -> Reply:
    details = [*_product(subject), *_receipt_details(arrival)]
    return Reply(
        _spoken(words, [happened.spoken, happened.step], details),
        [
            _opening(_YES, happened.heading, subject, happened.told),
            section(happened.step),
            *actions(
                _console_button(subject, words),
                _stop_button(words, watched=happened.watched),
                link(OPEN_FIRST_ANSWER, words.say("button-first"), happened.permalink),
            ),
            *_shown(words, details),
        ],
    )


# What is said ------------------------------------------------------------------------------------


def _about(subject: Subject, words: Words, show: Show) -> dict[str, Value]:
    """Return file and certificate; the ear hears the domain here, the eye sees it on top."""
    domain = subject.domain if show is plain else ""
    certificate = called(words, subject.certificate_id or "", domain, show)
    return {"name": show(subject.file_name), "certificate": certificate}


def _revokes(subject: Subject) -> bool:
    return subject.certificate is not None and is_about_revocation(subject.certificate)


def _next_step(subject: Subject, words: Words) -> str:
    """Return what the CA does now, and how long it usually takes."""
    if _revokes(subject):
        return words.say("accepted-revocation.next")
    grade = level(subject.certificate) if subject.certificate else ""
    return words.say(
        {"OV": "accepted.next-ov", "EV": "accepted.next-ev"}.get(grade, "accepted.next")
    )


def _progress(words: Words, *, watched: bool) -> str:
    """Return where one hears how it goes on."""
    return words.say("progress.watched" if watched else "progress")


def _sentence(subject: Subject, key: str, words: Words) -> str:
    form = "sentence" if subject.certificate_id else "bare"
    return words.say(f"{key}.{form}", **_about(subject, words, plain))


def _outcome(each: Outcome, words: Words, show: Show) -> str:
    """Return one file's line: its mark, file, certificate, and the reason."""
    mark = _OPEN if each.ok is None else _YES if each.ok else _NO
    reason = each.reason or (words.say("summary.open") if each.ok is None else "")
    parts = [show(each.file_name)]
    parts += [show(each.certificate_id)] if each.certificate_id else []
    parts += [plain(reason, LONGEST_MESSAGE)] if reason else []
    return f"{mark} {' · '.join(parts)}"


def _receipt_details(arrival: Arrival) -> list[_Detail]:
    label = "label-lookup" if arrival.seen_by_status else "label-request"
    return _known((label, arrival.request_id))


def _product(subject: Subject) -> list[_Detail]:
    certificate = subject.certificate
    return _known(("label-product", product(certificate))) if certificate else []


def _problem_details(subject: Subject, problem: Problem) -> list[_Detail]:
    if isinstance(problem, FileProblem):  # the text itself names the file
        return []
    about = [("label-file", subject.file_name), *_product(subject)]
    if not isinstance(problem, Refusal):
        return _known(*about)
    return _known(
        *about,
        ("label-error", problem.code),
        ("label-request", problem.request_id),
        ("label-message", problem.message),
    )


def _known(*details: _Detail) -> list[_Detail]:
    return [(label, value) for label, value in details if value.strip()]


# How it is laid out ------------------------------------------------------------------------------


def _opening(mark: str, title: str, subject: Subject, told: str) -> Block:
    known = subject.certificate_id
    certificate = f" · {headline(known, subject.domain)}" if known else ""
    return section(f"{mark} *{title}*{certificate}\n{told}")


def _paragraph(words: Words, sentences: list[str]) -> str:
    return reduce(
        lambda first, second: words.say("paragraph", first=first, second=second), sentences
    )


def _spoken(words: Words, sentences: list[str], details: list[_Detail]) -> str:
    """Return the whole answer for those who hear it: screen readers skip the blocks."""
    extra = [f"{words.say(label)} {plain(value, _limit(label))}" for label, value in details]
    return " · ".join([_paragraph(words, sentences).replace("\n", " "), *extra])


def _shown(words: Words, details: list[_Detail]) -> list[Block]:
    return small_print(
        [f"{words.say(label)} {code(value, _limit(label))}" for label, value in details]
    )


def _limit(label: str) -> int:
    return LONGEST_MESSAGE if label == "label-message" else LONGEST


def _console_button(subject: Subject, words: Words) -> Block | None:
    return link(OPEN_CONSOLE, words.say("button-console"), subject.console_url)


def _stop_button(words: Words, *, watched: bool) -> Block | None:
    return button(STOP_WATCHING, words.say("button-stop"), STOP_WATCHING) if watched else None
