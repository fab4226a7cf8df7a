"""Misbehaviour on request: what a test or a person tells the sandbox to do wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong, after its signature was found right.

    Only one kind at a time, save for `delay`, which goes with any of them, and `applied`, which
    goes with `status`, `reset`, `not_json` and `response_null`.
    """

    code: str | None = None  # respond with this error code
    message: str | None = None  # Tencent's words for `code`, in place of the usual ones
    status: int | None = None  # respond with this HTTP status and an HTML page, as a gateway does
    not_json: bool = False  # respond with 200 and a text that is no JSON
    response_null: bool = False  # respond with `{"Response": null}`
    is_success: bool | None = None  # respond with this IsSuccess; nothing is applied
    delay: float = 0.0  # seconds by which the response is late; what the call does is done before
    reset: bool = False  # drop the connection
    deny: bool = False  # the key's CAM policy does not permit the action
    applied: bool = False  # apply the call, then misbehave

    @property
    def applies(self) -> bool:
        """Whether the call takes effect in spite of the fault."""
        return self.applied or self == Fault(delay=self.delay)


NO_FAULT = Fault()

# What a person switches on, until it is off again. Where several go together, the first one wins,
# as in earnest: permission is looked at before the CA is asked, and all that before the answer.
SWITCHES: Mapping[str, Fault] = {
    "slow": Fault(delay=4.0),  # the bot then says that it is at work
    "denied": Fault(deny=True),
    "busy": Fault(code="FailedOperation.NetworkError"),
    "lost": Fault(reset=True, applied=True),
}


def lasting(on: Collection[str], action: str) -> Fault:
    """Give what goes wrong with each call of an action: of reading only that it is slow."""
    faults = [fault for name, fault in SWITCHES.items() if name in on]
    wrong = [each for each in faults if not each.delay and action.startswith("Upload")]
    return replace(next(iter(wrong), NO_FAULT), delay=sum(each.delay for each in faults))
