"""Every command in a process of its own: its output, its messages, its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, refused
from tests.isolation import REPOSITORY, isolated_environment


def test_a_meeting_from_its_creation_to_its_minutes(run: Run, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("name,organisation,present\nAda Quill,Riverside,x\nBen Osei,Harbour,\n")
    made = run(
        "new", "Coalition call", "--date", "2030-01-07", "--place", "Hall",
        "--people", str(people), "--agenda", "-", text="Rents (10 min)\nFestival\n",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert made.stdout == "2030-01-07-coalition-call\n"
    assert "2 people and 2 agenda items read" in made.stderr

    listed = run("list").stdout
    assert listed == "2030-01-07-coalition-call\t2030-01-07\tdraft\t2 people\tCoalition call\n"
    (summary,) = json.loads(run("list", "--json").stdout)
    assert (summary["people"], summary["present"], summary["items"]) == (2, 1, 2)

    done = run("do", "2030", "start", "next item", "q+ ada to rents", "next", "action Ben: call")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "The meeting has started",
        "Item 1 of 2: Rents",
        "Ada Quill is 1st in the queue (new point: rents)",
        "Ada Quill has the floor",
        "Action of Ben Osei, without a date: call",
    ]
    assert "Ben Osei\n  call\t2030-01-07-coalition-call\n" in run("actions").stdout
    (action,) = json.loads(run("actions", "--json").stdout)
    assert action["owner"] == "Ben Osei"

    assert "action\tcall · Ben Osei" in run("search", "call").stdout
    hits = json.loads(run("search", "rents", "--json").stdout)
    assert {hit["kind"] for hit in hits} == {"agenda item", "turn"}

    assert run("do", "latest", "end").returncode == 0
    for kind, sign in (("markdown", "# Coalition"), ("text", "====="), ("html", "<!DOCTYPE")):
        assert sign in run("minutes", "latest", "--format", kind).stdout
    assert json.loads(run("minutes", "latest", "--format", "json").stdout)["title"]
    target = tmp_path / "minutes.md"
    written = run("minutes", "latest", "--output", str(target))
    assert written.stdout == ""
    assert target.read_text(encoding="utf-8") == run("minutes", "latest").stdout

    assert "is closed" in run("do", "latest", "win Too late").stdout
    assert run("do", "--correct", "latest", "win In time").returncode == 0
    following = run("new", "Next call", "--from", "latest", "--date", "2030-02-04")
    assert following.returncode == 0
    assert "1 open" not in following.stdout
    assert run("check").returncode == 0


def test_lists_of_names_and_ack_next(run: Run) -> None:
    run("new", "Call", "--date", "2030-01-07")
    done = run(
        "do", "latest", "start", "present+ Ada Quill (Riverside), Ben and Cleo", "q+ ada, ben",
        "ack next", "regrets+ Ben", "q?",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == [
        "Ada Quill, Ben and Cleo are here",
        "Ada Quill and Ben are in the queue (new point)",
        "Ada Quill has the floor",
        "Ben sends apologies, and is out of the queue",
        "Ada Quill has the floor; nobody is waiting",
    ]


def test_each_line_of_standard_input_is_answered(run: Run) -> None:
    run("new", "Call")
    lines = "start\n# a comment\n\nfly away\npark A van\n"
    answered = run("do", "latest", "-", text=lines)
    assert answered.returncode == 1
    assert [line.partition(":")[0] for line in answered.stdout.splitlines()] == [
        "The meeting has started",
        "refused",
        "Parked",
    ]
    strict = run("do", "--strict", "latest", "fly", "park Another")
    assert strict.returncode == 1
    assert len(strict.stdout.splitlines()) == 1
    answers = run("do", "--json", "latest", "park A third", "fly").stdout.splitlines()
    assert [json.loads(line)["ok"] for line in answers] == [True, False]


def test_a_line_is_answered_before_the_next_one_is_read(
    isolated: Path, run: Run, tmp_path: Path
) -> None:
    run("new", "Call")
    with subprocess.Popen(
        [sys.executable, "-m", "meeting_tui", "do", "latest", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
        cwd=tmp_path,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(3):
            process.stdin.write(f"park Van {number}\n")
            process.stdin.flush()
            # The answer comes before the next line is written, and the change is on disk by then.
            assert process.stdout.readline() == f"Parked: Van {number}\n"
            (path,) = (isolated / "library" / "meetings").glob("*.json")
            assert f"Van {number}" in path.read_text(encoding="utf-8")
        process.stdin.close()
    assert process.returncode == 0


def test_a_deleted_meeting_is_restored(run: Run, isolated: Path) -> None:
    run("new", "Call", "--date", "2030-01-07")
    library = isolated / "library"
    (path,) = (library / "meetings").glob("*.json")
    (library / "bin").mkdir()
    path.rename(library / "bin" / path.name)
    assert run("list").stdout == ""
    assert run("bin", "list").stdout == "2030-01-07-call\n"
    assert run("bin", "restore", "2030-01-07-call").stdout == "2030-01-07-call\n"
    assert "2030-01-07-call" in run("list").stdout
    assert "is not in the bin" in refused(run("bin", "restore", "2030-01-07-other"))


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["minutes", "nothing"], "No such meeting"),
        (["open"], "There is no meeting yet"),
        (["display"], "There is no meeting yet"),
        (["display", "nothing"], "No such meeting"),
        (["do", "../../etc/passwd", "start"], "No such meeting"),
        (["new", "Call", "--agenda", "nowhere.md"], "cannot be read"),
        (["new", "Call", "--date", "someday"], "is not a date"),
        (["new", "Call", "--template", "party"], "There is no template"),
        (["new", ""], "empty"),
        (["new", "x" * 3000], "characters"),
        (["search", "%"], "Type something to search for"),
        (["--data", "/dev/null/library", "new", "Call"], "cannot be used"),
    ],
)
def test_a_refusal_is_one_line(run: Run, arguments: list[str], reason: str) -> None:
    assert reason in refused(run(*arguments))


def test_a_refused_file_creates_no_meeting(run: Run, tmp_path: Path, isolated: Path) -> None:
    agenda = tmp_path / "agenda.md"
    agenda.write_text("\n".join(f"Item {n}" for n in range(1_500)))
    assert "at most 1,000" in refused(run("new", "Call", "--agenda", str(agenda)))
    assert not (isolated / "library" / "meetings").exists()


@pytest.mark.parametrize("count", [0, 300])
def test_an_agenda_of_any_length(run: Run, tmp_path: Path, count: int) -> None:
    agenda = tmp_path / "agenda.md"
    agenda.write_text("\n".join(f"- Item {n}" for n in range(count)))
    assert run("new", "Call", "--agenda", str(agenda)).returncode == 0
    assert json.loads(run("list", "--json").stdout)[0]["items"] == count


@pytest.mark.parametrize("arguments", [["fly"], ["new"], ["do", "latest"], ["list", "--fly"]])
def test_wrong_usage_ends_with_two(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert "Usage" in result.stderr


def test_where_prints_absolute_paths(run: Run) -> None:
    lines = run("where").stdout.splitlines()
    names = [line.partition("\t")[0] for line in lines]
    assert names == [
        "library",
        "meetings",
        "minutes",
        "backups",
        "drafts",
        "bin",
        "index",
        "settings",
    ]
    assert all(Path(line.partition("\t")[2]).is_absolute() for line in lines)


def test_damaged_files_are_listed_and_affect_nothing_else(run: Run, isolated: Path) -> None:
    run("new", "Good call", "--date", "2030-01-07")
    contents = ("", "not json", "[]", '{"meeting": {}}', '{"meeting"')
    bad = [
        isolated / "library" / "meetings" / f"2030-01-08-bad-{number}.json"
        for number in range(len(contents))
    ]
    for path, content in zip(bad, contents, strict=True):
        path.write_text(content)
    listed = run("list").stdout
    assert listed.count("\tdamaged: ") == len(contents)
    assert "Good call" in listed
    assert "damaged" in refused(run("minutes", bad[0].stem))
    assert "damaged" in run("do", bad[1].stem, "start").stderr
    checked = run("check")
    assert checked.returncode == 1
    reported = dict.fromkeys(line.partition(".json")[0] for line in checked.stdout.splitlines())
    assert list(reported) == [path.stem for path in bad]
    assert run("minutes", "2030-01-07").returncode == 0
    assert [path.read_text() for path in bad] == list(contents)


def test_a_closed_pipe_ends_quietly(isolated: Path, run: Run, tmp_path: Path) -> None:
    for number in range(3):
        run("new", f"Call {number}")
    command = f'"{sys.executable}" -m meeting_tui list | true'
    result = subprocess.run(
        command,
        shell=True,
        capture_output=True,
        text=True,
        env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
        cwd=tmp_path,
        check=False,
    )
    assert result.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", [["list"], ["do", "latest", "win the permit"]])
def test_output_that_cannot_be_written_is_reported(
    isolated: Path, run: Run, tmp_path: Path, command: list[str]
) -> None:
    run("new", "Call")
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "meeting_tui", *command],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
            cwd=tmp_path,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "The output cannot be written" in result.stderr
    if command[0] == "do":
        assert "the permit" in run("minutes", "latest").stdout


def test_five_meetings_of_one_title_can_be_created_at_the_same_time(
    isolated: Path, run: Run, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "meeting_tui", "new", "Call", "--date", "2030-01-07"]
    environment = {**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)}
    made = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=tmp_path)
        for _ in range(5)
    ]
    ids = sorted(process.communicate()[0].strip() for process in made)
    numbers = ("", "-2", "-3", "-4", "-5")
    assert ids == [f"2030-01-07-call{number}" for number in numbers]
    assert run("list").stdout.count("\n") == 5


def test_a_meeting_can_be_created_for_a_past_date(run: Run) -> None:
    made = run("new", "Founding", "--date", "2019-05-04")
    assert made.stdout == "2019-05-04-founding\n"


def test_an_edit_by_another_program_is_reported_once(run: Run, isolated: Path) -> None:
    run("new", "Call", "--date", "2030-01-07")
    path = isolated / "library" / "meetings" / "2030-01-07-call.json"
    path.write_text(path.read_text("utf-8").replace('"title":"Call"', '"title":"Our call"'))
    result = run("do", "latest", "park A van", "park Another")
    assert result.returncode == 0
    assert result.stderr.count("Another program has edited 2030-01-07-call.json") == 1
    assert "Another program" not in run("do", "latest", "park A third").stderr
