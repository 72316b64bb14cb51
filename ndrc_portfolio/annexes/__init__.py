"""The files that are joined to a fiche: found, recognised, made fit to be shown."""
