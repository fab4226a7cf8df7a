"""Is a file whole, open and harmless? Looked at before every upload."""

from bot.files.detect import is_two_files, type_of
from bot.files.repair import documents, pictures
from bot.files.results import Sound
from bot.files.types import LARGEST_FETCHED, SMALLEST_LETTER, FileType
from bot.problems import BadFile, Failed, Problem, SizeProblem


def inspect(content: bytes, name: str) -> Sound | Problem:
    """Tell a file that opens from one that does not, and say what it is. Never raises for a file.

    Tencent Cloud takes broken and locked files at first; its own words come late, and are vague.
    """
    try:
        kind = kind_or_fail(content, name)
        if kind is not FileType.PDF:
            return Sound(warnings=pictures.glance(content, kind, name))
        with documents.opened(content, name) as document:
            warnings = documents.glance(document, name)
            said = documents.text(document, range(len(document)))
            return Sound(said, documents.is_active(document), warnings)
    except Failed as failed:
        return failed.problem


def kind_or_fail(content: bytes, name: str) -> FileType:
    """Tell the kind of a file that can be looked at; raises `Failed` for every other one."""
    kind = type_of(content)
    if kind is None or not kind.may_be_adjusted:
        raise Failed(BadFile("unknown-file", name))
    if len(content) < SMALLEST_LETTER:
        raise Failed(SizeProblem("file-too-small", name, len(content), SMALLEST_LETTER))
    if len(content) > LARGEST_FETCHED:
        raise Failed(SizeProblem("too-large-to-mend", name, len(content), LARGEST_FETCHED))
    if is_two_files(content) and is_two_files(documents.without_attachments(content)):
        raise Failed(BadFile("two-files-in-one", name))
    return kind
