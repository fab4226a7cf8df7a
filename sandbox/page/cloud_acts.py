"""What is done in the panel Tencent Cloud: posted to `/cloud/NAME`."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web
from multidict import MultiDictProxy

from sandbox.slack import Slack
from sandbox.slack.messages import Json
from sandbox.tencent import Tencent

Form = MultiDictProxy[str | bytes | bytearray | web.FileField]


def acts(slack: Slack, tencent: Tencent) -> Mapping[str, Callable[[Form], Awaitable[Json]]]:
    """Give each act by its name; it takes what was posted and may give a `notice`."""
    return {}
