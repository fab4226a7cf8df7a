"""Which companies do these words name? The text of a letter in, names out; nothing is looked up.

A company is known by the legal form at the end of its name: “…有限公司”, “… Co., Ltd.”. Where the
name begins is a guess, the more so in Chinese, which has no blanks. So names are compared without
blanks, punctuation and brackets, and words before a name make no other one of it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from bot.locales.cues import cues, is_without_blanks, when_used

MOST_ORGANIZATIONS = 200  # legal forms of one text that are looked at

_LONGEST_TEXT = 100_000  # characters of a text
_SEARCHED = 20_000  # of them, in which companies are looked for: one letter has no more
_LONGEST_NAME = 100  # characters in which a name stands before its legal form
_MOST_WORDS = 8  # of a Latin name
_SHORTEST_CHINESE = 4  # characters; a shorter name began before the blank or line break
_LONGEST_ABBREVIATION = 4  # letters before a dot that ends no sentence
_ALIKE = 0.87  # all but one letter in eight: a scanner that writes a text layer misreads some
_MAY_BE_MISREAD = 8  # letters of a name in which one may be misread


@dataclass(frozen=True)
class Organization:
    """A company as a text names it, and with all before it that may be part of the name."""

    name: str
    around: str


def find_organizations(text: str, *, chinese: bool) -> tuple[Organization, ...]:
    """The companies in a text, in their order: those with Chinese names, or those with Latin ones.

    Never raises; time grows linearly.
    """
    form, named = (_CHINESE_FORM, _chinese_name) if chinese else (_LATIN_FORM, _latin_name)
    plain, end, organizations = _plain(text[:_SEARCHED]), 0, []
    for found in islice(form.finditer(plain), MOST_ORGANIZATIONS):
        before = plain[max(end, found.start() - _LONGEST_NAME) : found.start()]
        organizations.append(named(before, found[0]))
        end = found.end()
    return tuple(filter(None, organizations))


def names_organization(text: str, organization: str) -> bool:
    """Tell whether a text names this organisation, its legal form written in any way or left out.

    Without the form it must stand by itself: not in another company's name, nor a web address.
    """
    whole, core, rest = key(organization), _core(organization), _plain(text)
    if whole in key(text):
        return True
    for each in find_organizations(text, chinese=is_chinese(organization)):
        if _is_end_of(_core(each.name), core) or key(each.name) in whole:
            return True
        rest = rest.replace(each.name, " ")
    letters = r"[\W_]*+".join(map(re.escape, core))  # with any punctuation between
    by_itself = rf"(?<![a-z0-9@._/-]){letters}(?![a-z0-9@_-]|\.[a-z0-9])"  # no part of a word
    return re.search(by_itself, _folded(rest)) is not None


def _is_end_of(name: str, core: str) -> bool:
    """Whether a name is this one, perhaps with words before it, and perhaps misread."""
    end = name[-len(core) :]
    alike = SequenceMatcher(None, end, core, autojunk=False)
    return end == core or (len(core) >= _MAY_BE_MISREAD and alike.ratio() >= _ALIKE)


def is_chinese(name: str) -> bool:
    """Tell whether a name has a Chinese character."""
    return is_without_blanks(name)


def key(name: str) -> str:
    """The letters and digits of a name or a text in one spelling, by which two are compared."""
    return _CHINESE_LIMITED.sub("有限公司", "".join(_words(name)))


def _core(name: str) -> str:
    """The key without legal forms at its end."""
    words = _words(name)
    while words[1:] and words[-1] in LEGAL_FORMS:
        words.pop()
    return _CHINESE_FORM_AT_END.sub("", "".join(words))


def _words(text: str) -> list[str]:
    return [_SAME.get(word, word) for word in re.findall(r"[^\W_]+", _folded(text))]


def _folded(text: str) -> str:
    return _plain(text).casefold().replace("&", " and ")


def _plain(text: str) -> str:
    """With narrow letters and brackets, no invisible ones, single blanks and single line breaks."""
    narrow = unicodedata.normalize("NFKC", text[:_LONGEST_TEXT])[:_LONGEST_TEXT]
    unseen = [each for each in set(narrow) if not (each.isprintable() or each.isspace())]
    visible = narrow.translate(dict.fromkeys(map(ord, unseen))) if unseen else narrow
    return re.sub(r"\s++", lambda blanks: "\n" if "\n" in blanks[0] else " ", visible).strip()


def _balanced(name: str) -> str:
    """Without what stands before a bracket whose other half is missing."""
    return re.sub(r"\A[^(]*\)|\A.*\((?=[^)]*\Z)", "", name)


# Chinese names -----------------------------------------------------------------------------------

_LIMITED = r"(?:股\s?份\s?)?有\s?限\s?(?:[责責]\s?任\s?)?公\s?司"
_CHINESE_FORM = re.compile(rf"{_LIMITED}|集\s?[团團](?:\s?公\s?司)?(?!\)?\s?[股有公])")
_CHINESE_FORM_AT_END = re.compile(rf"(?:{_CHINESE_FORM.pattern})\Z")
_CHINESE_LIMITED = re.compile(_LIMITED)

_NO_PART = re.compile(r"[^\w\s()&·]|_")
# Words before a name that are none of it, and those of one sign, which only count at its beginning.
_NO_PARTS = frozenset(map(str.casefold, cues("no-company")))
_JOINED = sorted(filter(is_without_blanks, _NO_PARTS), key=len, reverse=True)
_LABEL = when_used("|".join(word for word in _JOINED if word[1:]))
_PARTICLES = "".join(word for word in _JOINED if not word[1:])
_NO_NAME = re.compile(r"[x某零〇0]*|.*(?:的|一人|一家|上述|大型|国有|独资|合资|依法设立)")
"""A form that is not filled in, or what kind of a company it is."""


def _chinese_name(before: str, form: str) -> Organization | None:
    around = _LABEL.split(_NO_PART.split(before)[-1])[-1]
    near = around.split()[-1:]
    if not near or len(near[0]) < _SHORTEST_CHINESE:
        near = around.split()
    name = _balanced("".join(near)).lstrip(_PARTICLES)
    if len(key(name)) <= 1 or _NO_NAME.fullmatch(key(name)):
        return None
    form = "".join(form.split())
    return Organization(name + form, around + form)


# Latin names -------------------------------------------------------------------------------------

_LATIN_FORM = when_used(
    r"""(?x) (?<![A-Za-z0-9]) (?=[A-Z])
    (?: (?i: limited\sliability\scompany | (?:co(?:mpany)?[.,\s]{1,3})? (?:ltd|limited)
      | inc(?:orporated)? | corp(?:oration)? | llc | llp | plc | gmbh) | AG )
    (?![A-Za-z0-9]) (?!\s(?i:liability|warranty))"""
)
_SAME = {"company": "co", "limited": "ltd", "incorporated": "inc", "corporation": "corp"}
_FORMS = "co ltd inc corp llc llp plc gmbh ag kg and liability pte pty pvt private sdn bhd"
LEGAL_FORMS = frozenset({*_FORMS.split(), *_SAME})
"""Words that end the names of companies in Latin letters, in lower case."""
_NO_LATIN_PART = when_used(r"[\u2e80-\uffff:;!?|•]")
_BETWEEN = frozenset({"of", "and", "&", "for", "de", "der", "und"})


def _latin_name(before: str, form: str) -> Organization | None:
    part = _NO_LATIN_PART.split(before)[-1]
    around = _capitalised(part.split())
    near = _capitalised(part.rpartition("\n")[2].split()) or around
    name, form = _balanced(" ".join(near)), " ".join(form.split())
    if not any(each.isalpha() for each in name):
        return None
    return Organization(f"{name} {form}", " ".join([*around, form]))


def _capitalised(words: Sequence[str]) -> list[str]:
    """The last words as far as they may be parts of a name; what “a” stands before is none."""
    taken: list[str] = []
    for word in reversed(words[-_MOST_WORDS:]):
        bare = word.strip("()“”‘’\"',.-")
        if bare in {"a", "an"}:
            return []
        is_sentence_end = word.endswith(".") and len(bare) > _LONGEST_ABBREVIATION
        ends_before = taken and (word.endswith(",") or is_sentence_end)
        is_part = bare in _BETWEEN or bare[:1].isupper() or bare[:1].isdigit()
        if ends_before or bare.casefold() in _NO_PARTS or not is_part:
            break
        taken.insert(0, word)
    while taken and taken[0] in _BETWEEN:
        del taken[0]
    return taken
