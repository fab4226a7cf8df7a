"""The IDs of all buttons, selects and forms: what a view names, and what a payload brings back.

They are kept by messages that stand in Slack for months, so an old one may still be clicked: a
meaning is never changed. Values: pages "Button element", "Modal views".
"""

# A question's answers ----------------------------------------------------------------------------

CHOOSE_CERTIFICATE = "choose_certificate"
OFFER_CERTIFICATE = ("offer_certificate_0", "offer_certificate_1", "offer_certificate_2")
CHOOSE_FILE = "choose_file"
CHOOSE_FILE_BUTTON = tuple(f"choose_file_{number}" for number in range(5))
CONFIRM_REVOCATION = "confirm_revocation"
DISMISS_QUESTION = "dismiss_question"
JOIN_FILES = "join_files"
SEND_MENDED = "send_mended"
SEND_ANOTHER = "send_another"
SEND_ANYWAY = "send_anyway"
CHOOSE_PAGES = "choose_pages"

# A result's buttons ------------------------------------------------------------------------------

STOP_WATCHING = "stop_watching"
OPEN_CONSOLE = "open_console"
OPEN_FIRST_ANSWER = "open_first_answer"

# Lists -------------------------------------------------------------------------------------------

OPEN_FORM = "open_form"
PREVIOUS_PAGE = "pending_page_prev"
NEXT_PAGE = "pending_page_next"

# The form ----------------------------------------------------------------------------------------

LETTER_FORM = "letter_form"
NO_FORM = "no_letter_form"
CERTIFICATE_BLOCK = "certificate"
FILE_BLOCK = "file"
NOTE_BLOCK = "note"
CERTIFICATE_ACTION = "certificate_id"
FILE_ACTION = "file"
NOTE_ACTION = "note"

# The message shortcut, as manifest.yml names it --------------------------------------------------

UPLOAD_LETTER = "upload_letter"
