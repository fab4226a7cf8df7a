"""The bot that one writes in an afternoon, to compare with: Bolt, Socket Mode, Tencent's own SDK.

It remembers nothing, checks nothing, and reports nothing but success or the exception.
"""

import asyncio
import base64
import os
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.web.async_client import AsyncWebClient
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile

CERTIFICATE_ID = re.compile(r"\b[A-Za-z0-9]{8}\b")


async def main() -> None:
    token = os.environ["SLACK_BOT_TOKEN"]
    client = AsyncWebClient(token, base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client)
    tencent = _client()
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as session:

        @app.event("message")
        async def on_message(event: dict[str, Any], say: AsyncSay) -> None:
            if not event.get("files"):
                return
            async with session.get(event["files"][0]["url_private_download"]) as response:
                content = await response.read()
            certificate_id = CERTIFICATE_ID.findall(event["text"])[-1]
            try:
                said = await asyncio.to_thread(_upload, tencent, certificate_id, content)
            except Exception as error:  # noqa: BLE001 - as one does it in an afternoon
                said = f"Failed: {error}"
            await say(said, thread_ts=event["ts"])

        @app.event("file_shared")
        async def on_file_shared() -> None:
            """Nothing: the message tells all."""

        handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
        handler.client.proxy = None
        await handler.start_async()  # type: ignore[no-untyped-call]  # Bolt has no types there


def _upload(tencent: CommonClient, certificate_id: str, content: bytes) -> str:
    letter = base64.b64encode(content).decode()
    parameters = {"CertificateId": certificate_id, "ConfirmLetter": letter}
    response = tencent.call_json("UploadConfirmLetter", parameters)
    return f"Uploaded, RequestId {response['Response']['RequestId']}"


def _client() -> CommonClient:
    endpoint = urlsplit(os.environ["TENCENTCLOUD_SSL_ENDPOINT"])
    http = HttpProfile(protocol=endpoint.scheme, endpoint=endpoint.netloc)
    key = Credential(os.environ["TENCENTCLOUD_SECRET_ID"], os.environ["TENCENTCLOUD_SECRET_KEY"])
    return CommonClient("ssl", "2019-12-05", key, "", ClientProfile(httpProfile=http))


if __name__ == "__main__":
    asyncio.run(main())
