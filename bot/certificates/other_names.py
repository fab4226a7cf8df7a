"""Does a letter speak of the certificate that it is dropped for? Its text layer in, names out.

Tencent Cloud shows a certificate's domains, and while it waits for its letter the organisation that
applies. A letter that names neither this one nor another raises no doubt, nor does one whose names
cannot be compared: a doubt holds a letter up.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.tencent.certificate import CertificateStatus
from bot.text.domains import find_domains, punycode
from bot.text.organizations import find_organizations, is_chinese, key, names_organization

_CAS = """
    digicert.com geotrust.com rapidssl.com globalsign.com globalsign.cn trustasia.com trustasia.cn
    wotrus.com wosign.com sheca.com cfca.com.cn sectigo.com dnspod.cn dnspod.com qcloud.com
    tencent.com itrus.com.cn racent.com keepsoft.cn adobe.com w3.org
"""
_ELSEWHERE = frozenset(_CAS.split())
"""Sites that stand in the letterheads of CAs and in the small print of programs."""

_CA_NAMES = """
    digicert geotrust rapidssl symantec verisign thawte globalsign 环玺信息 trustasia 亚数信息
    亚洲诚信 wotrus wosign 沃通 sheca cfca sectigo comodo entrust itrus 天威诚信 racent 锐成信息
    数安时代 数字证书认证 数字认证 电子认证 金融认证 certificationauthority certificateauthority
    tencent 腾讯 dnspod 帝思普 qcloud adobe microsoft
"""
_NOT_THE_APPLICANT = frozenset(_CA_NAMES.split())
"""What the names of CAs, of Tencent's companies and of makers of programs have in them."""

_SEARCHED = 6_000
"""Characters in which other domains are looked for: a letter of two pages has fewer."""

_SHORTEST_NAME = 3
"""Letters of a name that tells an organisation from others: “N/A” and “无” do not."""


@dataclass(frozen=True)
class OtherName:
    """A domain or an organisation of which a letter speaks, and the certificate's own."""

    named: str
    own: str


def other_names(text: str, certificate: CertificateStatus) -> tuple[OtherName, ...]:
    """Return what gives rise to doubt: a domain, an organisation, both in this order, or nothing.

    A hostile text takes some tenths of a second.
    """
    found = (
        OtherName(_other_domain(text, certificate), certificate.domain),
        OtherName(_other_organization(text, certificate.organization), certificate.organization),
    )
    return tuple(each for each in found if each.named)


def _other_domain(text: str, certificate: CertificateStatus) -> str:
    """The first domain of the letter if it names some, and none that fits.

    A domain fits that is the certificate's, above it or below it, with or without a wildcard. Where
    a line breaks within a name it is found all the same.
    """
    own = [_bare(name) for name in (certificate.domain, *certificate.names) if name]
    if not own or _names_one_of(own, text):
        return ""
    lines = text[:_SEARCHED].splitlines()
    found = [_bare(name) for line in lines for name in find_domains(line)]
    named = [name for name in found if not any(_is_within(name, site) for site in _ELSEWHERE)]
    fits = any(_is_within(a, b) or _is_within(b, a) for a in named for b in own)
    return named[0] if named and not fits else ""


def _names_one_of(names: Iterable[str], text: str) -> bool:
    any_name = re.compile(
        rf"(?<![a-z0-9-])(?:{'|'.join(map(re.escape, names))})(?![a-z0-9-]|\.[a-z0-9])"
    )
    whole = text.lower()
    return any(map(any_name.search, (whole, "".join(whole.splitlines()))))


def _bare(name: str) -> str:
    return punycode(name).removeprefix("*.").removeprefix("www.")


def _is_within(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")


def _other_organization(text: str, own: str) -> str:
    """The first company of the letter that may apply, if it does not name the certificate's own.

    A Chinese and an English name cannot be compared: only companies with a name like `own` count.
    """
    if len(key(own)) < _SHORTEST_NAME or names_organization(text, own):
        return ""
    found = find_organizations(text, chinese=is_chinese(own))
    for each in found:
        whole = key(each.around)
        if not any(other in whole for other in _NOT_THE_APPLICANT):
            return each.name
    return ""
