"""Block Kit's limits (block_kit.toml): what Slack refuses as `invalid_blocks`, in its own words."""

import json
import tomllib
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sandbox.slack.messages import Json

Spec = Any
Check = Callable[[Any, str], Iterator[str]]

LIMITS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
BLOCKS = {kind: LIMITS["any"]["block"] | spec for kind, spec in LIMITS["blocks"].items()}
ELEMENTS = {kind: LIMITS["any"]["element"] | spec for kind, spec in LIMITS["elements"].items()}
LARGEST_VIEW = 250_000


def message_faults(blocks: Any) -> list[str]:
    """What is wrong with the blocks of a message; empty when nothing is."""
    return list(_blocks(blocks, "message", "/blocks"))


def view_faults(view: Any) -> list[str]:
    """What is wrong with a modal or a Home; empty when nothing is."""
    kind = _kind_of(view)
    if kind not in LIMITS["views"]:
        return [_fault("must be a modal or a home view", "/view/type")]
    blocks = _blocks(view.get("blocks"), kind, "/view/blocks")
    return [*_check(view, LIMITS["views"][kind], "/view"), *blocks]


def option_faults(options: Any) -> list[str]:
    """What is wrong with the options that an app gives for an external select; empty: nothing."""
    return list(_check(options, [100, "option"], "/options"))


def named(blocks: list[Json]) -> list[Json]:
    """The blocks, each with the `block_id` that Slack gives to those without."""
    return [{"block_id": f"block{number}", **block} for number, block in enumerate(blocks)]


def is_too_large(view: Json) -> bool:
    """Whether the view is above 250 kB."""
    return len(json.dumps(view).encode()) > LARGEST_VIEW


def _blocks(blocks: Any, surface: str, at: str) -> Iterator[str]:
    misplaced = LIMITS["surfaces"][surface]["never"]

    def block(value: Any, at: str) -> Iterator[str]:
        yield from _one_of(BLOCKS, misplaced)(value, at)
        element = value.get("element") if isinstance(value, dict) else None
        if _kind_of(element) in misplaced:
            yield _fault(f"unsupported type: {_kind_of(element)}", f"{at}/element/type")

    yield from _check(blocks, [LIMITS["surfaces"][surface]["most"], block], at)
    yield from _repeated(blocks, "block_id", at)


def _check(value: Any, spec: Spec, at: str, least: int = 0) -> Iterator[str]:
    if isinstance(spec, int):
        return _string(value, spec, least, at)
    if isinstance(spec, str):
        kind, _, most = spec.partition(" ")
        return _text(value, kind, int(most), at) if most else _check(value, RULES[kind], at)
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
            yield from _check(value, spec, at)
        elif key in value:
            yield from _check(value[key], spec, f"{at}/{key}", least=int(key != name))
        elif key != name:
            yield _fault(f"missing required field: {key}", at)


def _that(holds: Callable[[Any], object], words: str) -> Check:
    """Says these words where something does not hold."""
    return lambda value, at: iter(() if holds(value) else (_fault(words, at),))


def _one_of(kinds: dict[str, Spec], but: Collection[str]) -> Check:
    """An object whose `type` is one of the kinds; some of them have no place here."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = _kind_of(value)
        if kind in kinds and kind not in but:
            return _check(value, kinds[kind], at)
        return iter((_fault(f"unsupported type: {kind}", f"{at}/type"),))

    return check


def _options(most: int, select: Json, at: str) -> Iterator[str]:
    if "option_groups" in select:
        return _fields(select, {"option_groups": [100, "anything", 1]}, at)
    offered = _dicts(select.get("options"))
    initial = _that(lambda option: option in offered, "must be one of the options")
    return _fields(select, {"options!": [most, "option", 1], "initial_option": initial}, at)


def _initial_value(element: Json, at: str) -> Iterator[str]:
    most = element.get("max_length", 3000)
    if most not in range(1, 3001):
        return iter((_fault("must be between 1 and 3000", f"{at}/max_length"),))
    return _string(element.get("initial_value"), most, 0, f"{at}/initial_value")


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


NEVER_IN = LIMITS["elements_never_in"]
RULES: dict[str, Spec] = LIMITS["objects"] | {
    "anything": _that(lambda _: True, ""),
    "array": _that(lambda value: isinstance(value, list), "must be an array"),
    "strings": _that(
        lambda values: isinstance(values, list) and all(isinstance(each, str) for each in values),
        "must be an array of strings",
    ),
    "not-negative": _that(lambda n: isinstance(n, int) and n >= 0, "must be more than -1"),
    "1-to-10": _that(lambda n: n in range(1, 11), "must be between 1 and 10"),
    "style": _that(lambda style: style in ("primary", "danger"), "must be a valid enum value"),
    "one-picture": _that(
        lambda image: bool(image.get("image_url")) != bool(image.get("slack_file")),
        "must have exactly one of image_url and slack_file",
    ),
    "text-or-fields": _that(
        lambda block: {"text", "fields"} & set(block), "missing required field: text"
    ),
    "submit-with-inputs": _that(
        lambda view: "submit" in view or "input" not in map(_kind_of, _dicts(view.get("blocks"))),
        "missing required field: submit",
    ),
    "element": _one_of(ELEMENTS, NEVER_IN["other blocks"]),
    "input-element": _one_of(ELEMENTS, NEVER_IN["an input"]),
    "context-element": lambda element, at: _check(
        element, "image" if _kind_of(element) == "image" else "text 3000", at
    ),
    "other-actions": lambda block, at: _repeated(
        block.get("elements"), "action_id", f"{at}/elements"
    ),
    "initial-value": _initial_value,
    **{f"{most}-options": partial(_options, most) for most in (5, 10, 100)},
}
