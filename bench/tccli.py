"""Tencent Cloud's own command line: `tccli ssl UploadConfirmLetter`, as a person types it.

It has a virtual environment of its own, since it brings the SDK of every service: hundreds of MB.
"""

import asyncio
import base64
import json
import resource
import subprocess
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import sandbox
from bench.contenders import HERE, Letter
from sandbox.tencent import Certificate

ENVIRONMENT = HERE / ".venv-bench"
REQUIREMENTS = Path(__file__).with_name("requirements-tccli.txt")
INSTALLED = ENVIRONMENT / ".tccli"
PROGRAM = ENVIRONMENT / "bin" / "tccli"
ANSWERS_WITHIN = 60.0  # seconds


@cache
def why_missing() -> str:
    """Install it where it is missing, which takes the network once; "", or why that failed."""
    if INSTALLED.exists() and INSTALLED.read_text() == REQUIREMENTS.read_text():
        return ""
    print("(installing tccli into .venv-bench, once)", end=" ", flush=True)
    pip = [ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet"]
    options = ["--disable-pip-version-check", "--require-hashes", "-r", REQUIREMENTS]
    try:
        for command in ([sys.executable, "-m", "venv", ENVIRONMENT], [*pip, *options]):
            subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", "")).strip() or str(error)
        return f"not installed: {said.splitlines()[-1]}"
    INSTALLED.write_text(REQUIREMENTS.read_text())
    return ""


@dataclass
class Command:
    """The command and what it took, until it fails once; then `failed` says why."""

    place: sandbox.Sandbox
    folder: Path
    failed: str
    letters: list[Letter] = field(default_factory=list)

    async def upload(self, number: int, content: bytes) -> None:
        """Run it once, for a certificate of its own, and wait for what it prints."""
        if self.failed:
            return
        certificate_id = f"Tccli{number:03}"
        self.place.tencent.certificates[certificate_id] = Certificate(certificate_id, "example.com")
        letter = base64.b64encode(content).decode()  # too long for an argument
        given = self.folder / "letter.json"
        given.write_text(json.dumps({"CertificateId": certificate_id, "ConfirmLetter": letter}))
        arguments = ["ssl", "UploadConfirmLetter", "--cli-input-json", f"file://{given}"]
        arguments += ["--endpoint", self.place.tencent.endpoint, "--region", "ap-guangzhou"]
        environment = self.place.environment(self.folder) | {"HOME": str(self.folder)}
        del environment["PYTHONPATH"]
        cpu, began = _cpu_of_ended(), time.monotonic()
        try:
            said = await _printed([PROGRAM, *arguments], environment)
        except OSError as error:  # a TimeoutError is one
            self.failed = str(error) or f"it printed nothing in {ANSWERS_WITHIN:.0f} s"
            return
        seconds, spent = time.monotonic() - began, _cpu_of_ended() - cpu
        self.letters.append(Letter(seconds, spent, spent))
        if '"IsSuccess": true' not in said:
            self.failed, self.letters = said[-200:].strip() or "it printed nothing", []


async def _printed(command: Sequence[str | Path], environment: Mapping[str, str]) -> str:
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), ANSWERS_WITHIN)
        return said.decode(errors="replace")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _cpu_of_ended() -> float:
    """Seconds of CPU of all processes that this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
