"""Misbehaviour on request: what a test or a person tells the sandbox to do wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong, after its signature was found right.

    Only one kind at a time, save for `delay`, which goes with any of them, and `applied`, which
    goes with `status`, `not_json` and `response_null`.

    Attributes:
        code: respond with this error code (`message` replaces its usual words).
        message: Tencent's words for `code`.
        status: respond with this HTTP status and an HTML page, as a gateway does.
        not_json: respond with 200 and a text that is no JSON.
        response_null: respond with `{"Response": null}`.
        is_success: respond with this IsSuccess; nothing is applied.
        delay: seconds by which the response is late; what the call does is done before.
        reset_before: drop the connection before anything is applied.
        reset_after: apply the call, then drop the connection.
        applied_then_status: apply the call, then respond like `status`.
        deny: the key's CAM policy does not permit the action.
        applied: apply the call, then misbehave.

    """

    code: str | None = None
    message: str | None = None
    status: int | None = None
    not_json: bool = False
    response_null: bool = False
    is_success: bool | None = None
    delay: float = 0.0
    reset_before: bool = False
    reset_after: bool = False
    applied_then_status: int | None = None
    deny: bool = False
    applied: bool = False

    @property
    def applies(self) -> bool:
        """Whether the call takes effect in spite of the fault."""
        if self.applied or self.reset_after or self.applied_then_status is not None:
            return True
        return self == Fault(delay=self.delay)


NO_FAULT = Fault()
