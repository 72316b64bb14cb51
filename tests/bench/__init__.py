"""How fast the portfolio is, beside Material for MkDocs alone on the same text: `make bench`."""
