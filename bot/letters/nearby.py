"""What stands around a drop that names no certificate: a refused letter, or somebody's words.

People write the ID first and drop the file in their next message, drop it into the thread of a
message that names the certificate, or drop a better scan into the thread of a refused one. What
stands nearest counts; a certificate that is named there only while it waits for a letter: otherwise
its letter has come.
"""

from collections.abc import Sequence

from bot import patience
from bot.certificates.lookup import LooksUp, Lookup, certificates_among, surely_meant
from bot.inbound.messages import Drop
from bot.jobs.ledger import Job
from bot.letters.story import ABOUT_THE_LETTER, Story, find_letters, thread_key
from bot.locales.cues import any_of, when_used
from bot.services import Services
from bot.tencent.certificate import Status
from bot.text.certificate_ids import Candidate, Confidence, find, only_id
from bot.text.denials import is_doubtful, is_question
from bot.text.slack_text import readable

WANT_ANOTHER = (
    Status.WAITING_FOR_CONFIRM_LETTER,
    Status.WAITING_FOR_REVOKE_LETTER,
    Status.REVIEW_FAILED,
    Status.PENDING_SUBMISSION,
)
"""How a certificate may stand, after a letter, that wants another one now or in the end."""


async def nearby(
    job: Job, story: Story, services: Services, look: LooksUp
) -> tuple[tuple[Lookup, ...], bool]:
    """Look around a drop: the nearest words that name certificates count.

    Returns these, and whether they are surely meant for it. Else the words were about a letter, and
    the file may be anything. Without words it is the better version of a letter that did not do.
    """
    drop = story.drop
    before = await _letters_before(job, drop, services)
    wanted = _to_be_mended(before)
    ids = {each.certificate_id for each in wanted}
    may_ask = services.may_ask(drop)
    texts = await services.history.before(
        *(story.place, drop.ts, (drop.user, *story.posters)),
        after=max((float(each.drop.ts) for each in wanted), default=0.0),
    )
    for number, text in enumerate(texts, start=1):
        found = find(text)
        named = await _waiting(found, before, look)
        if named := named if may_ask else surely_meant(named, found):
            if ids.issuperset(each.certificate_id for each in named):
                break
            # A file that says nothing of a letter is one after just an ID, by its kind, or where
            # the person has announced it: the last words in a thread may be another's.
            # Whoever asks for the letter gets it.
            is_wanted = is_question(text) and _FOLLOWS.search(readable(text))
            is_clear = is_wanted or not is_doubtful(text, [c.certificate_id for c in found])
            is_pdf = drop.thread != drop.ts and all(file.is_pdf for file in drop.files)
            is_own = drop.thread == drop.ts or number < len(texts)
            is_only = is_own and len(named) == 1 and _is_announced(drop, text)
            announced = is_only and await _none_waits(texts[number:], named, before, look)
            is_meant = may_ask or bool(only_id(text)) or is_pdf or announced
            return named, bool(is_meant and is_clear)
    return tuple([await look(each) for each in sorted(ids)]), bool(ids)


_FOLLOWS = when_used(rf"(?ix) {any_of('follows')}")
_CERTIFICATE = when_used(rf"(?ix) {any_of('certificate')}")


def _is_announced(drop: Drop, text: str) -> bool:
    """Whether words are about the file that comes without any: a picture may be of anything."""
    plain = readable(text)
    is_pdf = all(file.is_pdf for file in drop.files)
    speaks = _FOLLOWS.search(plain) or (is_pdf and _CERTIFICATE.search(plain))
    return drop.is_bare and "?" not in plain and bool(speaks)


async def _none_waits(
    older: Sequence[str], named: Sequence[Lookup], before: Sequence[Story], look: LooksUp
) -> bool:
    """Whether older words surely name no other certificate whose letter has not come."""
    found = (each for text in older for each in find(text))
    sure = [each for each in found if each.confidence is Confidence.STRONG]
    ids = {each.certificate_id for each in await _waiting(sure, before, look)}
    return ids <= {each.certificate_id for each in named}


async def _letters_before(job: Job, drop: Drop, services: Services) -> list[Story]:
    """The letters of this thread, or else the last ones of a DM, the newest first.

    Of a drop that is still looked at nobody knows yet whether it is one.
    """
    now, long = services.ledger.now(), patience.WORDS_BELONG_TO_FILE_FOR
    since = now - long if drop.is_direct else 0.0
    letters = [
        each.story
        for each in await find_letters(services.ledger, thread=thread_key(drop))
        if each.job.id != job.id
        and not each.state.was_let_pass
        and (each.story.certificate_id or not each.state.may_become_question)
        and (each.job.changed > since or each.story.drop.thread == drop.thread)
    ]
    return [each for each in letters if each.drop.thread == drop.thread] or letters


def _to_be_mended(before: Sequence[Story]) -> list[Story]:
    """The letters that did not do: the last one and several of a message, or else older ones.

    `before`: newest first. A letter that came later for the same certificate counts instead.
    """
    newest = {each.certificate_id: each for each in reversed(before)}
    wanted = [each for each in newest.values() if _is_to_be_mended(each)]
    return [each for each in wanted if each.parts or each is before[0]] or wanted


def _is_to_be_mended(last: Story) -> bool:
    """Whether a letter did not do, so that a file without ID is its better version.

    It was refused for itself, or the certificate's thread was told that another one is wanted.
    """
    if last.watch.latest:
        return last.watch.latest.status in WANT_ANOTHER
    if last.problem:
        return bool(last.certificate_id) and not last.may_have_wrong_id
    # Somebody was asked about the letter itself, and has not let it go.
    settled = last.outcome or last.watch.superseded
    return last.question.asks in ABOUT_THE_LETTER and not settled


async def _waiting(
    found: Sequence[Candidate], before: Sequence[Story], look: LooksUp
) -> tuple[Lookup, ...]:
    """Those of the certificates that a text names which wait for a letter."""
    likely = [each for each in found if each.confidence is not Confidence.WEAK]
    served = {each.certificate_id for each in before}
    return tuple(
        each
        for each in await certificates_among(likely, look)
        if (each.certificate.waits_for if each.certificate else each.certificate_id not in served)
    )
