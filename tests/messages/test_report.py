"""What other programs read of a diagnostic."""

import json

from ndrc_portfolio.messages import report
from ndrc_portfolio.messages.catalogue.body import WrongLevel
from ndrc_portfolio.messages.diagnostic import Edit, Place


def test_the_end_of_a_place_and_the_edit_that_mends_it() -> None:
    place = Place(4, 1, 9)
    message = WrongLevel(titre="Outils", juste="### Outils")
    (shown,) = json.loads(report.to_json([message.at("a.md", place, fix=Edit(place, "### Outils"))]))
    assert (shown["line"], shown["column"], shown["endLine"], shown["endColumn"]) == (4, 1, 4, 10)
    assert shown["fix"] == {"line": 4, "column": 1, "endLine": 4, "endColumn": 10, "replacement": "### Outils"}
    (several,) = json.loads(report.to_json([message.at("a.md", Place(4, 3, end=(6, 2)))]))
    assert (several["endLine"], several["endColumn"], several["fix"]) == (6, 2, None)
