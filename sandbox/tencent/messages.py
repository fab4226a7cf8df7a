"""The words of each error code, in the two languages of X-TC-Language."""

import json
from collections.abc import Mapping
from pathlib import Path

DEFAULT_LANGUAGE = "zh-CN"

# code: [zh-CN, en-US]; {} takes a detail.
MESSAGES: Mapping[str, tuple[str, str]] = json.loads(
    Path(__file__).with_suffix(".json").read_bytes()
)
OTHER = ("操作失败（{}）。", "The operation failed ({}).")


class Refused(Exception):
    """A call to which the service responds with an Error of this code; `words` replace its own."""

    def __init__(self, *, code: str, detail: str = "", words: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.words = words

    def message(self, language: str) -> str:
        """Give what stands in Error.Message: in Chinese in any language but `en-US`."""
        if self.words is not None:
            return self.words
        chinese, english = MESSAGES.get(self.code, OTHER)
        words = english if language == "en-US" else chinese
        return words.format(self.detail if self.code in MESSAGES else self.code).strip()
