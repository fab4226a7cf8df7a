"""What an answer to a question comes to: a certificate, files, pages, a yes; or a hint.

In words, one certificate of the account is an answer, whatever stands around its ID or domain.
What a click carries is never trusted: a certificate is looked up, a file must be one of the drop's,
pages must be there, and a yes holds for the certificate that its button was about.
"""

import logging
from dataclasses import replace

from bot import patience
from bot.certificates.lookup import MOST_IN_TALK, Lookup, certificates_among
from bot.inbound.clicks import FOR_A_CERTIFICATE
from bot.inbound.messages import Answer
from bot.letters.asking import can_be_joined, with_domain
from bot.letters.story import ABOUT_THE_LETTER, Adjusted, Asks, Story
from bot.services import Services
from bot.text.certificate_ids import Candidate, Confidence
from bot.views.mending import MOST_CHOSEN
from bot.views.questions import Hint

log = logging.getLogger("letterdrop.letters")

MOST_HINTS = 5  # to one question: a thread is no place for a quarrel


async def take_answer(story: Story, said: Answer, services: Services, language: str) -> Story:
    """The story with what the answer settles, or with a hint about why it settles nothing."""
    if said.question_ts:
        return await _clicked(story, said, services, language)
    if said.file_id:  # by the form
        seen = await services.look_up(language)(said.certificate_id)
        return _named(story if seen.unknown else _only(story, said.file_id), seen)
    asks, named = story.question.asks, said.certificate_id
    if named and (asks is Asks.CERTIFICATE or named != story.certificate_id):
        return _named(story, await services.look_up(language)(named))
    if asks is Asks.CERTIFICATE:
        return await _in_words(story, said, services, language)
    return _hinting(story, Hint.BUTTON if asks in ABOUT_THE_LETTER else Hint.NOT_OFFERED)


async def _clicked(story: Story, said: Answer, services: Services, language: str) -> Story:
    """The story with what was clicked; what this question does not offer is left alone."""
    is_other = said.decision in FOR_A_CERTIFICATE and said.certificate_id != story.certificate_id
    if story.question.asks is Asks.CERTIFICATE and said.certificate_id and not is_other:
        return _named(story, await services.look_up(language)(said.certificate_id))
    if not is_other and (settled := _by_button(story, said)):
        return settled
    log.warning("a click that the question does not offer, or not for this certificate")
    return replace(story, answer=None)


def _by_button(story: Story, said: Answer) -> Story | None:
    """What a button of the question settles; None for what it does not offer."""
    adjusted, by = story.adjusted, said.user
    match story.question.asks, said.decision:
        case Asks.REVOCATION, "confirm":
            adjusted = replace(adjusted, revocation_confirmed_by=by)
        case Asks.MENDED, "send-mended":
            adjusted = replace(adjusted, confirmed_by=by, other_name_confirmed_by=by)
        case Asks.DOUBTED, "send-anyway":
            looks = by if adjusted.warnings else ""  # of which the question has spoken
            adjusted = replace(adjusted, looks_confirmed_by=looks, other_name_confirmed_by=by)
        case Asks.PAGES, _ if pages := _pages(said.pages, adjusted.pages_offered):
            adjusted = replace(adjusted, pages=pages)
        case Asks.FILE, "join" if can_be_joined(story):
            adjusted = replace(adjusted, joined=True)
        case Asks.FILE, "" if said.file_id in {file.id for file in story.drop.files}:
            return _only(story, said.file_id)
        case _:
            return None
    return replace(story, adjusted=adjusted)


def _pages(said: str, offered: int) -> tuple[int, ...]:
    """The pages that "3" or "3-4" stands for; none where it goes beyond what was offered."""
    first, _, last = said.partition("-")
    pages = tuple(range(int(first), int(last or first) + 1)) if said else ()
    return pages if pages and len(pages) <= MOST_CHOSEN and pages[-1] <= offered else ()


def _only(story: Story, file_id: str) -> Story:
    """The story of this one of its files, of which nothing is known yet."""
    chosen = tuple(file for file in story.drop.files if file.id == file_id)
    adjusted = Adjusted(revocation_confirmed_by=story.adjusted.revocation_confirmed_by)
    return replace(story, drop=replace(story.drop, files=chosen), adjusted=adjusted)


def _named(story: Story, named: Lookup) -> Story:
    """The story about this certificate; one that the account does not have needs a hint.

    Where no question is open yet, it is put with that in it.
    """
    if not named.unknown:
        return about(story, named)
    if story.question.ts:
        return _hinting(story, Hint.UNKNOWN_CERTIFICATE, named.certificate_id)
    return not_found(story, named.certificate_id)


def not_found(story: Story, certificate_id: str) -> Story:
    """The story that is to ask again, for the account has no such certificate."""
    wrong = Candidate(certificate_id, Confidence.STRONG)
    drop = replace(story.drop, candidates=(wrong,))
    question = replace(story.question, asks=Asks.CERTIFICATE, named=())
    asking = replace(story, drop=drop, question=question, answer=None)
    return replace(asking, certificate_id="", certificate=None)


async def _in_words(story: Story, said: Answer, services: Services, language: str) -> Story:
    """The story of the one certificate that is named; it is asked which of several."""
    domains = said.domains or tuple(filter(None, [said.domain]))
    waiting = await services.waiting.now(patience.QUESTION_WAITS_FOR_LIST) if domains else None
    named = await certificates_among(said.candidates, services.look_up(language))
    found = {each.certificate_id: each for each in named}
    denied = {*found} & {*said.denied}
    known = [each.certificate for each in named if each.certificate]
    for domain in domains:
        if not with_domain(known, [domain]):  # else it tells more about what has been named
            fits = with_domain(waiting or (), [domain])
            fits = [each for each in fits if each.certificate_id in story.question.named] or fits
            found |= {each.certificate_id: Lookup(each.certificate_id, each) for each in fits}
            denied |= {each.certificate_id for each in fits if domain in said.denied}
    ids = tuple(found)[:MOST_IN_TALK]
    called = story.files_called(said.file_names)
    is_doubtful = said.doubtful or (said.file_names and not called)  # it is about another file
    if len(ids) == 1 and not denied and not is_doubtful:
        is_one = len(called) == 1 and len(story.drop.files) > 1
        return about(_only(story, called[0].id) if is_one else story, found[ids[0]])
    if {*ids} == denied or (is_doubtful and not story.is_by(said.user)):
        unknown = [each for each in domains if each not in said.denied and waiting is not None]
        return _named_none(story, said, "".join(unknown[:1]))
    question = replace(story.question, named=ids, open_until=0.0)  # it is put anew, with these
    story = replace(story, question=question)
    if said.candidates or domains[1:] or not ids[1:]:
        return _hinting(story, Hint.SEVERAL_NAMED, " ".join(ids))
    return _hinting(story, Hint.SEVERAL_FOR_DOMAIN, domains[0])


def _named_none(story: Story, said: Answer, domain: str) -> Story:
    """The story with a hint. Among other words it was perhaps talk: one hint, and to the poster.

    `domain`: of which no certificate waits.
    """
    strong = [c.certificate_id for c in said.candidates if c.confidence is Confidence.STRONG]
    wrong = [each for each in strong if each not in said.denied]
    is_known = bool(story.question.hinted) and not wrong
    if said.is_talk and (is_known or not story.is_by(said.user)):
        return replace(story, answer=None)
    if wrong:
        return _hinting(story, Hint.UNKNOWN_CERTIFICATE, wrong[0])
    return _hinting(story, Hint.UNKNOWN_DOMAIN if domain else Hint.NONSENSE, domain)


def about(story: Story, named: Lookup) -> Story:
    """The story, now about this certificate; what was confirmed for another one counts no more."""
    if story.certificate_id != named.certificate_id:
        adjusted = replace(story.adjusted, confirmed_by="", other_name_confirmed_by="")
        adjusted = replace(adjusted, revocation_confirmed_by="")
        story = replace(story, adjusted=adjusted)
    elif not (named.certificate or named.unknown):
        return story  # nobody can look now, and it may be known to wait for a revocation letter
    return replace(story, certificate_id=named.certificate_id, certificate=named.certificate)


def _hinting(story: Story, kind: Hint, said: str = "") -> Story:
    """The story with a hint to give, unless it was given or there were too many."""
    hint, hinted = f"{kind} {said}".strip(), story.question.hinted
    if hint in hinted or len(hinted) >= MOST_HINTS:
        return replace(story, answer=None)
    return replace(story, question=replace(story.question, hint=hint))
