"""HTML that is safe by construction: what is not `Html` already gets escaped."""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

VOID = {"input"}
ADDRESSES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Html:
    """A piece of HTML; only `fill`, `tag`, `join` and `templates` make one."""

    source: str

    def __str__(self) -> str:
        return self.source


@dataclass(frozen=True)
class Lookup:
    """What a template looks up by itself: a {say[send]} in it is `find("send")`, escaped."""

    find: Callable[[str], "Child"]

    def __getitem__(self, key: str) -> Html:
        return join(self.find(key))


Child: TypeAlias = "Html | str | int | Iterable[Child] | None"
Value: TypeAlias = "str | int | bool | None"


def join(*children: Child) -> Html:
    """Put pieces one after the other; strings are escaped, None is nothing."""
    return Html("".join(map(_source, children)))


def fill(template: str, *pieces: Child, **values: "Child | Lookup") -> Html:
    """Fill pieces into the {places} of a template, whose places in attributes stand in quotes.

    A line break in the template, and the blanks behind it, are for its reader alone.
    """
    named = {
        name: each if isinstance(each, Lookup) else join(each) for name, each in values.items()
    }
    return Html(_one_line(template).format(*map(join, pieces), **named))


def templates(beside: str) -> dict[str, Any]:
    """Read the templates that `templates.toml` names, in the folder of a module's file."""
    return tomllib.loads(Path(beside).with_name("templates.toml").read_text(encoding="utf-8"))


@cache
def _one_line(template: str) -> str:
    """Give a template without its line breaks; between attributes a blank stands for one."""
    return re.sub(r"\n *", " ", re.sub(r"(?<=[>}])\n *|\n *(?=[<{])|^\n *", "", template))


def tag(name: str, /, *children: Child, **given: Value) -> Html:
    """Make an element; its `attributes` are those that are given."""
    opening = f"<{name}{attributes(**given)}>"
    return Html(opening if name in VOID else f"{opening}{join(*children)}</{name}>")


def attributes(**given: Value) -> Html:
    """Write attributes, each behind a blank. `class_` is class, `data_ts` is data-ts.

    One that is None or False is left out; True stands without a value.
    """
    written = ((name.rstrip("_").replace("_", "-"), value) for name, value in given.items())
    return Html(
        "".join(
            f" {name}" if value is True else f' {name}="{escape(str(value))}"'
            for name, value in written
            if value is not None and value is not False
        )
    )


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
