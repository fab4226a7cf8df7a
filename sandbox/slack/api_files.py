"""files.*: what a file is, and the three steps of sending one."""

from functools import partial
from typing import Any

from sandbox.slack.calls import ApiError, Arguments
from sandbox.slack.cast import BOT_USER, Channel
from sandbox.slack.context import Context, Method
from sandbox.slack.events import new_id
from sandbox.slack.files import StoredFile, Upload, file_object
from sandbox.slack.messages import Json, Message


def info(context: Context, args: Arguments) -> Json:
    """*files.info*, docs.slack.dev: the real object, also where events carry a stub."""
    file = context.workspace.files.get(args.required("file"))
    if file is None or not context.workspace.is_seen_by_bot(file):
        raise ApiError("file_not_found")
    if file.error:
        raise ApiError(file.error)
    return {"file": file.object | _shares(context, file), "comments": []}


def upload_url(context: Context, args: Arguments) -> Json:
    """*files.getUploadURLExternal*, docs.slack.dev."""
    file_id = new_id("F")
    length = args.number("length", 0)
    url = context.uploads.begin(file_id, args.required("filename"), length)
    return {"upload_url": url, "file_id": file_id}


def complete_upload(context: Context, args: Arguments) -> Json:
    """*files.completeUploadExternal*, docs.slack.dev: `ok` comes before the message does."""
    channel = context.joined(args.text("channel_id")) if "channel_id" in args else None
    wanted = _wanted(args.structure("files", "invalid_arguments"))
    files = [_received(context, each, channel) for each in wanted]
    if channel is not None:
        context.uploads.share_later(partial(_share, context, channel, files, args))
    return {"files": [file.object for file in files]}


METHODS = {
    "files.info": Method(info, "files:read"),
    "files.getUploadURLExternal": Method(upload_url, "files:write"),
    "files.completeUploadExternal": Method(complete_upload, "files:write"),
}


def _shares(context: Context, file: StoredFile) -> Json:
    """Where the file is shared, by channel."""
    shares: Json = {}
    for channel_id in file.channels:
        channel = context.workspace.channels[channel_id]
        scope = "public" if channel.kind == "channel" else "private"
        for message in context.workspace.messages(channel_id):
            if any(shown["id"] == file.id for shown in message.files):
                thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
                place = shares.setdefault(scope, {}).setdefault(channel_id, [])
                place.append({"ts": message.ts} | thread)
    return {"shares": shares, "channels": sorted(file.channels)}


def _wanted(files: Any) -> list[Json]:
    if not isinstance(files, list) or not all(isinstance(each, dict) for each in files):
        raise ApiError("invalid_arguments")
    return files


def _received(context: Context, wanted: Json, channel: Channel | None) -> StoredFile:
    file_id = str(wanted.get("id"))
    pending = context.uploads.complete(file_id)
    upload = Upload(pending.filename, pending.content or b"")
    if wanted.get("title"):
        upload.overrides["title"] = wanted["title"]
    workspace = context.workspace
    made = file_object(upload, file_id, workspace.people[BOT_USER], workspace.origin)
    channels = frozenset({channel.id}) if channel else frozenset[str]()
    return workspace.keep(StoredFile(made, upload.content, channels))


def _share(context: Context, channel: Channel, files: list[StoredFile], args: Arguments) -> None:
    text, thread_ts = args.text("initial_comment"), args.text("thread_ts") or None
    shown = [file.as_shown_in(channel) for file in files]
    context.workspace.post(Message(channel.id, "", BOT_USER, text, thread_ts, files=shown))
