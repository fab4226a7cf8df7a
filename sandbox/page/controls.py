"""What one can click, choose and fill in (*Block elements*, docs.slack.dev) as HTML. Pure.

The page's script finds the element again by `data-action`, and the block around it by
`data-block`; what is filled into a modal is posted under `BLOCK/ACTION`.
"""

from collections.abc import Callable, Mapping, Sequence

from sandbox.page.markup import Html, join, tag, web_address
from sandbox.page.mrkdwn import emoji, mrkdwn, plain
from sandbox.page.reader import Reader
from sandbox.slack.messages import Json

CHOOSE = "Choose an option"
LEAST_TYPED = 3  # characters before an external select asks, unless it says otherwise

Write = Callable[[Json, str, Reader], Html]


def control(element: Json, block_id: str, reader: Reader) -> Html:
    """Write one element; one of a kind that the page does not know shows its kind."""
    write = CONTROLS.get(str(element.get("type")))
    if write is None:
        return tag("span", f"({element.get('type')})", class_="unknown")
    return write(element, field_name(block_id, element), reader)


def field_name(block_id: str, element: Json) -> str:
    """Under which name the value of an input is posted."""
    return f"{block_id}/{element.get('action_id', '')}"


def text(given: Json | None, reader: Reader) -> Html:
    """Write a text object of either type."""
    if not given:
        return join()
    content = str(given.get("text", ""))
    return mrkdwn(content, reader) if given.get("type") == "mrkdwn" else plain(content)


def image(element: Json, _name: str, _reader: Reader) -> Html:
    """Stand in for an image: the page loads nothing from elsewhere."""
    return tag("span", "🖼 ", str(element.get("alt_text", "")), class_="image")


def _button(element: Json, _name: str, reader: Reader) -> Html:
    look = f"button {element.get('style', '')}".rstrip()
    shown = {"class_": look, "data_action": element.get("action_id")}
    label = text(element.get("text"), reader)
    if url := web_address(element.get("url")):
        away = {"target": "_blank", "rel": "noreferrer noopener"}
        return tag("a", label, href=url, **away, **shown)
    described = {"aria_label": element.get("accessibility_label")}
    return join(
        tag("button", label, type="button", **shown, **described), _confirm(element, reader)
    )


def _confirm(element: Json, reader: Reader) -> Html | None:
    """Ask back; the script opens this before it sends the click."""
    asked = element.get("confirm")
    if not asked:
        return None
    look = "button danger" if asked.get("style") == "danger" else "button primary"
    return tag(
        "dialog",
        tag("h2", text(asked.get("title"), reader)),
        tag("p", text(asked.get("text"), reader), class_="text"),
        tag(
            "form",
            tag("button", text(asked.get("deny"), reader), class_="button", value="deny"),
            tag("button", text(asked.get("confirm"), reader), class_=look, value="confirm"),
            method="dialog",
        ),
        class_="confirm",
    )


def _select(element: Json, name: str, _reader: Reader) -> Html:
    initial = element.get("initial_option") or {}
    first = tag("option", _placeholder(element), value="", disabled=True, selected=not initial)
    return tag(
        "select",
        first,
        _options(element, initial.get("value")),
        name=name,
        class_="select",
        data_action=element.get("action_id"),
        aria_label=_placeholder(element),
    )


def _options(element: Json, chosen: object) -> list[Html]:
    groups = element.get("option_groups")
    if groups is None:
        return [_option(each, chosen) for each in element.get("options", [])]
    return [
        tag(
            "optgroup",
            [_option(each, chosen) for each in group.get("options", [])],
            label=group["label"]["text"],
        )
        for group in groups
    ]


def _option(option: Json, chosen: object) -> Html:
    value = option.get("value")
    return tag("option", emoji(option["text"]["text"]), value=value, selected=value == chosen)


def _external_select(element: Json, name: str, _reader: Reader) -> Html:
    """A field to search in; the script fetches the options and puts down what was chosen."""
    initial = element.get("initial_option") or {}
    shown = str((initial.get("text") or {}).get("text", ""))
    field = {"autocomplete": "off", "role": "combobox", "aria_expanded": "false"}
    return tag(
        "div",
        tag("input", type="search", value=shown, placeholder=_placeholder(element), **field),
        tag("input", type="hidden", name=name, value=initial.get("value", "")),
        tag("input", type="hidden", name=f"{name}/text", value=shown),
        tag("div", class_="options", role="listbox", hidden=True),
        class_="combobox",
        data_action=element.get("action_id"),
        data_least=element.get("min_query_length", LEAST_TYPED),
    )


def _radio_buttons(element: Json, name: str, reader: Reader) -> Html:
    initial = [element["initial_option"]] if element.get("initial_option") else []
    return _ticks("radio", element, name, initial, reader)


def _checkboxes(element: Json, name: str, reader: Reader) -> Html:
    return _ticks("checkbox", element, name, element.get("initial_options", []), reader)


def _ticks(kind: str, element: Json, name: str, initial: Sequence[Json], reader: Reader) -> Html:
    ticked = {each.get("value") for each in initial}
    return tag(
        "div",
        [
            tag(
                "label",
                tag("input", type=kind, name=name, value=value, checked=value in ticked),
                tag("span", text(option["text"], reader)),
            )
            for option in element.get("options", [])
            for value in [option.get("value")]
        ],
        class_="ticks",
        data_action=element.get("action_id"),
    )


def _text_input(element: Json, name: str, _reader: Reader) -> Html:
    initial = str(element.get("initial_value", ""))
    shared = {
        "name": name,
        "class_": "field",
        "placeholder": _placeholder(element, ""),
        "minlength": element.get("min_length"),
        "maxlength": element.get("max_length"),
    }
    if element.get("multiline"):
        return tag("textarea", initial, rows=3, **shared)
    return tag("input", type="text", value=initial, **shared)


def _file_input(element: Json, name: str, _reader: Reader) -> Html:
    types = ",".join(f".{each}" for each in element.get("filetypes", []))
    several = element.get("max_files", 10) > 1
    return tag("input", type="file", name=name, accept=types or None, multiple=several)


def _placeholder(element: Json, otherwise: str = CHOOSE) -> str:
    return emoji(str((element.get("placeholder") or {}).get("text", otherwise)))


CONTROLS: Mapping[str, Write] = {
    "button": _button,
    "static_select": _select,
    "overflow": _select,
    "external_select": _external_select,
    "radio_buttons": _radio_buttons,
    "checkboxes": _checkboxes,
    "plain_text_input": _text_input,
    "file_input": _file_input,
    "image": image,
}
