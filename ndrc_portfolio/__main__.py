"""`python -m ndrc_portfolio` is `ndrc`."""

from ndrc_portfolio.cli import main

raise SystemExit(main())
