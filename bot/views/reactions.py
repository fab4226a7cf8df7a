"""The reactions on a drop, by which a whole channel sees how its letters stand."""

AT_WORK = "eyes"
ACCEPTED = "white_check_mark"
REFUSED = "x"
ISSUED = "tada"
