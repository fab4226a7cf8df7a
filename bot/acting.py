"""Before each outward act it is looked whether whoever acts may still do so.

A process may be paused for longer than its claim on a job holds (a suspended machine, `docker
pause`), and another one has the job by then. Who has woken up must notice before it speaks.
"""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar


async def _nobody_minds() -> None:
    pass


check: ContextVar[Callable[[], Awaitable[None]]] = ContextVar("check", default=_nobody_minds)
"""Set by who works on a job, for all that it starts: raises what ends the work."""


async def before_acting() -> None:
    """Call it right before a request that others may see."""
    await check.get()()
