"""What a fiche becomes, kept by all that it is made from."""

from pathlib import Path

import markdown
import pytest

from ndrc_portfolio.rendering.document import Document, ShownAnnexe, SitePicture
from ndrc_portfolio.rendering.kept import (
    KeptPage,
    find_page,
    find_texts,
    keep_page,
    keep_texts,
    links_key,
    page_key,
)
from ndrc_portfolio.rendering.links import Links, Target
from ndrc_portfolio.rendering.markdown import compose, cut, standing_alone
from ndrc_portfolio.rendering.memory import Memory, fingerprint
from ndrc_portfolio.rendering.pages import Rendered
from tests.rendering.plans import read_all, site
from tests.support import FICHE

RUBRIQUE = """
### Objectifs opérationnels
{objectifs}
"""
CONTEXT = "0" * 64


def document(root: Path, objectifs: str = "Vendre **mieux**.", uri: str = "fiche.md") -> Document:
    return site(read_all(root, {uri: FICHE + RUBRIQUE.format(objectifs=objectifs)})).documents[uri]


# ---- The keys


def test_the_key_of_a_page_changes_with_all_that_it_is_made_from(tmp_path: Path) -> None:
    here = document(tmp_path / "a")
    key = page_key(here, "fiche/imprimer/", "site")
    assert page_key(document(tmp_path / "b"), "fiche/imprimer/", "site") == key  # the same, in another folder
    assert page_key(document(tmp_path / "c", "Vendre plus."), "fiche/imprimer/", "site") != key
    annexe = ShownAnnexe(1, "Mandat", [SitePicture("a.png", 10, 20)])
    others = [
        here._replace(url="ailleurs/"),
        here._replace(session=2026),
        here._replace(candidat=here.candidat._replace(nom="Benali")),
        here._replace(annexes=[annexe]),
        here._replace(annexes=[annexe._replace(images=[SitePicture("a.png", 10, 21)])]),
    ]
    keys = [page_key(other, "fiche/imprimer/", "site") for other in others]
    keys += [page_key(here, "fiche.imprimer.html", "site"), page_key(here, "fiche/imprimer/", "autre")]
    assert len({key, *keys}) == len(keys) + 1


def test_the_key_of_links_changes_with_where_they_lead() -> None:
    links = Links({"a.png": "a.png"}, {"a.png": Target("fiche/#annexe-1", "x.png")}, {})
    own = {"fiche.md": {"a.png": Target("#annexe-1", "x.png")}}
    keys = {links_key(one) for one in (links, links._replace(targets={}), links._replace(own=own))}
    assert len(keys) == 3
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


# ---- What is kept


@pytest.mark.parametrize(
    "page", ["<div>Le formulaire</div> et Le formulaire", "avant Le formulaire après", "rien", "Le formulaire"]
)
def test_a_page_comes_back_as_it_was(tmp_path: Path, page: str) -> None:
    made = Rendered("Le formulaire", page, "texte", "vue", frozenset({"b", "a"}), ("c",))
    memory = Memory(tmp_path, CONTEXT)
    keep_page(memory, "k", KeptPage(made, ["x"], {"autre.md": {"y": "autre.md#y"}}))
    memory.write()
    found = find_page(Memory(tmp_path, CONTEXT), "k")
    assert found == KeptPage(made, ["x"], {"autre.md": {"y": "autre.md#y"}})
    assert find_page(memory, "x") is None


def test_a_rubrique_that_stands_alone_is_converted_once(tmp_path: Path) -> None:
    memory, first = Memory(tmp_path, CONTEXT), document(tmp_path / "a")
    html = markdown.markdown(compose(first.fiche, first.form))
    keep_texts(memory, html, first, {})
    whole = cut(html, first.fiche, first.form)
    second = document(tmp_path / "b", "Vendre *plus*.")
    known = find_texts(memory, second)
    assert known == {
        "Auto Dépôt": "<p>Auto Dépôt</p>",
        "Une rubrique **en gras**.": "<p>Une rubrique <strong>en gras</strong>.</p>",
    }
    rest = compose(second.fiche, second.form, known)
    assert "Une rubrique" not in rest
    cells = cut(markdown.markdown(rest), second.fiche, second.form, known)
    assert cells.by_leaf != whole.by_leaf
    assert (
        cells.by_leaf == cut(markdown.markdown(compose(second.fiche, second.form)), second.fiche, second.form).by_leaf
    )


@pytest.mark.parametrize(
    "objectifs",
    ["Une note[^1].\n\n[^1]: Ici.", "Du HTML.\n\n*[HTML]: langage", "[TOC]", "[[page]]", "[a]\n\n[a]: https://a.fr"],
)
def test_where_one_text_can_change_another_none_stands_alone(tmp_path: Path, objectifs: str) -> None:
    tied = document(tmp_path, objectifs)
    assert standing_alone(tied.fiche, tied.form) == []


@pytest.mark.parametrize("objectifs", ["Voir [a](b.md).", "![a](b.png)", '<span id="a">A</span>', "A\n{: #b }"])
def test_a_text_with_an_id_or_a_link_is_not_kept_by_itself(tmp_path: Path, objectifs: str) -> None:
    memory, tied = Memory(tmp_path, CONTEXT), document(tmp_path / "a", objectifs)
    html = markdown.markdown(compose(tied.fiche, tied.form), extensions=["attr_list"])
    keep_texts(memory, html, tied, {})
    assert list(find_texts(memory, tied)) == ["Auto Dépôt", "Une rubrique **en gras**."]
