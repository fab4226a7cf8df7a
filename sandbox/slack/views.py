"""views.open and views.publish, and the stack of modals that are open."""

import time
from dataclasses import replace

from sandbox.slack.block_kit import is_too_large, view_faults
from sandbox.slack.messages import Json
from sandbox.slack.web_api import ApiError, Arguments, invalid, need, user
from sandbox.slack.workspace import View, Workspace

MOST_IN_STACK = 3


def open_view(workspace: Workspace, args: Arguments) -> Json:
    """*views.open*, docs.slack.dev: a modal, alone on the person's screen."""
    content = _content(workspace, args, "modal")
    view = View(_spend(workspace, args.required("trigger_id")), content)
    others = [each for each in workspace.open_views if each.user != view.user]
    workspace.open_views = [*others, view]
    workspace.note()
    return {"view": view.as_json()}


def publish_view(workspace: Workspace, args: Arguments) -> Json:
    """*views.publish*, docs.slack.dev."""
    person = user(workspace, args.required("user_id"))
    view = View(person.id, _content(workspace, args, "home"))
    before = workspace.home_views.get(person.id)
    if before and args.text("hash", before.hash) != before.hash:
        raise ApiError("hash_conflict")
    workspace.home_views[person.id] = view
    workspace.note()
    return {"view": view.as_json()}


def push(workspace: Workspace, user: str, content: Json) -> None:
    """A modal on top of the person's others; ApiError when three are open."""
    below = [view for view in workspace.open_views if view.user == user]
    if len(below) >= MOST_IN_STACK:
        raise ApiError("push_limit_reached")
    view = View(user, content)
    if below:
        view = replace(view, previous_view_id=below[-1].id, root_view_id=below[0].id)
    workspace.open_views.append(view)
    workspace.note()


def update(workspace: Workspace, view: View, content: Json) -> None:
    """The view with other content and a new hash."""
    new = replace(view, content=content, hash=View(view.user, {}).hash)
    workspace.open_views = [new if each.id == view.id else each for each in workspace.open_views]
    workspace.note()


def close(workspace: Workspace, view: View, *, stack: bool = False) -> None:
    """The modal is gone, or the person's whole stack."""
    stacked = [each.id for each in workspace.open_views if stack and each.user == view.user]
    gone = {view.id, *stacked}
    workspace.open_views = [each for each in workspace.open_views if each.id not in gone]
    workspace.note()


def _spend(workspace: Workspace, trigger_id: str) -> str:
    """The user behind the trigger ID, which is used up now; ApiError when it is no good."""
    if trigger_id not in workspace.triggers:
        raise ApiError("invalid_trigger_id")
    if trigger_id in workspace.spent_triggers:
        raise ApiError("exchanged_trigger_id")
    user, made_at = workspace.triggers[trigger_id]
    if time.monotonic() - made_at > workspace.trigger_lifetime:
        raise ApiError("expired_trigger_id")
    workspace.spent_triggers.add(trigger_id)
    return user


def _content(workspace: Workspace, args: Arguments, kind: str) -> Json:
    """The view as the app gave it, found good for its kind."""
    view: Json = args.structure("view", object)
    if faults := view_faults(view):
        raise invalid(*faults)
    if view["type"] != kind:
        raise invalid(f"[ERROR] must be a {kind} view [json-pointer:/view/type]")
    if is_too_large(view):
        raise ApiError("view_too_large")
    inputs = [block["element"]["type"] for block in view["blocks"] if block["type"] == "input"]
    if "file_input" in inputs:
        need(workspace, "files:read")
    return view
