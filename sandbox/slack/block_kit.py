"""Block Kit's limits: what Slack refuses as `invalid_blocks`, in Slack's own words.

*Blocks*, *Block elements*, *Composition objects* and *Views*, docs.slack.dev. Tables say what the
fields of each kind must be like (`!`: a required one), each field by a `Spec`:

- a number: a string of at most so many characters, in a required field at least of one;
- (type, number): a text object of that type, or with the type "text" of either one;
- [most, spec, least]: an array of so many items, each like the spec;
- a table: an object with such fields; its field "" holds for the object as a whole;
- a function: gives what is wrong with the value, at the JSON pointer where it stands.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.slack.messages import Json

Spec = Any
Check = Callable[[Any, str], Iterator[str]]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
LARGEST_VIEW = 250_000
MODALS_ONLY = {"alert", "file_input"}
MESSAGES_ONLY = {"markdown", "context_actions", "task_card", "plan"}
MISPLACED = {"message": MODALS_ONLY, "modal": MESSAGES_ONLY, "home": MODALS_ONLY | MESSAGES_ONLY}
OTHER_INPUTS = ("email_text_input", "url_text_input", "number_input")
INPUT_ONLY = {"file_input", "plain_text_input", *OTHER_INPUTS}
NO_FURTHER_LIMITS = (
    *OTHER_INPUTS,
    *("users_select", "conversations_select", "channels_select", "multi_external_select"),
    *("multi_users_select", "multi_conversations_select", "multi_channels_select"),
    *("datepicker", "timepicker", "datetimepicker", "rich_text_input", "workflow_button"),
)
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
    return [*_check(view, VIEWS[kind], "/view"), *blocks]


def option_faults(options: Any) -> list[str]:
    """What is wrong with the options that an app gives for an external select; empty: nothing."""
    return list(_check(options, [100, OPTION], "/options"))


def named(blocks: list[Json]) -> list[Json]:
    """The blocks, each with the `block_id` that Slack gives to those without."""
    return [{"block_id": f"block{number}", **block} for number, block in enumerate(blocks)]


def is_too_large(view: Json) -> bool:
    """Whether the view is above 250 kB."""
    return len(json.dumps(view).encode()) > LARGEST_VIEW


def _blocks(blocks: Any, surface: str, at: str) -> Iterator[str]:
    misplaced = MISPLACED[surface]

    def block(value: Any, at: str) -> Iterator[str]:
        yield from _one_of(BLOCKS, misplaced)(value, at)
        element = value.get("element") if isinstance(value, dict) else None
        if _kind_of(element) in misplaced:
            yield _fault(f"unsupported type: {_kind_of(element)}", f"{at}/element/type")

    yield from _check(blocks, [MOST_BLOCKS[surface], block], at)
    yield from _repeated(blocks, "block_id", at)


def _check(value: Any, spec: Spec, at: str, least: int = 0) -> Iterator[str]:
    if isinstance(spec, int):
        return _string(value, spec, least, at)
    if isinstance(spec, tuple):
        kind, most = spec
        return _text(value, kind, most, at)
    if isinstance(spec, list):
        return _items(value, spec, at)
    return _fields(value, spec, at) if isinstance(spec, dict) else iter(spec(value, at))


def _string(value: Any, most: int, least: int, at: str) -> Iterator[str]:
    if value is None and not least:
        return
    if not isinstance(value, str):
        yield _fault("must be a string", at)
    elif len(value) > most:
        yield _fault(f"must be less than {most + 1} characters", at)
    elif len(value) < least:
        yield _fault(f"must be more than {least - 1} characters", at)


def _text(value: Any, kind: str, most: int, at: str) -> Iterator[str]:
    if _kind_of(value) in (("plain_text", "mrkdwn") if kind == "text" else (kind,)):
        yield from _fields(value, {"text!": most}, at)
    else:
        yield _fault(f"must be a {kind} object", at)


def _items(value: Any, spec: list[Any], at: str) -> Iterator[str]:
    most, item, least = (*spec, 0)[:3]
    if not isinstance(value, list):
        yield _fault("must be an array", at)
        return
    if len(value) > most:
        yield _fault(f"no more than {most} items allowed", at)
    if len(value) < least:
        yield _fault(f"no fewer than {least} items allowed", at)
    for number, each in enumerate(value):
        yield from _check(each, item, f"{at}/{number}")


def _fields(value: Any, fields: dict[str, Spec], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _fault("must be an object", at)
        return
    for name, spec in fields.items():
        key = name.removesuffix("!")
        if not name:
            yield from spec(value, at)
        elif key in value:
            yield from _check(value[key], spec, f"{at}/{key}", least=int(key != name))
        elif key != name:
            yield _fault(f"missing required field: {key}", at)


def _that(holds: Callable[[Any], object], words: str) -> Check:
    """Says these words where something does not hold."""
    return lambda value, at: iter(() if holds(value) else (_fault(words, at),))


def _one_of(kinds: dict[str, Spec], but: set[str]) -> Check:
    """An object whose `type` is one of the kinds; some of them have no place here."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = _kind_of(value)
        if kind in kinds and kind not in but:
            return _check(value, kinds[kind], at)
        return iter((_fault(f"unsupported type: {kind}", f"{at}/type"),))

    return check


def _select(most: int) -> dict[str, Spec]:
    def options(select: Json, at: str) -> Iterator[str]:
        if "option_groups" in select:
            return _fields(select, {"option_groups": [100, ANYTHING, 1]}, at)
        offered = _dicts(select.get("options"))
        initial = _that(lambda option: option in offered, "must be one of the options")
        return _fields(select, {"options!": [most, OPTION, 1], "initial_option": initial}, at)

    return ANY_ELEMENT | {"": options}


def _initial_value(element: Json, at: str) -> Iterator[str]:
    most = element.get("max_length", 3000)
    if most not in range(1, 3001):
        return iter((_fault("must be between 1 and 3000", f"{at}/max_length"),))
    return _string(element.get("initial_value"), most, 0, f"{at}/initial_value")


def _in_a_context(element: Any, at: str) -> Iterator[str]:
    return _check(element, IMAGE if _kind_of(element) == "image" else ("text", 3000), at)


def _repeated(items: Any, name: str, at: str) -> Iterator[str]:
    values = [str(item[name]) for item in _dicts(items) if name in item]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield _fault(f"{name} `{value}` already exists", at)


def _dicts(items: Any) -> list[Json]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _kind_of(value: Any) -> str:
    return str(value.get("type")) if isinstance(value, dict) else "None"


def _fault(words: str, pointer: str) -> str:
    return f"[ERROR] {words} [json-pointer:{pointer}]"


PLAIN = "plain_text"
ANYTHING = _that(lambda _: True, "")

NOT_NEGATIVE = _that(lambda n: isinstance(n, int) and n >= 0, "must be more than -1")
STRINGS = _that(
    lambda values: isinstance(values, list) and all(isinstance(each, str) for each in values),
    "must be an array of strings",
)
FROM_1_TO_10 = _that(lambda n: n in range(1, 11), "must be between 1 and 10")
STYLE = _that(lambda style: style in ("primary", "danger"), "must be a valid enum value")
CONFIRM = {"title!": (PLAIN, 100), "text!": ("text", 300), "style": STYLE}
CONFIRM |= dict.fromkeys(("confirm!", "deny!"), (PLAIN, 30))
OPTION = {"text!": ("text", 75), "value!": 150, "description": (PLAIN, 75)}
IMAGE = {
    "block_id": 255,
    "image_url": 3000,
    "alt_text!": 2000,
    "title": (PLAIN, 2000),
    "": _that(
        lambda image: bool(image.get("image_url")) != bool(image.get("slack_file")),
        "must have exactly one of image_url and slack_file",
    ),
}
ANY_ELEMENT = {"action_id": 255, "placeholder": (PLAIN, 150), "confirm": CONFIRM}

ELEMENTS: dict[str, dict[str, Spec]] = {
    "button": ANY_ELEMENT | {"text!": (PLAIN, 75), "value": 2000, "url": 3000, "style": STYLE},
    "overflow": _select(5),
    "static_select": _select(100),
    "multi_static_select": _select(100),
    "checkboxes": _select(10),
    "radio_buttons": _select(10),
    "external_select": ANY_ELEMENT | {"min_query_length": NOT_NEGATIVE, "initial_option": OPTION},
    "plain_text_input": ANY_ELEMENT | {"": _initial_value},
    "file_input": ANY_ELEMENT | {"max_files": FROM_1_TO_10, "filetypes": STRINGS},
    "image": ANY_ELEMENT | IMAGE,
    **dict.fromkeys(NO_FURTHER_LIMITS, ANY_ELEMENT),
}

_in_a_block = _one_of(ELEMENTS, INPUT_ONLY)
ANY_BLOCK = {"block_id": 255}
ACTIONS = ANY_BLOCK | {
    "": lambda block, at: _repeated(block.get("elements"), "action_id", f"{at}/elements")
}
BLOCKS: dict[str, dict[str, Spec]] = {
    "section": ANY_BLOCK
    | {"text": ("text", 3000), "fields": [10, ("text", 2000)], "accessory": _in_a_block}
    | {"": _that(lambda block: {"text", "fields"} & set(block), "missing required field: text")},
    "header": ANY_BLOCK | {"text!": (PLAIN, 150)},
    "context": ANY_BLOCK | {"elements!": [10, _in_a_context, 1]},
    "actions": ACTIONS | {"elements!": [25, _in_a_block, 1]},
    "context_actions": ACTIONS | {"elements!": [5, _in_a_block, 1]},
    "input": ANY_BLOCK
    | {"label!": (PLAIN, 2000), "hint": (PLAIN, 2000)}
    | {"element!": _one_of(ELEMENTS, NEVER_IN_INPUT)},
    "image": IMAGE,
    "rich_text": ANY_BLOCK
    | {"elements!": _that(lambda elements: isinstance(elements, list), "must be an array")},
    "markdown": ANY_BLOCK | {"text!": 12_000},
    "table": ANY_BLOCK | {"rows!": [100, [20, ANYTHING], 1]},
    **dict.fromkeys(("divider", "alert", "task_card", "plan"), ANY_BLOCK),
}

HOME: dict[str, Spec] = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}
MODAL = HOME | dict.fromkeys(("title!", "submit", "close"), (PLAIN, 24))
MODAL[""] = _that(
    lambda view: "submit" in view or "input" not in map(_kind_of, _dicts(view.get("blocks"))),
    "missing required field: submit",
)
VIEWS = {"home": HOME, "modal": MODAL}
