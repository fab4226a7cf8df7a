"""What became of a letter: the one message that stands in its thread in the end.

The first line says the outcome and names the certificate; then comes what happened and why, the
next step, a button to the console, and the small print that Tencent Cloud's support asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.action_ids import OPEN_CONSOLE, OPEN_FIRST_ANSWER, STOP_WATCHING
from bot.inbound.forms import LONGEST_NOTE
from bot.problems import FileProblem, Problem
from bot.slack.shapes import Block, Reply
from bot.tencent.error_codes import Refusal
from bot.tencent.responses import Receipt
from bot.views import blocks, markup
from bot.views.blocks import actions, paragraph, section, sections
from bot.views.certificates import is_about_revocation, level, product
from bot.views.markup import LONGEST_MESSAGE, Show, code, joined, plain, twice
from bot.views.mending import changed_before_sending, changed_for_the_console, concerns
from bot.views.reactions import ACCEPTED, EMOJI, mark_of
from bot.views.reasons import texts, what_happened
from bot.views.subject import Subject
from bot.views.words import Value, Words

HEADING_ACCEPTED = "heading-accepted"
HEADING_ACCEPTED_REVOCATION = "heading-accepted-revocation"
HEADING_ACCEPTED_BEFORE = "heading-again"
"""Keys of the good endings in a word or two; `Heading` has those of the others."""

_MOST_OUTCOMES = 20  # lines of a summary; a message rarely has more than ten files


@dataclass(frozen=True)
class Outcome:
    """What became of one of several files.

    `mark`: its reaction, "" while its question waits for an answer; `reason`: what `short_reason`
    says, "" if there is nothing to say.
    """

    file_name: str
    certificate_id: str
    mark: str
    reason: str = ""


Stage = Literal["wait", "mend", "check", "upload"]
"""What goes on with a letter: it waits to be mended, is mended, is looked at, is uploaded."""


def working(words: Words, file_name: str, certificate_id: str, stage: Stage) -> Reply:
    """Return the one line for the time until the result."""
    return paragraph(
        lambda show: words.say(
            f"working.{stage}", name=show(file_name), certificate=show(certificate_id)
        )
    )


def accepted(subject: Subject, receipt: Receipt, words: Words, *, watched: bool = False) -> Reply:
    """Return the result for a letter that Tencent Cloud has now: what comes next, and how long.

    `watched`: the thread will hear how it ends, unless somebody presses the button.
    """
    certificate = subject.certificate
    revokes = certificate is not None and is_about_revocation(certificate)
    key = "accepted-revocation" if revokes else "accepted"
    form = ".by-status" if receipt.seen_by_status else ""
    told, spoken = twice(lambda show: _told(key + form, subject, words, show))
    changed = [changed_before_sending(words, subject.mending)] if subject.mending else []
    validated = level(certificate) if certificate and not revokes else ""
    next_step = {"OV": ".next-ov", "EV": ".next-ev"}.get(validated, ".next")
    progress = words.say("progress.watched" if watched else "progress")
    step = words.paragraph(*changed, words.say(key + next_step), progress)
    return _message(
        words,
        f"heading-{key}",
        subject,
        (told, words.paragraph(spoken, step)),
        [section(step), *_buttons(subject, words, watched=watched)],
        _receipt_details(subject, receipt),
    )


def accepted_before(
    subject: Subject, receipt: Receipt, at: float, words: Words, permalink: str | None = None
) -> Reply:
    """Return the first receipt again: the same letter was there already, nothing was uploaded.

    `at`: when that was, in Unix seconds; `permalink`: the address of the first result in Slack.
    """
    told, spoken = twice(
        lambda show: _told("again", subject, words, show, when=markup.moment(at, show))
    )
    step = words.say("again.next")
    first = blocks.link(OPEN_FIRST_ANSWER, words.say("button-first"), permalink)
    return _message(
        words,
        HEADING_ACCEPTED_BEFORE,
        subject,
        (told, words.paragraph(spoken, step)),
        [section(step), *_buttons(subject, words, first)],
        _receipt_details(subject, receipt),
    )


def refused(subject: Subject, problem: Problem, words: Words, *, watched: bool = False) -> Reply:
    """Return the result for a letter that did not get there: what, why, and the next step.

    `watched`: as with `accepted`, for a letter that people bring to the console themselves.
    """
    known = bool(subject.certificate_id) and not problem.traits.may_be_wrong_id
    (what, why, step), (what_spoken, _, step_spoken) = twice(
        lambda show: texts(problem, words, show, id_known=known)
    )
    changed, changed_spoken = twice(lambda show: _changed(subject, problem, words, show))
    left, left_spoken = twice(lambda show: _left(subject, words, show))
    progress = [words.say("progress.watched")] if watched else []
    shown = sections([*changed, step, *progress])
    heard = [what_spoken, *left_spoken, *changed_spoken, step_spoken, *progress]
    return _message(
        words,
        problem.traits.heading,
        subject,
        (words.paragraph(what, why, *left), words.paragraph(*heard)),
        [*shown, *_buttons(subject, words, watched=watched)],
        _problem_details(subject, problem),
    )


def turned_away(problem: Problem, words: Words) -> str:
    """Return what only the person sees who may not do this here, in mrkdwn."""
    return words.paragraph(*texts(problem, words, code))


def short_reason(problem: Problem, words: Words) -> str:
    """Return what happened in one sentence, not yet escaped, about a file named beside it."""
    return what_happened(problem, words, markup.raw)


def summary(words: Words, outcomes: Sequence[Outcome]) -> Reply:
    """Return what became of the files of one message: a count, and a line for each."""
    good = sum(each.mark == ACCEPTED for each in outcomes)
    title = words.say("summary", accepted=good, total=len(outcomes))
    shown, more = outcomes[:_MOST_OUTCOMES], len(outcomes) - _MOST_OUTCOMES
    rest = [words.say("summary.more", count=more)] if more > 0 else []
    told, spoken = twice(lambda show: [_outcome(each, words, show) for each in shown])
    return Reply(joined([title, *spoken, *rest]), sections([f"*{title}*", *told, *rest]))


def submitted(words: Words, user: str, subject: Subject, note: str = "") -> Reply:
    """Return the message that the form posts: who uploads which letter for which certificate."""
    said = paragraph(
        lambda show: words.say(
            "submitted",
            user=markup.mention(user),
            name=show(subject.file_name),
            certificate=subject.called(words, show),
        )
    )
    if not note.strip():
        return said
    noted = words.say("submitted.note", note=markup.raw(note, LONGEST_NOTE))
    heard = words.say("submitted.note", note=plain(note, LONGEST_NOTE))
    shown: Block = {"type": "context", "elements": [blocks.plain_text(noted)]}
    return Reply(joined([said.text, heard]), [*said.blocks, shown])


def _told(key: str, subject: Subject, words: Words, show: Show, **values: Value) -> str:
    """Return what became of the letter, and which files beside it were left."""
    said = words.say(key, name=show(subject.file_name), **values)
    return words.paragraph(said, *_left(subject, words, show))


def _left(subject: Subject, words: Words, show: Show) -> list[str]:
    if not subject.left:
        return []
    names = words.first_few(subject.left, show)
    return [words.say("left", count=len(subject.left), names=names)]


def _changed(subject: Subject, problem: Problem, words: Words, show: Show) -> list[str]:
    mending = subject.mending
    if problem.in_console:
        changed = [changed_for_the_console(words, mending, show)] if mending else []
        return [*changed, *concerns(words, subject, show)]
    return [changed_before_sending(words, mending)] if mending else []


def _outcome(each: Outcome, words: Words, show: Show) -> str:
    """Return one file's line: its mark, file, certificate, and the reason."""
    reason = each.reason or (words.say("summary.open") if not each.mark else "")
    parts = [str(words.called(show(each.file_name)))]
    parts += [show(each.certificate_id)] if each.certificate_id else []
    parts += [plain(reason, LONGEST_MESSAGE)] if reason else []
    return f"{EMOJI[each.mark]} {' · '.join(parts)}"


def _receipt_details(subject: Subject, receipt: Receipt) -> dict[str, str]:
    label = "label-lookup" if receipt.seen_by_status else "label-request"
    return {"label-product": _product(subject), label: receipt.request_id}


def _problem_details(subject: Subject, problem: Problem) -> dict[str, str]:
    if isinstance(problem, FileProblem):  # the text itself names the file
        return {}
    details = {"label-file": subject.file_name, "label-product": _product(subject)}
    if isinstance(problem, Refusal):
        told = (problem.code, problem.request_id, problem.message)
        details |= zip(("label-error", "label-request", "label-message"), told, strict=True)
    return details


def _product(subject: Subject) -> str:
    return product(subject.certificate) if subject.certificate else ""


def _buttons(
    subject: Subject, words: Words, first: Block | None = None, *, watched: bool = False
) -> list[Block]:
    console = blocks.link(OPEN_CONSOLE, words.say("button-console"), subject.console_url)
    stop = blocks.button(STOP_WATCHING, words.say("button-stop"), STOP_WATCHING)
    return actions(console, first, stop if watched else None)


def _message(
    words: Words,
    heading: str,
    subject: Subject,
    told: tuple[str, str],
    body: Sequence[Block],
    details: dict[str, str],
) -> Reply:
    """Return a result for those who see it, and whole for those who hear it.

    Screen readers skip the blocks. `heading`: the key of what the ending is called; `told`: what
    has happened, shown, and all that is spoken. `details`: key of a label → value; empty ones are
    left out.
    """
    title, spoken = subject.first_line(words, EMOJI[mark_of(heading)], heading)
    shown, heard = [], [spoken, told[1].replace("\n", " ")]
    for key, value in details.items():
        limit = LONGEST_MESSAGE if key == "label-message" else markup.LONGEST_NAME
        if value.strip():
            shown.append(f"{words.say(key)} {code(value, limit)}")
            heard.append(f"{words.say(key)} {plain(value, limit)}")
    opening = section(f"{title}\n{told[0]}")
    return Reply(" · ".join(heard), [opening, *body, *blocks.small_print(shown)])
