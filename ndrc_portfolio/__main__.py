"""`python -m ndrc_portfolio` is `ndrc`."""

from ndrc_portfolio.cli.main import main

raise SystemExit(main())
