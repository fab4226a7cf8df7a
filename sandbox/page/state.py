"""What was filled into a modal, as `state.values` of its submission. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from sandbox.page.controls import field_name
from sandbox.slack.messages import Json

REQUIRED = "Please complete this required field."

Fields = Mapping[str, Sequence[str]]
Files = Mapping[str, Sequence[Json]]


def values(blocks: Sequence[Json], fields: Fields, files: Files) -> Json:
    """Give the value of every input; `fields` and `files` are what was posted, by field name."""
    state: Json = {}
    for block_id, element in _inputs(blocks):
        name = field_name(block_id, element)
        kind = element["type"]
        if kind == "file_input":
            value: Json = {"files": list(files.get(name, []))}
        else:
            value = READ.get(kind, _text)(element, name, fields)
        state[block_id] = {element["action_id"]: {"type": kind, **value}}
    return state


def missing(blocks: Sequence[Json], state: Json) -> dict[str, str]:
    """Give the complaints of Slack itself: inputs that must be filled in and are not."""
    optional = {block["block_id"] for block in blocks if block.get("optional")}
    return {
        block_id: REQUIRED
        for block_id, element in _inputs(blocks)
        if block_id not in optional and not _filled(state[block_id][element["action_id"]])
    }


def _inputs(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    return ((each["block_id"], each["element"]) for each in blocks if each["type"] == "input")


def _filled(value: Json) -> bool:
    return any(value[name] for name in value if name != "type")


def _text(_element: Json, name: str, fields: Fields) -> Json:
    return {"value": _first(fields, name) or None}


def _option(element: Json, name: str, fields: Fields) -> Json:
    chosen = [each for each in _options(element) if each["value"] == _first(fields, name)]
    return {"selected_option": chosen[0] if chosen else None}


def _several(element: Json, name: str, fields: Fields) -> Json:
    given = fields.get(name, [])
    return {"selected_options": [each for each in _options(element) if each["value"] in given]}


def _found(_element: Json, name: str, fields: Fields) -> Json:
    """Read an external select, whose options the app gave while one typed."""
    value = _first(fields, name)
    label = _first(fields, f"{name}/text") or value
    option = {"text": {"type": "plain_text", "text": label, "emoji": True}, "value": value}
    return {"selected_option": option if value else None}


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", [])
    grouped = [option for group in groups for option in group["options"]]
    return [*element.get("options", []), *grouped]


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, [])), "")


READ: Mapping[str, Callable[[Json, str, Fields], Json]] = {
    "static_select": _option,
    "radio_buttons": _option,
    "checkboxes": _several,
    "external_select": _found,
}
