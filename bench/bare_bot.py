"""The floor: the plain bot's outside calls by hand, without any framework.

A WebSocket, a download, a signed upload (TC3-HMAC-SHA256, as Tencent Cloud's page "Signature v3"
tells), an answer; all over one aiohttp session. It takes everything to be as it should be.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import os
import re
import time
from typing import Any
from urllib.parse import urlsplit

import aiohttp

CERTIFICATE_ID = re.compile(r"\b[A-Za-z0-9]{8}\b")
SLACK, ENDPOINT = os.environ["SLACK_API_URL"], os.environ["TENCENTCLOUD_SSL_ENDPOINT"]
BOT = {"Authorization": f"Bearer {os.environ['SLACK_BOT_TOKEN']}"}
APP = {"Authorization": f"Bearer {os.environ['SLACK_APP_TOKEN']}"}
JSON = "application/json"


async def main() -> None:
    tasks: set[asyncio.Task[None]] = set()
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{SLACK}apps.connections.open", headers=APP) as response:
            url = (await response.json())["url"]
        async with session.ws_connect(url) as socket:
            async for message in socket:
                envelope = json.loads(message.data)
                if "envelope_id" not in envelope:
                    continue
                await socket.send_str(json.dumps({"envelope_id": envelope["envelope_id"]}))
                event = envelope["payload"].get("event", {})
                if event.get("type") == "message" and event.get("files"):
                    task = asyncio.create_task(letter(session, event))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)


async def letter(session: aiohttp.ClientSession, event: dict[str, Any]) -> None:
    async with session.get(event["files"][0]["url_private_download"], headers=BOT) as response:
        content = base64.b64encode(await response.read()).decode()
    found = CERTIFICATE_ID.findall(event["text"])[-1]
    body = json.dumps({"CertificateId": found, "ConfirmLetter": content}).encode()
    async with session.post(ENDPOINT, data=body, headers=signed(body)) as response:
        said = json.loads(await response.read())["Response"]
    text = f"Failed: {said['Error']}" if "Error" in said else f"Uploaded, {said['RequestId']}"
    answer = {"channel": event["channel"], "thread_ts": event["ts"], "text": text}
    async with session.post(f"{SLACK}chat.postMessage", json=answer, headers=BOT) as response:
        await response.read()


def signed(body: bytes) -> dict[str, str]:
    now, host = int(time.time()), urlsplit(ENDPOINT).netloc
    date = time.strftime("%Y-%m-%d", time.gmtime(now))
    headers = f"content-type:{JSON}\nhost:{host}\n"
    digest = hashlib.sha256(body).hexdigest()
    request = f"POST\n/\n\n{headers}\ncontent-type;host\n{digest}"
    scope = f"{date}/ssl/tc3_request"
    hashed = hashlib.sha256(request.encode()).hexdigest()
    key = f"TC3{os.environ['TENCENTCLOUD_SECRET_KEY']}".encode()
    for part in (date, "ssl", "tc3_request", f"TC3-HMAC-SHA256\n{now}\n{scope}\n{hashed}"):
        key = hmac.digest(key, part.encode(), "sha256")
    who = f"{os.environ['TENCENTCLOUD_SECRET_ID']}/{scope}"
    proof = f"Credential={who}, SignedHeaders=content-type;host, Signature={key.hex()}"
    return {
        "Authorization": f"TC3-HMAC-SHA256 {proof}",
        "Content-Type": JSON,
        "X-TC-Action": "UploadConfirmLetter",
        "X-TC-Version": "2019-12-05",
        "X-TC-Timestamp": str(now),
    }


if __name__ == "__main__":
    asyncio.run(main())
