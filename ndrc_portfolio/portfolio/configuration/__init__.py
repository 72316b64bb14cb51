"""What `mkdocs.yml` says of a portfolio, and where: read as data, for whoever asks."""
