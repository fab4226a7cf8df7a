"""The form: for whom it opens, what is offered in it, and what is wrong with what it brings."""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot import action_ids
from bot.certificates.lookup import Lookup
from bot.certificates.states import what_to_do
from bot.inbound.forms import Origin, Submission, faults, to_metadata
from bot.overview.access import Asker, access_of, in_one_block, within, words_of
from bot.patience import FORM_WAITS_FOR_LOOKUP, LIST_WAITS_FOR_LOOKUP
from bot.problems import Problem
from bot.services import Services
from bot.slack.shapes import Block, Reply
from bot.tencent.certificate import CertificateStatus
from bot.views import form, questions, results


async def letter_form(
    services: Services, asker: Asker, origin: Origin, certificate_id: str = ""
) -> tuple[Block | None, Reply]:
    """The form for somebody who may upload letters, and what is said where it does not open.

    `origin`: where it is asked for; with the files of the message that a shortcut points to, it is
    for one of those. `certificate_id`: the one that is known already. Where Tencent Cloud's list is
    not at hand, or Slack does not tell who asks, the certificate is to be written: that shows
    nothing, and the letter's job judges again.
    """
    access, waiting = await asyncio.gather(
        access_of(services, asker), services.waiting.now(FORM_WAITS_FOR_LOOKUP)
    )
    if reason := access.refused:
        # To a click in the Home there is no other way to say something.
        is_at_home = asker.channel == asker.user
        view = form.no_form(access.words, reason) if is_at_home else None
        return view, in_one_block(reason)
    known = None if access.unseen else waiting
    view = form.letter_form(
        access.words,
        to_metadata(origin),
        searchable=known is not None,
        certificate=_among(known or (), certificate_id) or certificate_id or None,
        files=origin.files,
    )
    return view, in_one_block(access.words.say("form-not-opened"))


async def objections(services: Services, submission: Submission) -> dict[str, Any]:
    """What an ack says to a form that cannot be handed in so; nothing for one that can.

    Texts stand beside the fields that they are about; somebody who may not loses the form.
    """
    drop = submission.drop
    asker = Asker(drop.user, drop.channel, drop.sent_from_team)
    access, misfit = await asyncio.gather(access_of(services, asker), _misfit(services, submission))
    words = access.words
    if access.refused:
        return {"response_action": "update", "view": form.no_form(words, access.refused)}
    errors = form.errors(words, faults(submission))
    if misfit:
        step = words.say("fault-misfit", certificate=submission.certificate)
        told = words.paragraph(results.short_reason(misfit, words), step)
        errors[action_ids.CERTIFICATE_BLOCK] = told
    return {"response_action": "errors", "errors": errors} if errors else {}


async def unreadable(services: Services, user: str) -> dict[str, Any]:
    """What an ack says to a form that comes back in a shape that this release does not know."""
    words = await words_of(services, user)
    return {"response_action": "update", "view": form.no_form(words, words.say("fault-unreadable"))}


async def _misfit(services: Services, submission: Submission) -> Problem | None:
    """Why this certificate takes no letter; None also where nobody can tell soon."""
    if action_ids.CERTIFICATE_BLOCK in faults(submission):
        return None
    certificate_id = submission.certificate
    certificate = _among(await services.waiting.now(FORM_WAITS_FOR_LOOKUP) or (), certificate_id)
    if certificate is None:
        named = await within(
            FORM_WAITS_FOR_LOOKUP, services.look_up("en-US")(certificate_id), Lookup(certificate_id)
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
    access, found = await asyncio.gather(
        access_of(services, asker), services.waiting.find(typed, LIST_WAITS_FOR_LOOKUP)
    )
    if access.denial:
        return []
    return questions.options(access.words, found or (), typed=typed)
