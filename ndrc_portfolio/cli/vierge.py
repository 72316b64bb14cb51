"""`ndrc vierge`: blank forms, each a page that needs no other file, or a file for Word."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ndrc_portfolio.cli.usage import UsageError
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import choose_forms
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.pdf.choice import refuse_to_replace
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.portfolio.configuration.names import CONFIGURATION
from ndrc_portfolio.portfolio.configuration.outside import refuse_outside
from ndrc_portfolio.portfolio.configuration.settings import NO_SETTINGS, settings_above
from ndrc_portfolio.rendering.blank import blank_form, write_blank_forms
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
    rendering, folder = Templates(template_environment()), Path(options.folder)
    make = _for_word if options.word else _to_print
    made = dict(make(form, session, rendering, candidat) for form in chosen.values())
    if options.word:
        _refuse_to_replace([folder / name for name in made])
    try:
        written = write_blank_forms(made, folder)
    except OSError as fault:
        raise UsageError(f"« {options.folder} » ne peut pas être écrit : {system_reason(fault)}.") from None
    for path in written:
        print(path.as_posix())
    return 0


def _to_print(form: Formulaire, session: int, rendering: Templates, candidat: Identite) -> tuple[str, bytes]:
    return f"{form.id}.html", blank_form(form, session, rendering, candidat).encode()


def _for_word(form: Formulaire, session: int, rendering: Templates, candidat: Identite) -> tuple[str, bytes]:
    from ndrc_portfolio.word.written.documents import blank_document  # late: lxml

    return f"{form.id}.docx", blank_document(form, session, rendering, candidat)


def _refuse_to_replace(paths: Sequence[Path]) -> None:
    """What somebody has filled in with Word stays."""
    from ndrc_portfolio.word.written.documents import DOCX

    for path in paths:
        refuse_to_replace(path, DOCX)
