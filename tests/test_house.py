"""The folders are the phases: data crosses them in one direction, and nothing imports back."""

from graphlib import TopologicalSorter

import pytest

from tests.house import FOLDERS, PACKAGE, draw, folder_of, imports, modules

LONGEST = 300  # lines; catalogues of texts are read as lists, and may be longer
BESIDE = 3  # modules that stand beside the folders


def test_each_folder_imports_only_from_those_before_it() -> None:
    back = [
        f"{module} ← {other}"
        for module, others in imports().items()
        for other in others
        if folder_of(module) in FOLDERS
        and folder_of(other) in FOLDERS
        and FOLDERS.index(folder_of(other)) > FOLDERS.index(folder_of(module))
    ]
    assert not back


def test_no_module_is_in_a_circle() -> None:
    TopologicalSorter(imports()).prepare()  # raises CycleError


def test_the_folders_are_all_there_is() -> None:
    names = {name for name in modules() if name}
    assert {folder_of(name) for name in names if "." in name} == set(FOLDERS)
    assert len(list(PACKAGE.glob("*.py"))) <= BESIDE


@pytest.mark.parametrize("name", [n for n in modules() if not n.startswith("messages.catalogue")])
def test_a_module_is_short(name: str) -> None:
    assert len(modules()[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_the_drawing_is_of_this_house() -> None:
    drawn = PACKAGE.parent / "docs" / "guide" / "images" / "architecture.svg"
    assert drawn.read_text(encoding="utf-8") == draw(), "make guide"
