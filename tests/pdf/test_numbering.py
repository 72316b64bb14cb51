"""The numbers of the pages."""


def test_blank_pages_move_what_follows() -> None:
    pages = {"d1": 3, "a1": 5, "d2": 6, "a2": 8, "d3": 9, "annexe": 9}
    moved = recto_verso(pages, ["d1", "d2", "d3"])
    assert moved.blanches == {"d2", "d3"}
    assert moved.numeros == {"d1": 3, "a1": 5, "d2": 7, "a2": 9, "d3": 11, "annexe": 11}
