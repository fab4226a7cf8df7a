"""What there is to try: the chips of the greeting, and the samples beside the composer. Pure.

A chip or a card is a button with `data-act="try"`, `data-sample` (a key of SAMPLES, or none),
`data-text` (what is written with it) and `data-name` (the file's). A click sends both into the
channel; what is `draggable="true"` can be dragged into a composer.
"""

from sandbox.page.screen import Screen
from sandbox.rendering.markup import Html, join


def chips(screen: Screen) -> Html:
    """Write what can be tried with one click, under the greeting."""
    return join()


def samples(screen: Screen) -> Html:
    """Write the samples as cards to click or to drag."""
    return join()
