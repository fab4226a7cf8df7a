"""The transcript reads like the channel."""

import io
from datetime import UTC
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from sandbox.rendering.text import Line
from sandbox.slack import Message
from sandbox.transcript import dialog, home, lines, modal, one_message, show, wrapped
from tests.for_each import for_each

NAMES = {"U1": "Alice", "U2": "王芳", "UB": "Letterdrop", "C1": "certificates"}
CONSOLE_URL = "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh"


def drop(**changes: Any) -> Message:
    return Message(**{"channel": "C1", "ts": "1767225600.000100", "user": "U1"} | changes)


def reply(**changes: Any) -> Message:
    parent = {"ts": "1767225661.000100", "user": "UB", "thread_ts": "1767225600.000100"}
    return drop(**parent | changes)


def read(*messages: Message) -> list[str]:
    return [" " * line.indent + line.text for line in lines(messages, NAMES, UTC)]


def block(**fields: Any) -> list[str]:
    """The lines of one block, without the author's line and the blanks before."""
    return [line.strip() for line in read(drop(blocks=[fields]))[1:-1]]


def mrkdwn(text: str) -> str:
    (line,) = block(type="section", text={"type": "mrkdwn", "text": text})
    return line


def test_a_thread_reads_from_top_to_bottom_with_replies_standing_in() -> None:
    messages = [
        drop(
            text="for flSFd6Fh",
            files=[{"id": "F1", "name": "letter.pdf", "size": 48_213}],
            reactions={"white_check_mark": ["UB"], "tada": ["U1", "U2"]},
        ),
        drop(ts="1767225700.000100", user="U2", text="谢谢"),
        reply(text="Sent."),
    ]
    assert read(*messages) == [
        "Alice  00:00:00",
        "  for flSFd6Fh",
        "  📎 letter.pdf  48,213 bytes",
        "  ✅ Letterdrop   🎉 Alice, 王芳",
        "    Letterdrop  00:01:01",
        "      Sent.",
        "",
        "王芳  00:01:40",
        "  谢谢",
        "",
    ]


@for_each(
    ("changes", "note"),
    [
        ({"edits": ["Working"]}, "  (edited)"),
        ({"deleted": True}, "  (deleted)"),
        ({"ephemeral_for": "U2"}, "  (only 王芳 sees this)"),
        ({"edits": ["a"], "deleted": True}, "  (edited, deleted)"),
    ],
)
def test_a_message_tells_what_is_special_about_it(changes: dict[str, Any], note: str) -> None:
    assert read(drop(**changes))[0] == f"Alice  00:00:00{note}"


def test_a_deleted_message_has_no_content() -> None:
    assert read(drop(text="secret", deleted=True)) == ["Alice  00:00:00  (deleted)", ""]


def test_blocks_stand_in_place_of_the_fallback_text() -> None:
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "Sent :tada:"}}]
    assert read(drop(text="fallback", blocks=blocks))[1:-1] == ["  Sent 🎉"]


def test_what_is_forwarded_stands_under_what_is_typed() -> None:
    share = {"author_id": "U2", "text": "for <@U1>", "files": [{"id": "F1", "name": "letter.pdf"}]}
    shown = [line.strip() for line in read(drop(text="please", attachments=[share]))]
    assert shown[1:-1] == ["please", "↪ 王芳", "for @Alice", "📎 letter.pdf"]


def test_a_file_without_name_and_size_shows_its_id() -> None:
    assert "  📎 F1" in read(drop(files=[{"id": "F1", "mode": "tombstone"}]))


def test_people_and_channels_without_a_name_show_their_id() -> None:
    assert read(drop(user="U9", text="ask <@U8> in <#C1>"))[:2] == [
        "U9  00:00:00",
        "  ask @U8 in #certificates",
    ]


@for_each(
    ("text", "shown"),
    [
        ("*Sent.* to <@U1>", "Sent. to @Alice"),
        ("2 * 3 * 4 and a*b*c", "2 * 3 * 4 and a*b*c"),
        (f"<{CONSOLE_URL}|Open>", f"Open ({CONSOLE_URL})"),
        (f"<{CONSOLE_URL}>", CONSOLE_URL),
        ("<http://shop.example.com|shop.example.com>", "http://shop.example.com"),
        ("<#C1|certs> <!here> <!date^1767225600^{date}|1 January>", "#certs @here 1 January"),
        ("a &lt;b&gt; &amp;lt; c", "a <b> &lt; c"),
        (":x: refused :no_such_emoji:", "❌ refused :no_such_emoji:"),
        ("RequestId `15dc3823-4089`", "RequestId `15dc3823-4089`"),
    ],
)
def test_markup_is_shown_as_it_reads(text: str, shown: str) -> None:
    assert mrkdwn(text) == shown


def test_a_section_shows_text_fields_and_accessory() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Open"}, "url": CONSOLE_URL}
    assert block(
        type="section",
        text={"type": "mrkdwn", "text": "*One*"},
        fields=[{"type": "mrkdwn", "text": "two"}, {"type": "plain_text", "text": "*three*"}],
        accessory=button,
    ) == ["One", "two", "*three*", f"[Open -> {CONSOLE_URL}]"]


def test_every_action_has_a_line_of_its_own() -> None:
    def label(text: str) -> dict[str, str]:
        return {"type": "plain_text", "text": text}

    assert block(
        type="actions",
        elements=[
            {"type": "button", "text": label("Cancel")},
            {"type": "static_select", "placeholder": label("Certificate")},
            {"type": "overflow"},
        ],
    ) == ["[Cancel]", "[Certificate ▾]", "[overflow]"]


@for_each(
    ("fields", "shown"),
    [
        (
            {
                "type": "context",
                "elements": [
                    {"type": "mrkdwn", "text": "*a*"},
                    {"type": "image", "image_url": "u", "alt_text": "logo"},
                ],
            },
            "a  logo",
        ),
        ({"type": "divider"}, "─" * 20),
        ({"type": "image", "image_url": "u", "alt_text": "the letter"}, "(image: the letter)"),
        (
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "x"},
                "accessory": {"type": "image", "image_url": "u", "alt_text": "page"},
            },
            "x|(page)",
        ),
        (
            {
                "type": "input",
                "label": {"type": "plain_text", "text": "ID"},
                "element": {"type": "plain_text_input"},
            },
            "ID [ ]",
        ),
    ],
)
def test_every_kind_of_block_is_written_down(fields: dict[str, Any], shown: str) -> None:
    assert "|".join(block(**fields)) == shown


# Forms, the Home, single messages ----------------------------------------------------------------


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def shown(written: list[Line]) -> list[str]:
    return [" " * line.indent + line.text for line in written]


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": block_id, "label": plain(block_id)} | {
        "element": element,
        **more,
    }


OPTION = {"text": plain("flSFd6Fh · shop"), "value": "flSFd6Fh"}

FORM = {
    "title": plain("Hand in"),
    "close": plain("Cancel"),
    "submit": plain("Send"),
    "blocks": [
        field("ID", {"type": "external_select", "placeholder": plain("Search")}, hint=plain("One")),
        field("Chosen", {"type": "static_select", "initial_option": OPTION}),
        field("Letter", {"type": "file_input", "filetypes": ["pdf", "png"]}),
        field("Note", {"type": "plain_text_input", "initial_value": "soon"}, optional=True),
    ],
}


def test_a_form_shows_its_fields_with_what_is_in_them_and_its_buttons() -> None:
    assert shown(modal(FORM, NAMES)) == [
        "┌ Hand in",
        "│ ID [Search ▾]",
        "│   One",
        "│ Chosen [flSFd6Fh · shop ▾]",
        "│ Letter [add a file: pdf, png]",
        "│ Note (optional) [soon]",
        "└ [Cancel]  [Send]",
    ]


def test_an_error_stands_under_its_field() -> None:
    rows = shown(modal(FORM, NAMES, {"Letter": "This file is empty."}))
    assert rows[rows.index("│ Letter [add a file: pdf, png]") + 1] == "│   ⚠️ This file is empty."


def test_a_home_is_framed_row_by_row() -> None:
    rows = {"type": "section", "text": plain("one\n\ntwo")}
    assert shown(home({"blocks": [rows]}, NAMES)) == ["┌ Home", "│ one", "│", "│ two", "└"]


def test_slacks_question_before_a_button_counts_is_shown() -> None:
    asked = {"title": plain("Sure?"), "text": plain("For good."), "confirm": plain("Yes")}
    assert shown(dialog(asked | {"deny": plain("No")}, NAMES)) == [
        "┌ Sure?",
        "│ For good.",
        "└ [No]  [Yes]",
    ]


def test_one_message_stands_in_its_place_without_a_time() -> None:
    assert shown(one_message(drop(text="hi"), NAMES)) == ["Alice", "  hi"]
    assert shown(one_message(reply(text="yes", edits=["no"]), NAMES)) == [
        "    Letterdrop  (edited)",
        "      yes",
    ]


# Printing ----------------------------------------------------------------------------------------


def printed(width: int, text: str, *, terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=terminal, color_system=None)
    show(console, [Line(text, indent=4, style="bold")])
    return stream.getvalue()


def test_without_a_terminal_nothing_is_wrapped_or_coloured() -> None:
    text = f"The certificate is in review. Open {CONSOLE_URL} to see how it goes on. " * 3
    assert printed(20, text, terminal=False) == f"    {text}\n"


def test_in_a_terminal_lines_wrap_with_their_indent_and_urls_stay_whole() -> None:
    output = printed(30, f"The certificate is in review. {CONSOLE_URL} [x] :x: yes", terminal=True)
    assert output.splitlines() == [
        "    The certificate is in",
        "    review.",
        f"    {CONSOLE_URL}",
        "    [x] :x: yes",
    ]


def test_chinese_wraps_between_characters_but_no_line_begins_with_punctuation() -> None:
    assert wrapped("仅支持PDF、JPG、PNG格式的文件。", 10) == [
        "仅支持",
        "PDF、JPG、",
        "PNG格式的",
        "文件。",
    ]


def test_a_line_break_in_the_text_stays_one() -> None:
    assert wrapped("one\n\ntwo", 80) == wrapped("one\n\ntwo", None) == ["one", "", "two"]


WORDS = st.lists(
    st.sampled_from(["flSFd6Fh", CONSOLE_URL, "and", "证书", "，", "审核。", "15dc3823-4089-4fd6"]),
    max_size=12,
)


@given(WORDS, st.integers(8, 80))
def test_wrapping_loses_nothing_and_breaks_no_word(words: list[str], width: int) -> None:
    rows = wrapped(" ".join(words), width)
    assert "".join("".join(rows).split()) == "".join(words)
    for word in (CONSOLE_URL, "flSFd6Fh", "15dc3823-4089-4fd6"):
        assert sum(row.count(word) for row in rows) == words.count(word) + (
            words.count(CONSOLE_URL) if word == "flSFd6Fh" else 0
        )
    for row in rows:
        assert cell_len(row) <= width or " " not in row
