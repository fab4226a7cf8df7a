"""The person who looks at the page: the names, times and dates that she sees."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

WEEKDAYS = "一二三四五六日"
DAYS = {-1: ("yesterday", "昨天"), 0: ("today", "今天"), 1: ("tomorrow", "明天")}
FIELD = re.compile(r"\{(\w+)\}")


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

    def at(self, seconds: float) -> datetime:
        """Give a point in time (Unix seconds) in the person's zone."""
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(self.zone)

    def clock(self, seconds: float) -> str:
        """Give the time of day."""
        return _clock(self.at(seconds), self)

    def day(self, seconds: float) -> str:
        """Give the day: today, yesterday, or its date."""
        named = _pretty(self.at(seconds), self) or _long(self.at(seconds), self)
        return named[:1].upper() + named[1:]

    def moment(self, seconds: float, pattern: str) -> str:
        """Fill in Slack's date format (*Formatting text*, docs.slack.dev); unknown fields stay."""
        moment = self.at(seconds)
        return FIELD.sub(lambda found: _filled(found, moment, self), pattern)


def _filled(found: re.Match[str], moment: datetime, reader: Reader) -> str:
    name = found[1]
    if name.endswith("_pretty"):
        if day := _pretty(moment, reader):
            return day
        name = name.removesuffix("_pretty")
    write = FIELDS.get(name)
    return write(moment, reader) if write else found[0]


def _pretty(moment: datetime, reader: Reader) -> str:
    distance = (moment.date() - reader.now.astimezone(reader.zone).date()).days
    return DAYS[distance][reader.chinese] if distance in DAYS else ""


def _ordinal(day: int) -> str:
    if day in (11, 12, 13):
        return f"{day}th"
    return f"{day}{({1: 'st', 2: 'nd', 3: 'rd'}).get(day % 10, 'th')}"


def _number(moment: datetime, _reader: Reader) -> str:
    return f"{moment:%Y-%m-%d}"


def _chinese(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日"


def _short(moment: datetime, reader: Reader) -> str:
    return _chinese(moment) if reader.chinese else f"{moment:%b} {moment.day}, {moment.year}"


def _full(moment: datetime, reader: Reader) -> str:
    if reader.chinese:
        return _chinese(moment)
    return f"{moment:%B} {_ordinal(moment.day)}, {moment.year}"


def _long(moment: datetime, reader: Reader) -> str:
    if reader.chinese:
        return f"{_chinese(moment)}星期{WEEKDAYS[moment.weekday()]}"
    return f"{moment:%A}, {_full(moment, reader)}"


def _clock(moment: datetime, reader: Reader) -> str:
    return f"{moment:%H:%M}" if reader.chinese else f"{moment.hour % 12 or 12}:{moment:%M %p}"


def _seconds(moment: datetime, reader: Reader) -> str:
    if reader.chinese:
        return f"{moment:%H:%M:%S}"
    return f"{moment.hour % 12 or 12}:{moment:%M:%S %p}"


FIELDS: Mapping[str, Callable[[datetime, Reader], str]] = {
    "date_num": _number,
    "date": _full,
    "date_short": _short,
    "date_long": _long,
    "time": _clock,
    "time_secs": _seconds,
}
