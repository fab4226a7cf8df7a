"""What an edited or a deleted message is to the bot."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.changes import Change, Edit, TakenBack, read_change, read_deleted_file
from bot.inbound.messages import Answer, Drop, Ignored
from tests.for_each import for_each
from tests.inbound.test_messages import BOT, FIELDS, JSON, TEAM, USER, event

TS, AT = "1795423512.483209", "1795423700.000400"
FILE, OTHER = {"id": "F1", "name": "scan.pdf"}, {"id": "F2", "name": "photo.jpg"}


def message(text: str = "the letter", *files: dict[str, Any], **fields: Any) -> dict[str, Any]:
    shown = {"type": "message", "user": USER, "ts": TS, "text": text, "files": [*files]}
    return shown | {"edited": {"user": USER, "ts": "1795423700.000000"}} | fields


def changed(before: Any, now: Any, **fields: Any) -> dict[str, Any]:
    place = {"channel": "C04CERTSHOP", "channel_type": "channel", "ts": AT, "event_ts": AT}
    shown = {"type": "message", "subtype": "message_changed", "hidden": True, **place}
    return shown | {"message": now, "previous_message": before} | fields


def deleted(before: Any, **fields: Any) -> dict[str, Any]:
    inner = changed(before, None, subtype="message_deleted", deleted_ts=TS)
    del inner["message"]
    return inner | fields


def understood(inner: Any) -> tuple[Change, ...]:
    return read_change(inner, team=TEAM, bot_user=BOT)


def edit_of(before: Any, now: Any) -> Edit:
    (edit,) = understood(changed(before, now))
    assert isinstance(edit, Edit)
    return edit


# Edits -------------------------------------------------------------------------------------------


@for_each(
    ("words", "more"),
    [
        ("the letter for flSFd6Fh", True),
        ("the letter for shop.example.com", True),
        (f"the letter, <@{BOT}>", True),
        ("this", True),  # no longer of a letter
        ("the letter, thank you", False),
        ("The Letter!", False),
    ],
)
def test_an_edited_drop_is_read_as_it_stands_now(words: str, *, more: bool) -> None:
    edit = edit_of(message("the letter", FILE), message(words, FILE))
    assert isinstance(edit.now, Drop)
    assert (edit.now.ts, edit.now.thread, edit.now.user) == (TS, TS, USER)
    assert (edit.at, edit.added, edit.says_more) == (AT, frozenset(), more)


def test_files_that_come_with_an_edit_are_told() -> None:
    edit = edit_of(message("the letter", FILE), message("the letter", FILE, OTHER))
    assert (edit.added, edit.says_more) == ({"F2"}, True)
    assert edit_of(message("flSFd6Fh"), message("flSFd6Fh", FILE)).added == {"F1"}


NOTHING = Ignored("a change that says nothing")


@for_each(
    ("before", "now", "expected"),
    [
        (message("a", FILE), message("a", FILE, attachments=[{"title": "x"}]), NOTHING),
        (message("a", FILE), message("flSFd6Fh", FILE, edited=None), NOTHING),
        (message("a", FILE), message("flSFd6Fh", FILE, edited="x"), NOTHING),
        (message("a", FILE), message("flSFd6Fh", FILE, edited={"user": "U9"}), NOTHING),
        (message("a", FILE), message("a", FILE | {"thumb_64": "x"}), NOTHING),
        (message("a", FILE), message("flSFd6Fh", FILE, bot_id="B1"), None),
        (message("a", FILE), message("flSFd6Fh", FILE, subtype="bot_message"), None),
        (message("maybe"), message("or not"), NOTHING),
        (message("flSFd6Fh"), message("flSFd6Fh, thanks"), NOTHING),
        (message("flSFd6Fh"), message("no idea"), NOTHING),
    ],
)
def test_what_nobody_has_typed_or_what_says_nothing_is_ignored(
    before: Any, now: Any, expected: Ignored | None
) -> None:
    for found in understood(changed(before, now)):
        assert isinstance(found, Ignored if expected else Ignored | TakenBack)
        assert expected in (None, found)


def test_both_ids_of_one_person_are_one_person() -> None:
    edited = {"user": f"W{USER[1:]}", "ts": "1795423700.000000"}
    edit = edit_of(message("the letter", FILE), message("flSFd6Fh", FILE, edited=edited))
    assert edit.says_more


@for_each("before", [message("flSFd6Fk"), message("let me see"), None])
def test_a_corrected_answer_is_said_at_the_time_of_the_edit(before: Any) -> None:
    now = message("flSFd6Fh", thread_ts="1795423001.000100")
    (answer,) = understood(changed(before, now))
    assert isinstance(answer, Answer)
    assert (answer.certificate_id, answer.ts, answer.said_at) == ("flSFd6Fh", TS, AT)
    assert answer.thread == "1795423001.000100"


# Taken back --------------------------------------------------------------------------------------

TOMBSTONE = {"type": "message", "subtype": "tombstone", "hidden": True, "ts": TS}
TOMBSTONE |= {"user": "USLACKBOT", "text": "This message was deleted."}
SHARE = {"is_share": True, "files": [FILE]}


@for_each(
    ("inner", "files"),
    [
        (deleted(message("a", FILE)), ()),
        (deleted(message("", attachments=[SHARE])), ()),
        (deleted(message("a", FILE, thread_ts="1795423001.000100")), ()),
        (deleted(None), ()),
        (changed(message("a", FILE), TOMBSTONE), ()),
        (changed(message("a", FILE, OTHER), message("a", FILE)), ("F2",)),
        (changed(message("a", FILE, OTHER), message("a")), ("F1", "F2")),
        (changed(message("a", FILE), message("a", {"id": "F1", "mode": "tombstone"})), ("F1",)),
        (changed(message("a", FILE), message("a", edited=None)), ("F1",)),
        (changed(message("", attachments=[SHARE]), message("", attachments=[])), ("F1",)),
    ],
)
def test_what_is_deleted_is_taken_back(inner: Any, files: tuple[str, ...]) -> None:
    back = TakenBack(TEAM, "C04CERTSHOP", TS)
    assert understood(inner)[: len(files) or 1] == (
        tuple(replace(back, file=each) for each in files) or (back,)
    )


def test_of_an_edit_both_is_read_what_is_gone_and_what_is_said_now() -> None:
    back, edit = understood(changed(message("a", FILE, OTHER), message("for flSFd6Fh", FILE)))
    assert isinstance(back, TakenBack)
    assert isinstance(edit, Edit)


@for_each(
    "inner",
    [
        deleted(message("flSFd6Fh")),
        deleted(message("a", FILE, user=BOT)),
        deleted(message("a", FILE, bot_id="B1")),
        deleted(None, deleted_ts=None),
        changed(message("flSFd6Fh"), TOMBSTONE),
        changed(message("a", FILE), None),
        changed(None, None),
        {"subtype": "message_changed"},
        deleted([]),
        deleted(message("a", FILE), channel="C1\n"),
    ],
)
def test_other_deletions_and_what_is_out_of_shape_are_ignored(inner: Any) -> None:
    assert all(isinstance(found, Ignored) for found in understood(inner))


def test_a_deleted_file_is_taken_back_wherever_it_stood() -> None:
    back = read_deleted_file({"type": "file_deleted", "file_id": "F1"}, team=TEAM)
    assert isinstance(back, TakenBack)
    assert (back.channel, back.team, back.file) == ("", TEAM, "F1")
    for odd in ({}, {"file_id": None}, {"file_id": "F1:"}, None):
        assert isinstance(read_deleted_file(odd, team=TEAM), Ignored)  # type: ignore[arg-type]


@given(
    outer=st.dictionaries(st.sampled_from(["message", "previous_message", "deleted_ts"]), JSON),
    inner=st.dictionaries(FIELDS | st.just("edited"), JSON, max_size=3),
    subtype=st.sampled_from(["message_changed", "message_deleted"]),
)
def test_no_change_breaks_the_door(outer: Any, inner: Any, subtype: str) -> None:
    now = message("flSFd6Fh", FILE) | inner
    for found in understood(changed(message("a", FILE), now, subtype=subtype) | outer):
        assert isinstance(found, Edit | TakenBack | Answer | Ignored)
        assert msgspec.json.encode(found)


def test_what_slack_really_sends_is_understood() -> None:
    (gone,) = understood(event("message_changed"))
    assert isinstance(gone, TakenBack)
    assert gone.file == "F05SEALED001"
    (back,) = understood(event("message_deleted"))
    assert isinstance(back, TakenBack)
    assert back.file == ""
    edited = deepcopy(event("message_changed"))
    edited["message"] = edited["previous_message"] | {
        "text": "for LqQxgqUe",
        "edited": {"user": USER, "ts": AT},
    }
    (edit,) = understood(edited)
    assert isinstance(edit, Edit)
    assert isinstance(edit.now, Drop)
