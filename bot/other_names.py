"""Does a letter speak of the certificate that it is dropped for? Its text layer in, a domain out.

Tencent Cloud shows a certificate's domains; its organisation is not read, so nothing is said of it.
"""

from collections.abc import Iterable, Iterator

from bot.domains import find_domains, punycode
from bot.tencent.reading import CertificateStatus

_CAS = """
    digicert.com geotrust.com rapidssl.com globalsign.com globalsign.cn trustasia.com trustasia.cn
    wotrus.com wosign.com sheca.com cfca.com.cn sectigo.com dnspod.cn dnspod.com qcloud.com
    tencent.com itrus.com.cn racent.com keepsoft.cn adobe.com w3.org
"""
_ELSEWHERE = frozenset(_CAS.split())
"""Sites that stand in the letterheads of CAs and in the small print of programs."""


def other_name(text: str, certificate: CertificateStatus) -> str:
    """Return the first domain of the letter if it names some, and none that fits; else "".

    A domain fits that is the certificate's, above it or below it, with or without a wildcard. Where
    a line breaks within a name it is found all the same.
    """
    own = [_bare(name) for name in (certificate.domain, *certificate.names) if name]
    together = "".join(text.split()).lower()
    if not own or any(name in together for name in own):
        return ""
    named = [name for name in _domains(text) if not _is_one_of(name, _ELSEWHERE)]
    fits = any(_are_related(name, mine) for name in named for mine in own)
    return named[0] if named and not fits else ""


def _domains(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from map(_bare, find_domains(line))


def _bare(name: str) -> str:
    return punycode(name).removeprefix("*.").removeprefix("www.")


def _is_one_of(name: str, sites: Iterable[str]) -> bool:
    return any(name == site or name.endswith(f".{site}") for site in sites)


def _are_related(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
