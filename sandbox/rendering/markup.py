"""HTML that is safe by construction: what is not `Html` already gets escaped."""

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = {"input"}
ADDRESSES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Html:
    """A piece of HTML; only `fill`, `tag`, `join` and constants of the code make one."""

    source: str


Child: TypeAlias = "Html | str | int | Iterable[Child] | None"
Value: TypeAlias = "str | int | bool | None"


def join(*children: Child) -> Html:
    """Put pieces one after the other; strings are escaped, None is nothing."""
    return Html("".join(map(_source, children)))


def fill(template: str, *pieces: Child, **values: Child) -> Html:
    """Fill pieces into the {places} of a template, whose places in attributes stand in quotes.

    A line break in the template, and the blanks behind it, are for its reader alone.
    """
    return Html(
        re.sub(r"\n *", "", template).format(
            *map(_source, pieces), **{name: _source(value) for name, value in values.items()}
        )
    )


def tag(name: str, /, *children: Child, **attributes: Value) -> Html:
    """Make an element. `class_` is the attribute class, `data_ts` is data-ts.

    An attribute that is None or False is left out; True stands without a value.
    """
    opening = f"<{name}{''.join(_attribute(*each) for each in attributes.items())}>"
    return Html(opening if name in VOID else f"{opening}{join(*children).source}</{name}>")


def web_address(url: object) -> str | None:
    """Give the URL if a page may link to it: http, https or mailto, nothing that runs."""
    try:
        return url if isinstance(url, str) and urlsplit(url).scheme in ADDRESSES else None
    except ValueError:
        return None


def _source(child: Child) -> str:
    match child:
        case None:
            return ""
        case Html(source):
            return source
        case str() | int():
            return escape(str(child))
        case _:
            return join(*child).source


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'
