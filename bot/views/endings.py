"""How it ended: what the thread of a letter hears when the CA has decided, or nobody watches on.

Each is a message of its own and mentions the poster, who may have waited for days.
"""

from dataclasses import dataclass

from bot.certificate_states import what_to_do
from bot.problems import Problem
from bot.tencent.reading import CertificateStatus, Status
from bot.views.answers import OPEN_CONSOLE, Subject
from bot.views.blocks import Reply, actions, link, section
from bot.views.certificates import headline
from bot.views.markup import Show, code, day, joined, mention, plain
from bot.views.reasons import texts
from bot.views.words import Words

ISSUED, REVOKED = "ending-issued", "ending-revoked"
SENT_BACK, REVOCATION_SENT_BACK = "ending-sent-back", "ending-revocation-sent-back"
ENDED, STILL_OPEN = "ending-ended", "ending-still-open"

_KEYS: dict[int, str] = {
    Status.APPROVED: ISSUED,
    Status.REVOKED: REVOKED,
    Status.WAITING_FOR_CONFIRM_LETTER: SENT_BACK,
    Status.WAITING_FOR_REVOKE_LETTER: REVOCATION_SENT_BACK,
}

_MARKS = {ISSUED: "🎉", REVOKED: "✅", STILL_OPEN: "⏳"}
_BAD = "❌"


@dataclass(frozen=True)
class _Ending:
    """Its words: what happened, and what comes next."""

    key: str
    told: str
    step: str


def decided(subject: Subject, certificate: CertificateStatus, user: str, words: Words) -> Reply:
    """Return what the CA has decided: issued, refused, sent back, and so on.

    `certificate`: as it is now; `user`: who is told.
    """
    told, spoken = (_ending(subject, certificate, user, words, show) for show in (code, plain))
    return _reply(subject, words, told, spoken)


def watched_long_enough(subject: Subject, user: str, days: int, words: Words) -> Reply:
    """Return that the certificate has not been decided upon in so many days."""
    told, spoken = (_still_open(subject, user, days, words, show) for show in (code, plain))
    return _reply(subject, words, told, spoken)


def _still_open(subject: Subject, user: str, days: int, words: Words, show: Show) -> _Ending:
    name = show(subject.file_name)
    told = words.say(STILL_OPEN, user=mention(user), name=name, days=days)
    return _Ending(STILL_OPEN, told, words.say(f"{STILL_OPEN}.next"))


def _ending(
    subject: Subject, certificate: CertificateStatus, user: str, words: Words, show: Show
) -> _Ending:
    key = _KEYS.get(certificate.status)
    who = mention(user)
    if key is None:
        problem = what_to_do(certificate, international=False)
        what, why, step = texts(problem, words, show) if isinstance(problem, Problem) else ("",) * 3
        return _Ending(ENDED, words.say(ENDED, user=who, what=what, why=why), step)
    told = words.say(
        key + (".valid" if key is ISSUED and certificate.ends else ""),
        user=who,
        name=show(subject.file_name),
        begins=day(certificate.begins, show) if certificate.begins else "?",
        ends=day(certificate.ends, show) if certificate.ends else "?",
    )
    return _Ending(key, told, words.say(f"{key}.next"))


def _reply(subject: Subject, words: Words, told: _Ending, spoken: _Ending) -> Reply:
    mark, title = _MARKS.get(told.key, _BAD), words.say(f"{told.key}.title")
    about = headline(subject.certificate_id or "", subject.domain)
    domain = [plain(subject.domain)] if subject.domain else []
    return Reply(
        joined([title, plain(subject.certificate_id or ""), *domain, spoken.told, spoken.step]),
        [
            section(f"{mark} *{title}* · {about}\n{told.told}"),
            section(told.step),
            *actions(link(OPEN_CONSOLE, words.say("button-console"), subject.console_url)),
        ],
    )
