"""A web page of the local Slack: what a person sees there, and what she can do.

    python -m sandbox play                  the real bot, both stand-ins and the page

`screen` reads what one person sees, `layout` writes it as HTML, `conversation` the messages in
it, `cloud` and `greeting` what stands beside them; `words` has what the page itself says. `acts`
and `cloud_acts` do what was `posted`, `server` lets the page in and nobody else.

The browser's side lies in `static`: `state.js` posts, hears the event stream and morphs the page
into what it has become (idiomorph, vendored), `page.js` knows what is clicked, `composer.js` what
is written, `options.js` the lists of options, `dialogs.js` what lies over the page.
"""
