"""What is done in the panel Tencent Cloud: posted to `/cloud/NAME`."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from sandbox.page.posted import Posted
from sandbox.services import Sandbox
from sandbox.slack.messages import Json
from sandbox.tencent import SWITCHES, default_certificates

DECISIONS = ("issue", "reject", "send-back", "cancel", "revoke", "refund")
WITH_REASON = ("reject", "send-back")
Act = Callable[[Posted], Awaitable[Json]]

LOOKS = (0.0, 1.0, 3.0)  # seconds before each: a letter may not be watched yet at the first one


class CloudActs:
    """The acts; LookupError for a person, a certificate or a fault that is not there."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._slack, self._tencent, self._bot = sandbox.slack, sandbox.tencent, sandbox.bot
        others: tuple[Act, ...] = (self.day_passes, self.fault, self.start_over, self.bot_again)
        named: dict[str, Act] = {each.__name__.replace("_", "-"): each for each in others}
        named |= {each: partial(self.decide, each) for each in DECISIONS}
        self.by_name = {f"cloud/{name}": act for name, act in named.items()}

    async def decide(self, decision: str, posted: Posted) -> Json:
        """Let the CA decide; with the reason that was written, or the usual one."""
        certificate, reason = posted.text("certificate"), posted.text("reason").strip()
        decide = getattr(self._tencent.ca, decision.replace("-", "_"))
        decide(certificate, *([reason] if reason and decision in WITH_REASON else []))
        self._tencent.note()
        self._slack.in_background(self._look())
        return {"notice": posted.say(f"{decision}-notice", certificate=certificate)}

    async def day_passes(self, posted: Posted) -> Json:
        """Let the CA review for a day; tells which letters that arrived have reached their end."""
        moved, say = self._tencent.let_a_day_pass(), posted.say
        self._slack.in_background(self._look())
        with_letter = {each.certificate_id for each in self._tencent.letters}
        ended = [
            say("end-notice", certificate=each)
            for each in moved
            if each in with_letter and not self._tencent.certificates[each].is_in_review
        ]
        return {"notice": "\n".join([say("day-notice", count=len(moved)), *ended])}

    async def fault(self, posted: Posted) -> Json:
        """Let something go wrong from now on, or no longer."""
        name = posted.text("fault")
        if name not in SWITCHES:
            raise LookupError(name)
        self._tencent.switch(name, to=bool(posted.text("on")))
        return {}

    async def start_over(self, posted: Posted) -> Json:
        """Be at the beginning again, with a bot that knows of nothing."""
        await (self._bot.start_again(self._begin) if self._bot else self._begin())
        return {"notice": posted.say("start-over-notice")}

    async def bot_again(self, posted: Posted) -> Json:
        """Start the bot again."""
        if self._bot:
            await self._bot.start_again()
        return {"notice": posted.say("bot-again-notice")}

    async def _begin(self) -> None:
        await self._slack.start_over()
        self._tencent.start_over(default_certificates().values())

    async def _look(self) -> None:
        """Let the bot see what was decided."""
        for pause in LOOKS:
            await asyncio.sleep(pause)
            if self._bot:
                self._bot.look_now()
