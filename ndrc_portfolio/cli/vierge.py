"""`ndrc vierge`: blank forms, each a page that needs no other file."""

import argparse
from pathlib import Path

from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.sessions import choose_forms
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.portfolio.configuration import CONFIGURATION
from ndrc_portfolio.portfolio.identite import Identite
from ndrc_portfolio.portfolio.outside import refuse_outside
from ndrc_portfolio.portfolio.settings import NO_SETTINGS, settings_above
from ndrc_portfolio.rendering.blank import write_blank_forms
from ndrc_portfolio.rendering.templates import Templates, template_environment


def run(options: argparse.Namespace) -> int:
    """Write blank forms, and print where they are."""
    settings = settings_above(Path.cwd() / CONFIGURATION) or NO_SETTINGS
    refuse_outside(settings)
    session = options.session or settings.sure_session()
    forms = settings.formulaires(session)
    if bool(options.ids) == options.tous:
        raise UsageError("nommez des formulaires, ou demandez --tous (l’un ou l’autre).")
    chosen = forms if options.tous else {f.id: f for i in options.ids for f in choose_forms(forms, i)}
    candidat = Identite(options.nom, options.prenom, options.numero)
    try:
        written = write_blank_forms(chosen, session, Templates(template_environment()), Path(options.folder), candidat)
    except OSError as fault:
        raise UsageError(f"« {options.folder} » ne peut pas être écrit : {system_reason(fault)}.") from None
    for path in written:
        print(path.as_posix())
    return 0
