"""One portfolio received and checked, as `ndrc verifier` checks it, and nothing of it is executed.

Its settings are read through the same allow-list. What else they name is a class's to say, or nobody's: forms of their
own, other readers, portfolios of others.
"""

import os
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.classe.reception import Copy, take
from ndrc_portfolio.classe.result import Resultat, hidden, refused, result_of
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.messages.french import system_reason, typeset
from ndrc_portfolio.portfolio.asked import asked, readable_settings
from ndrc_portfolio.portfolio.configuration.names import configuration_in
from ndrc_portfolio.portfolio.configuration.options import PLUGIN
from ndrc_portfolio.portfolio.configuration.settings import Settings, UnreadableSettings
from ndrc_portfolio.portfolio.configuration.settings_file import names_in
from ndrc_portfolio.portfolio.readers.secret import VARIABLE, NumeroCandidat
from ndrc_portfolio.portfolio.reading import Asked
from ndrc_portfolio.portfolio.reception import ReceptionError
from ndrc_portfolio.reglement.complete import Complete

Verify = Callable[[Asked], Complete]
"""What `ndrc verifier` does with a portfolio; only a host knows how."""

_NOT_TAKEN = ("audience", "schemas", "portfolios")
_LEFT = ("hooks", "watch", "extra_css", "extra_javascript", "extra_templates")


class Task(NamedTuple):
    """A portfolio to check: what was handed in by whom, where the class is, or the copy that there is already.

    `cache` is where what is made of it is kept, `schemas` the class's own forms. `number` is the candidate's, if the
    class knows it: it stands in nothing that is made.
    """

    given: Path
    key: str
    classe: Path
    copy: Copy | None
    cache: Path
    schemas: Path | None
    verify: Verify
    number: str = ""


class Checked(NamedTuple):
    """What has become of a hand-in: its copy and what is known of it; or why it was not received, in French."""

    copy: Copy | None = None
    resultat: Resultat | None = None
    fault: str = ""


def receive_and_check(task: Task) -> Checked:
    """Copy what was handed in, and check it. Raises OSError where the copy cannot be written."""
    try:
        copy = task.copy or take(task.given, task.key, task.classe)
    except ReceptionError as fault:
        return Checked(fault=str(fault))
    hide = NumeroCandidat(task.number).hide
    left = tuple((hide(path), why) for path, why in copy.left)
    return Checked(copy._replace(left=left), hidden(check(task, copy.root), task.number))


def check(task: Task, root: Path) -> Resultat:
    """What is known of the portfolio in a folder. Messages name its files from there."""
    os.environ.pop(VARIABLE, None)  # the number of somebody else
    try:
        with chdir(root):
            settings = settings_here()
            return result_of(task.verify(asked_of(settings, task.cache, task.schemas)), not_taken(settings))
    except UnreadableSettings as fault:
        return refused(str(fault), fault.diagnostics)
    except FormulaireError as fault:
        return refused(str(fault), getattr(fault, "diagnostics", ()))
    except MemoryError:
        return refused("il demande trop de mémoire")
    except OSError as fault:
        return refused(system_reason(fault))
    except Exception as bug:  # whatever a student writes, the others are checked
        return refused(
            typeset(f"une erreur de ndrc, à signaler ({type(bug).__name__}) : ce n’est pas la faute de l’élève")
        )


def settings_here() -> Settings:
    """Those of the portfolio in the current folder, as its student has written them.

    Raises:
        UnreadableSettings: they cannot be read.
    """
    configuration = configuration_in(Path())
    if configuration is None:
        raise UnreadableSettings("il n’a pas de mkdocs.yml")
    return readable_settings(configuration)


def asked_of(settings: Settings, cache: Path, schemas: Path | None) -> Asked:
    """What is asked of the portfolio with these settings, without what is not its student's to say.

    Raises:
        FormulaireError: there are no models of its session.
    """
    own = {key: value for key, value in settings.options.items() if key not in _NOT_TAKEN}
    given = asked(replace(settings, options=own), "verifier", cache=cache)
    if schemas:
        return given._replace(modeles=load_models(settings.session, schemas, modalite=settings.modalite))
    return given


def not_taken(settings: Settings) -> list[str]:
    """What a student's settings name, and nobody carries out."""
    data = settings.data
    theme = data.get("theme")
    plugins = (name for name in names_in(data.get("plugins")) if name not in ("search", "material/search", PLUGIN))
    return [
        *(key for key in _LEFT if data.get(key)),
        *(["theme: custom_dir"] if isinstance(theme, dict) and theme.get("custom_dir") else []),
        *(f"plugins: {name}" for name in plugins),
        *(key for key in _NOT_TAKEN if settings.options.get(key)),
    ]
