"""A local Tencent Cloud SSL Certificate Service, as strict about a call as the real one.

async with Tencent.start() as tencent:
    ...  # point a client at tencent.endpoint with tencent.secret_id and tencent.secret_key
    tencent.faults.add("UploadConfirmLetter", Fault(code="InternalError"))
    await tencent.until(lambda: tencent.letters)
    tencent.ca.issue("flSFd6Fh")
"""

from sandbox.tencent.actions import ReceivedLetter as ReceivedLetter
from sandbox.tencent.certificates import Certificate as Certificate
from sandbox.tencent.certificates import default_certificates as default_certificates
from sandbox.tencent.certificates import many_certificates as many_certificates
from sandbox.tencent.faults import SWITCHES as SWITCHES
from sandbox.tencent.faults import Fault as Fault
from sandbox.tencent.server import Tencent as Tencent
