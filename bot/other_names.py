"""Does a letter speak of the certificate that it is dropped for? Its text layer in, a domain out.

Tencent Cloud shows a certificate's domains; its organisation is not read, so nothing is said of it.
"""

import re
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


_LONGEST = 6_000
"""Characters in which other domains are looked for: a letter of two pages has fewer."""


def other_name(text: str, certificate: CertificateStatus) -> str:
    """Return the first domain of the letter if it names some, and none that fits; else "".

    A domain fits that is the certificate's, above it or below it, with or without a wildcard. Where
    a line breaks within a name it is found all the same. A hostile text takes some tenths of a
    second.
    """
    own = [_bare(name) for name in (certificate.domain, *certificate.names) if name]
    if not own or _names_one_of(own, text):
        return ""
    named = [name for name in _domains(text[:_LONGEST]) if not _is_one_of(name, _ELSEWHERE)]
    fits = any(_are_related(name, mine) for name in named for mine in own)
    return named[0] if named and not fits else ""


def _domains(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from map(_bare, find_domains(line))


def _names_one_of(names: Iterable[str], text: str) -> bool:
    any_name = re.compile(rf"(?<![a-z0-9-])(?:{'|'.join(map(re.escape, names))})(?![a-z0-9-])")
    whole = text.lower()
    return any(map(any_name.search, (whole, "".join(whole.splitlines()))))


def _bare(name: str) -> str:
    return punycode(name).removeprefix("*.").removeprefix("www.")


def _is_one_of(name: str, sites: Iterable[str]) -> bool:
    return any(name == site or name.endswith(f".{site}") for site in sites)


def _are_related(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
