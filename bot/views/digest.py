"""The digest: everything that waits for a letter, in one message for a whole channel."""

from collections.abc import Sequence

from bot.slack.shapes import Reply
from bot.tencent.certificate import CertificateStatus, LetterKind
from bot.views.blocks import section, small_print
from bot.views.certificates import headline, heard, product, row
from bot.views.markup import code, day, joined
from bot.views.words import Words

MOST_ROWS = 46
"""Certificates in one message: it takes 50 blocks (page "Block Kit"), four of which are ours."""


def digest(words: Words, certificates: Sequence[CertificateStatus]) -> Reply:
    """Return what waits, by what it waits for and in the order given; what is too much is counted.

    `certificates`: what waits for a letter, the oldest order first.
    """
    title = words.say("pending", count=len(certificates))
    shown = certificates[:MOST_ROWS]
    more = len(certificates) - len(shown)
    rest = [words.say("home-more", count=more, command=code("/letter pending"))] if more else []
    blocks = [section(f"*{title}*")]
    for kind in LetterKind:
        wait = [each for each in shown if each.waits_for is kind]
        blocks += [section(f"*{words.say('digest', kind=kind.value)}*")] if wait else []
        blocks += [row(words, each, _lines(words, each)) for each in wait]
    spoken = [heard(words, each) for each in shown]
    return Reply(joined([title, *spoken]), [*blocks, *small_print(rest)])


def _lines(words: Words, certificate: CertificateStatus) -> list[str]:
    """Return a certificate, and in one line when it was ordered and its product."""
    name, ordered = product(certificate), certificate.inserted
    facts = [] if ordered is None else [words.say("digest.ordered", day=day(ordered))]
    facts += [code(name)] if name else []
    return [headline(certificate.certificate_id, certificate.domain), " · ".join(facts)]
