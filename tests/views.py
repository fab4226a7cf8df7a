"""What the tests of words and views share: samples of problems, and everything that is said."""

from dataclasses import dataclass, fields
from typing import Any

from bot import problems
from bot.problems import Problem
from bot.views import answers, home, questions
from bot.views.answers import Subject
from bot.views.words import Value, Words

CERTIFICATE = "flSFd6Fh"
CONSOLE = "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh"
REQUEST_ID = "15dc3823-4089-4fd6-81a6-ec8baf5ec330"
SUBJECT = Subject("letter.pdf", CERTIFICATE, CONSOLE)

SAMPLES: dict[str, Any] = {
    "name": "letter.pdf",
    "host": "files.example.com",
    "kind": "HEIC",
    "size": 1_887_437,
    "limit": 1_468_006,
    "received": 10,
    "expected": 99_000,
    "count": 3,
    "days": 7,
    "tries": 4,
    "code": "FailedOperation.CertificateNotFound",
    "message": "Certificate does not exist.",
    "request_id": REQUEST_ID,
    "reference": "a1b2c3",
}


@dataclass(frozen=True)
class Arrived:
    """An arrival as the upload makes it."""

    request_id: str = REQUEST_ID
    seen_by_status: bool = False


class RecordingWords(Words):
    """Strict words that note which keys were said, and every text."""

    def __init__(self, locale: str) -> None:
        super().__init__(locale, strict=True)
        self.said: set[str] = set()
        self.texts: list[str] = []

    def say(self, key: str, /, **values: Value) -> str:
        text = super().say(key, **values)
        self.said.add(key)
        if key != "paragraph":
            self.texts.append(text)
        return text


def sample(kind: type[Problem], **changed: Any) -> Problem:
    """A problem of this class with plausible values, some of them changed."""
    values = {**SAMPLES, **changed}
    return kind(**{each.name: values[each.name] for each in fields(kind)})


def every_problem() -> list[Problem]:
    return [sample(kind) for kind in problems.catalogue().values()]


def everything_said(words: Words) -> list[Any]:
    """Each view in each of its forms."""
    return [
        answers.working(words, "letter.pdf", CERTIFICATE),
        answers.accepted(SUBJECT, Arrived(), words),
        answers.accepted(SUBJECT, Arrived(seen_by_status=True), words),
        answers.accepted_before(SUBJECT, Arrived(), 1_700_000_000, words),
        *(answers.refused(SUBJECT, problem, words) for problem in every_problem()),
        *(answers.refused(Subject("letter.pdf"), problem, words) for problem in every_problem()),
        answers.turned_away(problems.GuestNotAllowed(), words),
        questions.which_certificate(words, "letter.pdf"),
        questions.which_certificate(words, "letter.pdf", ["aBcD1234", "a91hoLqi", CERTIFICATE]),
        questions.unknown_certificate(words, "letter.pdf", "aBcD1234"),
        questions.question_expired(words, "letter.pdf", 7),
        home.home(words),
        home.help_text(words),
    ]
