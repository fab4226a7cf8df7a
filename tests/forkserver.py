"""Processes for the tests, and the tests' own, as `python -m` starts them, but without imports.

One process has imported everything and forks itself for each process that is wanted: that has a
pid, an environment, a folder and an end of its own, and can be killed; it is killed as well when
whoever wanted it has gone. The demo, the tour and play start their bot by `python`, a program that
has it forked off too. That `python -m bot` itself starts is for test_start.py.

    python -m tests.forkserver FD PATH…  takes orders at this socket until its stdin is closed, and
                                        has imported the tests at these paths for all workers
"""

import asyncio
import gc
import json
import os
import runpy
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from _pytest.assertion import install_importhook
from _pytest.config import default_plugins, get_config

if TYPE_CHECKING:
    from sandbox.kept_bot import Bot

REPOSITORY = Path(__file__).resolve().parents[1]
ADDRESS = "TEST_FORK_SERVER"  # in the environment of xdist's workers
LOOK_AGAIN = 0.005  # seconds
LOADED = ("bot.app", "sandbox.page.server", "sandbox.plays", "psycopg")
LOADED += ("sqlalchemy.dialects.postgresql", "sqlalchemy.dialects.sqlite")
LOADED_BY_TESTS = ("bot.files.repair.inspection", "bot.files.repair.mend", "handlers.listeners")
LOADED_BY_TESTS += ("playwright.async_api", "hypothesis.strategies", "xdist.remote", "yaml")
LOADED_BY_TESTS += tuple(f"_pytest.{name}" for name in default_plugins)
FORKED = Path(__file__).with_name("forked.py")


class Child:
    """A process, with what asyncio's own has of use."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._ended: int | None = None
        self.pid = _number(line)

    @property
    def returncode(self) -> int | None:
        if self._ended is None:
            with suppress(BlockingIOError):
                self._ended = _number(self._line, socket.MSG_DONTWAIT)
                self._line.close()
        return self._ended

    async def wait(self) -> int:
        while self.returncode is None:  # noqa: ASYNC110 - a socket that is read without waiting
            await asyncio.sleep(LOOK_AGAIN)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def give_up(self) -> None:
        """Kill it, if it has not ended, and listen to it no longer."""
        with suppress(ProcessLookupError):
            self.kill()
        self._line.close()


def start(
    module: str,
    arguments: Iterable[str] = (),
    *,
    folder: Path = REPOSITORY,
    environment: Mapping[str, str] | None = None,
    outputs: tuple[BinaryIO, BinaryIO],
) -> Child:
    """Start `python -m module arguments` in `folder`; its stdout and stderr go to `outputs`."""
    variables = dict(os.environ if environment is None else environment)
    order = json.dumps([[module, *arguments], str(folder), variables]).encode()
    line = socket.socket(socket.AF_UNIX)
    line.connect(_address())
    nothing = _nothing()
    socket.send_fds(line, [b"!"], [nothing, *(each.fileno() for each in outputs)])
    os.close(nothing)
    line.sendall(order)
    line.shutdown(socket.SHUT_WR)
    return Child(line)


async def ran(
    module: str,
    *arguments: str,
    folder: Path = REPOSITORY,
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str, str]:
    """Run `python -m module arguments` to its end: the exit code, stdout and stderr."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        child = start(
            module, arguments, folder=folder, environment=environment, outputs=(out, errors)
        )
        try:
            code = await asyncio.wait_for(child.wait(), 60)
        finally:
            child.give_up()
        return code, _text(out), _text(errors)


def _text(file: BinaryIO) -> str:
    file.seek(0)
    return file.read().decode()


@asynccontextmanager
async def bot_process(
    environment: Mapping[str, str], folder: Path, command: Sequence[str] = ("bot",)
) -> AsyncIterator["Bot"]:
    """The same as the sandbox's, which starts a bot as an operator does."""
    from sandbox.kept_bot import Bot  # noqa: PLC0415 - xdist's controller needs none of it

    log = folder / "bot.log"
    with log.open("ab") as output:
        child = start(
            command[0],
            command[1:],
            folder=folder,
            environment=environment,
            outputs=(output, output),
        )
    bot = Bot(child, log)
    try:
        yield bot
    finally:
        await bot.stop()


_opened: list[tuple[subprocess.Popen[bytes], str]] = []


def _server(tests: Iterable[str]) -> tuple[subprocess.Popen[bytes], str]:
    folder = tempfile.mkdtemp(prefix="letterdrop-forkserver-")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/socket")
        listener.listen(64)
        program = Path(_program(f"{folder}/socket"))
        program.write_text(f'#!/bin/sh\nexec {shlex.join(_forked(f"{folder}/socket"))} "$@"\n')
        program.chmod(0o755)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.forkserver", str(listener.fileno()), *tests],
            cwd=REPOSITORY,
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,
        )
    return process, f"{folder}/socket"


def _forked(address: str) -> list[str]:
    return [sys.executable, "-I", "-S", str(FORKED), address]


def python() -> str:
    """A program that does what `python -m MODULE` does, by the fork server."""
    return _program(_address())


def _program(address: str) -> str:
    return f"{address}.python"


def _address() -> str:
    return os.environ.get(ADDRESS) or opened()


def shared_folder() -> Path:
    """A folder that all workers of a run have in common; it ends with the run."""
    return Path(_address()).parent


def opened(tests: Iterable[str] = ()) -> str:
    """Its address; it is opened by whoever asks first."""
    if not _opened:
        _opened.append(_server(tests))
    return _opened[0][1]


def opened_for_workers(tests: Iterable[str]) -> str:
    """Let those that this process starts use the one that it opens.

    Returns the xdist specification of a worker that is forked off by it as well: each then begins
    with all imports, those of the tests at these paths as well.
    """
    address = os.environ[ADDRESS] = opened(tests)
    return f"popen//python={shlex.join(_forked(address))}"


def close() -> None:
    """End it, if this process has opened it."""
    while _opened:
        process, address = _opened.pop()
        process.communicate(timeout=10)
        shutil.rmtree(Path(address).parent)


def _number(line: socket.socket, flag: int = 0) -> int:
    number = line.recv(4, socket.MSG_WAITALL | flag)
    if not number:
        raise EOFError("the fork server does not tell")
    return int.from_bytes(number, "big", signed=True)


# In the fork server -----------------------------------------------------------------------------


def _next_order(listener: socket.socket) -> list[str] | None:
    """Return in each child, with what it is to run, and at the end of all, with nothing."""
    while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
        line, _ = listener.accept()
        _reap()
        if os.fork() == 0:
            address = listener.getsockname()
            listener.close()
            return _become_child(line, address)
        line.close()
    _reap()
    return None


def _reap() -> None:
    """Wait for those that have ended, so that their time counts as this process's."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _become_child(caller: socket.socket, address: str) -> list[str]:
    """Return in the child; its parent tells whoever wanted it how it ends."""
    with caller:
        _, given, _, _ = socket.recv_fds(caller, 1, 3)
        with caller.makefile("rb") as text:
            command, folder, environment = json.load(text)
        if pid := os.fork():
            caller.sendall(pid.to_bytes(4, "big"))
            _wait_for_either(pid, caller)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            with suppress(OSError):
                caller.sendall(code.to_bytes(4, "big", signed=True))
            os._exit(0)
    if command[0] == "sandbox":
        sys.executable = _program(address)
    for number, own in zip(given, (sys.stdin, sys.stdout, sys.stderr), strict=True):
        os.dup2(number, own.fileno())
        os.close(number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    return list(command)


def _wait_for_either(pid: int, caller: socket.socket) -> None:
    """Wait until the child has ended; end it when its caller has."""
    ends = select.poll()
    child = os.pidfd_open(pid)
    ends.register(child, select.POLLIN)
    ends.register(caller, 0)  # which tells no more than that it has hung up
    if child not in dict(ends.poll()):
        os.kill(pid, signal.SIGKILL)


def _nothing() -> int:
    return os.open(os.devnull, os.O_RDONLY)


def _import_tests(paths: Iterable[str]) -> None:
    """As pytest does it in a worker, which finds them there and does it no more.

    Each worker would take a second for it; two and a half where no assertion was rewritten before.
    """
    hook = install_importhook(get_config())
    hook.mark_rewrite("tests.fixtures")
    import_module("tests.fixtures")  # first: hypothesis asks for its profile where a test is made
    for path in paths:
        place = REPOSITORY / path.partition("::")[0]
        for file in sorted(place.rglob("test_*.py")) if place.is_dir() else [place]:
            with suppress(Exception), warnings.catch_warnings():
                warnings.simplefilter("error")
                name = ".".join(file.relative_to(REPOSITORY).with_suffix("").parts)
                import_module(name)  # what fails is for the worker to tell, which tries it again
    sys.meta_path.remove(hook)


def _main() -> None:
    for name in (*LOADED, *LOADED_BY_TESTS):
        import_module(name)
    if tests := sys.argv[2:]:
        _import_tests(tests)
    gc.freeze()
    listener = socket.socket(fileno=int(sys.argv[1]))
    if command := _next_order(listener):
        sys.argv = command
        if command[0] == "-c":
            sys.argv = ["-c", *command[2:]]
            exec(command[1], {"__name__": "__main__"})  # noqa: S102 - as python -c does
            return
        sys.modules.pop(f"{command[0]}.__main__", None)  # which a test had imported
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
