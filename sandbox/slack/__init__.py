"""A local Slack for tests, demo and page: unmodified Bolt, slack_sdk and httpx talk to it.

    people's side: `Slack`                              the app's side: real HTTP

    drop, edit, delete, forward ─► workspace ─► delivery ─► socket_mode, or signed posts ─► the app
    command, click, submit_view ─► interactions ─┘                                           │
                                   workspace ◄── chat, conversations, views ◄── web_api ◄────┤
                                             ◄── transfers (files) ◄─────────────────────────┘

Everything lives in the caller's event loop, on free ports of 127.0.0.1, and ends with the block::

    async with Slack.start() as slack:
        ts = await slack.drop(user=ALICE, channel=CERTIFICATES, text="for flSFd6Fh",
                              files=[Upload("letter.pdf", pdf)])
        await slack.until(lambda: "white_check_mark" in slack.message(CERTIFICATES, ts).reactions)
"""

from sandbox.slack.cast import *  # noqa: F403
from sandbox.slack.delivery import Response as Response
from sandbox.slack.faults import Fault as Fault
from sandbox.slack.files import Upload as Upload
from sandbox.slack.messages import Message as Message
from sandbox.slack.slack import Slack as Slack
from sandbox.slack.workspace import View as View
