"""A web page of the local Slack: what a person sees there, and what she can do.

    python -m sandbox play                  the real bot, both stand-ins and the page

`screen` reads what one person sees, `layout` writes it as HTML: `conversation` the messages,
`render` and `controls` their Block Kit, `mrkdwn` the texts, `console` the other stand-in. `acts`
does what is posted, `server` lets the page in and nobody else. All but `screen`, `acts` and
`server` are pure.
"""

from sandbox.page.server import serving_page
from sandbox.page.start import play, running_with_page

__all__ = ["play", "running_with_page", "serving_page"]
