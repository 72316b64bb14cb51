"""`python -m ndrc_portfolio` is `ndrc`."""

import os
import sys

# Python looks for modules in the current folder first, which may be somebody else's portfolio.
if not sys.flags.safe_path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109
    del sys.path[0]

from ndrc_portfolio.cli.main import main

raise SystemExit(main())
