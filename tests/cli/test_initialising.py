"""`init` makes an empty store, and none where there is something."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Leftfold
from tests.servers import Server


def test_a_file_is_made_once(leftfold: Leftfold, tmp_path: Path) -> None:
    store = tmp_path / "new.sqlite"
    said = leftfold("init", store)
    assert (said.code, said.out, said.err) == (0, "", "new.sqlite is ready.\n")
    assert leftfold("aggregates", store, "--json").rows == []
    assert leftfold("init", store).refusal.endswith("new.sqlite exists already; choose another name for the new store.")


def test_all_commands_that_write_work_on_a_server(leftfold: Leftfold, postgresql: Server, tmp_path: Path) -> None:
    url = postgresql.new_database()
    assert leftfold("init", url, "--partitions", 2).err.endswith(" is ready.\n")
    rows = tmp_path / "rows.jsonl"
    own = {"aggregate_type": "thing", "aggregate_id": "7", "recorded_at": "2024-05-01T08:00:00Z", "deleted": False}
    rows.write_text("".join(json.dumps({**own, "type": "put", "data": {"n": n}}) + "\n" for n in range(3)), "utf-8")
    because = ("--reason", "a test", "--author", "mira")
    assert leftfold("import", rows, url, "--map", "leftfold", *because).code == 0
    for command in (
        ("append", url, "7", "put", '{"n": 9}', "--expect", 3),
        ("delete", url, "7", 2),
        ("delete", url, "7", 3),
        ("restore", url, "7", 3),
        ("snapshot", url),
    ):
        said = leftfold(*command, *because)
        assert said.code == 0, said.err
    assert [row["deleted"] for row in leftfold("events", url, "7", "--json").rows] == [False, True, False, False]
    (row,) = leftfold("state", url, "7", "--json").rows
    assert (row["version"], row["state"]) == (4, {"n": 9})
    assert leftfold("export", url, tmp_path / "out.jsonl").code == 0
    exported = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [event["data"] for event in exported] == [{"n": 0}, {"n": 1}, {"n": 2}, {"n": 9}]
    assert leftfold("append", url, "7", "put", "{}", "--expect", 3, *because).code == 1


def test_a_schema_that_has_tables_is_left_as_it_is(leftfold: Leftfold, postgresql: Server) -> None:
    url = postgresql.new_database("CREATE TABLE events (x int)")
    assert " has events in the schema public already; " in leftfold("init", url).refusal


def test_a_server_without_triggers_is_told(leftfold: Leftfold, postgresql: Server) -> None:
    url = postgresql.new_database(
        "CREATE FUNCTION lacks() RETURNS event_trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'none' USING ERRCODE = 'feature_not_supported'; END $$",
        "CREATE EVENT TRIGGER none ON ddl_command_start WHEN TAG IN ('CREATE TRIGGER') EXECUTE FUNCTION lacks()",
    )
    said = leftfold("init", url)
    assert said.code == 0
    assert "has no triggers that would keep history as it is" in said.err
