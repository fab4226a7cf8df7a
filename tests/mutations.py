"""What hypothesis makes of a real payload, row or file: one that is nearly right."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 2**31, 2**63, 2**200, 1e308, -0.0, float("inf"), float("nan")]),
    st.sampled_from(["", "\0", "\ud800", "\u202e", "<!channel>", "x" * 5_000, "1e999", "-1", "٣"]),
    st.text(max_size=20),
    st.lists(st.none() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.integers(), max_size=3),
)
MOST_CHANGES = 4


@st.composite
def changed(draw: st.DrawFn, value: dict[str, Any]) -> Any:
    """The same JSON with a few places replaced, left out or doubled."""
    made = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, MOST_CHANGES))):
        places = list(_places(made))
        if not places:
            break
        holder, key = places[draw(st.integers(0, len(places) - 1))]
        act, odd = draw(st.sampled_from(["replace", "leave out", "double"])), draw(ODD)
        if act == "leave out":
            del holder[key]
        elif act == "double" and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            holder[key] = copy.deepcopy(odd)
    return made


def _places(holder: Any) -> Iterator[tuple[Any, Any]]:
    """All objects and lists inside, each with each of its keys."""
    keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
    for key in keys:
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from _places(holder[key])


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The same file with a few bytes changed, cut out or put in."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, MOST_CHANGES))):
        at = draw(st.integers(0, max(0, len(made) - 1)))
        span = draw(st.sampled_from([1, 1, 4, 64, 1_000]))
        made[at : at + span] = draw(st.binary(max_size=16) | st.just(bytes(made[:span])))
    return bytes(made)
