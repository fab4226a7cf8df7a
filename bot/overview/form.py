"""The form: for whom it opens, what is offered in it, and what is wrong with what it brings."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import action_ids
from bot.certificates.lookup import Lookup
from bot.certificates.states import what_to_do
from bot.inbound.forms import Origin, Submission, faults, to_metadata
from bot.overview.access import IN_TIME, SOON, Asker, greet, private, within
from bot.problems import Problem
from bot.services import Services
from bot.tencent.certificate import CertificateStatus
from bot.views import form, questions, results
from bot.views.blocks import Block, Reply


@dataclass(frozen=True)
class Wish:
    """What a form is to begin with: where it is asked for, and what is known already.

    `files`: ID and name of those of the message that a shortcut points to; None where one is to be
    added.
    """

    origin: Origin
    certificate_id: str = ""
    files: Sequence[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Opening:
    """A form as `views.open` takes it, if there is one, and what is said where none opens."""

    instead: Reply
    view: Block | None = None


async def letter_form(services: Services, asker: Asker, wish: Wish) -> Opening:
    """The form for somebody who may hand in letters.

    Where Tencent Cloud's list is not at hand, or Slack does not tell soon who asks, the certificate
    is to be written: that shows nothing, and the letter's job judges again.
    """
    greeting, waiting = await asyncio.gather(greet(services, asker), services.waiting.now(SOON))
    if reason := greeting.refused:
        # To a click in the Home there is no other way to say something.
        view = form.no_form(greeting.words, reason) if asker.is_at_home else None
        return Opening(private(reason), view)
    known = None if greeting.unsure else waiting
    view = form.letter_form(
        greeting.words,
        to_metadata(wish.origin),
        searchable=known is not None,
        certificate=_among(known or (), wish.certificate_id) or wish.certificate_id or None,
        files=wish.files,
    )
    return Opening(private(greeting.words.say("form-not-opened")), view)


async def objections(services: Services, submission: Submission) -> dict[str, Any]:
    """What an ack says to a form that cannot be handed in so; nothing for one that can.

    Texts stand beside the fields that they are about; somebody who may not loses the form.
    """
    asker = Asker(submission.user, submission.origin.channel, submission.sent_from_team)
    greeting, misfit = await asyncio.gather(greet(services, asker), _misfit(services, submission))
    words = greeting.words
    if greeting.refused:
        return {"response_action": "update", "view": form.no_form(words, greeting.refused)}
    errors = form.errors(words, faults(submission))
    if misfit:
        errors[action_ids.CERTIFICATE_BLOCK] = results.short_reason(misfit, words)
    return {"response_action": "errors", "errors": errors} if errors else {}


async def _misfit(services: Services, submission: Submission) -> Problem | None:
    """Why this certificate takes no letter; None also where nobody can tell soon."""
    if action_ids.CERTIFICATE_BLOCK in faults(submission):
        return None
    certificate_id = submission.certificate
    certificate = _among(await services.waiting.now(SOON) or (), certificate_id)
    if certificate is None:
        named = await within(
            SOON, services.look_up("en-US")(certificate_id), Lookup(certificate_id)
        )
        certificate = named.certificate
        if certificate is None:
            return named.unknown
    letter = what_to_do(certificate, international=services.international)
    return letter if isinstance(letter, Problem) else None


def _among(
    certificates: Sequence[CertificateStatus], certificate_id: str
) -> CertificateStatus | None:
    return next((each for each in certificates if each.certificate_id == certificate_id), None)


async def options(services: Services, asker: Asker, typed: str) -> list[Block]:
    """What an external select offers for what was typed; nothing to somebody who may not see it."""
    greeting, found = await asyncio.gather(
        greet(services, asker), services.waiting.find(typed, IN_TIME)
    )
    if greeting.instead:
        return []
    return questions.options(greeting.words, found or (), typed=typed)
