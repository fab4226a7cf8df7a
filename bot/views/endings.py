"""How it ended: what the thread of a letter hears when the CA has decided, or nobody watches on.

Each is a message of its own and mentions the poster, who may have waited for days. What a state
means depends on the letter: a certificate that is issued again after a revocation letter was not
revoked.
"""

from dataclasses import dataclass
from functools import partial

from bot.action_ids import OPEN_CONSOLE
from bot.certificates.states import reason, what_to_do
from bot.problems import Problem
from bot.tencent.certificate import CertificateStatus, LetterKind, Status
from bot.views.blocks import Reply, actions, link, section
from bot.views.certificates import headline, is_about_revocation, state
from bot.views.markup import LONGEST_MESSAGE, Show, code, day, joined, mention, plain
from bot.views.reasons import texts
from bot.views.subject import Subject
from bot.views.words import Words

ISSUED, REVOKED, NOT_REVOKED = "ending-issued", "ending-revoked", "ending-not-revoked"
REJECTED, STILL_OPEN, OTHER = "ending-rejected", "ending-still-open", "ending-other"

_ALWAYS: dict[int, str] = {
    Status.REVIEW_FAILED: REJECTED,
    Status.EXPIRED: "ending-expired",
    Status.PENDING_SUBMISSION: "ending-information-missing",
    Status.CANCELLED: "ending-cancelled",
    Status.REFUNDED: "ending-refunded",
}
_KEYS: dict[LetterKind, dict[int, str]] = {
    LetterKind.CONFIRM: {
        **_ALWAYS,
        Status.APPROVED: ISSUED,
        Status.WAITING_FOR_CONFIRM_LETTER: "ending-sent-back",
        Status.WAITING_FOR_REVOKE_LETTER: "ending-revocation-wanted",
        Status.REVOKED: "ending-revoked-meanwhile",
    },
    LetterKind.REVOKE: {
        **_ALWAYS,
        Status.APPROVED: NOT_REVOKED,
        Status.WAITING_FOR_CONFIRM_LETTER: "ending-confirmation-wanted",
        Status.WAITING_FOR_REVOKE_LETTER: "ending-revocation-sent-back",
        Status.REVOKED: REVOKED,
    },
}

_MARKS = {ISSUED: "🎉", REVOKED: "✅", STILL_OPEN: "⏳"}
_BAD = "❌"


@dataclass(frozen=True)
class _Ending:
    """Its words: what happened, and what comes next."""

    key: str
    told: str
    step: str


def decides(status: int) -> bool:
    """Tell whether people want to hear of this state; the rest are steps on the way."""
    return status in _KEYS[LetterKind.CONFIRM]


def is_good(before: CertificateStatus | None, now: CertificateStatus) -> bool:
    """Tell whether the letter has reached what it was for."""
    return _key(before, now) in (ISSUED, REVOKED)


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
    key = _key(subject.certificate, certificate)
    why, step = _why_and_next(key, certificate, words, show)
    dated = key in (ISSUED, NOT_REVOKED) and bool(certificate.begins and certificate.ends)
    told = words.say(
        f"{key}.valid" if dated else key,
        user=mention(user),
        name=show(subject.file_name),
        begins=day(certificate.begins or 0, show),
        ends=day(certificate.ends or 0, show),
        state=state(words, certificate, show),
    )
    return _Ending(key, words.say("paragraph", first=told, second=why) if why else told, step)


def _key(before: CertificateStatus | None, now: CertificateStatus) -> str:
    revokes = before is not None and is_about_revocation(before)
    keys = _KEYS[LetterKind.REVOKE if revokes else LetterKind.CONFIRM]
    return keys.get(now.status, OTHER)


def _why_and_next(
    key: str, certificate: CertificateStatus, words: Words, show: Show
) -> tuple[str, str]:
    """Return Tencent's reason in words, "" if it gives none, and what to do."""
    whole: Show = partial(code if show is code else plain, limit=LONGEST_MESSAGE)
    problem = what_to_do(certificate, international=False)
    if key == REJECTED and isinstance(problem, Problem):
        _, why, step = texts(problem, words, whole)
        return why, step
    step = words.say(f"{key}.next")
    if certificate.waits_for and (said := reason(certificate)):
        return words.say("ending-reason", reason=whole(said)), step
    return "", step


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
