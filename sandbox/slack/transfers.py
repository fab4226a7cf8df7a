"""files.*, and the bytes of files over HTTP: uploads of the app's, and who may download what."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from sandbox.slack.cast import BOT_USER, Channel, new_id
from sandbox.slack.faults import Fault, respond
from sandbox.slack.files import StoredFile, Upload
from sandbox.slack.messages import Json, Message
from sandbox.slack.web_api import ApiError, Arguments, joined
from sandbox.slack.workspace import Download, Workspace
from sandbox.stand_in import break_off

# Slack shares an uploaded file some time after it said `ok`; seconds.
SHARING_TAKES = 0.05

SLOW_PARTS = 10
ENDLESS_PART = bytes(64 * 1024)


def info(workspace: Workspace, args: Arguments) -> Json:
    """*files.info*, docs.slack.dev: the real object, also where events carry a stub."""
    file = workspace.files.get(args.required("file"))
    if file is None or not workspace.is_seen_by_bot(file):
        raise ApiError("file_not_found")
    if file.error:
        raise ApiError(file.error)
    where = {"shares": _shares(workspace, file), "channels": sorted(file.channels)}
    return {"file": file.object | where, "comments": []}


def upload_url(workspace: Workspace, args: Arguments) -> Json:
    """*files.getUploadURLExternal*, docs.slack.dev."""
    file_id = new_id("F")
    workspace.announced_uploads[file_id] = (args.required("filename"), args.number("length", 0))
    return {"upload_url": f"{workspace.origin}/upload/v1/{file_id}", "file_id": file_id}


def complete_upload(workspace: Workspace, args: Arguments) -> Json:
    """*files.completeUploadExternal*, docs.slack.dev: `ok` comes before the message does."""
    channel = joined(workspace, args.text("channel_id")) if "channel_id" in args else None
    wanted = args.structure("files", list)
    if wanted is None or not all(isinstance(each, dict) for each in wanted):
        raise ApiError("invalid_arguments")
    files = [_received(workspace, each, channel) for each in wanted]
    if channel is not None:
        workspace.in_background(_share(workspace, channel, files, args))
    return {"files": [file.object for file in files]}


def _shares(workspace: Workspace, file: StoredFile) -> Json:
    """Where the file is shared, by channel."""
    shares: Json = {}
    for channel_id in file.channels:
        scope = "public" if workspace.channels[channel_id].kind == "channel" else "private"
        for message in workspace.channel_messages(channel_id):
            if any(shown["id"] == file.object["id"] for shown in message.files):
                thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
                place = shares.setdefault(scope, {}).setdefault(channel_id, [])
                place.append({"ts": message.ts} | thread)
    return shares


def _received(workspace: Workspace, wanted: Json, channel: Channel | None) -> StoredFile:
    """The file of an upload, which can be completed once; ApiError when its bytes never came."""
    file_id = str(wanted.get("id"))
    content = workspace.received_uploads.pop(file_id, None)
    if content is None:
        raise ApiError("file_not_found")
    name, _length = workspace.announced_uploads.pop(file_id)
    title = {"title": wanted["title"]} if wanted.get("title") else {}
    upload = Upload(name, content, **title)
    return workspace.store(upload, BOT_USER, channel.id if channel else None, file_id)


async def _share(
    workspace: Workspace, channel: Channel, files: list[StoredFile], args: Arguments
) -> None:
    await asyncio.sleep(SHARING_TAKES)
    text, thread_ts = args.text("initial_comment"), args.text("thread_ts") or None
    shown = [file.as_shown_in(channel) for file in files]
    workspace.post(Message(channel.id, "", BOT_USER, text, thread_ts, files=shown))


async def receive(workspace: Workspace, request: web.Request) -> web.Response:
    """The bytes of an upload, raw or as a form's first file."""
    file_id = request.match_info["file_id"]
    _name, length = workspace.announced_uploads.get(file_id, ("", -1))
    if request.content_type == "multipart/form-data":
        form = (await request.post()).values()
        content = next((f.file.read() for f in form if isinstance(f, web.FileField)), b"")
    else:
        content = await request.read()
    if len(content) != length:
        return web.Response(status=400, text="unexpected upload")
    workspace.received_uploads[file_id] = content
    return web.Response(text=f"OK - {len(content)}")


async def download(workspace: Workspace, request: web.Request) -> web.StreamResponse:
    """A file, for the bot's token with the scope, where the bot is; else the login page."""
    key = request.match_info["key"]
    record(workspace, request, key.rpartition("-")[2])
    fault = workspace.faults.take("download") or Fault()
    if fault.redirect:
        bases = {"within": workspace.origin, "foreign": workspace.foreign_origin}
        base = bases.get(fault.redirect)
        location = f"{base}/files-pri/{key}/moved/file" if base else fault.redirect
        return web.Response(status=302, headers={"Location": location})
    file = workspace.files.get(key.rpartition("-")[2])
    if file and file.error == "file_deleted":
        return web.Response(status=404, text="This file was deleted.")

    async def response() -> web.StreamResponse:
        bearer = request.headers.get("Authorization") == f"Bearer {workspace.bot_token}"
        is_allowed = bearer and "files:read" in workspace.scopes
        if not is_allowed or not file or file.error or not workspace.is_seen_by_bot(file):
            return web.Response(status=302, headers={"Location": f"/login?redir={request.path}"})
        return await _stream(request, file, fault)

    # The faults of a body have a delay of their own.
    is_of_body = bool(fault.body) or fault == Fault()
    return await respond(workspace.faults, None if is_of_body else fault, request, response)


def record(workspace: Workspace, request: web.Request, file_id: str = "") -> None:
    """Keeps that somebody asked for a file, or for something that is not there."""
    authorization = request.headers.get("Authorization")
    workspace.downloads.append(Download(file_id, authorization, request.host))
    workspace.note()


async def _stream(request: web.Request, file: StoredFile, fault: Fault) -> web.StreamResponse:
    """The bytes, or what the fault makes of them: fewer, slow, endless, cut off in the middle."""
    mimetype = file.object.get("mimetype") or "application/octet-stream"
    headers = {"Content-Type": mimetype, "Content-Disposition": "attachment"}
    if fault.body in (None, "short"):
        length = len(file.content) // 2 if fault.body else len(file.content)
        return web.Response(body=file.content[:length], headers=headers)
    response = web.StreamResponse(headers=headers)
    if fault.body != "endless":
        response.content_length = len(file.content)
    with suppress(ConnectionError):  # a client that has had enough hangs up
        await response.prepare(request)
        async for part in _parts(file.content, fault):
            await response.write(part)
    return break_off(request) if fault.body == "cut" else response


async def _parts(content: bytes, fault: Fault) -> AsyncIterator[bytes]:
    while fault.body == "endless":
        yield ENDLESS_PART
        await asyncio.sleep(0)
    step = max(1, -(-len(content) // SLOW_PARTS))
    end = len(content) // 2 if fault.body == "cut" else len(content)
    for start in range(0, end, step):
        await asyncio.sleep(fault.delay / SLOW_PARTS)
        yield content[start : min(start + step, end)]
