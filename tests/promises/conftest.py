"""The same home for every command as the tests of the command line have."""

from tests.cli.conftest import rsense as rsense  # noqa: PLC0414 - a fixture, found by its name
