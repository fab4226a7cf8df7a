"""HTML that is safe by construction: what is not `Html` already gets escaped."""

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

VOID = {"br", "img", "input", "link", "meta"}
ADDRESSES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Html:
    """A piece of HTML; only `tag`, `join` and constants of the code make one."""

    source: str


Child: TypeAlias = "Html | str | Iterable[Child] | None"
Value: TypeAlias = "str | int | bool | None"


def join(*children: Child) -> Html:
    """Put pieces one after the other; strings are escaped, None is nothing."""
    return Html("".join(map(_source, children)))


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
        case str():
            return escape(child)
        case _:
            return join(*child).source


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'
