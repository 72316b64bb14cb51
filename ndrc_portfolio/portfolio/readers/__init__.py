"""Who may read what: audiences, the gates of a site, the number, what git keeps."""
