"""How to use the bot: its App Home, and the help of `/letter`."""

from typing import Any

from bot.letter import LARGEST, SMALLEST
from bot.views.blocks import header, section, small_print
from bot.views.markup import code
from bot.views.questions import EXAMPLE_ID
from bot.views.words import Words


def home(words: Words) -> dict[str, Any]:
    """Return the App Home, as `views.publish` takes it."""
    return {
        "type": "home",
        "callback_id": "home",
        "blocks": [
            header(words.say("home-title")),
            section(_steps(words)),
            *small_print([_limits(words)]),
        ],
    }


def help_text(words: Words) -> str:
    """Return the help of `/letter` in mrkdwn."""
    return "\n".join([f"*{words.say('home-title')}*", _steps(words), _limits(words)])


def _steps(words: Words) -> str:
    return words.say("home-steps", example=code(EXAMPLE_ID))


def _limits(words: Words) -> str:
    return words.say("home-limits", smallest=words.size(SMALLEST), largest=words.size(LARGEST))
