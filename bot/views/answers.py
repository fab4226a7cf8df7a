"""What became of a letter: the one message that stands in its thread in the end.

The first line says the outcome and names the certificate; then comes what happened and why, the
next step, a button to the console, and the small print that Tencent Cloud's support asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import reduce
from typing import Protocol

from bot.problems import (
    ConsoleOnly,
    FileProblem,
    Mishap,
    NoLetterForDv,
    OutcomeUnclear,
    Problem,
    Refusal,
)
from bot.views.blocks import Block, Reply, link, links, section, small_print
from bot.views.markup import LONGEST, LONGEST_MESSAGE, code, moment, plain, plain_moment
from bot.views.words import Value, Words, problem_key

OPEN_CONSOLE = "open_console"
OPEN_FIRST_ANSWER = "open_first_answer"
"""Action IDs of the two link buttons; a click needs an ack and nothing else."""

_YES = "✅"
_NO = "❌"

_HEADINGS: dict[type[Problem], str] = {
    Problem: "heading-not-uploaded",
    Refusal: "heading-refused",
    ConsoleOnly: "heading-console",
    NoLetterForDv: "heading-none-needed",
    OutcomeUnclear: "heading-unclear",
    Mishap: "heading-unclear",
}

_SIZES = ("size", "limit", "received", "expected")

_Show = Callable[[str], str]
_Detail = tuple[str, str]


@dataclass(frozen=True)
class Subject:
    """What an answer is about; `certificate_id` and its `console_url` as far as they are known."""

    file_name: str
    certificate_id: str | None = None
    console_url: str | None = None


class Arrival(Protocol):
    """What proves that Tencent Cloud has the letter; `bot.uploads` makes it."""

    @property
    def request_id(self) -> str:
        """Tencent's RequestId: of the upload, or of the look at the status."""

    @property
    def seen_by_status(self) -> bool:
        """The upload's own answer got lost; the certificate's status told."""


def working(words: Words, file_name: str, certificate_id: str) -> Reply:
    """Return the one line for the time until the answer."""
    about = Subject(file_name, certificate_id)
    line = words.say("working", **_about(about, code))
    return Reply(words.say("working", **_about(about, plain)), [section(line)])


def accepted(subject: Subject, arrival: Arrival, words: Words) -> Reply:
    """Return the answer to a letter that Tencent Cloud has now."""
    form = ".by-status" if arrival.seen_by_status else ""
    told, spoken = (words.say(f"accepted{form}", **_about(subject, show)) for show in (code, plain))
    return _success(subject, arrival, words, _Success("accepted", told, spoken))


def accepted_before(
    subject: Subject, arrival: Arrival, at: float, words: Words, permalink: str | None = None
) -> Reply:
    """Return the first receipt again: the same letter was there already, nothing was uploaded.

    `at`: when that was, in Unix seconds; `permalink`: the address of the first answer in Slack.
    """
    told = words.say("again", **_about(subject, code), when=moment(at))
    spoken = words.say("again", **_about(subject, plain), when=plain_moment(at))
    return _success(subject, arrival, words, _Success("again", told, spoken, permalink))


def refused(subject: Subject, problem: Problem, words: Words) -> Reply:
    """Return the answer to a letter that did not get there: what, why, and the next step."""
    heading = _heading(problem)
    details = _problem_details(subject, problem)
    what, why, step = _texts(problem, words, code)
    spoken_what, _, spoken_step = _texts(problem, words, plain)
    sentence = _sentence(subject, heading, words)
    return Reply(
        _spoken(words, [sentence, spoken_what, spoken_step], details),
        [
            _opening(_NO, words.say(heading), subject, _paragraph(words, [what, why])),
            section(step),
            *links(_console_button(subject, words)),
            *_shown(words, details),
        ],
    )


def turned_away(problem: Problem, words: Words) -> str:
    """Return what only the person sees who may not upload here, in mrkdwn."""
    return _paragraph(words, [*_texts(problem, words, code)])


@dataclass(frozen=True)
class _Success:
    """The words of a good ending: their key, what happened in mrkdwn and for the ear."""

    key: str
    told: str
    spoken: str
    permalink: str | None = None


def _success(subject: Subject, arrival: Arrival, words: Words, happened: _Success) -> Reply:
    details = _receipt_details(arrival)
    step = words.say(f"{happened.key}.next")
    return Reply(
        _spoken(words, [happened.spoken, step], details),
        [
            _opening(_YES, words.say(f"heading-{happened.key}"), subject, happened.told),
            section(step),
            *links(
                _console_button(subject, words),
                link(OPEN_FIRST_ANSWER, words.say("button-first"), happened.permalink),
            ),
            *_shown(words, details),
        ],
    )


# What is said ------------------------------------------------------------------------------------


def _about(subject: Subject, show: _Show) -> dict[str, Value]:
    return {"name": show(subject.file_name), "certificate": show(subject.certificate_id or "")}


def _heading(problem: Problem) -> str:
    return next(_HEADINGS[kind] for kind in type(problem).__mro__ if kind in _HEADINGS)


def _sentence(subject: Subject, heading: str, words: Words) -> str:
    form = "sentence" if subject.certificate_id else "bare"
    return words.say(f"{heading}.{form}", **_about(subject, plain))


def _texts(problem: Problem, words: Words, show: _Show) -> tuple[str, str, str]:
    """Return what happened, why, and the next step."""
    key, values = problem_key(problem), _values(problem, words, show)
    return (
        words.say(key, **values),
        words.say(f"{key}.why", **values),
        words.say(f"{key}.next", **values),
    )


def _values(problem: Problem, words: Words, show: _Show) -> dict[str, Value]:
    """Return a problem's fields as the texts want them: sizes with unit, foreign text made safe."""
    raw = {each.name: getattr(problem, each.name) for each in fields(problem)}
    texts = {name: show(value) for name, value in raw.items() if isinstance(value, str)}
    if "kind" in raw:  # ours, and the texts choose their words by it
        texts["kind"] = plain(raw["kind"])
    return {**raw, **texts, **_sizes({name: raw[name] for name in _SIZES if name in raw}, words)}


def _sizes(counts: dict[str, int], words: Words) -> dict[str, str]:
    """Return sizes with their unit; exact ones where rounding would make two look the same."""
    rounded = {name: words.size(count) for name, count in counts.items()}
    if len(set(rounded.values())) == len(counts):
        return rounded
    return {name: words.bytes(count) for name, count in counts.items()}


def _receipt_details(arrival: Arrival) -> list[_Detail]:
    label = "label-lookup" if arrival.seen_by_status else "label-request"
    return _known((label, arrival.request_id))


def _problem_details(subject: Subject, problem: Problem) -> list[_Detail]:
    if isinstance(problem, FileProblem):  # the text itself names the file
        return []
    file = ("label-file", subject.file_name)
    if not isinstance(problem, Refusal):
        return _known(file)
    return _known(
        file,
        ("label-error", problem.code),
        ("label-request", problem.request_id),
        ("label-message", problem.message),
    )


def _known(*details: _Detail) -> list[_Detail]:
    return [(label, value) for label, value in details if value.strip()]


# How it is laid out ------------------------------------------------------------------------------


def _opening(mark: str, heading: str, subject: Subject, told: str) -> Block:
    certificate = f" · {code(subject.certificate_id)}" if subject.certificate_id else ""
    return section(f"{mark} *{heading}*{certificate}\n{told}")


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
