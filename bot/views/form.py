"""The form of `/letter` and of the message shortcut: which certificate, which letter, a note."""

from collections.abc import Mapping, Sequence

from bot import action_ids
from bot.files import types
from bot.inbound.forms import LONGEST_NOTE
from bot.slack.shapes import Block
from bot.tencent.certificate import CertificateStatus
from bot.text.certificate_ids import is_certificate_id
from bot.views.blocks import field, option, plain_text, section, select
from bot.views.certificates import label
from bot.views.markup import raw
from bot.views.questions import EXAMPLE_ID, file_options
from bot.views.words import Words

FILE_TYPES = types.endings_of(types.ADJUSTABLE)
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
    note: Block = {
        "type": "plain_text_input",
        "action_id": action_ids.NOTE_ACTION,
        "multiline": True,
        "max_length": LONGEST_NOTE,
    }
    hint = words.say("form.note-hint")
    return {
        "type": "modal",
        "callback_id": action_ids.LETTER_FORM,
        "private_metadata": metadata,
        "title": plain_text(words.say("form")),
        "submit": plain_text(words.say("form.submit")),
        "close": plain_text(words.say("button-cancel")),
        "blocks": [
            _certificate_field(words, certificate, searchable=searchable),
            _file_field(words, files or ()),
            field(action_ids.NOTE_BLOCK, words.say("form.note"), note, hint, optional=True),
        ],
    }


def no_form(words: Words, reason: str) -> Block:
    """Return what stands in place of a form that may not be submitted; `reason` in mrkdwn."""
    return {
        "type": "modal",
        "callback_id": action_ids.NO_FORM,
        "title": plain_text(words.say("form")),
        "close": plain_text(words.say("button-cancel")),
        "blocks": [section(reason)],
    }


def errors(words: Words, faults: Mapping[str, str]) -> dict[str, str]:
    """Return what stands beside each field: block ID → text, from block ID → key of the words."""
    values = {
        "example": EXAMPLE_ID,
        "smallest": words.size(types.SMALLEST_LETTER),
        "largest": words.size(types.LARGEST_FETCHED),
    }
    return {block_id: words.say(key, **values) for block_id, key in faults.items()}


def limits(words: Words) -> str:
    """Return which files are taken, and how large they may be."""
    smallest, largest = words.size(types.SMALLEST_LETTER), words.size(types.LARGEST_LETTER)
    return words.say("home-limits", smallest=smallest, largest=largest)


def _certificate_field(
    words: Words, certificate: CertificateStatus | str | None, *, searchable: bool
) -> Block:
    chosen: Block | None
    if isinstance(certificate, CertificateStatus):
        known = certificate.certificate_id
        chosen = option(label(words, certificate), known)
    else:
        known = certificate or ""
        chosen = option(known, known) if is_certificate_id(known) else None
    if searchable:
        search = words.say("search-certificate")
        element = select(action_ids.CERTIFICATE_ACTION, search, chosen=chosen)
    else:
        element = {
            "type": "plain_text_input",
            "action_id": action_ids.CERTIFICATE_ACTION,
            "placeholder": plain_text(EXAMPLE_ID),
            **({"initial_value": raw(known)} if known else {}),
        }
    hint = words.say("form.search-hint" if searchable else "form.write-hint", example=EXAMPLE_ID)
    return field(action_ids.CERTIFICATE_BLOCK, words.say("form.certificate"), element, hint)


def _file_field(words: Words, files: Sequence[tuple[str, str]]) -> Block:
    """Return a select of the files, a single one being chosen already; else an upload.

    It is a field even for a single file, so that an error can stand beside it.
    """
    if files:
        choices = file_options(files)
        chosen = choices[0] if len(choices) == 1 else None
        element = select(action_ids.FILE_ACTION, words.say("choose-file"), choices, chosen)
    else:
        element = {
            "type": "file_input",
            "action_id": action_ids.FILE_ACTION,
            "filetypes": list(FILE_TYPES),
            "max_files": 1,
        }
    return field(action_ids.FILE_BLOCK, words.say("form.file"), element, limits(words))
