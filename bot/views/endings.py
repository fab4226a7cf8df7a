"""How it ended: what the thread of a letter hears when the CA has decided, or takes too long.

Each is a message of its own and mentions the poster, who may have waited for days. What a state
means depends on the letter: a certificate that is issued again after a revocation letter was not
revoked.
"""

from collections.abc import Callable
from functools import partial

from bot.action_ids import OPEN_CONSOLE
from bot.certificates.states import reason, what_to_do
from bot.problems import Problem
from bot.slack.shapes import Reply
from bot.tencent.certificate import CertificateStatus, Status
from bot.views import reactions
from bot.views.blocks import actions, link, section
from bot.views.certificates import is_about_revocation, state
from bot.views.markup import LONGEST_MESSAGE, Show, code, day, joined, mention, plain, twice
from bot.views.reasons import texts
from bot.views.subject import Subject
from bot.views.words import Words

ISSUED, REVOKED, NOT_REVOKED = "ending-issued", "ending-revoked", "ending-not-revoked"
REJECTED, STILL_OPEN, OTHER = "ending-rejected", "ending-still-open", "ending-other"

# What a state means to a confirmation letter and to a revocation letter.
_KEYS: dict[int, tuple[str, str]] = {
    Status.APPROVED: (ISSUED, NOT_REVOKED),
    Status.WAITING_FOR_CONFIRM_LETTER: ("ending-sent-back", "ending-confirmation-wanted"),
    Status.WAITING_FOR_REVOKE_LETTER: ("ending-revocation-wanted", "ending-revocation-sent-back"),
    Status.REVOKED: ("ending-revoked-meanwhile", REVOKED),
    Status.REVIEW_FAILED: (REJECTED, REJECTED),
    Status.EXPIRED: ("ending-expired", "ending-expired"),
    Status.PENDING_SUBMISSION: ("ending-information-missing", "ending-information-missing"),
    Status.CANCELLED: ("ending-cancelled", "ending-cancelled"),
    Status.REFUNDED: ("ending-refunded", "ending-refunded"),
}

_MARKS = {
    ISSUED: reactions.ISSUED,
    REVOKED: reactions.ACCEPTED,
    STILL_OPEN: "",
    **dict.fromkeys(
        ("ending-revoked-meanwhile", "ending-expired", "ending-cancelled", "ending-refunded"),
        reactions.NONE_NEEDED,
    ),
}
"""The reactions of the endings; of all others the letter did not do."""


def decides(status: int) -> bool:
    """Tell whether people want to hear of this state; the rest are steps on the way."""
    return status in _KEYS


def ending(before: CertificateStatus | None, now: CertificateStatus) -> tuple[str, str] | None:
    """Return reaction and title's key of what the CA has decided; None as long as it has not."""
    key = _key(before, now)
    return (_MARKS.get(key, reactions.REFUSED), f"{key}.title") if decides(now.status) else None


def decided(subject: Subject, certificate: CertificateStatus, user: str, words: Words) -> Reply:
    """Return what the CA has decided: issued, refused, sent back, and so on.

    `certificate`: as it is now; `user`: who is told.
    """
    key = _key(subject.certificate, certificate)
    dated = key in (ISSUED, NOT_REVOKED) and bool(certificate.begins and certificate.ends)

    def told(show: Show) -> tuple[str, str]:
        why, step = _why_and_next(key, certificate, words, show)
        what = words.say(
            f"{key}.valid" if dated else key,
            user=mention(user),
            name=show(subject.file_name),
            begins=day(certificate.begins or 0, show),
            ends=day(certificate.ends or 0, show),
            state=state(words, certificate, show),
        )
        return words.paragraph(what, why) if why else what, step

    return _reply(subject, words, key, told)


def watched_long_enough(subject: Subject, user: str, days: int, words: Words) -> Reply:
    """Return that the certificate has not been decided upon in so many days."""
    step = words.say(f"{STILL_OPEN}.next")

    def told(show: Show) -> tuple[str, str]:
        name = show(subject.file_name)
        return words.say(STILL_OPEN, user=mention(user), name=name, days=days), step

    return _reply(subject, words, STILL_OPEN, told)


def _key(before: CertificateStatus | None, now: CertificateStatus) -> str:
    after_confirmation, after_revocation = _KEYS.get(now.status, (OTHER, OTHER))
    revokes = before is not None and is_about_revocation(before)
    return after_revocation if revokes else after_confirmation


def _why_and_next(
    key: str, certificate: CertificateStatus, words: Words, show: Show
) -> tuple[str, str]:
    """Return Tencent's reason in words, "" if it gives none, and what to do."""
    whole: Show = partial(code if show is code else plain, limit=LONGEST_MESSAGE)
    problem = what_to_do(certificate, international=False)
    if key == REJECTED and isinstance(problem, Problem):
        _, why, step = texts(problem, words, whole, id_known=True)
        return why, step
    step = words.say(f"{key}.next")
    if certificate.waits_for and (said := reason(certificate)):
        return words.say("ending-reason", reason=whole(said)), step
    return "", step


def _reply(
    subject: Subject, words: Words, key: str, say: Callable[[Show], tuple[str, str]]
) -> Reply:
    (told, step), (spoken, step_spoken) = twice(say)
    mark = _MARKS.get(key, reactions.REFUSED)
    title, heard = subject.first_line(words, reactions.EMOJI[mark], f"{key}.title")
    return Reply(
        joined([heard, spoken, step_spoken]),
        [
            section(f"{title}\n{told}"),
            section(step),
            *actions(link(OPEN_CONSOLE, words.say("button-console"), subject.console_url)),
        ],
    )
