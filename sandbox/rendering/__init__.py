"""What Slack holds, as people read it: texts and Block Kit, for a terminal and for a browser.

    mrkdwn   one parser: mrkdwn and plain texts ─► nodes
    blocks   one walk over blocks ─► what each has in its slots
    text     both as lines, for `sandbox/transcript.py`
    html     both as HTML, for `sandbox/page`

All of it is pure.
"""
