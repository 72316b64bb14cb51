"""What `mkdocs.yml` says of the portfolio, under `plugins: ndrc-portfolio:`."""

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError

from ndrc_portfolio.formulaires.keyword import AUDIENCES
from ndrc_portfolio.formulaires.sessions import current_session
from ndrc_portfolio.messages.catalogue.site import NoYear


class OptionsCandidat(base.Config):
    """Who the portfolio is by. `numero` has better places: see `confidentialite.numero_candidat`."""

    nom = c.Type(str, default="")
    prenom = c.Type(str, default="")
    statut = c.Optional(c.Type(object))
    amenagement = c.Optional(c.Type(object))
    numero = c.Optional(c.Type(object))


class Options(base.Config):
    """The options of the plugin; all have a default but the candidate's name."""

    candidat = c.SubConfig(OptionsCandidat)
    session = c.Optional(c.Type((int, str)))
    """The year of the exam, for example 2027."""
    audience = c.Optional(c.Choice(AUDIENCES))
    """For whom the site is: `public` in a build, `candidat` in `mkdocs serve`, unless given."""
    schemas = c.Optional(c.Dir(exists=True))
    """A folder of forms of one's own, laid out as `schemas/` is: `<folder>/2027/<id>.schema.json`."""
    attestations = c.Optional(c.Type(object))
    depot = c.Optional(c.Type(object))
    """These two, like the candidate's statut, are read and checked by `situation`, in French."""
    portfolios = c.DictOfItems(c.Dir(exists=True), default={})
    """For the commission: where the sources of each candidate are, by the name of the folder of its documents."""


def session(options: Options) -> tuple[int, bool]:
    """The year of the session, and whether it was guessed from today's date."""
    if options.session in (None, ""):
        return current_session(), True
    try:
        return int(str(options.session)), False
    except ValueError:
        message = NoYear(valeur=str(options.session))
        raise PluginError(f"{message.code}: {message.in_one()}") from None
