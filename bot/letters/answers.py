"""What an answer to a question comes to: a certificate, files, pages, a yes; or a hint.

What a click carries is never trusted: a certificate is looked up, a file must be one of the drop's,
pages must be there, and a yes holds for the certificate that its button was about.
"""

import logging
from dataclasses import replace
from typing import Any

from bot.certificates.lookup import Lookup
from bot.inbound.clicks import FOR_A_CERTIFICATE
from bot.inbound.messages import Answer
from bot.letters.asking import OFFERS_WITHIN, can_be_joined, with_domain
from bot.letters.story import ABOUT_THE_LETTER, Asks, Story, as_dropped
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
    if said.file_id:
        named = await services.look_up(language)(said.certificate_id)
        return _named(story if named.unknown else _only(story, said.file_id), named)
    return await _in_words(story, said, services, language)


async def _in_words(story: Story, said: Answer, services: Services, language: str) -> Story:
    """The story with what somebody has written: the ID or the domain of a certificate."""
    asks = story.question.asks
    if asks is not Asks.CERTIFICATE and said.certificate_id in ("", story.certificate_id):
        return hinting(story, Hint.BUTTON if asks in ABOUT_THE_LETTER else Hint.NOT_OFFERED)
    if said.certificate_id:
        return _named(story, await services.look_up(language)(said.certificate_id))
    if said.domain:
        return await _with_domain(story, said.domain, services)
    return hinting(story, Hint.NONSENSE)


async def _clicked(story: Story, said: Answer, services: Services, language: str) -> Story:
    """The story with what was clicked; what this question does not offer is left alone."""
    if said.decision in FOR_A_CERTIFICATE and said.certificate_id != story.certificate_id:
        log.warning("a yes to what was asked about another certificate")
        return replace(story, answer=None)
    if story.question.asks is Asks.CERTIFICATE and said.certificate_id:
        return _named(story, await services.look_up(language)(said.certificate_id))
    if settled := _by_button(story, said):
        return settled
    log.warning("a click that the question does not offer")
    return replace(story, answer=None)


CONFIRMS = {
    (Asks.REVOCATION, "confirm"): ("revocation_confirmed_by",),
    (Asks.MENDED, "send-mended"): ("confirmed_by", "other_name_confirmed_by"),
    (Asks.OTHER_NAME, "send-anyway"): ("other_name_confirmed_by",),
}
"""What a yes to a question confirms."""


def _by_button(story: Story, said: Answer) -> Story | None:
    """What a button of the question settles; None for what it does not offer."""
    asks = story.question.asks
    if confirmed := CONFIRMS.get((asks, said.decision)):
        return _adjusted(story, **dict.fromkeys(confirmed, said.user))
    if asks is Asks.PAGES and said.pages:
        return _chosen_pages(story, said.pages)
    return _settled_files(story, said) if asks is Asks.FILE else None


def _settled_files(story: Story, said: Answer) -> Story | None:
    """The story of the chosen file, or of all of them as one letter."""
    if said.decision == "join":
        return _adjusted(story, joined=True) if can_be_joined(story) else None
    chosen = _only(story, said.file_id)
    return chosen if chosen.drop.files else None


def _chosen_pages(story: Story, said: str) -> Story | None:
    first, _, last = said.partition("-")
    pages = tuple(range(int(first), int(last or first) + 1))
    if not pages or len(pages) > MOST_CHOSEN or pages[-1] > story.adjusted.pages_offered:
        return None
    return _adjusted(story, pages=pages)


def _adjusted(story: Story, **changed: Any) -> Story:
    return replace(story, adjusted=replace(story.adjusted, **changed))


def _only(story: Story, file_id: str) -> Story:
    """The story of this one of its files, of which nothing is known yet."""
    chosen = tuple(file for file in story.drop.files if file.id == file_id)
    return as_dropped(replace(story, drop=replace(story.drop, files=chosen)))


def _named(story: Story, named: Lookup) -> Story:
    """The story about this certificate; one that the account does not have needs a hint.

    Where no question is open yet, it is put with that in it.
    """
    if not named.unknown:
        return about(story, named)
    if story.question.ts:
        return hinting(story, Hint.UNKNOWN_CERTIFICATE, named.certificate_id)
    wrong = Candidate(named.certificate_id, Confidence.STRONG)
    return replace(
        story,
        drop=replace(story.drop, candidates=(wrong,)),
        question=replace(story.question, named=()),
        answer=None,
    )


async def _with_domain(story: Story, domain: str, services: Services) -> Story:
    waiting = await services.waiting.now(OFFERS_WITHIN)
    if waiting is None:  # then nobody can tell what the domain stands for
        return hinting(story, Hint.NONSENSE)
    fits = with_domain(waiting, [domain])
    fits = [each for each in fits if each.certificate_id in story.question.named] or fits
    if len(fits) == 1:
        return about(story, Lookup(fits[0].certificate_id, fits[0]))
    return hinting(story, Hint.SEVERAL_FOR_DOMAIN if fits else Hint.UNKNOWN_DOMAIN, domain)


def about(story: Story, named: Lookup) -> Story:
    """The story, now about this certificate; what was confirmed for another one counts no more."""
    if story.certificate_id != named.certificate_id:
        story = _adjusted(
            story, confirmed_by="", other_name_confirmed_by="", revocation_confirmed_by=""
        )
    return replace(story, certificate_id=named.certificate_id, certificate=named.certificate)


def reopened(story: Story) -> Story:
    """The story without what came of an earlier answer: it is to come to another end."""
    if story.problem is None:
        return story
    return replace(story, reopened=True, outcome=None, line_ts="")


def asked_anew(story: Story) -> Story:
    """The story whose open question is to be put again, in the same message."""
    return replace(story, question=replace(story.question, open_until=0.0), answer=None)


def hinting(story: Story, kind: Hint, said: str = "") -> Story:
    """The story with a hint to give, unless it was given or there were too many."""
    hint, hinted = f"{kind} {said}".strip(), story.question.hinted
    if hint in hinted or len(hinted) >= MOST_HINTS:
        return replace(story, answer=None)
    return replace(story, question=replace(story.question, hint=hint))
