"""Some hundred inputs at each run of the tests, some ten thousand in `make essais`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import inputs
from tests.fuzz.promises import PROMISES

FOUND = Path(__file__).with_name("found")  # what broke a promise once
INPUTS: dict[str, st.SearchStrategy[bytes]] = {
    "source": st.one_of(
        inputs.built(inputs.HEAD, inputs.MARKDOWN),
        inputs.nearly(inputs.sources(), (*inputs.MARKDOWN, *inputs.YAML)),
        inputs.built("---\nfiche: e4-activite\n", inputs.YAML),
        inputs.bytes_of_all_kinds(),
    ),
    "correction": inputs.nearly(inputs.sources(), (*inputs.MARKDOWN, *inputs.YAML)),
    "reglages": st.one_of(inputs.nearly(inputs.settings_files(), inputs.YAML), inputs.built("", inputs.YAML)),
    "reglement": inputs.nearly(inputs.schemas("reglement.json"), inputs.JSON, most=3),
    "formulaire": inputs.nearly(inputs.schemas("e4-activite.schema.json"), inputs.JSON, most=3),
}
SOME = {"source": 250, "correction": 15, "reglages": 40, "reglement": 25, "formulaire": 15}
MANY = {"source": 20_000, "correction": 1_000, "reglages": 3_000, "reglement": 2_000, "formulaire": 1_000}


def tried(name: str, times: int, *, same: bool) -> Callable[[], None]:
    """A test of a promise; `same`: with the same inputs each time."""

    @settings(max_examples=times, derandomize=same, deadline=None, suppress_health_check=list(HealthCheck))
    @given(INPUTS[name])
    def test(source: bytes) -> None:
        PROMISES[name](source)

    return test


@pytest.mark.parametrize("name", PROMISES)
def test_what_we_promise_holds(name: str) -> None:
    tried(name, SOME[name], same=True)()


@pytest.mark.essai
@pytest.mark.parametrize("name", PROMISES)
def test_it_holds_of_many(name: str) -> None:
    tried(name, MANY[name], same=False)()


@pytest.mark.parametrize("name", PROMISES)
def test_what_was_found_is_mended(name: str) -> None:
    for path in sorted((FOUND / name).glob("*")):
        PROMISES[name](path.read_bytes())
