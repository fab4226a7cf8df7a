"""What one can click, choose and fill in (*Block elements*, docs.slack.dev) as HTML.

The page's script finds the element again by `data-action`, and the block around it by
`data-block`; what is filled into a modal is posted under `BLOCK/ACTION`.
"""

from collections.abc import Callable, Mapping

from sandbox.rendering.inline import AWAY, text_html
from sandbox.rendering.markup import Html, fill, join, tag, web_address
from sandbox.rendering.mrkdwn import emoji
from sandbox.rendering.reader import Reader
from sandbox.slack.messages import Json

CHOOSE = "Choose an option"
LEAST_TYPED = 3  # characters before an external select asks, unless it says otherwise
CONFIRM = """
    <dialog class="confirm">
    <h2>{title}</h2>
    <p class="text">{text}</p>
    <form method="dialog">
    <button class="button" value="deny">{deny}</button>
    <button class="button {look}" value="confirm">{confirm}</button>
    </form>
    </dialog>"""
COMBOBOX = Html('autocomplete="off" role="combobox" aria-expanded="false"')
SEARCH = """
    <input type="search" value="{shown}" placeholder="{placeholder}" {combobox}>
    <input type="hidden" name="{name}" value="{value}">
    <input type="hidden" name="{name}/text" value="{shown}">
    <div class="options" role="listbox" hidden></div>"""


def control(element: Json, block_id: str, reader: Reader) -> Html:
    """Write one element; one of a kind that the page does not know shows its kind."""
    write = CONTROLS.get(str(element.get("type")))
    if write is None:
        return fill('<span class="unknown">({})</span>', element.get("type"))
    return write(element, field_name(block_id, element), reader)


def field_name(block_id: str, element: Json) -> str:
    """Under which name the value of an input is posted."""
    return f"{block_id}/{element.get('action_id', '')}"


def _image(element: Json, _name: str, _reader: Reader) -> Html:
    """Stand in for an image: the page loads nothing from elsewhere."""
    return fill('<span class="image">🖼 {}</span>', element.get("alt_text", ""))


def _button(element: Json, _name: str, reader: Reader) -> Html:
    look = f"button {element.get('style', '')}".rstrip()
    shown = {"class_": look, "data_action": element.get("action_id")}
    label = text_html(element.get("text"), reader)
    if url := web_address(element.get("url")):
        return tag("a", label, href=url, **AWAY, **shown)
    described = element.get("accessibility_label")
    button = tag("button", label, type="button", aria_label=described, **shown)
    return join(button, _confirm(element.get("confirm"), reader))


def _confirm(asked: Json | None, reader: Reader) -> Html | None:
    """Ask back; the script opens this before it sends the click."""
    if not asked:
        return None
    look = "danger" if asked.get("style") == "danger" else "primary"
    texts = ("title", "text", "deny", "confirm")
    return fill(CONFIRM, look=look, **{each: text_html(asked.get(each), reader) for each in texts})


def _select(element: Json, name: str, _reader: Reader) -> Html:
    chosen = (element.get("initial_option") or {}).get("value")
    first = tag("option", _placeholder(element), value="", disabled=True, selected=not chosen)
    options = [(emoji(each["text"]["text"]), each["value"]) for each in element.get("options", [])]
    return tag(
        "select",
        first,
        [tag("option", text, value=value, selected=value == chosen) for text, value in options],
        name=name,
        class_="select",
        data_action=element.get("action_id"),
        aria_label=_placeholder(element),
    )


def _external_select(element: Json, name: str, _reader: Reader) -> Html:
    """A field to search in; the script fetches the options and puts down what was chosen."""
    initial = element.get("initial_option") or {"text": {"text": ""}, "value": ""}
    return tag(
        "div",
        fill(
            SEARCH,
            shown=initial["text"]["text"],
            placeholder=_placeholder(element),
            combobox=COMBOBOX,
            name=name,
            value=initial["value"],
        ),
        class_="combobox",
        data_action=element.get("action_id"),
        data_least=element.get("min_query_length", LEAST_TYPED),
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


CONTROLS: Mapping[str, Callable[[Json, str, Reader], Html]] = {
    "button": _button,
    "static_select": _select,
    "external_select": _external_select,
    "plain_text_input": _text_input,
    "file_input": _file_input,
    "image": _image,
}
