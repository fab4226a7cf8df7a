"""Ways in as data: what people do one after the other, and what must come of it.

A step is the name of a method of `Stage`, and what that takes; a table in the end holds what it
takes by name. People are called as in Slack (alice), files as the table of files says.
"""

from pathlib import Path
from typing import Any

import msgspec

from sandbox import letters
from sandbox.slack.cast import CAST
from sandbox.slack.files import Upload
from sandbox.stage import NotSo, Stage

IDS = {each.name: each.id for each in CAST.people}


class Way(msgspec.Struct, frozen=True):
    """A way in, gone in a fresh channel, or in the chat of the bot with the person `chat_of`."""

    title: str
    steps: list[list[Any]]
    chat_of: str = ""


class Ways(msgspec.Struct, frozen=True):
    """Some ways, and the files for them: by name the function of `letters`, and what it takes."""

    files: dict[str, list[Any]]
    ways: list[Way]
    waiting: dict[str, str] = {}

    @classmethod
    def read(cls, name: str) -> "Ways":
        """Read them from a file that lies beside this one."""
        return msgspec.toml.decode(Path(__file__).with_name(name).read_bytes(), type=cls)

    async def go(self, way: Way, stage: Stage) -> str:
        """Go one way; gives what was not as it must be, "" if all was."""
        try:
            for name, *given in way.steps:
                named = given.pop() if given and isinstance(given[-1], dict) else {}
                told = {key: self._meant(value) for key, value in named.items()}
                await getattr(stage, name)(*map(self._meant, given), **told)
        except NotSo as trouble:
            return str(trouble)
        return ""

    def _meant(self, value: Any) -> Any:
        """The person or the file that is called so, or else the value itself."""
        if value in self.files:
            maker, *given = self.files[value]
            return Upload(value, getattr(letters, maker)(*given))
        return IDS.get(value, value)
