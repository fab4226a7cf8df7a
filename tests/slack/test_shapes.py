"""The shapes of Slack: what is kept of what somebody has written."""

from bot.slack.shapes import read_file
from tests.for_each import for_each


@for_each(
    ("name", "kept"),
    [
        ("scan\u202egpj.exe", "scangpj.exe"),
        ("\ufeff确认函\u200e.pdf\r\n", "确认函.pdf"),
        ("a\u2066b\u2069\x1b[31m\0.pdf", "ab[31m.pdf"),
        ("\u2028\x9b\u061c", ""),
        ("👩\u200d💻 نامه\u200cها é　1.pdf", "👩\u200d💻 نامه\u200cها é　1.pdf"),
    ],
)
def test_a_name_of_a_file_is_what_it_looks_like(name: str, kept: str) -> None:
    file = read_file({"id": "F1", "name": name})
    assert file is not None
    assert file.name == kept
