"""auth.test, users.info, usergroups.users.list, apps.connections.open: who is who."""

from sandbox.slack.calls import ApiError, Arguments
from sandbox.slack.cast import APP, BOT, BOT_USER, TEAM, Person
from sandbox.slack.context import Context, Method
from sandbox.slack.messages import Json


def auth_test(context: Context, _args: Arguments) -> Json:
    """*auth.test*, docs.slack.dev."""
    return {
        "url": f"{context.workspace.origin}/",
        "team": "Sandbox",
        "user": context.workspace.people[BOT_USER].name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def connections_open(context: Context, _args: Arguments) -> Json:
    """*apps.connections.open*, docs.slack.dev: a WebSocket URL for one handshake."""
    return {"url": context.sockets.url(), "app_id": APP}


def user_info(context: Context, args: Arguments) -> Json:
    """*users.info*, docs.slack.dev; the locale only with `include_locale`."""
    person = context.workspace.people.get(args.required("user"))
    if person is None:
        raise ApiError("user_not_found")
    locale = {"locale": person.locale} if args.flag("include_locale") else {}
    return {"user": _user(person) | locale}


def usergroup_members(context: Context, args: Arguments) -> Json:
    """*usergroups.users.list*, docs.slack.dev."""
    members = context.workspace.usergroups.get(args.required("usergroup"))
    if members is None:
        raise ApiError("no_such_subteam")
    return {"users": list(members)}


METHODS = {
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(connections_open),
    "users.info": Method(user_info, "users:read"),
    "usergroups.users.list": Method(usergroup_members, "usergroups:read"),
}


def _user(person: Person) -> Json:
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.name,
        "real_name": person.real_name,
        "deleted": person.deleted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "tz": person.tz,
        "profile": {"real_name": person.real_name, "display_name": person.display_name},
        **({"is_stranger": True} if person.is_stranger else {}),
    }
