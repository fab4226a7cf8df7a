"""What replicas carry, from what was measured and from what Slack and Tencent Cloud allow."""

import math
from collections.abc import Sequence
from itertools import groupby
from statistics import median
from typing import Any

# Calls a minute that Slack surely lets pass (docs.slack.dev, "Rate limits"): to one method by one
# app in one workspace, and of messages to one channel.
TIER_3, TIER_4, ONE_A_SECOND = 50, 100, 60
SLACK = {
    "reactions.add": (TIER_3, "50 a minute in a workspace (Tier 3)"),
    "reactions.remove": (TIER_3, "50 a minute in a workspace (Tier 3)"),
    "chat.update": (TIER_3, "50 a minute in a workspace (Tier 3)"),
    "conversations.replies": (TIER_3, "50 a minute in a workspace (Tier 3)"),
    "users.info": (TIER_4, "100 a minute in a workspace (Tier 4)"),
    "views.publish": (TIER_4, "100 a minute in a workspace (Tier 4)"),
    "chat.postMessage": (ONE_A_SECOND, "one a second in a channel, with short bursts"),
}
# Of each action (cloud.tencent.com, "Request frequency limits" of each page of the SSL API).
TENCENT_A_SECOND = 10
OFTEN = 0.05  # calls a letter below which a limit is none

Run = dict[str, Any]
Table = tuple[Sequence[str], list[tuple[str, ...]]]


def measured(runs: Sequence[Run]) -> Table:
    """The table of what was measured; of several runs alike the median."""
    header = (
        "processes",
        "letters a second",
        "CPU a letter: bot",
        "readers",
        "PostgreSQL",
        "of it all",
    )
    body = []
    for (count, is_limited), some in _alike(runs):
        name = f"{count}, with ten calls a second" if is_limited else f"{count}"
        parts = [_a_letter(some, each) for each in ("bots_cpu", "readers_cpu", "server_cpu")]
        sandbox = _a_letter(some, "sandbox_cpu")
        told = [f"{1000 * each:.1f} ms" for each in parts]
        share = sum(parts) / (sum(parts) + sandbox)
        body.append((name, f"{_rate(some):.1f}", *told, f"{100 * share:.0f} %"))
    return header, body


def derived(runs: Sequence[Run]) -> list[str]:
    """What follows for machines on which each process has a core of its own."""
    bot, readers, server = _needs(runs)
    tencent = TENCENT_A_SECOND / max(_tencent_calls(runs), 1)
    return [
        "CPU is that of a letter. *Of it all*: the share of those three; the stand-ins had the"
        f" rest. A process that has a core of its own carries {1 / bot:.0f} letters a second; its"
        f" readers need {readers / bot:.1f} of a core beside it. One core of PostgreSQL carries"
        f" {1 / server:.0f} a second.",
        "",
        f"So the {tencent:.0f} letters a second that Tencent Cloud takes at most need"
        f" {_counted(math.ceil(tencent * bot), 'process', 'processes')},"
        f" {tencent * readers:.1f} of a core for their readers, and {tencent * server:.2f} of a"
        " core for PostgreSQL. More processes are for when one dies, not for speed. Below, for each"
        " limit from outside, how many letters a minute it lets pass:",
    ]


def limits(runs: Sequence[Run]) -> Table:
    """The limits from outside, the lowest first."""
    header = ("limit", "calls a letter", "allowed", "letters a minute")
    rows = [(per_minute, name, calls, told) for name, calls, told, per_minute in _limits(runs)]
    return header, [
        (f"`{name}`", f"{calls:.2f}", told, f"{per_minute:.0f}")
        for per_minute, name, calls, told in sorted(rows)
    ]


def words(runs: Sequence[Run]) -> list[str]:
    limited = [each for each in runs if each["is_limited"]]
    told = [
        "Slack promises these as the least; where it says “not so fast” Letterdrop waits as long as"
        " Slack asks, and no letter is lost. Only the upload and the answer are on the way of a"
        " letter: marks may come later."
    ]
    if limited:
        told += [
            "",
            f"With Tencent's ten calls a second in force, {limited[0]['processes']} processes"
            f" answered {limited[0]['letters']} letters dropped at once at"
            f" {_rate(limited):.1f} a second.",
        ]
    return told


def in_short(runs: Sequence[Run]) -> list[str]:
    """The sentence for the head of the page."""
    bot, _, server = _needs(runs)
    tencent = TENCENT_A_SECOND / max(_tencent_calls(runs), 1)
    per_minute, name = min((each[-1], each[0]) for each in _limits(runs))
    best = max(_rate(some) for _, some in _alike(runs))
    return [
        f"**Capacity**: {best:.0f} letters a second on this machine, stand-ins included;"
        f" {1 / bot:.0f} a process with a core of its own, {1 / server:.0f} a core of PostgreSQL."
        f" Tencent Cloud takes {tencent:.0f} a second, so it and Slack are the limit: the lowest is"
        f" `{name}`, {per_minute:.0f} letters a minute.",
    ]


def _limits(runs: Sequence[Run]) -> list[tuple[str, float, str, float]]:
    """Each limit: whose, calls a letter, what is allowed, letters a minute."""
    found = []
    for name, calls in _calls(runs).items():
        allowed, told = SLACK.get(name, (0, ""))
        if name[0].isupper():
            allowed, told = 60 * TENCENT_A_SECOND, f"{TENCENT_A_SECOND} a second in an account"
        if allowed and calls >= OFTEN:
            found.append((name, calls, told, allowed / calls))
    return found


def _calls(runs: Sequence[Run]) -> dict[str, float]:
    """Calls a letter, by method and action."""
    letters = sum(each["letters"] for each in runs)
    names = {name for each in runs for name in each["calls"]}
    return {name: sum(each["calls"].get(name, 0) for each in runs) / letters for name in names}


def _tencent_calls(runs: Sequence[Run]) -> float:
    """Calls a letter to the action that is called most often."""
    return max((calls for name, calls in _calls(runs).items() if name[0].isupper()), default=1.0)


def _needs(runs: Sequence[Run]) -> tuple[float, float, float]:
    """Seconds of CPU a letter: of a bot, its readers, PostgreSQL."""
    free = [each for each in runs if not each["is_limited"]]
    bot, readers, server = (
        _a_letter(free, each) for each in ("bots_cpu", "readers_cpu", "server_cpu")
    )
    return bot, readers, server


def _a_letter(runs: Sequence[Run], what: str) -> float:
    return median(each[what] / each["letters"] for each in runs)


def _rate(runs: Sequence[Run]) -> float:
    return median(each["letters"] / each["seconds"] for each in runs)


def _alike(runs: Sequence[Run]) -> list[tuple[tuple[int, bool], list[Run]]]:
    def kind(run: Run) -> tuple[bool, int]:
        return run["is_limited"], run["processes"]

    grouped = groupby(sorted(runs, key=kind), kind)
    return [((count, is_limited), list(some)) for (is_limited, count), some in grouped]


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
