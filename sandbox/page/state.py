"""What was filled into a modal, as `state.values` of its submission."""

from collections.abc import Iterator, Mapping, Sequence

from sandbox.rendering.html import field_name
from sandbox.slack.messages import Json


def values(
    blocks: Sequence[Json], fields: Mapping[str, Sequence[str]], files: Mapping[str, Sequence[Json]]
) -> Json:
    """Give the value of every input; `fields` and `files` are what was posted, by field name."""
    state: Json = {}
    for block_id, element in _inputs(blocks):
        name = field_name(block_id, element)
        if element["type"] == "file_input":
            value: Json = {"files": list(files.get(name, []))}
        else:
            value = _value(element, fields.get(name, []), fields.get(f"{name}/text", []))
        state[block_id] = {element["action_id"]: {"type": element["type"], **value}}
    return state


def missing(blocks: Sequence[Json], state: Json, complaint: str) -> dict[str, str]:
    """Give the complaint of Slack itself by each input that must be filled in and is not."""
    optional = {block["block_id"] for block in blocks if block.get("optional")}
    return {
        block_id: complaint
        for block_id, element in _inputs(blocks)
        if block_id not in optional
        and not any(v for k, v in state[block_id][element["action_id"]].items() if k != "type")
    }


def _inputs(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    return ((each["block_id"], each["element"]) for each in blocks if each["type"] == "input")


def _value(element: Json, given: Sequence[str], labels: Sequence[str]) -> Json:
    """Give what was chosen or typed; an external select posts the words of its option as well."""
    first = given[0] if given else ""
    match element["type"]:
        case "static_select":
            chosen = [each for each in element.get("options", []) if each["value"] == first]
            return {"selected_option": chosen[0] if chosen else None}
        case "external_select":
            label = labels[0] if labels and labels[0] else first
            option = {"text": {"type": "plain_text", "text": label, "emoji": True}, "value": first}
            return {"selected_option": option if first else None}
        case _:
            return {"value": first or None}
