"""A local Slack and a local Tencent Cloud: try Letterdrop, and test it, without any account.

The sandbox is an independent witness: it imports nothing of the bot, and the bot nothing of it.

    async with running() as sandbox:
        sandbox.slack, sandbox.tencent       # what people and services do; what reached them
        sandbox.environment(folder)          # for a bot in a process of its own
"""

from sandbox.services import REPOSITORY as REPOSITORY
from sandbox.services import Sandbox as Sandbox
from sandbox.services import running as running
