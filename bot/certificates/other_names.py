"""Does a letter speak of the certificate that it is dropped for? Its text layer in, names out.

Tencent Cloud shows a certificate's domains, and while it waits for its letter the organisation that
applies. A letter that names neither this one nor another raises no doubt, nor does one whose names
cannot be compared: a doubt holds a letter up.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from bot.tencent.certificate import CertificateStatus
from bot.text.domains import domains_of_letter, punycode
from bot.text.organizations import find_organizations, is_chinese, key, names_organization

_NAMES = tomllib.loads(files("bot.certificates").joinpath("not_applicants.toml").read_text("utf-8"))
_SITES, _MAKERS = frozenset(_NAMES["sites"]), frozenset(_NAMES["makers"])

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
    """The first name of the letter that surely is a domain, if it names none that fits.

    A domain fits that is the certificate's, above it or below it, with or without a wildcard. Where
    a line breaks within a name it is found all the same, whatever the hyphen there may mean.
    """
    own = [_bare(name) for name in (certificate.domain, *certificate.names) if name]
    readings = _readings(text)
    if not own or any(_names_one_of(own, reading) for reading in readings):
        return ""
    found = [
        [(_bare(name), is_sure) for name, is_sure in domains_of_letter(reading[:_SEARCHED])]
        for reading in readings
    ]
    named = {name for names in found for name, _ in names}
    named |= {_NEXT_WORD.sub("", name) for names in found[:3] for name, _ in names}  # in its lines
    if any(_is_within(a, b) or _is_within(b, a) for a in named for b in own):
        return ""
    others = (name for name, is_sure in found[0] if is_sure)
    return next((n for n in others if not any(_is_within(n, site) for site in _SITES)), "")


def _readings(text: str) -> list[str]:
    """The text, line by line and in one, with each hyphen at a line's end as one, none or a blank.

    PDFium gives such a hyphen as U+FFFE, without a line break.
    """
    plain = unicodedata.normalize("NFKC", _LINE_HYPHEN.sub("\ufffe", text))
    unseen = [each for each in set(plain) if unicodedata.category(each) == "Cf"]
    plain = plain.translate(dict.fromkeys(map(ord, unseen))) if unseen else plain
    plain = _BROKEN.sub(r"\1", plain)
    lines = [plain.replace("\ufffe", hyphen) for hyphen in ("-", "", " ")]
    return [*lines, *("".join(map(str.strip, each.splitlines())) for each in lines[:2])]


_LINE_HYPHEN = re.compile(r"[\u00ad\u2010\u2011\ufffe-][ \t]*[\r\n]+[ \t]*|\ufffe")
_NEXT_WORD = re.compile(r"\.[a-z]{3,}\Z")
"""Behind a whole domain the next sentence may begin without a blank."""
_BROKEN = re.compile(r"(?<!\s)\s*+([@/]|\.(?=\w))\s*+")
"""Where an address goes on behind a blank or in the next line."""


def _names_one_of(names: Iterable[str], text: str) -> bool:
    any_name = re.compile(
        rf"(?<![a-z0-9-])(?:{'|'.join(map(re.escape, names))})(?![a-z0-9-]|\.[a-z0-9])"
    )
    return any_name.search(text.lower()) is not None


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
        if not any(other in whole for other in _MAKERS):
            return each.name
    return ""
