"""A web page of the local Slack: what a person sees there, and what she can do.

    python -m sandbox play                  the real bot, both stand-ins and the page

`screen` reads what one person sees, `layout` writes it as HTML, `conversation` the messages in
it. `acts` does what is posted, `server` lets the page in and nobody else.
"""
