"""Who did what: a line for each upload, confirmation and refusal by permission.

They go to a logger of their own, at least once: after a crash a line may come again. Uploads, and
who was turned away, are told from the ledger too (`operations/history.py`).
"""

import logging
from collections.abc import Mapping

from bot.inbound.messages import Answer
from bot.letters.story import Refused, Story, Uploaded
from bot.permissions import Act, NotAllowed

log = logging.getLogger("letterdrop.audit")

Entry = Mapping[str, str]
"""Names and values; `act` is "upload", "confirmation" or "denial"."""


def tell(entry: Entry) -> None:
    """Write an entry: in JSON each name is a field, as text they stand in the line."""
    told = {name: value for name, value in entry.items() if value}
    log.info(as_text(told), extra={"fields": told})


def as_text(entry: Entry) -> str:
    """An entry as one line."""
    return " ".join(f"{name}={value}" for name, value in entry.items() if value)


def of_upload(job_id: str, story: Story) -> Entry:
    """The entry of a letter that Tencent Cloud has got or refused; who agreed to what of it."""
    outcome, adjusted, problem = story.outcome, story.adjusted, story.problem
    receipt = outcome.receipt if isinstance(outcome, Uploaded) else None
    confirmed = {
        "revocation": adjusted.revocation_confirmed_by,
        "adjusted file": adjusted.confirmed_by,
        "looks": adjusted.looks_confirmed_by,
        "other name": adjusted.other_name_confirmed_by,
    }
    return {
        "act": "upload",
        "letter": "revocation" if story.revokes else "confirmation",
        "outcome": outcome.kind if isinstance(outcome, Refused) else "accepted",
        "certificate": story.certificate_id,
        **_where(job_id, story, story.drop.user),
        "confirmed": ", ".join(f"{what} by {who}" for what, who in confirmed.items() if who),
        "request_id": getattr(problem or receipt, "request_id", ""),
    }


def of_confirmation(job_id: str, story: Story, said: Answer) -> Entry:
    """The entry of somebody who lets a letter go out, by a button of a question."""
    about = {"certificate": story.certificate_id, "decision": said.decision}
    return {"act": "confirmation", **about, **_where(job_id, story, said.user)}


def of_denial(job_id: str, story: Story, person: str, why: str = "") -> Entry:
    """The entry of somebody who was turned away, for a reason such as "guest-not-allowed"."""
    about = {"certificate": story.certificate_id, "why": why}
    return {"act": "denial", **about, **_where(job_id, story, person)}


def of_denied_look(person: str, channel: str, why: NotAllowed) -> Entry:
    """The entry of somebody who may not see a list."""
    about = {"wanted": Act.LOOK, "why": why.key}
    return {"act": "denial", **about, "person": person, "channel": channel}


def _where(job_id: str, story: Story, person: str) -> Entry:
    drop = story.drop
    return {"person": person, "channel": drop.channel, "message": drop.ts, "job": job_id}
