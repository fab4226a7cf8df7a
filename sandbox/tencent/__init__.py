"""A local Tencent Cloud SSL Certificate Service, as strict about a call as the real one.

    async with Tencent.start() as tencent:
        ...  # point a client at tencent.endpoint with tencent.secret_id and tencent.secret_key
        tencent.faults.add("UploadConfirmLetter", Fault(code="InternalError"))
        await tencent.until(lambda: tencent.letters)
        tencent.ca.issue("flSFd6Fh")

Rooms: `server` (the running service), `calls` and `replies` (the wire), `signature`
(TC3-HMAC-SHA256), `parameters` (names and types), `actions` (what each action does),
`certificates` (the account), `ca` and `ca_control` (who decides about them, and how to tell it
from outside), `faults` (misbehaviour on request), `messages` (the words of each error).
"""

from sandbox.tencent.actions import ReceivedLetter
from sandbox.tencent.calls import Call
from sandbox.tencent.certificates import Certificate, default_certificates, many_certificates
from sandbox.tencent.faults import Fault, Faults
from sandbox.tencent.server import Tencent

__all__ = [
    "Call",
    "Certificate",
    "Fault",
    "Faults",
    "ReceivedLetter",
    "Tencent",
    "default_certificates",
    "many_certificates",
]
