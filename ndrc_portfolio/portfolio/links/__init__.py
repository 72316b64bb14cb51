"""Where links and pictures lead, in the sources and in the site."""
