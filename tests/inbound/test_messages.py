"""What a message of Slack's is to the bot; each payload is named after what is odd in it."""

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.messages import Answer, Drop, Ignored, job_id, read
from bot.slack.shapes import File
from bot.text.certificate_ids import Candidate, Confidence
from tests.for_each import for_each

TEAM, BOT, USER = "T01ACME2B3C", "U02LETTERBOT", "U03MEILIN42"
PAYLOADS = Path(__file__).parent / "payloads"


def event(name: str) -> dict[str, Any]:
    payload = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    inner = payload["event"]
    assert isinstance(inner, dict)
    return inner


def understood(inner: Any) -> Drop | Answer | Ignored:
    return read(inner, team=TEAM, bot_user=BOT)


def dropped(inner: dict[str, Any]) -> Drop:
    drop = understood(inner)
    assert isinstance(drop, Drop)
    return drop


def share(**changes: Any) -> dict[str, Any]:
    return event("file_share_in_channel") | changes


DROPS = {
    "file_share_in_channel": "channel · flSFd6Fh strong · on topic",
    "file_share_in_private_channel": "group · flSFd6Fh strong · on topic",
    "file_share_in_group_dm": "mpim · flSFd6Fh strong · on topic",
    "file_share_in_dm": "im · flSFd6Fh strong · addressed · on topic",
    "file_share_in_messages_tab": "app_home · flSFd6Fh strong · addressed · on topic",
    "file_share_with_mention": "channel · LqQxgqUe medium · addressed",
    "file_share_with_named_mention": "channel · addressed",
    "file_share_empty_text": "channel · flSFd6Fh strong · on topic",
    "file_share_off_topic": "channel",
    "file_share_in_thread": "channel · flSFd6Fh strong · on topic",
    "thread_broadcast_with_file": "channel · flSFd6Fh strong · on topic",
    "thread_reply_with_id_and_file": "channel · flSFd6Fh strong · on topic",
    "several_files": "channel · flSFd6Fh strong · on topic",
    "slack_connect_stub": "channel · flSFd6Fh medium · on topic · from T09PARTNER0",
    "external_file": "channel · flSFd6Fh strong · on topic",
    "tombstone": "channel · flSFd6Fh strong · on topic",
    "hidden_by_limit": "channel · flSFd6Fh strong · on topic",
    "snippet": "channel · Untitled weak",
    "text_null": "channel · LqQxgqUe strong · on topic",
}
ANSWERS = (
    "thread_reply_with_id",
    "thread_reply_with_labelled_id",
    "thread_reply_with_id_and_courtesy",
    "thread_reply_with_id_and_domain",
)
OTHER_ANSWERS = ("thread_reply_with_domain", "thread_reply_with_two_ids", "id_in_channel")
REMARKS = {
    "thread_reply_chatter": "in a thread",
    "mention_without_file": "addressed",
    "greeting_in_dm": "addressed",
}
NOT_FOR_US = "neither a file nor for the bot"
IGNORED = {
    "plain_chatter": NOT_FOR_US,
    "files_null": NOT_FOR_US,
    "message_changed": "subtype message_changed",
    "message_deleted": "subtype message_deleted",
    "channel_join": "subtype channel_join",
    "bot_message": "subtype bot_message",
    "message_of_another_app": "message of a bot",
    "own_message": "own message",
    "no_user": "no user",
    "app_mention": "event of type app_mention",
}
MALFORMED = ("malformed_types", "malformed_file")


def summary(drop: Drop) -> str:
    parts = [
        drop.channel_type,
        *(f"{each.certificate_id} {each.confidence}" for each in drop.candidates),
        *(["addressed"] if drop.addressed else []),
        *(["on topic"] if drop.on_topic else []),
        *([f"from {drop.sent_from_team}"] if drop.sent_from_team else []),
    ]
    return " · ".join(parts)


@for_each(("name", "expected"), DROPS.items())
def test_a_message_with_a_file_is_a_drop(name: str, expected: str) -> None:
    assert summary(dropped(event(name))) == expected


@for_each("name", ANSWERS)
def test_a_reply_that_is_just_an_id_is_an_answer(name: str) -> None:
    answer = understood(event(name))
    assert isinstance(answer, Answer)
    assert replace(answer, team="", addressed=False) == Answer(
        channel="C04CERTSHOP",
        channel_type="channel",
        thread="1795423512.483209",
        user=USER,
        certificate_id="flSFd6Fh",
        sent_from_team=None,
        ts=event(name)["ts"],
    )


@for_each(
    "text",
    [
        "flSFd6Fh",
        "`flSFd6Fh`",
        "*flSFd6Fh*.",
        "just flSFd6Fh please",
        "flSFd6Fh / shop.example.com",
        "ID: flSFd6Fh",
        "it's certificate flSFd6Fh, thanks!",
        "The certificate ID is flSFd6Fh",
        "证书ID：flSFd6Fh。",
        "证书编号是flSFd6Fh，谢谢",
        "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh",
    ],
)
def test_an_id_with_label_and_courtesy_is_an_answer(text: str) -> None:
    answer = understood(event("thread_reply_with_id") | {"text": text})
    assert isinstance(answer, Answer)
    assert answer.certificate_id == "flSFd6Fh"


@for_each(
    "text",
    [
        "No idea yet, but surely not certificate ID: Eq4hcD10",
        "not flSFd6Fh",
        "不是证书flSFd6Fh",
        "flSFd6Fh is wrong, I think",
    ],
)
def test_a_remark_about_an_id_is_no_answer(text: str) -> None:
    said = understood(event("thread_reply_with_id") | {"text": text})
    if isinstance(said, Answer):
        named = {*(each.certificate_id for each in said.candidates), *said.domains}
        assert named == {*said.denied}


@pytest.mark.parametrize("text", ["flSFd6Fh", "shop.example.com"])
def test_in_a_dm_the_next_message_is_an_answer_as_well(text: str) -> None:
    answer = understood(event("greeting_in_dm") | {"text": text})
    assert isinstance(answer, Answer)
    assert answer.is_direct
    assert answer.thread == ""
    assert text in {answer.certificate_id, answer.domain}


@for_each(
    "text",
    [
        "<http://shop.example.com|shop.example.com>",
        "shop.example.com",
        "`Shop.example.com`, please",
        "just <http://shop.example.com|shop.example.com> thanks :pray:",
        f"<@{BOT}> it's for <https://shop.example.com/>",
        "域名：shop.example.com，谢谢",
    ],
)
def test_a_reply_that_is_just_a_domain_is_an_answer(text: str) -> None:
    answer = understood(event("thread_reply_with_domain") | {"text": text})
    assert isinstance(answer, Answer)
    assert (answer.certificate_id, answer.domain) == ("", "shop.example.com")
    assert answer.thread == "1795423512.483209"


@for_each(
    "text",
    [
        "not shop.example.com",
        "see https://shop.example.com/how-to",
        "mei@shop.example.com",
        "letter.pdf",
    ],
)
def test_a_remark_about_a_domain_is_no_answer(text: str) -> None:
    said = understood(event("thread_reply_with_domain") | {"text": text})
    if isinstance(said, Answer):
        named = {*(each.certificate_id for each in said.candidates), *said.domains}
        assert named == {*said.denied}


@pytest.mark.parametrize("thread_ts", [None, "1795423540.000600"])
def test_an_id_alone_in_a_channel_is_an_answer_that_stands_in_no_thread(
    thread_ts: str | None,
) -> None:
    answer = understood(event("id_in_channel") | {"thread_ts": thread_ts})
    assert isinstance(answer, Answer)
    assert (answer.certificate_id, answer.thread) == ("flSFd6Fh", "")


@for_each("text", ["shop.example.com", "maybe flSFd6Fh", "document", "20261123"])
def test_less_than_an_id_in_a_channel_is_none_of_the_bots_business(text: str) -> None:
    assert understood(event("id_in_channel") | {"text": text}) == Ignored(NOT_FOR_US)


@for_each(("name", "why"), REMARKS.items())
def test_other_words_are_a_remark_with_place_and_author_but_without_the_words(
    name: str, why: str
) -> None:
    inner = event(name)
    remark = understood(inner)
    assert isinstance(remark, Answer)
    assert remark.is_talk
    assert replace(remark, candidates=()) == Answer(
        team=TEAM,
        channel=inner["channel"],
        channel_type=inner["channel_type"],
        ts=inner["ts"],
        thread=inner.get("thread_ts", ""),
        user=USER,
        addressed=why == "addressed",
        sent_from_team=None,
    )
    assert remark.is_direct is inner["channel"].startswith("D")
    assert inner["text"] not in str(msgspec.to_builtins(remark))


def test_of_a_remark_the_other_workspace_is_noticed() -> None:
    remark = understood(event("greeting_in_dm") | {"user_team": "T09PARTNER0"})
    assert isinstance(remark, Answer)
    assert remark.sent_from_team == "T09PARTNER0"


@for_each("text", ["", " \n", None])
def test_where_nothing_is_said_there_is_no_remark(text: str | None) -> None:
    assert understood(event("greeting_in_dm") | {"text": text}) == Ignored(NOT_FOR_US)


@for_each(("name", "reason"), IGNORED.items())
def test_what_is_no_letter_of_a_person_is_ignored(name: str, reason: str) -> None:
    assert understood(event(name)) == Ignored(reason)


@pytest.mark.parametrize("name", MALFORMED)
def test_wrong_types_are_ignored_and_the_reason_says_where(name: str) -> None:
    ignored = understood(event(name))
    assert isinstance(ignored, Ignored)
    assert ignored.reason.startswith("malformed event: ")
    assert "$." in ignored.reason


def test_every_payload_is_tested() -> None:
    tested = {*DROPS, *ANSWERS, *OTHER_ANSWERS, *REMARKS, *IGNORED, *MALFORMED}
    assert {path.stem for path in PAYLOADS.glob("*.json")} == tested


# Drops -------------------------------------------------------------------------------------------


def test_a_drop_holds_what_slack_says_about_message_and_file() -> None:
    assert dropped(event("file_share_in_channel")) == Drop(
        team=TEAM,
        channel="C04CERTSHOP",
        channel_type="channel",
        ts="1795423512.483209",
        thread="1795423512.483209",
        user=USER,
        files=(
            File(
                id="F05SEALED001",
                name="confirmation-letter.pdf",
                size=248113,
                mode="hosted",
                mimetype="application/pdf",
                url=f"https://files.slack.com/files-pri/{TEAM}-F05SEALED001/download/confirmation-letter.pdf",
                is_external=False,
                file_access="visible",
            ),
        ),
        candidates=(Candidate("flSFd6Fh", Confidence.STRONG),),
        addressed=False,
        on_topic=True,
        sent_from_team=None,
    )


def test_the_answer_to_a_reply_goes_to_the_first_message_of_its_thread() -> None:
    drop = dropped(event("file_share_in_thread"))
    assert (drop.thread, drop.ts) == ("1795423001.000100", "1795423600.000300")


def test_several_files_stay_in_their_order() -> None:
    files = dropped(event("several_files")).files
    assert [file.name for file in files] == ["page1.jpg", "page2.jpg"]


def test_of_a_slack_connect_stub_only_the_id_is_known() -> None:
    assert dropped(event("slack_connect_stub")).files == (
        File(
            id="F05STRANGER1",
            name="",
            size=0,
            mode="file_access",
            mimetype="",
            url="",
            is_external=False,
            file_access="check_file_info",
        ),
    )


def test_a_deleted_file_has_no_address() -> None:
    assert dropped(event("tombstone")).files[0].url == ""


def test_a_drop_names_the_domains_of_its_text_and_its_files() -> None:
    files = [{"id": "F1", "name": "letter_www.example.com.pdf"}]
    drop = dropped(share(text="for <http://shop.example.com|shop.example.com>", files=files))
    assert drop.domains == ("shop.example.com", "www.example.com")


def test_without_a_download_address_the_private_one_serves() -> None:
    (file,) = event("file_share_in_channel")["files"]
    del file["url_private_download"]
    assert dropped(share(files=[file])).files[0].url == file["url_private"]


def test_where_slack_names_no_channel_type_a_dm_is_known_by_its_id() -> None:
    assert dropped(share(channel="D04MEILIN77", channel_type=None)).addressed
    assert dropped(share(channel_type=None)).channel_type == ""


def test_mentioning_somebody_else_does_not_address_the_bot() -> None:
    assert not dropped(share(text=f"<@{BOT}X> <@U1|{BOT}> cert flSFd6Fh")).addressed


@for_each(
    ("teams", "other"),
    [
        ({"user_team": TEAM, "source_team": TEAM}, None),
        ({"user_team": "T09PARTNER0", "source_team": TEAM}, "T09PARTNER0"),
        ({"source_team": "T09PARTNER0"}, "T09PARTNER0"),
        ({"user_team": None}, None),
    ],
)
def test_a_person_of_another_workspace_is_noticed(
    teams: dict[str, str | None], other: str | None
) -> None:
    assert dropped(share(**teams)).sent_from_team == other


def test_the_same_drop_has_the_same_job_id_however_it_arrives() -> None:
    again = share(subtype=None, channel_type=None, text="edited in between", event_ts="1.2")
    expected = f"{TEAM}:C04CERTSHOP:1795423512.483209:F05SEALED001"
    assert job_id(dropped(share())) == job_id(dropped(again)) == expected


@for_each("name", DROPS)
def test_a_drop_survives_being_stored_as_json(name: str) -> None:
    drop = dropped(event(name))
    stored = json.dumps(msgspec.to_builtins(drop))
    assert msgspec.convert(json.loads(stored), Drop) == drop


def test_a_name_that_a_database_cannot_hold_is_made_storable() -> None:
    drop = dropped(share(files=[{"id": "F1", "name": "a\0b\ud800.pdf"}]))
    assert drop.files[0].name == "ab?.pdf"
    assert msgspec.json.decode(msgspec.json.encode(drop), type=Drop) == drop


# Forwarded ---------------------------------------------------------------------------------------


def forwarded(text: str, *attachments: Any, **changes: Any) -> dict[str, Any]:
    inner = event("id_in_channel") | {"text": text, "attachments": list(attachments)}
    return inner | changes


def shared(words: str = "", *files: Any, **fields: Any) -> dict[str, Any]:
    return {"is_share": True, "is_msg_unfurl": True, "text": words, "files": [*files]} | fields


LETTER = {"id": "F1", "name": "scan.pdf", "mode": "hosted"}


@for_each(
    ("text", "words", "expected"),
    [
        ("certificate ID flSFd6Fh", "", "channel · flSFd6Fh strong · on topic"),
        ("", "certificate ID flSFd6Fh", "channel · flSFd6Fh medium · on topic"),
        ("certificate ID flSFd6Fh", "or LqQxgqUe", "channel · flSFd6Fh strong · on topic"),
        ("see workshop", "flSFd6Fh", "channel · flSFd6Fh medium · workshop weak"),
        ("see workshop", "Saturday", "channel · workshop weak"),
        (f"<@{BOT}>", "确认函", "channel · addressed · on topic"),
        ("fyi", "minutes", "channel"),
    ],
)
def test_the_files_of_a_forwarded_message_are_dropped(text: str, words: str, expected: str) -> None:
    drop = dropped(forwarded(text, shared(words, LETTER)))
    assert summary(drop) == expected
    assert [file.id for file in drop.files] == ["F1"]
    assert drop.ts == event("id_in_channel")["ts"]


def test_forwarded_words_name_domains_and_the_bots_own_name_no_certificate() -> None:
    drop = dropped(forwarded("", shared("for shop.example.com", LETTER)))
    assert drop.domains == ("shop.example.com",)
    example = shared("certificate ID flSFd6Fh", LETTER, author_id=BOT)
    assert dropped(forwarded("", example)).candidates == ()


def test_what_was_typed_with_a_file_of_its_own_and_all_that_is_forwarded_are_one_drop() -> None:
    two, again = {"id": "F2"}, [LETTER, {"id": "F3"}]
    inner = share(attachments=[shared("", LETTER, two), shared("", *again)], files=[{"id": "F0"}])
    assert [file.id for file in dropped(inner).files] == ["F0", "F1", "F2", "F3"]


def test_what_was_forwarded_before_is_found_within() -> None:
    inner, deep = shared("certificate flSFd6Fh", LETTER), shared("", {"id": "F9"})
    for _ in range(500):
        deep = shared("", attachments=[deep])
    drop = dropped(forwarded("fyi", shared("see below", attachments=[inner, deep])))
    assert [file.id for file in drop.files] == ["F1"]
    assert [each.certificate_id for each in drop.candidates] == ["flSFd6Fh"]


@for_each(
    "odd",
    [
        None,
        "F1",
        7,
        {},
        {"is_share": True, "text": 1},
        {"is_share": 1, "files": [LETTER]},
        {"is_msg_unfurl": True, "files": [LETTER]},
        {"is_share": False, "files": [LETTER]},
        shared("", None, "F1", {}, {"id": "F1:C1"}, {"id": "F1", "size": -1}),
        shared("", files="F1"),
    ],
)
def test_an_attachment_out_of_shape_costs_neither_the_message_nor_the_others(odd: Any) -> None:
    good = shared("", LETTER)
    assert [file.id for file in dropped(forwarded("", odd, good)).files] == ["F1"]
    assert isinstance(understood(forwarded("flSFd6Fh", odd)), Answer)


@for_each("attachments", [None, {}, "x", 1, [shared("", LETTER)] * 500, [shared()] * 500])
def test_attachments_may_be_anything(attachments: Any) -> None:
    known = understood(forwarded("flSFd6Fh") | {"attachments": attachments})
    assert isinstance(known, Answer | Drop)


@for_each(
    ("inner", "named"),
    [
        (forwarded(f"<@{BOT}> please", shared("for flSFd6Fh")), "flSFd6Fh"),
        (forwarded(f"<@{BOT}>", shared("for shop.example.com")), "shop.example.com"),
        (forwarded(f"<@{BOT}>", shared("flSFd6Fh or LqQxgqUe")), ""),
        (forwarded("certificate ID flSFd6Fh, please take it", shared("LqQxgqUe")), "flSFd6Fh"),
        (event("greeting_in_dm") | {"text": "", "attachments": [shared("flSFd6Fh")]}, "flSFd6Fh"),
        (event("greeting_in_dm") | {"attachments": [shared("hello")]}, ""),
    ],
)
def test_where_no_file_comes_along_that_is_known_together_with_what_is_named(
    inner: dict[str, Any], named: str
) -> None:
    remark = understood(inner)
    assert isinstance(remark, Answer)
    assert remark.forwarded
    assert remark.named_id + remark.named_domain == named


@for_each("text", ["fyi", "", "see flSFd6Fh below"])
def test_elsewhere_a_forwarded_message_without_a_file_is_none_of_the_bots_business(
    text: str,
) -> None:
    assert understood(forwarded(text, shared("for flSFd6Fh"))) == Ignored(NOT_FOR_US)
    in_thread = understood(forwarded("fyi", shared("x"), thread_ts="1795423540.000100"))
    assert isinstance(in_thread, Answer)
    assert not in_thread.forwarded


# Mentions ----------------------------------------------------------------------------------------


@for_each(
    ("text", "named"),
    [
        ("what about flSFd6Fh?", "flSFd6Fh"),
        ("can you see the one for shop.example.com?", "shop.example.com"),
        ("flSFd6Fh or rather LqQxgqUe?", ""),
        ("hello there", ""),
    ],
)
def test_a_mention_tells_the_one_certificate_that_it_names(text: str, named: str) -> None:
    remark = understood(event("mention_without_file") | {"text": f"<@{BOT}> {text}"})
    assert isinstance(remark, Answer)
    assert remark.named_id + remark.named_domain == named
    elsewhere = understood(event("thread_reply_chatter") | {"text": f"no, {text}"})
    assert isinstance(elsewhere, Answer)
    assert elsewhere.certificate_id + elsewhere.domain == ""


def test_an_answer_with_a_mention_knows_that_it_is_one() -> None:
    answer = understood(event("id_in_channel") | {"text": f"<@{BOT}> flSFd6Fh"})
    assert isinstance(answer, Answer)
    assert (answer.addressed, answer.team) == (True, TEAM)


# What a message is about -------------------------------------------------------------------------

ON_TOPIC = (
    "Sealed letter attached",
    "the CONFIRMATION LETTERS",
    "new cert for the shop",
    "ssl please",
    "see ConfirmLetter",
    "确认函已盖章",
    "請上傳證書",
    "吊销",
)
OFF_TOPIC = (
    "",
    "tickets for the concert",
    "our newsletter",
    "I am certain",
    "can you confirm?",
    "see <#C1|ssl-certificates>",
    "<https://letter.example.com/cert>",
    "合同已签字",
)


@for_each("text", ON_TOPIC)
def test_words_about_letters_and_certificates_are_on_topic(text: str) -> None:
    assert dropped(share(text=text, files=[{"id": "F1", "name": "scan.pdf"}])).on_topic


@for_each("text", OFF_TOPIC)
def test_other_words_are_not_on_topic(text: str) -> None:
    assert not dropped(share(text=text, files=[{"id": "F1", "name": "scan.pdf"}])).on_topic


@for_each("name", ["confirmation_2026.pdf", "ConfirmLetter.pdf", "my-cert.png", "盖章.jpg"])
def test_a_file_can_be_on_topic_by_its_name(name: str) -> None:
    assert dropped(share(text="here", files=[{"id": "F1"}, {"id": "F2", "name": name}])).on_topic


@for_each("name", ["newsletter.pdf", "concert.pdf", "", None])
def test_other_file_names_are_not_on_topic(name: str | None) -> None:
    assert not dropped(share(text="here", files=[{"id": "F1", "name": name}])).on_topic


# Answers and the rest ----------------------------------------------------------------------------


@for_each("text", ["document", "20261123", "maybe AbCd1234 or so", "is document the ID?"])
def test_a_reply_that_is_not_surely_an_id_is_left_to_what_the_account_has(text: str) -> None:
    answer = understood(event("thread_reply_with_id") | {"text": text})
    assert isinstance(answer, Answer)
    assert (answer.certificate_id, len(answer.candidates)) == ("", 1)
    assert answer.is_talk
    assert (
        text not in str(msgspec.to_builtins(answer)) or text == answer.candidates[0].certificate_id
    )


LONG = "application/" + "x" * 300


def test_an_odd_type_of_a_file_does_not_make_its_message_unreadable() -> None:
    (file,) = dropped(share(files=[{"id": "F1", "name": "a.pdf", "mimetype": LONG}])).files
    assert file.is_pdf
    assert LONG.startswith(file.mimetype)


@for_each(
    ("file", "never"),
    [
        ({"name": "notes.docx", "mimetype": "application/vnd.openxmlformats"}, True),
        ({"name": "IDs.xlsx", "mimetype": ""}, True),
        ({"name": "call.mp3", "mimetype": "audio/mpeg"}, True),
        ({"name": "letters.zip", "mimetype": "application/zip"}, True),
        ({"name": "Untitled", "mode": "canvas"}, True),
        ({"name": "Untitled", "mode": "snippet", "mimetype": "text/plain"}, True),
        ({"name": "letter.docx", "mimetype": "application/pdf"}, False),
        ({"name": "letter.doc", "mimetype": "image/jpeg"}, False),
        ({"name": "letter.pdf", "mimetype": "application/octet-stream"}, False),
        ({"name": "scan.psd", "mimetype": "image/vnd.adobe.photoshop"}, False),
        ({"name": "docx"}, False),
        ({"name": ""}, False),
    ],
)
def test_what_can_never_be_a_letter_is_told_by_name_and_type(
    file: dict[str, str],
    never: bool,  # noqa: FBT001  # of a table
) -> None:
    assert dropped(share(files=[{"id": "F1"} | file])).files[0].is_never_a_letter is never


@for_each(
    ("text", "bare"),
    [
        ("", True),
        ("<@U02LETTERBOT> here it is, thanks :pray:", True),
        ("谢谢", True),
        ("minutes of the meeting", False),
        ("see below", False),
    ],
)
def test_a_drop_without_words_of_its_own_is_bare(text: str, bare: bool) -> None:  # noqa: FBT001
    assert dropped(share(text=text)).is_bare is bare


def test_a_hidden_message_is_ignored() -> None:
    assert understood(share(hidden=True)) == Ignored("hidden")


@for_each(
    "changes",
    [
        {"channel": None},
        {"channel": "C1\n"},
        {"ts": 1795423512.483209},
        {"ts": "now"},
        {"thread_ts": ""},
        {"subtype": "file share\n"},
        {"user": {"id": USER}},
        {"text": ["flSFd6Fh"]},
        {"files": "F1"},
        {"files": [None]},
        {"files": [{}]},
        {"files": [{"id": "F1:C1"}]},
        {"files": [{"id": "F1", "size": -1}]},
        {"files": [{"id": "F1", "size": 2**70}]},
        {"files": [{"id": "F1", "size": True}]},
        {"files": [{"id": "F1", "is_external": "no"}]},
        {"files": [{"id": "F1", "url_private": "https://files.slack.com/" + "x" * 5000}]},
        {"files": [{"id": "F1"}] * 101},
    ],
)
def test_what_is_out_of_shape_is_ignored(changes: dict[str, Any]) -> None:
    ignored = understood(share(**changes))
    assert isinstance(ignored, Ignored)
    assert ignored.reason.startswith("malformed event: ")


@for_each("inner", [None, [], "message", 1, {}, {1: 2}])
def test_what_is_no_event_at_all_is_ignored(inner: Any) -> None:
    assert isinstance(understood(inner), Ignored)


def test_the_reason_holds_nothing_of_what_was_written() -> None:
    ignored = understood(share(channel="secret words", ts="secret words"))
    assert isinstance(ignored, Ignored)
    assert "secret" not in ignored.reason


def test_any_mapping_will_do() -> None:
    assert understood(MappingProxyType(share())) == understood(share())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        *("type", "subtype", "channel", "channel_type", "ts", "thread_ts", "user", "text"),
        *("files", "attachments", "bot_id", "hidden", "user_team", "source_team"),
    ]
)


@given(changes=st.dictionaries(FIELDS, JSON, min_size=1, max_size=3))
def test_no_event_breaks_the_door(changes: dict[str, Any]) -> None:
    known = understood(share(**changes))
    assert isinstance(known, Drop | Answer | Ignored)
    assert msgspec.json.encode(known)
