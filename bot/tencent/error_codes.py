"""Tencent Cloud's error codes: what each of them means.

    code ─► refusal ─► Refusal: its kind, and with it who can mend it, its heading, its words

A new code is one word in its kind's row of `error_codes.toml`. A new kind is a row there, and words
for it in `bot/locales/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import ClassVar

import msgspec

from bot.problems import OfKind, Traits

# Kinds that the bot itself looks at.
CERTIFICATE_NOT_FOUND = "certificate-not-found"
CERTIFICATE_NOT_WAITING = "certificate-not-waiting"
INTERNAL_FAILURE = "internal-failure"
NOT_ACCEPTED = "not-accepted"
NOT_PERMITTED = "not-permitted"
TOO_MANY_REQUESTS = "too-many-requests"
UNKNOWN_REFUSAL = "unknown-refusal"
WRONG_VALUE = "wrong-value"


class _Group(msgspec.Struct, forbid_unknown_fields=True):
    traits: Traits
    kinds: dict[str, tuple[str, ...]]


_FILE = files("bot.tencent").joinpath("error_codes.toml").read_bytes()
_GROUPS = msgspec.toml.decode(_FILE, type=dict[str, tuple[_Group, ...]])["group"]
TABLE = [(group.traits, *row) for group in _GROUPS for row in group.kinds.items()]
"""What all of a kind have in common, the kind, Tencent's codes for it."""

CODES = {code: kind for _, kind, codes in TABLE for code in codes}
"""Tencent's codes, each with its kind."""


@dataclass(frozen=True)
class Refusal(OfKind):
    """Tencent Cloud said no: its error code, its own message (free text) and its RequestId.

    Of the kinds that pass by themselves, only `TOO_MANY_REQUESTS` says that the request was not
    processed: after any other one an upload must read the certificate's status before it is sent
    again.
    """

    KINDS: ClassVar[Mapping[str, Traits]] = {kind: traits for traits, kind, _ in TABLE}

    code: str
    message: str
    request_id: str


def refusal(code: str, message: str, request_id: str) -> Refusal:
    """Return what a code means: its own kind, else its family's (the part before a dot)."""
    family = code
    while family not in CODES and "." in family:
        family = family.rpartition(".")[0]
    return Refusal(CODES.get(family, UNKNOWN_REFUSAL), code, message, request_id)
