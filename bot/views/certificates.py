"""How a certificate is told: its ID and domain, product and level, and what it waits for."""

import re
from collections.abc import Sequence

from bot.action_ids import OPEN_FORM
from bot.certificates.states import state_key
from bot.slack.shapes import Block
from bot.tencent.certificate import CertificateStatus, LetterKind, Status
from bot.text.domains import LONGEST_DOMAIN
from bot.views.blocks import LONGEST_LABEL, button, section
from bot.views.markup import Show, code, plain, raw, shortened
from bot.views.words import Words

# Levels as Tencent's product names tell them: "SecureSite EV Pro", 企业型 (OV), 增强型 (EV).
_LEVELS = {
    "OV": re.compile(r"(?<![A-Za-z])OV(?![A-Za-z])|企业型"),
    "EV": re.compile(r"(?<![A-Za-z])EV(?![A-Za-z])|增强型"),
}

_LONGEST_ID = 20  # characters in a label, where the domain needs room as well

_REVOCATION = {Status.WAITING_FOR_REVOKE_LETTER, Status.REVOKING, Status.REVOKED}


def level(certificate: CertificateStatus) -> str:
    """Return how much the CA validates: "OV", "EV" or "DV"; "" where the product does not tell."""
    if certificate.is_dv:
        return "DV"
    told = [name for name, says in _LEVELS.items() if says.search(certificate.product_name)]
    return told[0] if len(told) == 1 else ""


def product(certificate: CertificateStatus) -> str:
    """Return the product's name with the level in it, not yet escaped; "" if nobody tells."""
    name, grade = certificate.product_name.strip(), level(certificate)
    if not name:
        return grade
    return name if grade in name else f"{name} ({grade})"


def is_about_revocation(certificate: CertificateStatus) -> bool:
    """Whether a letter for this certificate is one that revokes it."""
    return certificate.status in _REVOCATION


def headline(certificate_id: str, domain: str = "", limit: int = LONGEST_DOMAIN) -> str:
    """Return ID and domain for a message's first line; there the domain stands whole."""
    known = code(certificate_id)
    return f"{known} · {code(shortened(domain, limit), limit)}" if domain else known


def row(words: Words, certificate: CertificateStatus, lines: Sequence[str]) -> Block:
    """Return what there is of these lines, beside the button that opens the form for it."""
    return section("\n".join(filter(None, lines)), hand_in(words, certificate))


def hand_in(words: Words, certificate: CertificateStatus) -> Block:
    """Return the button that opens the form for this certificate, which screen readers name."""
    kind = certificate.waits_for or LetterKind.CONFIRM
    act, known = words.say("button-hand-in", kind=kind.value), certificate.certificate_id
    spoken = raw(f"{act} · {known}", LONGEST_LABEL)
    return {**button(OPEN_FORM, act, known), "accessibility_label": spoken}


def called(words: Words, certificate_id: str, domain: str, show: Show) -> str:
    """Return ID and domain as a sentence names them: "flSFd6Fh (shop.example.com)"."""
    if not domain:
        return show(certificate_id)
    return words.say("certificate", certificate=show(certificate_id), domain=show(domain))


def state(words: Words, certificate: CertificateStatus, show: Show = code) -> str:
    """Return the certificate's state in words."""
    return words.say(
        state_key(certificate), status=certificate.status, name=show(certificate.status_name)
    )


def label(words: Words, certificate: CertificateStatus, limit: int = LONGEST_LABEL) -> str:
    """Return ID · domain · what it waits for, for a `plain_text`; a long domain is cut to fit."""
    name = raw(certificate.certificate_id, _LONGEST_ID)
    kind = certificate.waits_for
    waits_for = [words.say("letter", kind=kind.value)] if kind else []
    room = limit - len(" · ".join([name, "", *waits_for]))
    domain = [shortened(certificate.domain, room)] if certificate.domain else []
    return " · ".join([name, *domain, *waits_for])


def heard(words: Words, certificate: CertificateStatus) -> str:
    """Return ID and domain for a notification."""
    return called(words, certificate.certificate_id, certificate.domain, plain)
