"""The schema that ships is the one of the types, and a command writes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rsense.core.script.head import FollowUpRequest
from rsense.store.library import shipped_folder
from tests.core import json_schema
from tests.each import of_each

SCHEMA = json_schema.json_schema()
TABLES = {"the head": SCHEMA, **SCHEMA["$defs"]}


def test_schema_command_writes_the_file_that_ships(tmp_path: Path) -> None:
    written = tmp_path / "schema.json"
    subprocess.run([sys.executable, "-m", json_schema.__name__, written], check=True, timeout=60)
    shipped = Path(shipped_folder()) / "exercise.schema.json"
    again = f"run python -m {json_schema.__name__}"
    assert written.read_bytes() == shipped.read_bytes(), again


@of_each(TABLES)
def test_every_key_is_described_and_shown_in_an_example_of_the_guide(table: str) -> None:
    keys = TABLES[table]["properties"]
    assert [key for key, part in keys.items() if not part["description"]] == []
    assert [k for k, part in keys.items() if k != "step" and not part["examples"]] == []


def test_keys_of_one_type_keep_their_own_descriptions() -> None:
    tables = SCHEMA["$defs"]
    described = json_schema.described(FollowUpRequest)
    assert tables["FollowUpRequest"]["properties"]["ask"]["description"] == described["ask"]
    assert (
        len(
            {
                one["properties"]["text"]["description"]
                for one in tables.values()
                if "text" in one.get("properties", {})
            }
        )
        > 1
    )
