"""The form of `/letter` and of the message shortcut: which certificate, which letter, a note."""

from collections.abc import Mapping, Sequence

from bot.action_ids import (
    CERTIFICATE_ACTION,
    CERTIFICATE_BLOCK,
    FILE_ACTION,
    FILE_BLOCK,
    LETTER_FORM,
    NO_FORM,
    NOTE_ACTION,
    NOTE_BLOCK,
)
from bot.files.types import (
    ADJUSTABLE,
    LARGEST_FETCHED,
    LARGEST_LETTER,
    SMALLEST_LETTER,
    endings_of,
)
from bot.tencent.certificate import CertificateStatus
from bot.text.certificate_ids import is_certificate_id
from bot.views.blocks import Block, field, option, plain_text, search, section, select
from bot.views.certificates import label
from bot.views.markup import raw
from bot.views.questions import EXAMPLE_ID, file_options
from bot.views.results import LONGEST_NOTE
from bot.views.words import Words

FILE_TYPES = endings_of(ADJUSTABLE)
"""Extensions that the form takes: of letters, and of pictures that can be made one."""


def letter_form(
    words: Words,
    metadata: str,
    *,
    searchable: bool,
    certificate: CertificateStatus | str | None = None,
    files: Sequence[tuple[str, str]] | None = None,
) -> Block:
    """Return the form, as `views.open` takes it.

    `metadata`: what comes back with the submission; `searchable`: what waits for a letter can be
    looked through, else the ID is written; `certificate` fills the field; `files`: those (ID and
    name) to choose from; without any, one can be uploaded.
    """
    return {
        "type": "modal",
        "callback_id": LETTER_FORM,
        "private_metadata": metadata,
        "title": plain_text(words.say("form")),
        "submit": plain_text(words.say("form.submit")),
        "close": plain_text(words.say("button-cancel")),
        "blocks": [
            _certificate_field(words, certificate, searchable=searchable),
            _choice_of_files(words, files) if files else _file_field(words),
            _note_field(words),
        ],
    }


def no_form(words: Words, reason: str) -> Block:
    """Return what stands in place of a form that may not be handed in; `reason` in mrkdwn."""
    return {
        "type": "modal",
        "callback_id": NO_FORM,
        "title": plain_text(words.say("form")),
        "close": plain_text(words.say("button-cancel")),
        "blocks": [section(reason)],
    }


def errors(words: Words, faults: Mapping[str, str]) -> dict[str, str]:
    """Return what stands beside each field: block ID → text, from block ID → key of the words."""
    values = {
        "example": EXAMPLE_ID,
        "smallest": words.size(SMALLEST_LETTER),
        "largest": words.size(LARGEST_FETCHED),
    }
    return {block_id: words.say(key, **values) for block_id, key in faults.items()}


def _certificate_field(
    words: Words, certificate: CertificateStatus | str | None, *, searchable: bool
) -> Block:
    element = (
        search(CERTIFICATE_ACTION, words.say("search-certificate"), _chosen(words, certificate))
        if searchable
        else _written(certificate)
    )
    hint = words.say("form.search-hint" if searchable else "form.write-hint", example=EXAMPLE_ID)
    return field(CERTIFICATE_BLOCK, words.say("form.certificate"), element, hint)


def _chosen(words: Words, certificate: CertificateStatus | str | None) -> Block | None:
    if isinstance(certificate, CertificateStatus):
        return option(label(words, certificate), certificate.certificate_id)
    if certificate and is_certificate_id(certificate):
        return option(certificate, certificate)
    return None


def _written(certificate: CertificateStatus | str | None) -> Block:
    known = (
        certificate.certificate_id if isinstance(certificate, CertificateStatus) else certificate
    )
    return {
        "type": "plain_text_input",
        "action_id": CERTIFICATE_ACTION,
        "placeholder": plain_text(EXAMPLE_ID),
        **({"initial_value": raw(known)} if known else {}),
    }


def _file_field(words: Words) -> Block:
    element: Block = {
        "type": "file_input",
        "action_id": FILE_ACTION,
        "filetypes": list(FILE_TYPES),
        "max_files": 1,
    }
    return field(FILE_BLOCK, words.say("form.file"), element, _limits(words))


def _choice_of_files(words: Words, files: Sequence[tuple[str, str]]) -> Block:
    """Return the files as a select; a single one is chosen already.

    It is a field even then, so that an error can stand beside it.
    """
    choices = file_options(files)
    chosen = choices[0] if len(choices) == 1 else None
    element = select(FILE_ACTION, words.say("choose-file"), choices, chosen)
    return field(FILE_BLOCK, words.say("form.file"), element, _limits(words))


def _note_field(words: Words) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": NOTE_ACTION,
        "multiline": True,
        "max_length": LONGEST_NOTE,
    }
    hint = words.say("form.note-hint")
    return field(NOTE_BLOCK, words.say("form.note"), element, hint, optional=True)


def _limits(words: Words) -> str:
    return words.say(
        "home-limits", smallest=words.size(SMALLEST_LETTER), largest=words.size(LARGEST_LETTER)
    )
