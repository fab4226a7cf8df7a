"""Uploads, and the file objects that Slack makes of them."""

import mimetypes
import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from sandbox.slack.cast import Channel, Person
from sandbox.slack.messages import OBJECTS, Json


class Upload:
    """A file that somebody drops: its name, its bytes, and fields of the file object to override.

    With `mode="tombstone"` it is a deleted file, with `size=…` one with a false claim, and so on.
    """

    def __init__(self, name: str | None, content: bytes = b"", **overrides: Any) -> None:
        self.name = name
        self.content = content
        self.overrides = overrides


@dataclass(frozen=True)
class StoredFile:
    """A file in the workspace: the object that files.info gives, its bytes, and where it lies."""

    object: Json
    content: bytes
    channels: frozenset[str] = frozenset()

    @property
    def error(self) -> str | None:
        """What files.info says instead of giving the object, if it does."""
        if self.object.get("mode") == "tombstone":
            return "file_deleted"
        access = self.object.get("file_access")
        return access if access in ("access_denied", "file_not_found") else None

    def as_shown_in(self, channel: Channel) -> Json:
        """What a message carries: in Slack Connect a stub (*Understanding …*, docs.slack.dev)."""
        if not channel.is_ext_shared or self.object.get("mode") not in ("hosted", "snippet"):
            return self.object
        return self.stub("check_file_info")

    def stub(self, access: str) -> Json:
        """What is shown of a file that one must ask for, or may not see."""
        return OBJECTS["stub"] | {"id": self.object["id"], "file_access": access}


def file_object(upload: Upload, file_id: str, owner: Person, origin: str) -> Json:
    """The file object of a fresh upload."""
    now = int(time.time())
    name = quote(upload.name or "untitled", safe="")
    key = f"{origin}/files-pri/{owner.team_id}-{file_id}"
    suffix = PurePosixPath(upload.name or "").suffix.lstrip(".").lower()
    full = OBJECTS["file"] | {
        "id": file_id,
        "user": owner.id,
        "user_team": owner.team_id,
        **dict.fromkeys(("created", "timestamp"), now),
        **dict.fromkeys(("name", "title"), upload.name),
        "mimetype": mimetypes.guess_type(upload.name or "")[0] or "application/octet-stream",
        "filetype": suffix or "binary",
        "pretty_type": suffix.upper() or "Binary",
        "size": len(upload.content),
        "url_private": f"{key}/{name}",
        "url_private_download": f"{key}/download/{name}",
        "permalink": f"{origin}/files/{owner.id}/{file_id}/{name}",
        **upload.overrides,
    }
    left = OBJECTS["file without bytes"].get(full["mode"], full)  # gone or hidden (File object)
    return {field: full[field] for field in left}
