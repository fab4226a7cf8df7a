"""The panel Tencent Cloud and the bot's log, beside the channel. Pure."""

from sandbox.page.screen import Screen
from sandbox.rendering.markup import Html, join


def panel(screen: Screen) -> Html:
    """Write what the account holds, what arrived, and what the CA and the cloud can do."""
    return join()


def log(screen: Screen) -> Html:
    """Write the end of the bot's log."""
    return join()
