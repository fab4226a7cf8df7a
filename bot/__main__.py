"""`python -m bot` runs Letterdrop until it is told to stop.

Exit codes: 0 stopped as asked, 1 failed while running, 2 bad configuration.
"""

import gc
import os
import sys
from pathlib import Path

from bot import settings


def main() -> int:
    """Read the settings and run the app; return the exit code."""
    try:
        config = settings.read(os.environ, Path(".env"))
    except settings.BadSettings as bad:
        sys.stderr.write(bad.message() + "\n")
        return 2
    gc.disable()  # until all is loaded: of what imports make, next to nothing is garbage
    # httpx's own command line, which draws in click and rich where they happen to be installed.
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
    from bot import app  # noqa: PLC0415 - a wrong setting is told before a second of imports

    return app.main(config)


if __name__ == "__main__":
    sys.exit(main())
