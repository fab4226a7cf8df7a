"""Slack's event text in, plain words out: what a reader sees, without mentions and addresses.

Slack escapes `&`, `<` and `>`, and writes links and mentions in angle brackets (page "Formatting
text for app surfaces").
"""

import re

# Hostile text costs its length in time, and nobody names anything behind ten thousand characters.
# Slack cuts a file name at 255 (page "File object").
TEXT_LIMIT = 10_000
NAME_LIMIT = 255

GAP = "\ufffc"
CONSOLE_MARK = "\ue000"
_RESERVED = str.maketrans({GAP: " ", CONSOLE_MARK: " "})
NARROW = str.maketrans(
    {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)}
    | dict.fromkeys("\u3000\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", " ")
)

# Letters that make a longer word of what they touch. Chinese characters do not.
LETTERS = r"A-Za-z0-9\u00c0-\u052f\u1e00-\u1fff"
URL_TAIL = rf"""[^\s<>"`|，。；：！？、（）【】「」《》“”{GAP}{CONSOLE_MARK}]*+"""

MARKUP = re.compile(r"<([^<>]*+)>")
_WEB_LINK = re.compile(r"https?://", re.IGNORECASE)
_OTHER_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PASTED = re.compile(r"-----BEGIN[^-]*+-----[^-]*+-----END|(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{40,}+")
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.-]{{1,30}}://{URL_TAIL}"
    rf"|(?<![\w./<>-])(?:~|\.\.?)?/[\w.-]++/[\w.-]{URL_TAIL}|(?<!\w)(?:[A-Za-z]:\\|\\\\)\w{URL_TAIL}"
    rf"|(?<![{LETTERS}.@_-])(?!\d{{1,2}}\.[A-Za-z0-9]{{8}}/)"  # no list: "1.flSFd6Fh/shop"
    rf"[{LETTERS}_-]++(?:\.[{LETTERS}_-]++)++(?::\d++)?[/?\#]{URL_TAIL}"
)
# Where the console shows one certificate, on the mainland and the international site.
_CONSOLE = re.compile(
    r"(?i:(?:https?://)?console\.(?:cloud\.tencent|tencentcloud|intl\.cloud\.tencent)\.com)(?::\d+)?"
    r"/ssl/detail/([A-Za-z0-9]{8})(?![A-Za-z0-9_%.-]*[A-Za-z0-9])"
)
_EMOJI = re.compile(r"(?<!\w):[a-z0-9_+'-]{1,100}:")


def readable(text: str) -> str:
    """Slack's event text as plain words: no mentions, addresses, emoji codes or entities.

    Full-width characters become their narrow twins. An address leaves a gap (U+FFFC) behind, a
    console link the certificate's ID after a mark of ours (U+E000).
    """
    plain = shortened(text).translate(_RESERVED)
    plain = MARKUP.sub(_without_markup, plain)
    plain = _PASTED.sub(GAP, plain)
    plain = _ADDRESS.sub(lambda address: _linked(address[0]), plain)
    plain = _EMOJI.sub(" ", plain)
    plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return plain.translate(NARROW)


def shortened(text: str) -> str:
    """At most `TEXT_LIMIT` characters, cut at a blank: half a word could look like an ID."""
    return text if len(text) <= TEXT_LIMIT else text[:TEXT_LIMIT].rpartition(" ")[0]


def _without_markup(markup: re.Match[str]) -> str:
    """What a reader sees of `<…>`, without names of people, groups and channels."""
    body = markup[1]
    target, _, label = body.partition("|")
    if body.startswith(("@", "#", "!")):
        return " "
    if _WEB_LINK.match(target):
        return _linked(target, label)
    return GAP if _OTHER_LINK.match(target) else markup[0]


def _linked(address: str, label: str = "") -> str:
    if console := _CONSOLE.match(address):
        return f" {CONSOLE_MARK}{console[1]} {label} "
    return f" {label} " if label else GAP
