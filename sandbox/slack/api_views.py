"""views.*: modals and Homes that the app opens and changes."""

from typing import Any

from sandbox.slack.block_kit import is_too_large, view_faults
from sandbox.slack.calls import ApiError, Arguments, invalid
from sandbox.slack.context import Context, Method
from sandbox.slack.messages import Json
from sandbox.slack.views import View


def open_view(context: Context, args: Arguments) -> Json:
    """*views.open*, docs.slack.dev."""
    content = _content(context, args, "modal")
    user = context.views.spend(args.required("trigger_id"))
    return {"view": context.views.open_modal(user, content).as_json()}


def push_view(context: Context, args: Arguments) -> Json:
    """*views.push*, docs.slack.dev."""
    content = _content(context, args, "modal")
    user = context.views.spend(args.required("trigger_id"))
    return {"view": context.views.push(user, content).as_json()}


def update_view(context: Context, args: Arguments) -> Json:
    """*views.update*, docs.slack.dev: by `view_id` or `external_id`, guarded by `hash`."""
    view = _existing(context, args)
    content = _content(context, args, view.content["type"])
    if args.text("hash", view.hash) != view.hash:
        raise ApiError("hash_conflict")
    return {"view": context.views.update(view, content).as_json()}


def publish_view(context: Context, args: Arguments) -> Json:
    """*views.publish*, docs.slack.dev."""
    user = args.required("user_id")
    if user not in context.workspace.people:
        raise ApiError("user_not_found")
    content = _content(context, args, "home")
    before = context.views.home.get(user)
    if before and args.text("hash", before.hash) != before.hash:
        raise ApiError("hash_conflict")
    return {"view": context.views.publish(user, content).as_json()}


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push_view),
    "views.update": Method(update_view),
    "views.publish": Method(publish_view),
}


def _existing(context: Context, args: Arguments) -> View:
    view_id, external_id = args.text("view_id"), args.text("external_id")
    for view in (*context.views.open, *context.views.home.values()):
        if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
            return view
    raise ApiError("not_found")


def _content(context: Context, args: Arguments, kind: str) -> Json:
    """The view as the app gave it, found good for its kind."""
    view: Any = args.structure("view", "invalid_arguments")
    if faults := view_faults(view):
        raise invalid(faults)
    if view["type"] != kind:
        raise invalid([f"[ERROR] must be a {kind} view [json-pointer:/view/type]"])
    if is_too_large(view):
        raise ApiError("view_too_large")
    if _takes_files(view):
        context.need("files:read")
    return dict(view)


def _takes_files(view: Json) -> bool:
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    return any(block["element"]["type"] == "file_input" for block in inputs)
