"""The states of a row, and what several places must know of each: told here, once.

    (announcing) ─► received ─► (asking) ─► sending ─► replying ─► watching ─► telling ─► done
                       ▲  │         │  ▲       │
                       │  │         │  └───────┘  an adjusted letter is looked at first,
                       │  │         │             a revocation confirmed
                       └──┼─────────┘  an answer, from whichever way
                          ├► splitting ─► summing-up     several files: a job for each letter
                          ├► silent                      none of the bot's business
                          ├► turned-away                 somebody who may not
                          └► taken-back                  deleted, or its file, before the upload
    (untold: Slack took no message, not even privately)

A state is a line here, and a module that its handler is in; which handler: `bot/state_handlers.py`.
Rows keep these values: a state may be added, and none may change its meaning.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a row stands."""

    # A letter
    ANNOUNCING = "announcing"  # what the form hands in gets a message of its own
    RECEIVED = "received"  # which certificate is it for, and may this person?
    SPLITTING = "splitting"  # several files: a job for each letter
    ASKING = "asking"  # a question stands in the thread
    SENDING = "sending"  # fetch, check, upload
    REPLYING = "replying"  # the one final result
    WATCHING = "watching"  # until the CA has decided
    TELLING = "telling"  # what it has decided
    DONE = "done"
    SILENT = "silent"  # nothing was said to the drop
    TURNED_AWAY = "turned-away"  # the person may not
    TAKEN_BACK = "taken-back"  # its author has deleted it before the upload; also a row beside
    UNTOLD = "untold"  # Slack takes no message

    # A row beside the letters
    SUMMING_UP = "summing-up"
    SUMMED_UP = "summed-up"
    SWEEPING = "sweeping"
    DIGESTING = "digesting"
    HELPING = "helping"
    HELPED = "helped"
    INVITING = "inviting"
    INVITED = "invited"
    TAKING_BACK = "taking-back"
    EDITING = "editing"
    EDITED = "edited"
    SHOWING = "showing"
    SHOWN = "shown"
    TIDYING = "tidying"

    UNKNOWN = "unknown"  # of a newer release

    @classmethod
    def _missing_(cls, value: object) -> "State":  # noqa: ARG003 - the name is Enum's
        """A row of a newer release is left alone, and stops nothing."""
        return cls.UNKNOWN

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing goes on with the letter until somebody speaks or the CA decides."""
        ended = (State.DONE, State.TURNED_AWAY, State.UNTOLD, State.TAKEN_BACK)
        return self in (State.ASKING, State.WATCHING, *ended)

    @property
    def is_in_hand(self) -> bool:
        """Whether the letter is being worked on, so that what is said to it comes too early."""
        return self in (State.RECEIVED, State.SPLITTING, State.SENDING, State.REPLYING)

    @property
    def may_become_question(self) -> bool:
        """Whether a question to the person may be about to come."""
        return self in (State.RECEIVED, State.SPLITTING)

    @property
    def was_let_pass(self) -> bool:
        """Whether the drop was taken for no letter, or not from this person."""
        return self in (State.SILENT, State.TURNED_AWAY)

    @property
    def is_never_given_up(self) -> bool:
        """Whether a step that keeps failing is tried for ever: what came of the letter is known."""
        return self in (State.REPLYING, State.WATCHING, State.TELLING)


OUTCOMES = (State.REPLYING, State.WATCHING, State.TELLING, State.DONE, State.UNTOLD)
"""The states that may hold an outcome, for queries."""

UNSENT = (State.RECEIVED, State.SPLITTING, State.ASKING, State.SENDING)
"""The states of a letter that may be on its way to the upload."""

FORGOTTEN_EARLY = (
    *(State.SILENT, State.TURNED_AWAY, State.TAKEN_BACK),
    *(State.HELPED, State.INVITED, State.EDITED),
)
"""What was nobody's business is kept only for as long as Slack may bring it again."""

TAKES_ID = (
    *(State.RECEIVED, State.SPLITTING, State.ASKING, State.SILENT, State.DONE),
    State.TURNED_AWAY,  # who was let pass in silence hears now that they may not
)
"""The states of a letter that an ID alone in a channel may be meant for."""
