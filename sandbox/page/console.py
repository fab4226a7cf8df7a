"""What Tencent Cloud's stand-in has: certificates to try, and the letters that came. Pure."""

from collections.abc import Iterable, Sequence

from sandbox.page.markup import Child, Html, join, tag
from sandbox.page.screen import Screen
from sandbox.tencent import Certificate, ReceivedLetter

CERTIFICATE_HEADS = ("Certificate ID", "Domain", "Product", "Status", "")
LETTER_HEADS = ("Certificate ID", "Action", "Bytes", "RequestId", "At")
MOST_SHOWN = 200


def console(screen: Screen) -> Html:
    """Write two tables."""
    return join(
        tag("h3", "Certificates of the account"),
        _table(CERTIFICATE_HEADS, map(_certificate, screen.certificates[:MOST_SHOWN])),
        tag("h3", "Letters that arrived"),
        _table(LETTER_HEADS, (_letter(each, screen) for each in screen.letters)),
    )


def _table(heads: Sequence[str], rows: Iterable[Html]) -> Html:
    head = tag("tr", [tag("th", each) for each in heads])
    return tag("table", tag("thead", head), tag("tbody", rows))


def _certificate(certificate: Certificate) -> Html:
    status = certificate.summary()["StatusName"]
    return _row(
        tag("code", certificate.id),
        certificate.domain,
        certificate.product_name,
        f"{certificate.status} {status}",
        certificate.status_msg,
    )


def _letter(letter: ReceivedLetter, screen: Screen) -> Html:
    return _row(
        tag("code", letter.certificate_id),
        letter.action,
        f"{len(letter.content):,}",
        tag("code", letter.request_id),
        screen.reader.clock(letter.at),
    )


def _row(*cells: Child) -> Html:
    return tag("tr", [tag("td", each) for each in cells])
