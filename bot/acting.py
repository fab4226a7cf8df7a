"""Before each outward act it is looked whether whoever acts may still do so.

A process may be paused for longer than its claim on a job holds (a suspended machine, `docker
pause`), and another one has the job by then. Who has woken up must notice before it speaks.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import Context, ContextVar
from typing import Any, TypeVar

T = TypeVar("T")


async def _nobody_minds() -> None:
    pass


check: ContextVar[Callable[[], Awaitable[None]]] = ContextVar("check", default=_nobody_minds)
"""Set by who works on a job, for all that it starts: raises what ends the work."""


def shared(work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """Start what several jobs wait for: whoever asked first must not end it for the others."""
    return asyncio.create_task(work, context=Context())


async def before_acting() -> None:
    """Call it right before a request that others may see."""
    await check.get()()
