"""How long listeners wait in all: Slack gives them three seconds."""

from bot.patience import (
    CLICK_WAITS_FOR_FORM,
    CLICK_WAITS_FOR_REPLY,
    FORM_WAITS_FOR_LOOKUP,
    LIST_WAITS_FOR_LOOKUP,
)

ACK = 3.0  # seconds; docs.slack.dev, "Handling user interaction in your Slack apps"


def test_what_a_listener_waits_for_leaves_it_time_for_its_ack() -> None:
    assert FORM_WAITS_FOR_LOOKUP + CLICK_WAITS_FOR_FORM + CLICK_WAITS_FOR_REPLY < ACK
    assert LIST_WAITS_FOR_LOOKUP + CLICK_WAITS_FOR_REPLY < ACK
