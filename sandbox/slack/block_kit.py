"""Block Kit's limits: what Slack refuses as `invalid_blocks`, in Slack's own words.

*Blocks*, *Block elements*, *Composition objects* and *Views*, docs.slack.dev.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sandbox.slack.messages import Json

Check = Callable[[Json, str], Iterator[str]]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
LARGEST_VIEW = 250_000
MODALS_ONLY = {"alert", "file_input"}
INPUT_ONLY = {
    "file_input",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
}
NEVER_IN_INPUT = {"button", "overflow", "image", "workflow_button"}
MESSAGES_ONLY = {"markdown", "context_actions", "task_card", "plan"}


def message_faults(blocks: Any) -> list[str]:
    """What is wrong with the blocks of a message; empty when nothing is."""
    return list(_blocks(blocks, "message", ""))


def view_faults(view: Any) -> list[str]:
    """What is wrong with a modal or a Home; empty when nothing is."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        return [_fault("must be a modal or a home view", "/view/type")]
    return [*_frame(view), *_blocks(view.get("blocks"), view["type"], "/view")]


def option_faults(options: Any) -> list[str]:
    """What is wrong with the options that an app gives for an external select; empty: nothing."""
    return list(_choices(options, 100, "/options", least=0))


def named(blocks: list[Json]) -> list[Json]:
    """The blocks, each with the `block_id` that Slack gives to those without."""
    return [{"block_id": f"block{number}", **block} for number, block in enumerate(blocks)]


def is_too_large(view: Json) -> bool:
    """Whether the view is above 250 kB."""
    return len(json.dumps(view).encode()) > LARGEST_VIEW


def _frame(view: Json) -> Iterator[str]:
    yield from _length(view, "private_metadata", 3000, "/view")
    yield from _length(view, "callback_id", 255, "/view")
    yield from _length(view, "external_id", 255, "/view")
    if view["type"] == "modal":
        yield from _plain(view, "title", 24, "/view", required=True)
        yield from _plain(view, "submit", 24, "/view")
        yield from _plain(view, "close", 24, "/view")
        inputs = [block for block in _dicts(view.get("blocks")) if block.get("type") == "input"]
        if inputs and "submit" not in view:
            yield _fault("missing required field: submit", "/view")


def _blocks(blocks: Any, surface: str, at: str) -> Iterator[str]:
    at = f"{at}/blocks"
    if not isinstance(blocks, list):
        yield _fault("must be an array", at)
        return
    yield from _count(blocks, MOST_BLOCKS[surface], at)
    yield from _repeated(blocks, "block_id", at)
    for number, block in enumerate(blocks):
        yield from _block(block, surface, f"{at}/{number}")


def _block(block: Any, surface: str, at: str) -> Iterator[str]:
    kind = block.get("type") if isinstance(block, dict) else None
    check = BLOCKS.get(str(kind))
    if check is None or _is_misplaced(str(kind), surface):
        yield _fault(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from _length(block, "block_id", 255, at)
    yield from check(block, at)
    if kind == "input" and surface != "modal" and _kind_of(block.get("element")) in MODALS_ONLY:
        yield _fault("unsupported type: file_input", f"{at}/element/type")


def _is_misplaced(kind: str, surface: str) -> bool:
    return (kind in MODALS_ONLY and surface != "modal") or (
        kind in MESSAGES_ONLY and surface != "message"
    )


# Blocks ------------------------------------------------------------------------------------------


def _section(block: Json, at: str) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield _fault("missing required field: text", at)
    yield from _text(block, "text", 3000, at)
    fields = block.get("fields", [])
    yield from _count(fields, 10, f"{at}/fields")
    for number, field in enumerate(fields if isinstance(fields, list) else []):
        yield from _text_object(field, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from _outside_input(block["accessory"], f"{at}/accessory")


def _header(block: Json, at: str) -> Iterator[str]:
    yield from _plain(block, "text", 150, at, required=True)


def _context(block: Json, at: str) -> Iterator[str]:
    elements = block.get("elements")
    yield from _count(elements, 10, f"{at}/elements", least=1)
    for number, element in enumerate(_dicts(elements)):
        place = f"{at}/elements/{number}"
        if element.get("type") == "image":
            yield from _image(element, place)
        else:
            yield from _text_object(element, 3000, place)


def _actions(most: int) -> Check:
    def check(block: Json, at: str) -> Iterator[str]:
        elements = block.get("elements")
        yield from _count(elements, most, f"{at}/elements", least=1)
        yield from _repeated(_dicts(elements), "action_id", f"{at}/elements")
        for number, element in enumerate(_dicts(elements)):
            yield from _outside_input(element, f"{at}/elements/{number}")

    return check


def _input(block: Json, at: str) -> Iterator[str]:
    yield from _plain(block, "label", 2000, at, required=True)
    yield from _plain(block, "hint", 2000, at)
    if _kind_of(block.get("element")) in NEVER_IN_INPUT:
        yield _fault(f"unsupported type: {_kind_of(block['element'])}", f"{at}/element/type")
    yield from _element(block.get("element"), f"{at}/element")


def _image(block: Json, at: str) -> Iterator[str]:
    sources = [block.get(name) for name in ("image_url", "slack_file")]
    if len([source for source in sources if source]) != 1:
        yield _fault("must have exactly one of image_url and slack_file", at)
    yield from _length(block, "image_url", 3000, at)
    yield from _length(block, "alt_text", 2000, at, required=True)
    yield from _plain(block, "title", 2000, at)


def _markdown(block: Json, at: str) -> Iterator[str]:
    yield from _length(block, "text", 12_000, at, required=True)


def _rich_text(block: Json, at: str) -> Iterator[str]:
    if not isinstance(block.get("elements"), list):
        yield _fault("missing required field: elements", at)


def _table(block: Json, at: str) -> Iterator[str]:
    rows = block.get("rows")
    yield from _count(rows, 100, f"{at}/rows", least=1)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        yield from _count(row, 20, f"{at}/rows/{number}")


def _anything(_block: Json, _at: str) -> Iterator[str]:
    yield from ()


BLOCKS: dict[str, Check] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions(25),
    "context_actions": _actions(5),
    "input": _input,
    "image": _image,
    "divider": _anything,
    "rich_text": _rich_text,
    "markdown": _markdown,
    "table": _table,
    "alert": _anything,
    "task_card": _anything,
    "plan": _anything,
}


# Elements ----------------------------------------------------------------------------------------


def _element(element: Any, at: str) -> Iterator[str]:
    check = ELEMENTS.get(_kind_of(element))
    if check is None:
        yield _fault(f"unsupported type: {_kind_of(element)}", f"{at}/type")
        return
    yield from _length(element, "action_id", 255, at)
    yield from _plain(element, "placeholder", 150, at)
    if "confirm" in element:
        yield from _confirm(element["confirm"], f"{at}/confirm")
    yield from check(element, at)


def _outside_input(element: Any, at: str) -> Iterator[str]:
    """An element that stands in a section or a row of actions."""
    if _kind_of(element) in INPUT_ONLY:
        yield _fault(f"unsupported type: {_kind_of(element)}", f"{at}/type")
    else:
        yield from _element(element, at)


def _button(element: Json, at: str) -> Iterator[str]:
    yield from _plain(element, "text", 75, at, required=True)
    yield from _length(element, "value", 2000, at)
    yield from _length(element, "url", 3000, at)
    yield from _style(element, at)


def _style(element: Json, at: str) -> Iterator[str]:
    if element.get("style", "primary") not in ("primary", "danger"):
        yield _fault("must be a valid enum value", f"{at}/style")


def _options(most: int) -> Check:
    def check(element: Json, at: str) -> Iterator[str]:
        if "option_groups" in element:
            yield from _count(element["option_groups"], 100, f"{at}/option_groups", least=1)
            return
        options = element.get("options")
        yield from _choices(options, most, f"{at}/options", least=1)
        if "initial_option" in element and element["initial_option"] not in (options or []):
            yield _fault("must be one of the options", f"{at}/initial_option")

    return check


def _choices(options: Any, most: int, at: str, *, least: int) -> Iterator[str]:
    yield from _count(options, most, at, least=least)
    for number, option in enumerate(options if isinstance(options, list) else []):
        yield from _choice(option, f"{at}/{number}")


def _choice(option: Any, at: str) -> Iterator[str]:
    if not isinstance(option, dict):
        yield _fault("must be an object", at)
        return
    if "text" not in option:
        yield _fault("missing required field: text", at)
    yield from _text(option, "text", 75, at)
    yield from _length(option, "value", 150, at, required=True)
    yield from _plain(option, "description", 75, at)


def _external_select(element: Json, at: str) -> Iterator[str]:
    least = element.get("min_query_length", 3)
    if not isinstance(least, int) or least < 0:
        yield _fault("must be more than -1", f"{at}/min_query_length")
    if "initial_option" in element:
        yield from _choice(element["initial_option"], f"{at}/initial_option")


def _text_input(element: Json, at: str) -> Iterator[str]:
    most = element.get("max_length", 3000)
    if most not in range(1, 3001):
        yield _fault("must be between 1 and 3000", f"{at}/max_length")
    else:
        yield from _length(element, "initial_value", most, at)


def _file_input(element: Json, at: str) -> Iterator[str]:
    if element.get("max_files", 10) not in range(1, 11):
        yield _fault("must be between 1 and 10", f"{at}/max_files")
    types = element.get("filetypes", [])
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        yield _fault("must be an array of strings", f"{at}/filetypes")


def _confirm(confirm: Any, at: str) -> Iterator[str]:
    if not isinstance(confirm, dict):
        yield _fault("must be an object", at)
        return
    yield from _plain(confirm, "title", 100, at, required=True)
    if "text" not in confirm:
        yield _fault("missing required field: text", at)
    yield from _text(confirm, "text", 300, at)
    yield from _plain(confirm, "confirm", 30, at, required=True)
    yield from _plain(confirm, "deny", 30, at, required=True)
    yield from _style(confirm, at)


ELEMENTS: dict[str, Check] = {
    "button": _button,
    "overflow": _options(5),
    "static_select": _options(100),
    "multi_static_select": _options(100),
    "checkboxes": _options(10),
    "radio_buttons": _options(10),
    "external_select": _external_select,
    "plain_text_input": _text_input,
    "file_input": _file_input,
    "image": _image,
    **dict.fromkeys(
        (
            "multi_external_select",
            "users_select",
            "multi_users_select",
            "conversations_select",
            "multi_conversations_select",
            "channels_select",
            "multi_channels_select",
            "email_text_input",
            "url_text_input",
            "number_input",
            "rich_text_input",
            "datepicker",
            "timepicker",
            "datetimepicker",
            "workflow_button",
        ),
        _anything,
    ),
}


# Values ------------------------------------------------------------------------------------------


def _text(holder: Json, name: str, most: int, at: str) -> Iterator[str]:
    """A text object of either type, where there is one."""
    if name in holder:
        yield from _text_object(holder[name], most, f"{at}/{name}")


def _text_object(text: Any, most: int, at: str) -> Iterator[str]:
    if _kind_of(text) in ("plain_text", "mrkdwn"):
        yield from _length(text, "text", most, at, required=True)
    else:
        yield _fault("must be a text object", at)


def _plain(holder: Json, name: str, most: int, at: str, *, required: bool = False) -> Iterator[str]:
    """A text object of type plain_text."""
    if name in holder and _kind_of(holder[name]) != "plain_text":
        yield _fault("must be a plain_text object", f"{at}/{name}")
    elif name in holder:
        yield from _length(holder[name], "text", most, f"{at}/{name}", required=True)
    elif required:
        yield _fault(f"missing required field: {name}", at)


def _length(
    holder: Json, name: str, most: int, at: str, *, required: bool = False
) -> Iterator[str]:
    """A string of at most `most` characters, and at least one where it is required."""
    value = holder.get(name)
    if value is None and not required:
        return
    if not isinstance(value, str):
        yield _fault(f"missing required field: {name}", at)
    elif len(value) > most:
        yield _fault(f"must be less than {most + 1} characters", f"{at}/{name}")
    elif required and not value:
        yield _fault("must be more than 0 characters", f"{at}/{name}")


def _count(items: Any, most: int, at: str, *, least: int = 0) -> Iterator[str]:
    if not isinstance(items, list):
        yield _fault("must be an array", at)
    elif len(items) > most:
        yield _fault(f"no more than {most} items allowed", at)
    elif len(items) < least:
        yield _fault(f"no fewer than {least} items allowed", at)


def _repeated(items: list[Any], name: str, at: str) -> Iterator[str]:
    values = [str(item[name]) for item in _dicts(items) if name in item]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield _fault(f"{name} `{value}` already exists", at)


def _dicts(items: Any) -> list[Json]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _kind_of(value: Any) -> str:
    return str(value.get("type")) if isinstance(value, dict) else ""


def _fault(words: str, pointer: str) -> str:
    return f"[ERROR] {words} [json-pointer:{pointer}]"
