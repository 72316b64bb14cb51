"""Options and fixtures of all tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--figer",
        action="store_true",
        help="écrit les sorties obtenues dans tests/cas/*/attendu.txt au lieu de les comparer",
    )


@pytest.fixture
def figer(request: pytest.FixtureRequest) -> bool:
    """Whether the outputs are to be written down instead of compared."""
    return bool(request.config.getoption("--figer"))
