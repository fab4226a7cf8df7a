"""Block Kit's limits: what Slack refuses as `invalid_blocks`, in Slack's own words.

*Blocks*, *Block elements*, *Composition objects* and *Views*, docs.slack.dev. The tables say what
the fields of each kind must be like; `!` marks a required one.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.slack.messages import Json

# Gives what is wrong with a value that stands at a JSON pointer.
Check = Callable[[Any, str], Iterator[str]]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
LARGEST_VIEW = 250_000
MODALS_ONLY = {"alert", "file_input"}
MESSAGES_ONLY = {"markdown", "context_actions", "task_card", "plan"}
MISPLACED = {"message": MODALS_ONLY, "modal": MESSAGES_ONLY, "home": MODALS_ONLY | MESSAGES_ONLY}
OTHER_INPUTS = {"email_text_input", "url_text_input", "number_input"}
INPUT_ONLY = {"file_input", "plain_text_input", *OTHER_INPUTS}
NEVER_IN_INPUT = {"button", "overflow", "image", "workflow_button"}


def message_faults(blocks: Any) -> list[str]:
    """What is wrong with the blocks of a message; empty when nothing is."""
    return list(_blocks(blocks, "message", "/blocks"))


def view_faults(view: Any) -> list[str]:
    """What is wrong with a modal or a Home; empty when nothing is."""
    kind = _kind_of(view)
    if kind not in VIEWS:
        return [_fault("must be a modal or a home view", "/view/type")]
    blocks = _blocks(view.get("blocks"), kind, "/view/blocks")
    return [*VIEWS[kind](view, "/view"), *blocks]


def option_faults(options: Any) -> list[str]:
    """What is wrong with the options that an app gives for an external select; empty: nothing."""
    return list(_items(100, OPTION)(options, "/options"))


def named(blocks: list[Json]) -> list[Json]:
    """The blocks, each with the `block_id` that Slack gives to those without."""
    return [{"block_id": f"block{number}", **block} for number, block in enumerate(blocks)]


def is_too_large(view: Json) -> bool:
    """Whether the view is above 250 kB."""
    return len(json.dumps(view).encode()) > LARGEST_VIEW


def _blocks(blocks: Any, surface: str, at: str) -> Iterator[str]:
    def block(value: Any, at: str) -> Iterator[str]:
        misplaced = MISPLACED[surface]
        if _kind_of(value) not in BLOCKS.keys() - misplaced:
            yield _fault(f"unsupported type: {_kind_of(value)}", f"{at}/type")
            return
        yield from BLOCKS[value["type"]](value, at)
        if value["type"] == "input" and _kind_of(value.get("element")) in misplaced:
            yield _fault(f"unsupported type: {_kind_of(value['element'])}", f"{at}/element/type")

    yield from _items(MOST_BLOCKS[surface], block)(blocks, at)
    yield from _repeated(blocks, "block_id", at)


# Checks of one value -----------------------------------------------------------------------------


def _fields(fields: dict[str, Check], *rules: Check) -> Check:
    """An object with such fields, for which the rules hold as well."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _fault("must be an object", at)
            return
        for name, field in fields.items():
            key = name.removesuffix("!")
            if key in value:
                yield from field(value[key], f"{at}/{key}")
            elif key != name:
                yield _fault(f"missing required field: {key}", at)
        for rule in rules:
            yield from rule(value, at)

    return check


def _string(most: int, least: int = 0) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if value is None and not least:
            return
        if not isinstance(value, str):
            yield _fault("must be a string", at)
        elif len(value) > most:
            yield _fault(f"must be less than {most + 1} characters", at)
        elif len(value) < least:
            yield _fault(f"must be more than {least - 1} characters", at)

    return check


def _text(most: int, *types: str) -> Check:
    """A text object, of either type or of one of these."""

    def check(value: Any, at: str) -> Iterator[str]:
        if _kind_of(value) in (types or ("plain_text", "mrkdwn")):
            yield from _fields({"text!": _string(most, 1)})(value, at)
        else:
            yield _fault(f"must be a {' or '.join(types) or 'text'} object", at)

    return check


def _plain(most: int) -> Check:
    return _text(most, "plain_text")


def _items(most: int, item: Check, least: int = 0) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield _fault("must be an array", at)
            return
        if len(value) > most:
            yield _fault(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield _fault(f"no fewer than {least} items allowed", at)
        for number, each in enumerate(value):
            yield from item(each, f"{at}/{number}")

    return check


def _that(holds: Callable[[Any], bool], words: str, pointer: str = "") -> Check:
    """A check that says these words where something does not hold."""

    def check(value: Any, at: str) -> Iterator[str]:
        if not holds(value):
            yield _fault(words, at + pointer)

    return check


def _one_of(kinds: dict[str, Check], *, but: set[str]) -> Check:
    """An object whose `type` is one of the kinds; some of them have no place here."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = _kind_of(value)
        if kind in kinds and kind not in but:
            yield from kinds[kind](value, at)
        else:
            yield _fault(f"unsupported type: {kind}", f"{at}/type")

    return check


def _repeated(items: Any, name: str, at: str) -> Iterator[str]:
    values = [str(item[name]) for item in _dicts(items) if name in item]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield _fault(f"{name} `{value}` already exists", at)


def _anything(_value: Any, _at: str) -> Iterator[str]:
    yield from ()


def _dicts(items: Any) -> list[Json]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _kind_of(value: Any) -> str:
    return str(value.get("type")) if isinstance(value, dict) else "None"


def _fault(words: str, pointer: str) -> str:
    return f"[ERROR] {words} [json-pointer:{pointer}]"


# Elements ----------------------------------------------------------------------------------------

STYLE = _that(lambda style: style in ("primary", "danger"), "must be a valid enum value")

CONFIRM = _fields(
    {
        "title!": _plain(100),
        "text!": _text(300),
        "confirm!": _plain(30),
        "deny!": _plain(30),
        "style": STYLE,
    }
)

OPTION = _fields({"text!": _text(75), "value!": _string(150, 1), "description": _plain(75)})


def _element(fields: dict[str, Check] | None = None, *rules: Check) -> Check:
    every = {"action_id": _string(255), "placeholder": _plain(150), "confirm": CONFIRM}
    return _fields(every | (fields or {}), *rules)


def _select(most: int) -> Check:
    by_groups = _element({"option_groups": _items(100, _anything, 1)})
    by_options = _element(
        {"options!": _items(most, OPTION, 1)},
        _that(
            lambda select: (
                "initial_option" not in select
                or select["initial_option"] in _dicts(select.get("options"))
            ),
            "must be one of the options",
            "/initial_option",
        ),
    )

    def check(select: Any, at: str) -> Iterator[str]:
        return (by_groups if "option_groups" in select else by_options)(select, at)

    return check


def _initial_value(element: Any, at: str) -> Iterator[str]:
    most = element.get("max_length", 3000)
    if most not in range(1, 3001):
        yield _fault("must be between 1 and 3000", f"{at}/max_length")
    else:
        yield from _string(most)(element.get("initial_value"), f"{at}/initial_value")


IMAGE = _fields(
    {"image_url": _string(3000), "alt_text!": _string(2000, 1), "title": _plain(2000)},
    _that(
        lambda image: bool(image.get("image_url")) != bool(image.get("slack_file")),
        "must have exactly one of image_url and slack_file",
    ),
)

ELEMENTS: dict[str, Check] = {
    "button": _element(
        {"text!": _plain(75), "value": _string(2000), "url": _string(3000), "style": STYLE}
    ),
    "overflow": _select(5),
    "static_select": _select(100),
    "multi_static_select": _select(100),
    "checkboxes": _select(10),
    "radio_buttons": _select(10),
    "external_select": _element(
        {
            "min_query_length": _that(
                lambda least: isinstance(least, int) and least >= 0, "must be more than -1"
            ),
            "initial_option": OPTION,
        }
    ),
    "plain_text_input": _element({}, _initial_value),
    "file_input": _element(
        {
            "max_files": _that(lambda most: most in range(1, 11), "must be between 1 and 10"),
            "filetypes": _that(
                lambda types: isinstance(types, list) and all(isinstance(t, str) for t in types),
                "must be an array of strings",
            ),
        }
    ),
    "image": IMAGE,
    **dict.fromkeys(OTHER_INPUTS, _element()),
    **dict.fromkeys(("users_select", "conversations_select", "channels_select"), _element()),
    **dict.fromkeys(("multi_users_select", "multi_conversations_select"), _element()),
    **dict.fromkeys(("multi_channels_select", "multi_external_select"), _element()),
    **dict.fromkeys(("datepicker", "timepicker", "datetimepicker"), _element()),
    **dict.fromkeys(("rich_text_input", "workflow_button"), _element()),
}


# Blocks and views --------------------------------------------------------------------------------

_in_a_block = _one_of(ELEMENTS, but=INPUT_ONLY)


def _in_a_context(element: Any, at: str) -> Iterator[str]:
    return (IMAGE if _kind_of(element) == "image" else _text(3000))(element, at)


def _block(fields: dict[str, Check] | None = None, *rules: Check) -> Check:
    return _fields({"block_id": _string(255)} | (fields or {}), *rules)


def _actions(most: int) -> Check:
    return _block(
        {"elements!": _items(most, _in_a_block, 1)},
        lambda block, at: _repeated(block.get("elements"), "action_id", f"{at}/elements"),
    )


BLOCKS: dict[str, Check] = {
    "section": _block(
        {"text": _text(3000), "fields": _items(10, _text(2000)), "accessory": _in_a_block},
        _that(lambda block: "text" in block or "fields" in block, "missing required field: text"),
    ),
    "header": _block({"text!": _plain(150)}),
    "context": _block({"elements!": _items(10, _in_a_context, 1)}),
    "actions": _actions(25),
    "context_actions": _actions(5),
    "input": _block(
        {
            "label!": _plain(2000),
            "hint": _plain(2000),
            "element!": _one_of(ELEMENTS, but=NEVER_IN_INPUT),
        }
    ),
    "image": _block({}, IMAGE),
    "rich_text": _block(
        {"elements!": _that(lambda each: isinstance(each, list), "must be an array")}
    ),
    "markdown": _block({"text!": _string(12_000, 1)}),
    "table": _block({"rows!": _items(100, _items(20, _anything), 1)}),
    **dict.fromkeys(("divider", "alert", "task_card", "plan"), _block()),
}

VIEW_FIELDS = {
    "private_metadata": _string(3000),
    "callback_id": _string(255),
    "external_id": _string(255),
}

VIEWS = {
    "home": _fields(VIEW_FIELDS),
    "modal": _fields(
        VIEW_FIELDS | {"title!": _plain(24), "submit": _plain(24), "close": _plain(24)},
        _that(
            lambda view: (
                "submit" in view or "input" not in map(_kind_of, _dicts(view.get("blocks")))
            ),
            "missing required field: submit",
        ),
    ),
}
