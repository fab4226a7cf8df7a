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
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path

import sandbox
from bench.contenders import HERE, Letter
from sandbox.tencent import Certificate

ENVIRONMENT = HERE / ".venv-bench"
REQUIREMENTS = Path(__file__).with_name("requirements-tccli.txt")
INSTALLED = ENVIRONMENT / ".tccli"
PROGRAM = ENVIRONMENT / "bin" / "tccli"
ANSWERS_WITHIN = 60.0  # seconds


class NotInstalled(Exception):
    """There is no tccli here, and none can be had; says why."""


def install() -> None:
    """Install it where it is missing; that takes the network once. Raises NotInstalled."""
    if INSTALLED.exists() and INSTALLED.read_text() == REQUIREMENTS.read_text():
        return
    print("installing tccli into .venv-bench (once; a minute or two)", flush=True)
    pip = [ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet"]
    options = ["--disable-pip-version-check", "--require-hashes", "-r", REQUIREMENTS]
    try:
        for command in ([sys.executable, "-m", "venv", ENVIRONMENT], [*pip, *options]):
            subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        lines = [line for line in (getattr(error, "stderr", "") or "").splitlines() if line]
        raise NotInstalled(lines[-1] if lines else str(error)) from error
    INSTALLED.write_text(REQUIREMENTS.read_text())


async def upload(place: sandbox.Sandbox, folder: Path, number: int, content: bytes) -> Letter:
    """Run the command once, for a certificate of its own, and wait for what it prints."""
    certificate_id = f"Tccli{number:03}"
    place.tencent.certificates[certificate_id] = Certificate(certificate_id, "example.com")
    letter = base64.b64encode(content).decode()  # too long for an argument
    given = folder / "letter.json"
    given.write_text(json.dumps({"CertificateId": certificate_id, "ConfirmLetter": letter}))
    arguments = ["ssl", "UploadConfirmLetter", "--cli-input-json", f"file://{given}"]
    arguments += ["--endpoint", place.tencent.endpoint, "--region", "ap-guangzhou"]
    environment = place.environment(folder) | {"HOME": str(folder)}
    del environment["PYTHONPATH"]
    cpu, began = _cpu_of_ended(), time.monotonic()
    process = await asyncio.create_subprocess_exec(
        PROGRAM, *arguments, env=environment, cwd=folder, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(ANSWERS_WITHIN):
            said, error = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        raise TimeoutError(f"tccli said nothing within {ANSWERS_WITHIN:.0f} s") from None
    seconds = time.monotonic() - began
    if process.returncode or b'"IsSuccess": true' not in said:
        raise RuntimeError(f"tccli: {(error or said).decode(errors='replace')[-200:]}")
    spent = _cpu_of_ended() - cpu
    return Letter(seconds, spent, spent)


def _cpu_of_ended() -> float:
    """Seconds of CPU of all processes that this one has started and seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
