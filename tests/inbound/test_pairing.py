"""Which of several files is for which of several certificates."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.pairing import pair
from bot.slack.shapes import File
from tests.for_each import for_each

A, B, C = "flSFd6Fh", "LqQxgqUe", "kneSCNrZ"
LETTER = File(
    id="F05SEALED001",
    name="letter.pdf",
    size=2048,
    mode="hosted",
    mimetype="application/pdf",
    url="",
    is_external=False,
    file_access="visible",
)


def file(name: str, file_id: str = "") -> File:
    return replace(LETTER, id=file_id or f"F{name}", name=name)


def paired(names: str, ids: str) -> str:
    """The pairing in short: pairs, then the files and the IDs that are left."""
    pairing = pair([file(name) for name in names.split()], ids.split())
    pairs = " ".join(f"{each.name}={certificate_id}" for each, certificate_id in pairing.pairs)
    left = " ".join([*(each.name for each in pairing.files_left), *pairing.ids_left])
    return f"{pairs} | {left}".strip()


@for_each(
    ("names", "ids", "expected"),
    [
        # One file and one certificate, whatever the name says
        ("letter.pdf", A, f"letter.pdf={A} |"),
        (f"{B}.pdf", A, f"{B}.pdf={A} |"),
        # Several of both, told by the names
        (f"{A}.pdf {B}.pdf", f"{B} {A}", f"{A}.pdf={A} {B}.pdf={B} |"),
        (f"x_{A}_y.pdf 证书{B}确认函.pdf", f"{A} {B}", f"x_{A}_y.pdf={A} 证书{B}确认函.pdf={B} |"),
        (f"{A}.pdf scan.pdf {B}.pdf", f"{A} {B}", f"{A}.pdf={A} {B}.pdf={B} | scan.pdf"),
        (f"{A}.pdf scan.pdf", f"{A} {B}", f"{A}.pdf={A} | scan.pdf {B}"),
        (f"{A}.pdf scan.pdf", A, f"{A}.pdf={A} | scan.pdf"),
        # Not told, or not clearly
        ("1.jpg 2.jpg", A, f"| 1.jpg 2.jpg {A}"),
        (f"{A}.pdf {A}-2.pdf", f"{A} {B}", f"| {A}.pdf {A}-2.pdf {A} {B}"),
        (f"{A}_{B}.pdf {B}.pdf", f"{A} {B}", f"| {A}_{B}.pdf {B}.pdf {A} {B}"),
        (f"{A}x.pdf {A.lower()}.pdf", f"{A} {B}", f"| {A}x.pdf {A.lower()}.pdf {A} {B}"),
        (f"{C}.pdf scan.pdf", f"{A} {B}", f"| {C}.pdf scan.pdf {A} {B}"),
        (f"{A}.pdf", f"{A} {B}", f"| {A}.pdf {A} {B}"),
        # Nothing on one side
        ("1.jpg 2.jpg", "", "| 1.jpg 2.jpg"),
        ("", A, f"| {A}"),
        ("", "", "|"),
        # Named twice
        ("letter.pdf", f"{A} {A}", f"letter.pdf={A} |"),
    ],
)
def test_a_file_goes_with_the_certificate_in_its_name(names: str, ids: str, expected: str) -> None:
    assert paired(names, ids) == expected


IDS = st.lists(st.sampled_from([A, B, C, "abcdefgh"]), max_size=4)
NAMES = st.lists(st.sampled_from([A, B, C, "_", ".", "x", "确认函", "abcdefgh"]), max_size=4).map(
    "".join
)


@given(names=st.lists(NAMES | st.text(max_size=20), max_size=5), ids=IDS)
def test_every_file_and_every_id_is_paired_once_or_left(names: list[str], ids: list[str]) -> None:
    files = [file(name, f"F{number}") for number, name in enumerate(names)]
    pairing = pair(files, ids)
    for_files = [each for each, _ in pairing.pairs]
    for_ids = [each for _, each in pairing.pairs]
    assert len(set(for_ids)) == len(for_ids)
    assert sorted([*for_files, *pairing.files_left], key=files.index) == files
    assert sorted([*for_ids, *pairing.ids_left]) == sorted(set(ids))
