"""Several files, several certificates: which file is for which, as far as the files' names tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack.shapes import File
from bot.text.certificate_ids import find


@dataclass(frozen=True)
class Pairing:
    """Files and the certificates that they are for, and those of both that are left to ask about.

    All are in the order in which they came.
    """

    pairs: tuple[tuple[File, str], ...]
    files_left: tuple[File, ...]
    ids_left: tuple[str, ...]


def pair(files: Sequence[File], named: Sequence[str]) -> Pairing:
    """Pair files with the certificates that their message names.

    A file is for the certificate whose ID its name carries, as a word of its own and in its own
    case, if it carries no other one of those named and no other file carries it. One file and one
    ID are a pair whatever the name says; one file and several IDs are none, because then the text
    contradicts the name.
    """
    ids = tuple(dict.fromkeys(named))
    pairs = _by_name(files, ids)
    if len(files) == 1:
        pairs = ((files[0], ids[0]),) if len(ids) == 1 else ()
    paired_files = [file for file, _ in pairs]
    paired_ids = {certificate_id for _, certificate_id in pairs}
    return Pairing(
        pairs,
        files_left=tuple(file for file in files if file not in paired_files),
        ids_left=tuple(each for each in ids if each not in paired_ids),
    )


def _by_name(files: Sequence[File], ids: Sequence[str]) -> tuple[tuple[File, str], ...]:
    carried = [{each.certificate_id for each in find("", [file.name])} & set(ids) for file in files]
    clear = [
        (file, next(iter(those)))
        for file, those in zip(files, carried, strict=True)
        if len(those) == 1
    ]
    return tuple(each for each in clear if sum(each[1] in those for those in carried) == 1)
