"""Dossiers E4 et E6 du BTS NDRC : des fiches en Markdown, validées et mises en page.

Only `ndrc_portfolio.hosts.mkdocs` knows MkDocs; everything else runs without it.
"""

__version__ = "0.1.0"
