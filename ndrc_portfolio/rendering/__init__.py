"""HTML: the official forms, pages, print views, dossiers; which pages a site has, as plain data."""
