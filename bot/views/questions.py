"""What the bot asks in a thread: one line that names the file and shows an example."""

from collections.abc import Sequence

from bot.problems import QuestionExpired
from bot.views.answers import Subject, refused
from bot.views.blocks import Reply, section
from bot.views.markup import code, plain
from bot.views.words import Value, Words

EXAMPLE_ID = "flSFd6Fh"
"""The certificate ID in the examples (page "UploadConfirmLetter")."""

_MOST_CANDIDATES = 5


def which_certificate(words: Words, file_name: str, candidates: Sequence[str] = ()) -> Reply:
    """Ask for the certificate's ID; `candidates` are the IDs named, if there were several."""
    if len(candidates) > 1:
        named = list(dict.fromkeys(candidates))[:_MOST_CANDIDATES]
        return _asked(words, "question.several", file_name, candidates=named)
    return _asked(words, "question", file_name)


def unknown_certificate(words: Words, file_name: str, certificate_id: str) -> Reply:
    """Ask for the ID because the account has no certificate of the one that was named."""
    return _asked(words, "question.unknown", file_name, certificate=[certificate_id])


def question_expired(words: Words, file_name: str, days: int) -> Reply:
    """Tell that nobody answered within `days`, so nothing was uploaded."""
    return refused(Subject(file_name), QuestionExpired(days), words)


def _asked(words: Words, key: str, file_name: str, **ids: list[str]) -> Reply:
    spoken: dict[str, Value] = {
        name: words.listing([*map(plain, each)]) for name, each in ids.items()
    }
    marked: dict[str, Value] = {
        name: words.listing([*map(code, each)]) for name, each in ids.items()
    }
    return Reply(
        words.say(key, name=plain(file_name), example=EXAMPLE_ID, **spoken),
        [section(words.say(key, name=code(file_name), example=code(EXAMPLE_ID), **marked))],
    )
