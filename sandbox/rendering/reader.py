"""The person who looks at the page: the names, times and dates that she sees."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

WEEKDAYS = "一二三四五六日"
DAYS = {-1: ("yesterday", "昨天"), 0: ("today", "今天"), 1: ("tomorrow", "明天")}
ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
FIELD = re.compile(r"\{(\w+?)(_pretty)?\}")


@dataclass(frozen=True)
class Reader:
    """How texts look to one person: `names` by the ID of people and channels."""

    names: Mapping[str, str] = field(default_factory=dict)
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    zone: tzinfo = UTC
    chinese: bool = False

    def name(self, identifier: str) -> str:
        """Give the shown name, or the ID itself where nobody has it."""
        return self.names.get(identifier, identifier)

    def clock(self, seconds: float) -> str:
        """Give the time of day."""
        return self.moment(seconds, "{time}")

    def day(self, seconds: float) -> str:
        """Give the day: today, yesterday, or its date."""
        named = self.moment(seconds, "{date_long_pretty}")
        return named[:1].upper() + named[1:]

    def moment(self, seconds: float, pattern: str) -> str:
        """Fill in Slack's date format (*Formatting text*, docs.slack.dev); unknown fields stay."""
        moment = datetime.fromtimestamp(seconds, self.zone)
        distance = (moment.date() - self.now.astimezone(self.zone).date()).days

        def filled(found: re.Match[str]) -> str:
            if found[2] and distance in DAYS:
                return DAYS[distance][self.chinese]
            write = FIELDS.get(found[1])
            return write(moment)[self.chinese] if write else found[0]

        return FIELD.sub(filled, pattern)


def _short(moment: datetime) -> tuple[str, str]:
    chinese = f"{moment.year}年{moment.month}月{moment.day}日"
    return f"{moment:%b} {moment.day}, {moment.year}", chinese


def _long(moment: datetime) -> tuple[str, str]:
    day = f"{moment.day}{ENDINGS.get(moment.day, 'th')}"
    chinese = f"{_short(moment)[1]}星期{WEEKDAYS[moment.weekday()]}"
    return f"{moment:%A, %B} {day}, {moment.year}", chinese


FIELDS: Mapping[str, Callable[[datetime], tuple[str, str]]] = {
    "date_short": _short,
    "date_long": _long,
    "time": lambda at: (f"{at.hour % 12 or 12}:{at:%M %p}", f"{at:%H:%M}"),
}
"""How each field that the app and the page use is written in English and in Chinese."""
