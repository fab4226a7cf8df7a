"""What a submitted form hands in; each payload is named after what was filled in."""

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.files.types import LARGEST_FETCHED, SMALLEST_LETTER
from bot.inbound.forms import (
    LONGEST_CERTIFICATE,
    LONGEST_METADATA,
    LONGEST_NOTE,
    Fault,
    Origin,
    Submission,
    faults,
    read,
    read_submission,
    to_metadata,
)
from bot.inbound.messages import Drop, job_id
from bot.slack.shapes import File
from tests.for_each import for_each

TEAM, USER, CERTIFICATE = "T01ACME2B3C", "U03MEILIN42", "flSFd6Fh"
PAYLOADS = Path(__file__).parent / "payloads" / "submissions"
ALL = ("with_a_file", "of_a_shortcut", "choice_of_files", "left_empty")

SHOP = Origin("C04CERTSHOP")
STUB: dict[str, Any] = {
    "mode": "file_access",
    "mimetype": "",
    "url": "",
    "file_access": "check_file_info",
}
LETTER = File(
    id="F05FORMFILE1",
    name="letter.pdf",
    size=248113,
    mode="hosted",
    mimetype="application/pdf",
    url=f"https://files.slack.com/files-pri/{TEAM}-F05FORMFILE1/download/letter.pdf",
    is_external=False,
    file_access="visible",
)


def payload(name: str) -> dict[str, Any]:
    sent = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(sent, dict)
    return sent


def submitted(sent: Any) -> Submission:
    submission = read_submission(sent, team=TEAM)
    assert submission is not None
    return submission


def in_view(name: str, **changes: Any) -> dict[str, Any]:
    sent = payload(name)
    return sent | {"view": sent["view"] | changes}


def filled(name: str, block: str, action: str, **field: Any) -> dict[str, Any]:
    sent = payload(name)
    sent["view"]["state"]["values"][block] = {action: field}
    return sent


def stub(file_id: str, name: str) -> File:
    return replace(LETTER, id=file_id, name=name, size=0, **STUB)


def typed(certificate: str) -> Submission:
    field = {"type": "plain_text_input", "value": certificate}
    return submitted(filled("with_a_file", "certificate", "certificate_id", **field))


def noted(note: str | None) -> str:
    return submitted(filled("with_a_file", "note", "note", value=note)).note


# What is handed in -------------------------------------------------------------------------------


def test_a_form_hands_in_its_file_with_certificate_and_note() -> None:
    submission = submitted(payload("with_a_file"))
    assert submission.drop.files == (LETTER,)
    assert submission.certificate == CERTIFICATE
    assert submission.note == "sealed by the shop team"
    assert submission.view_id == "V05FORM00001"


def test_the_form_of_a_shortcut_hands_in_the_file_of_the_message() -> None:
    submission = submitted(payload("of_a_shortcut"))
    assert submission.drop.files == (stub("F05SEALED001", "confirmation-letter.pdf"),)
    assert submission.certificate == CERTIFICATE
    drop = submission.drop
    assert (drop.channel, drop.channel_type) == ("C04CERTSHOP", "channel")
    assert (drop.ts, drop.thread) == ("1795423600.000300", "1795423001.000100")


def test_of_several_files_of_a_message_the_chosen_one_is_handed_in() -> None:
    submission = submitted(payload("choice_of_files"))
    assert submission.drop.files == (stub("F05SEALED002", "page2.jpg"),)


def test_an_empty_form_hands_in_nothing() -> None:
    submission = submitted(payload("left_empty"))
    assert (submission.certificate, submission.drop.files, submission.note) == ("", (), "")


def test_fields_that_slack_leaves_out_are_empty() -> None:
    submission = submitted(in_view("with_a_file", state={"values": {}}))
    assert (submission.certificate, submission.drop.files, submission.note) == ("", (), "")


def test_without_a_choice_of_the_messages_files_none_is_handed_in() -> None:
    sent = filled("choice_of_files", "file", "file", selected_option=None)
    assert submitted(sent).drop.files == ()


def test_a_file_input_in_the_form_of_a_shortcut_counts_for_nothing() -> None:
    (file,) = payload("with_a_file")["view"]["state"]["values"]["file"]["file"]["files"]
    sent = filled("of_a_shortcut", "file", "file", files=[file])
    assert [each.id for each in submitted(sent).drop.files] == ["F05SEALED001"]


@for_each(
    "text",
    [
        "flSFd6Fh",
        " flSFd6Fh\n",
        "ｆｌＳＦｄ６Ｆｈ",
        "`flSFd6Fh`",
        "ID: flSFd6Fh",
        "https://console.cloud.tencent.com/ssl/detail/flSFd6Fh",
    ],
)
def test_an_id_is_read_however_it_was_pasted(text: str) -> None:
    assert typed(text).certificate == CERTIFICATE


def test_what_is_no_id_stays_as_it_was_typed() -> None:
    assert typed(" shop.example.com ").certificate == "shop.example.com"
    assert typed("document").certificate == "document"
    assert typed("a\0b\ud800" + "x" * 300).certificate == "ab?" + "x" * (LONGEST_CERTIFICATE - 4)


def test_a_note_is_one_line_without_control_characters() -> None:
    assert noted("two\nlines\t and \x07more\u202e\u2066 \0") == "two lines and more"
    assert noted("👩\u200d🔧 谢谢 \ud800") == "👩\u200d🔧 谢谢"
    assert noted(None) == ""


def test_a_note_is_cut() -> None:
    assert noted("x" * 3000) == "x" * LONGEST_NOTE


@for_each(
    ("of_the_person", "told"),
    [("T09PARTNER0", "T09PARTNER0"), (None, "T09PARTNER0"), (TEAM, None)],
)
def test_a_person_of_another_workspace_is_noticed(of_the_person: str, told: str) -> None:
    sent = payload("with_a_file")
    sent["user"]["team_id"], sent["team"]["id"] = of_the_person, "T09PARTNER0"
    assert submitted(sent).drop.sent_from_team == told


# What is no submission ---------------------------------------------------------------------------


@for_each("chosen", ["F05ANOTHER01", "", "page2.jpg"])
@for_each("name", ["choice_of_files", "of_a_shortcut"])
def test_a_file_that_was_not_on_offer_is_no_submission(name: str, chosen: str) -> None:
    sent = filled(name, "file", "file", selected_option={"value": chosen})
    assert read_submission(sent, team=TEAM) is None


@for_each("files", [[None], [{}], [{"id": "F 1"}], "F1", {"id": "F1"}, [{}] * 101])
def test_a_malformed_file_is_no_submission(files: Any) -> None:
    sent = filled("with_a_file", "file", "file", files=files)
    assert read_submission(sent, team=TEAM) is None


@for_each(
    "changes",
    [
        {"callback_id": "another_form"},
        {"id": "V 1"},
        {"private_metadata": None},
        {"private_metadata": ""},
        {"private_metadata": "{}"},
        {"private_metadata": '{"channel":"C 1"}'},
        {"state": None},
        {"state": {"values": None}},
        {"state": {"values": {"note": []}}},
        {"state": {"values": {"note": {"note": "text"}}}},
        {"state": {"values": {"note": {"note": {"value": 1}}}}},
        {"state": {"values": {"certificate": {"certificate_id": {"selected_option": "x"}}}}},
    ],
)
def test_a_view_out_of_shape_is_no_submission(changes: dict[str, Any]) -> None:
    assert read_submission(in_view("with_a_file", **changes), team=TEAM) is None


@for_each(
    "changes",
    [
        {"type": "block_actions"},
        {"user": None},
        {"user": {"id": "U 1"}},
        {"team": {"id": 1}},
        {"view": None},
    ],
)
def test_a_payload_out_of_shape_is_no_submission(changes: dict[str, Any]) -> None:
    assert read_submission(payload("with_a_file") | changes, team=TEAM) is None


@for_each("sent", [None, [], "view", 1, {}, {1: 2}])
def test_what_is_no_payload_at_all_is_no_submission(sent: Any) -> None:
    assert read_submission(sent, team=TEAM) is None


def test_any_mapping_will_do() -> None:
    sent = payload("with_a_file")
    assert submitted(MappingProxyType(sent)) == submitted(sent)


# What is wrong with it ---------------------------------------------------------------------------


def with_files(*files: File) -> dict[str, str]:
    submission = submitted(payload("with_a_file"))
    return faults(replace(submission, drop=replace(submission.drop, files=files)))


@for_each("name", ["with_a_file", "of_a_shortcut", "choice_of_files"])
def test_a_form_that_is_filled_in_has_no_faults(name: str) -> None:
    assert faults(submitted(payload(name))) == {}


def test_an_empty_form_has_a_fault_beside_each_field_that_is_needed() -> None:
    assert faults(submitted(payload("left_empty"))) == {
        "certificate": Fault.NO_ID,
        "file": Fault.NO_FILE,
    }


@for_each("text", ["shop.example.com", "flSFd6F", "flSFd6Fhh", "flSFd6F-"])
def test_what_is_no_id_is_a_fault_of_the_certificate(text: str) -> None:
    assert faults(typed(text)) == {"certificate": Fault.NO_ID}


def test_several_files_are_a_fault_of_the_file() -> None:
    assert with_files(LETTER, LETTER) == {"file": Fault.SEVERAL_FILES}


@for_each("name", ["a.docx", "a.ZIP", "a.exe", "letter.pdf.html", "a.txt", "a.pem"])
def test_a_name_that_can_be_no_letter_is_a_fault(name: str) -> None:
    assert with_files(replace(LETTER, name=name)) == {"file": Fault.FILE_TYPE}
    assert with_files(stub("F1", name)) == {"file": Fault.FILE_TYPE}


@for_each("name", ["a.pdf", "a.JPEG", "a.gif", "a.heic", "a.bin", "docx", "", "a."])
def test_where_a_name_leaves_doubt_the_content_decides(name: str) -> None:
    assert with_files(replace(LETTER, name=name)) == {}


@for_each(
    ("size", "fault"),
    [
        (0, Fault.FILE_EMPTY),
        (SMALLEST_LETTER - 1, Fault.FILE_TOO_SMALL),
        (SMALLEST_LETTER, None),
        (LARGEST_FETCHED, None),
        (LARGEST_FETCHED + 1, Fault.FILE_TOO_LARGE),
    ],
)
def test_a_size_outside_of_the_limits_is_a_fault(size: int, fault: Fault | None) -> None:
    assert with_files(replace(LETTER, size=size)).get("file") == fault


def test_of_a_stub_the_size_is_not_known_yet() -> None:
    assert with_files(stub("F1", "letter.pdf")) == {}


# As a drop ---------------------------------------------------------------------------------------


def test_a_form_becomes_a_drop_that_is_no_message() -> None:
    drop = submitted(payload("with_a_file")).drop
    assert drop == Drop(
        team=TEAM,
        channel="C04CERTSHOP",
        channel_type="",
        ts="",
        thread="",
        user=USER,
        files=(LETTER,),
        candidates=(),
        addressed=True,
        on_topic=True,
        sent_from_team=None,
        is_shared=True,
    )
    assert msgspec.json.decode(msgspec.json.encode(drop), type=Drop) == drop


def test_the_form_of_a_shortcut_becomes_the_drop_of_its_message() -> None:
    drop = submitted(payload("of_a_shortcut")).drop
    assert (drop.ts, drop.thread) == ("1795423600.000300", "1795423001.000100")
    assert job_id(drop) == f"{TEAM}:C04CERTSHOP:1795423600.000300:F05SEALED001"


def test_a_message_outside_of_a_thread_is_answered_in_its_own() -> None:
    origin = Origin("C04CERTSHOP", ts="1795423600.000300", files=(("F05SEALED001", "letter.pdf"),))
    outside = submitted(in_view("of_a_shortcut", private_metadata=to_metadata(origin)))
    assert outside.drop.thread == "1795423600.000300"


def test_a_form_from_a_dm_becomes_a_direct_drop() -> None:
    assert submitted(payload("left_empty")).drop.is_direct


# What travels with the form ----------------------------------------------------------------------


def many(count: int, name: str, file_id: str = "F0{:09}") -> Origin:
    files = tuple((file_id.format(number), name) for number in range(count))
    return Origin("C04CERTSHOP", "channel", "1795423600.000300", "1795423001.000100", files)


@for_each("origin", [SHOP, many(1, "letter.pdf"), many(5, '确认函 "1".pdf')])
def test_an_origin_comes_back_as_it_went(origin: Origin) -> None:
    assert read(to_metadata(origin)) == origin


@for_each("name", ["x" * 255 + ".pdf", '"' * 300, "确" * 300, "\x01" * 255, ""])
def test_a_hundred_files_fit_into_slacks_limit_and_keep_their_ids(name: str) -> None:
    origin = many(100, name)
    metadata = to_metadata(origin)
    assert len(metadata) <= LONGEST_METADATA
    back = read(metadata)
    assert back is not None
    kept = [file_id for file_id, _ in back.files]
    assert kept == [file_id for file_id, _ in origin.files][: len(kept)]
    assert len(kept) == (20 if name.startswith("\x01") else 100)


def test_a_name_that_is_cut_keeps_its_ending() -> None:
    name = "confirmation letter for the shop, sealed and signed.docx"
    back = read(to_metadata(many(60, name)))
    assert back is not None
    assert {each for _, each in back.files} == {"confirmatio… signed.docx"}


def test_even_the_longest_ids_fit() -> None:
    assert len(to_metadata(many(100, "x" * 255, "{:064}"))) <= LONGEST_METADATA


@for_each(
    "metadata",
    [
        "",
        "null",
        "[]",
        "{",
        '{"channel":1}',
        '{"channel":"C1","ts":"now"}',
        '{"channel":"C1","files":[["F 1","a"]]}',
        '{"channel":"C1","files":[["F1"]]}',
        '{"channel":"\ud800"}',
        "[" * 100_000,
    ],
)
def test_other_metadata_is_no_origin(metadata: str) -> None:
    assert read(metadata) is None


# Properties --------------------------------------------------------------------------------------


def test_every_payload_is_tested() -> None:
    assert {path.stem for path in PAYLOADS.glob("*.json")} == set(ALL)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
FIELD = st.dictionaries(st.sampled_from(["value", "selected_option", "files", "type"]), JSON)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "certificate": st.fixed_dictionaries({}, optional={"certificate_id": FIELD | JSON}),
        "file": st.fixed_dictionaries({}, optional={"file": FIELD | JSON}),
        "note": st.fixed_dictionaries({}, optional={"note": FIELD | JSON}),
    },
)
VIEW = st.dictionaries(st.sampled_from(["id", "callback_id", "private_metadata", "state"]), JSON)
SENT = st.dictionaries(st.sampled_from(["type", "user", "team", "view"]), JSON, max_size=1)


@given(name=st.sampled_from(ALL), values=VALUES, view=VIEW | st.just({}), sent=SENT | st.just({}))
def test_no_payload_breaks_the_door(
    name: str, values: dict[str, Any], view: dict[str, Any], sent: dict[str, Any]
) -> None:
    submission = read_submission(
        in_view(name, **({"state": {"values": values}} | view)) | sent, team=TEAM
    )
    if submission:
        assert msgspec.json.encode(submission)
        assert set(faults(submission)) <= {"certificate", "file"}
        assert len(submission.note) <= LONGEST_NOTE


@given(name=st.text(max_size=300), count=st.integers(0, 100))
def test_whatever_the_names_the_metadata_fits_and_can_be_read(name: str, count: int) -> None:
    metadata = to_metadata(many(count, name))
    assert len(metadata) <= LONGEST_METADATA
    assert read(metadata) is not None
