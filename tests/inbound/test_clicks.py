"""What a click on a question comes to; each payload is named after what was clicked."""

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbound.clicks import read_click
from bot.inbound.messages import Answer
from tests.for_each import for_each

TEAM = "T01ACME2B3C"
PAYLOADS = Path(__file__).parent / "payloads" / "clicks"

CHOSEN = {
    "offered_certificate": {"certificate_id": "flSFd6Fh"},
    "chosen_certificate": {"certificate_id": "flSFd6Fh"},
    "file_button": {"file_id": "F05SEALED002"},
    "chosen_file": {"file_id": "F05SEALED002"},
    "confirmed_revocation": {"decision": "confirm", "certificate_id": "flSFd6Fh"},
    "dismissed": {"decision": "dismiss"},
    "stopped_watching": {"decision": "stop"},
}


def payload(name: str) -> dict[str, Any]:
    clicked = json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(clicked, dict)
    return clicked


def read(clicked: Any) -> Answer | None:
    return read_click(clicked, team=TEAM)


def answered(clicked: Any) -> Answer:
    answer = read(clicked)
    assert answer is not None
    return answer


def with_action(name: str, **changes: Any) -> dict[str, Any]:
    clicked = payload(name)
    return clicked | {"actions": [clicked["actions"][0] | changes]}


def within(name: str, part: str, **changes: Any) -> dict[str, Any]:
    clicked = payload(name)
    return clicked | {part: clicked[part] | changes}


@for_each(("name", "chosen"), CHOSEN.items())
def test_a_click_on_a_question_is_its_answer(name: str, chosen: dict[str, str]) -> None:
    assert read(payload(name)) == Answer(
        channel="C04CERTSHOP",
        channel_type="",
        thread="1795423512.483209",
        user="U03MEILIN42",
        question_ts="1795423514.000900",
        **chosen,
    )


def test_in_a_dm_the_answer_is_a_direct_one() -> None:
    answer = answered(payload("in_dm"))
    assert answer.is_direct
    assert (answer.channel, answer.thread) == ("D04MEILIN77", "")


@for_each("number", range(3))
def test_each_button_with_a_certificate_answers(number: int) -> None:
    clicked = with_action("offered_certificate", action_id=f"offer_certificate_{number}")
    assert answered(clicked).certificate_id == "flSFd6Fh"


@for_each("number", range(5))
def test_each_button_with_a_file_answers(number: int) -> None:
    clicked = with_action("file_button", action_id=f"choose_file_{number}")
    assert answered(clicked).file_id == "F05SEALED002"


@for_each("missing", ["channel", "message", "team"])
def test_what_slack_may_leave_out_is_not_needed(missing: str) -> None:
    clicked = payload("offered_certificate")
    del clicked[missing]
    assert answered(clicked) == answered(payload("offered_certificate"))


def test_where_the_container_names_no_thread_the_message_does() -> None:
    clicked = payload("offered_certificate")
    del clicked["container"]["thread_ts"]
    assert answered(clicked).thread == "1795423512.483209"


def test_a_question_that_opens_its_thread_stands_in_none() -> None:
    clicked = within("offered_certificate", "container", thread_ts="1795423514.000900")
    assert answered(clicked).thread == ""


@pytest.mark.parametrize("of_the_person", ["T09PARTNER0", None])
def test_a_person_of_another_workspace_is_noticed(of_the_person: str | None) -> None:
    clicked = within("offered_certificate", "user", team_id=of_the_person)
    clicked["team"] = {"id": "T09PARTNER0"}
    assert answered(clicked).sent_from_team == "T09PARTNER0"


def test_who_is_one_of_us_stays_one_in_a_channel_of_another_workspace() -> None:
    clicked = within("offered_certificate", "team", id="T09PARTNER0")
    assert answered(clicked).sent_from_team is None


# What is no answer -------------------------------------------------------------------------------


@for_each(
    "changes",
    [
        {"action_id": "open_form"},
        {"action_id": "offer_certificate_3"},
        {"action_id": "offer_certificate_"},
        {"action_id": None},
        {"value": None},
        {"value": ""},
        {"value": "flSFd6F"},
        {"value": "flSFd6Fh\n"},
        {"value": "flSFd6Fh'; --"},
        {"value": ["flSFd6Fh"]},
        {"value": "x" * 2001},
        {"selected_option": {"value": "no ID"}},
        {"selected_option": {}},
        {"selected_option": "flSFd6Fh"},
    ],
)
def test_a_click_on_something_else_or_with_a_forged_value_does_nothing(
    changes: dict[str, Any],
) -> None:
    assert read(with_action("offered_certificate", **changes)) is None


@for_each("value", ["", "F1 F2", "F05SEALED002\n", "x" * 65])
def test_a_file_is_known_by_an_id_and_by_nothing_else(value: str) -> None:
    assert read(with_action("file_button", value=value)) is None


def test_an_emptied_select_does_nothing() -> None:
    assert read(with_action("chosen_certificate", selected_option=None)) is None


@for_each(
    "changes",
    [
        {"type": "view_submission"},
        {"type": None},
        {"user": None},
        {"user": {"id": "U 1"}},
        {"user": {"id": "U1", "team_id": 1}},
        {"team": {"id": "T1\n"}},
        {"actions": []},
        {"actions": None},
        {"actions": [{"action_id": "dismiss_question"}] * 2},
        {"container": None},
        {"container": {"type": "view", "view_id": "V1"}},
        {"container": {"type": "message", "message_ts": "now", "channel_id": "C04CERTSHOP"}},
        {"container": {"type": "message", "message_ts": "1.2", "channel_id": "C 1"}},
        {"channel": {"id": "C04ANOTHER1"}},
        {"channel": "C04CERTSHOP"},
        {"message": {"thread_ts": "yesterday"}},
    ],
)
def test_what_is_out_of_shape_does_nothing(changes: dict[str, Any]) -> None:
    assert read(payload("offered_certificate") | changes) is None


@for_each("clicked", [None, [], "click", 1, {}, {1: 2}])
def test_what_is_no_payload_at_all_does_nothing(clicked: Any) -> None:
    assert read(clicked) is None


def test_any_mapping_will_do() -> None:
    clicked = payload("dismissed")
    assert answered(MappingProxyType(clicked)) == answered(clicked)


def test_every_payload_is_tested() -> None:
    assert {path.stem for path in PAYLOADS.glob("*.json")} == {*CHOSEN, "in_dm"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
FIELDS = st.sampled_from(["type", "user", "team", "channel", "container", "message", "actions"])
ACTION = st.dictionaries(
    st.sampled_from(["action_id", "value", "selected_option", "type"]),
    st.sampled_from(["choose_file", "dismiss_question", "offer_certificate_0"]) | JSON,
)


@given(
    name=st.sampled_from([*CHOSEN, "in_dm"]),
    changes=st.dictionaries(FIELDS, JSON, max_size=2),
    action=ACTION,
)
def test_no_payload_breaks_the_door(
    name: str, changes: dict[str, Any], action: dict[str, Any]
) -> None:
    answer = read(with_action(name, **action) | changes)
    assert answer is None or msgspec.json.encode(answer)
