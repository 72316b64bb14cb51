"""What is to be said once of the models of a session: how old they are, what has no règlement of its own."""

from collections.abc import Iterator

from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.messages.catalogue.reglement import ModelsChanged, ModelsOlder, NoReglement
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.configuration.settings_file import shown_path


def about_models(modeles: Modeles, settings: Settings) -> Iterator[Diagnostic]:
    """Infos, at the option `session` or at a folder of forms."""
    annee, session = modeles.annee, modeles.session
    if annee < session:
        changed = modeles.suivante
        older = ModelsChanged(annee=annee, session=session, suivante=changed) if changed else ModelsOlder(annee=annee)
        yield settings.diagnostic(older, "session")
    for folder in modeles.bare:
        yield NoReglement(annee=modeles.reglement.annee).at(shown_path(folder), Place(1))
