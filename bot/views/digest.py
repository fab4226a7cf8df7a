"""The digest: everything that waits for a letter, in one message for a whole channel."""

from collections.abc import Sequence

from bot.action_ids import OPEN_FORM
from bot.tencent.certificate import CertificateStatus, LetterKind
from bot.views.blocks import Block, Reply, button, section, small_print
from bot.views.certificates import headline, heard, product
from bot.views.markup import code, day, joined
from bot.views.words import Words

MOST_ROWS = 46
"""Certificates in one message: it takes 50 blocks (page "Block Kit"), four of which are ours."""


def digest(words: Words, certificates: Sequence[CertificateStatus]) -> Reply:
    """Return what waits, by what it waits for and in the order given; what is too much is counted.

    `certificates`: what waits for a letter, the longest waiting first.
    """
    title = words.say("pending", count=len(certificates))
    shown = certificates[:MOST_ROWS]
    groups = [_group(words, kind, shown) for kind in LetterKind]
    more = len(certificates) - len(shown)
    rest = [words.say("home-more", count=more, command=code("/letter pending"))] if more else []
    return Reply(
        joined([title, *(heard(words, each) for each in shown)]),
        [section(f"*{title}*"), *(row for group in groups for row in group), *small_print(rest)],
    )


def _group(
    words: Words, kind: LetterKind, certificates: Sequence[CertificateStatus]
) -> list[Block]:
    """Return what waits for this letter under its headline, or nothing."""
    rows = [_row(words, each) for each in certificates if each.waits_for is kind]
    return [section(f"*{words.say('digest', kind=kind.value)}*"), *rows] if rows else []


def _row(words: Words, certificate: CertificateStatus) -> Block:
    """Return a certificate, since when it waits, its product, and the button to the form."""
    kind = certificate.waits_for or LetterKind.CONFIRM
    label = words.say("button-hand-in", kind=kind.value)
    title = headline(certificate.certificate_id, certificate.domain)
    lines = [title, _facts(words, certificate)]
    hand_in = button(OPEN_FORM, label, certificate.certificate_id)
    return section("\n".join(filter(None, lines)), hand_in)


def _facts(words: Words, certificate: CertificateStatus) -> str:
    name, since = product(certificate), certificate.inserted
    facts = [] if since is None else [words.say("digest.since", since=day(since))]
    return " · ".join([*facts, *([code(name)] if name else [])])
