"""The stand-in refuses what Slack refuses: selects, inputs and dialogs beyond their limits."""

from typing import Any

from sandbox.slack.block_kit import message_faults, option_faults, view_faults
from tests.for_each import for_each

Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def option(words: str = "a", value: str = "v") -> Json:
    return {"text": text(words), "value": value}


def select(count: int, **more: Any) -> Json:
    options = [option(value=str(number)) for number in range(count)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


def search(**more: Any) -> Json:
    return {"type": "external_select", "action_id": "s", **more}


def written(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "w", **more}


def button(**more: Any) -> Json:
    return {"type": "button", "action_id": "b", "text": text("ok"), **more}


def dialog(**more: Any) -> Json:
    parts = {name: text("x") for name in ("title", "text", "confirm", "deny")}
    return button(confirm={**parts, **more})


def in_message(element: Json) -> list[str]:
    return message_faults([{"type": "actions", "elements": [element]}])


def in_form(element: Json) -> list[str]:
    block = {"type": "input", "label": text("x"), "element": element}
    return view_faults(
        {"type": "modal", "title": text("x"), "submit": text("x"), "blocks": [block]}
    )


@for_each(
    ("element", "fault"),
    [
        (select(0), "no fewer than 1 items allowed"),
        (select(101), "no more than 100 items allowed"),
        (select(2, initial_option=option(value="9")), "must be one of the options"),
        (select(1, options=[{"value": "v"}]), "missing required field: text"),
        (select(1, options=["v"]), "must be an object"),
        (search(min_query_length=-1), "must be more than -1"),
        (search(initial_option=option("x" * 76)), "must be less than 76 characters"),
        (dialog(text=text("x" * 301)), "must be less than 301 characters"),
        (dialog(confirm=text("x" * 31)), "must be less than 31 characters"),
        (dialog(style="red"), "must be a valid enum value"),
        (button(confirm={"title": text("x")}), "missing required field: text"),
        (written(), "unsupported type: plain_text_input"),
        ({"type": "file_input", "action_id": "f"}, "unsupported type: file_input"),
    ],
)
def test_what_slack_refuses_in_a_message_is_a_fault(element: Json, fault: str) -> None:
    assert any(fault in each for each in in_message(element))


@for_each(
    ("element", "fault"),
    [
        (button(), "unsupported type: button"),
        (written(max_length=3_001), "must be between 1 and 3000"),
        (written(max_length=3, initial_value="four"), "must be less than 4 characters"),
        ({"type": "file_input", "action_id": "f", "max_files": 11}, "must be between 1 and 10"),
        (
            {"type": "file_input", "action_id": "f", "filetypes": "pdf"},
            "must be an array of strings",
        ),
    ],
)
def test_what_slack_refuses_in_a_form_is_a_fault(element: Json, fault: str) -> None:
    assert any(fault in each for each in in_form(element))


@for_each("element", [select(100), search(min_query_length=0), dialog(style="danger")])
def test_what_slack_takes_in_a_message_has_no_faults(element: Json) -> None:
    assert in_message(element) == []


@for_each(
    "element",
    [
        select(2, initial_option=option(value="1")),
        written(initial_value="four", max_length=4),
        {"type": "file_input", "action_id": "f", "filetypes": ["pdf"], "max_files": 1},
    ],
)
def test_what_slack_takes_in_a_form_has_no_faults(element: Json) -> None:
    assert in_form(element) == []


@for_each(
    ("options", "fault"),
    [
        ([option()] * 101, "no more than 100 items allowed"),
        ([option("x" * 76)], "must be less than 76 characters"),
        ([option(value="v" * 151)], "must be less than 151 characters"),
        ([option(value="")], "must be more than 0 characters"),
        ("options", "must be an array"),
    ],
)
def test_what_slack_refuses_as_the_answer_to_a_search_is_a_fault(options: Any, fault: str) -> None:
    assert any(fault in each for each in option_faults(options))


def test_no_options_are_a_fine_answer_to_a_search() -> None:
    assert option_faults([]) == []
