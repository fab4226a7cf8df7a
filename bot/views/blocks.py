"""The few shapes of Block Kit that every client draws, and what a message is made of.

Texts come in their final form: `bot/views/markup.py` makes foreign ones safe and short before.
"""

from collections.abc import Callable, Sequence

from bot.slack.shapes import Block, Reply
from bot.views.markup import Show, raw, twice

LONGEST_URL = 3_000  # characters; page "Button element"
LONGEST_LABEL = 75  # characters of a button and an option; pages "Button element", "Option object"
MOST_OPTIONS = 100  # options of a select (page "Select menu element")
_LONGEST_SECTION = 3_000  # characters; page "Section block"


def paragraph(say: Callable[[Show], str]) -> Reply:
    """Return a message of one paragraph."""
    told, spoken = twice(say)
    return Reply(spoken, [section(told)])


def header(text: str) -> Block:
    """Return a headline; no markup is read in it."""
    return {"type": "header", "text": plain_text(text)}


def section(text: str, accessory: Block | None = None) -> Block:
    """Return a paragraph in mrkdwn, with one button beside it if there is one."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return block if accessory is None else {**block, "accessory": accessory}


def sections(lines: Sequence[str]) -> list[Block]:
    """Return lines of mrkdwn in as few paragraphs as take them; none of them is cut in two."""
    texts: list[str] = []
    for line in lines:
        if texts and len(texts[-1]) + 1 + len(line) <= _LONGEST_SECTION:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return [section(text) for text in texts]


def small_print(parts: Sequence[str]) -> list[Block]:
    """Return a context block with one element for each part, or nothing."""
    elements = [{"type": "mrkdwn", "text": part} for part in parts]
    return [{"type": "context", "elements": elements}] if elements else []


def actions(*elements: Block | None) -> list[Block]:
    """Return the buttons and selects that there are, in one row, or nothing."""
    present = [element for element in elements if element]
    return [{"type": "actions", "elements": present}] if present else []


def only_links(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with those of their buttons that open a page; the rest wants a listener."""
    shown: list[Block] = []
    for block in blocks:
        links = [each for each in block.get("elements", ()) if "url" in each]
        shown += actions(*links) if block["type"] == "actions" else [block]
    return shown


def button(
    action_id: str, label: str, value: str, style: str | None = None, confirm: Block | None = None
) -> Block:
    """Return a button; `style` is `primary` or `danger`, `confirm` is asked before it counts."""
    extra = {"value": value, "style": style, "confirm": confirm}
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(raw(label, LONGEST_LABEL)),
        **{name: each for name, each in extra.items() if each},
    }


def link(action_id: str, label: str, url: str | None) -> Block | None:
    """Return a button that opens `url`; none without an address that Slack accepts.

    A click still sends `block_actions` to the app, which must acknowledge it.
    """
    if not url or not url.startswith(("https://", "http://")) or len(url) > LONGEST_URL:
        return None
    return {"type": "button", "action_id": action_id, "text": plain_text(label), "url": url}


def option(label: str, value: str) -> Block:
    """Return one choice of a select."""
    return {"text": plain_text(raw(label, LONGEST_LABEL)), "value": value}


def select(
    action_id: str,
    placeholder: str,
    options: Sequence[Block] | None = None,
    chosen: Block | None = None,
) -> Block:
    """Return a select of these options; beyond `MOST_OPTIONS` they are left out.

    Without any the bot is asked for them, also before anything is typed.
    """
    kind: Block = {"type": "external_select", "min_query_length": 0}
    if options is not None:
        kind = {"type": "static_select", "options": list(options[:MOST_OPTIONS])}
    initial = {"initial_option": chosen} if chosen else {}
    return {**kind, "action_id": action_id, "placeholder": plain_text(placeholder), **initial}


def field(block_id: str, label: str, element: Block, hint: str, *, optional: bool = False) -> Block:
    """Return an input of a form; Slack shows an error beside the `block_id` that it names."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label),
        "hint": plain_text(hint),
        "element": element,
        "optional": optional,
    }


def plain_text(text: str) -> Block:
    """Return a text object in which no markup is read."""
    return {"type": "plain_text", "text": text}
