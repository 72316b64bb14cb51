"""What `mkdocs.yml` says of the portfolio, under `plugins: ndrc-portfolio:`, as MkDocs hands it to us.

The names are those of `portfolio.options`. What can be wrong in a value is said by `portfolio`, in French and at its
place, and so is a name that is no option: MkDocs hears of neither.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as c

from ndrc_portfolio.formulaires.keyword import AUDIENCES


class _Known(base.Config):
    """Options, and beside them what else is written there."""

    unknown: Mapping[str, Any] = MappingProxyType({})

    def load_dict(self, patch: dict[str, Any]) -> None:
        if isinstance(patch, dict):  # else MkDocs refuses it
            self.unknown = {key: value for key, value in patch.items() if key not in self}
            patch = {key: value for key, value in patch.items() if key in self}
        super().load_dict(patch)

    def plain(self) -> dict[str, Any]:
        """All that is written, as plain data."""
        given = {key: value.plain() if isinstance(value, _Known) else value for key, value in self.items()}
        return {**given, **self.unknown}


class OptionsCandidat(_Known):
    """Who the portfolio is by. `numero` has better places: see `portfolio.secret.find_numero`."""

    nom = c.Type(object, default="")  # `No` is a name, and a boolean of YAML
    prenom = c.Type(object, default="")
    statut = c.Optional(c.Type(object))
    amenagement = c.Optional(c.Type(object))
    numero = c.Optional(c.Type(object))


class Options(_Known):
    """The options of the plugin; all have a default but the candidate's name."""

    candidat = c.SubConfig(OptionsCandidat)
    session = c.Optional(c.Type(object))
    """The year of the exam, for example 2027."""
    modalite = c.Optional(c.Type(object))
    """The form of the exam, `ponctuelle` or `ccf`; both if it is not given."""
    audience = c.Optional(c.Choice(AUDIENCES))
    """For whom the site is: `public` in a build, `candidat` in `mkdocs serve`, unless given."""
    schemas = c.Optional(c.Dir(exists=True))
    """A folder of forms of one's own, laid out as `schemas/` is: `<folder>/2027/<id>.schema.json`."""
    couleur = c.Optional(c.Type(object))
    presentation = c.Optional(c.Type(object))
    contact = c.Optional(c.Type(object))
    photo = c.Optional(c.Type(object))
    """How the home page shows its author: a colour, a line, addresses, a photo. See `portfolio.presentation`."""
    attestations = c.Optional(c.Type(object))
    depot = c.Optional(c.Type(object))
    portfolios = c.DictOfItems(c.Dir(exists=True), default={})
    """For the commission: where the sources of each candidate are, by the name of the folder of its documents."""
