"""`cstokb edit`: a template in the user's own editor, without a shell."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.cli.asking import Answer, ask
from tests.cli.writing import STRENGTH, digest, entities, facts, ok, small


@pytest.fixture
def path(tmp_path: Path) -> str:
    return small(tmp_path)


def editor(folder: Path, code: str) -> str:
    """An editor that does this with the `text` of the file at `path`."""
    script = folder / "editor.py"
    head = "import sys, pathlib\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text('utf-8')\n"
    script.write_text(f"{head}{code}\npath.write_text(text, 'utf-8')\n", "utf-8")
    return shlex.join([sys.executable, str(script)])


def edit(path: str, id: str, tmp_path: Path, code: str, *words: str) -> Answer:
    return ask("--store", path, "edit", id, *words, EDITOR=editor(tmp_path, code), VISUAL="")


def test_what_was_edited_is_written(path: str, tmp_path: Path) -> None:
    code = "text = text.replace('name: Rapid', 'name: Very Rapid')"
    assert edit(path, "crrf", tmp_path, code).code == 0
    assert entities(path)["crrf"]["names"]["en"] == "Very Rapid Reaction Forces"


def test_a_text_that_was_left_alone_changes_nothing(path: str, tmp_path: Path) -> None:
    before = digest(path)
    answer = edit(path, "crrf", tmp_path, "")
    assert answer.code == 0
    assert "nothing was edited" in answer.err
    assert digest(path) == before


def test_a_field_of_several_lines_is_edited_as_such(path: str, tmp_path: Path) -> None:
    ok("--store", path, "set", STRENGTH.id, "note=one\n\n# two: x\n  three")
    assert edit(path, STRENGTH.id, tmp_path, "").code == 0
    code = "text = text.replace('confidence: high', 'confidence: low').replace('one', 'eins')"
    assert edit(path, STRENGTH.id, tmp_path, code).code == 0
    (only,) = facts(path).values()
    assert (only["note"], only["confidence"]) == ("eins\n\n# two: x\n  three", "low")


def test_an_editor_gets_the_file_last_and_its_own_words_before(path: str, tmp_path: Path) -> None:
    command = editor(tmp_path, "text = text.replace('name: Rapid', 'name: ' + sys.argv[-1])")
    script = command.replace("editor.py", "first.py")
    (tmp_path / "first.py").write_text(
        "import sys\nassert sys.argv[1:-1] == ['-f', 'two words'], sys.argv\n"
        "open(sys.argv[-1], 'a').write('note: x')\n"
    )
    answer = ask("--store", path, "edit", STRENGTH.id, EDITOR=f"{script} -f 'two words'", VISUAL="")
    assert answer.code == 0
    assert facts(path)[STRENGTH.id]["note"] == "x"


@pytest.mark.parametrize(
    "command",
    [
        "$(touch pwned)",
        "`touch pwned`",
        "; touch pwned",
        "true; touch pwned",
        "true && touch pwned",
        "true | touch pwned",
        "no-such-editor",
        "'",
        "/",
    ],
)
def test_no_shell_reads_the_command(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = digest(path)
    answer = ask("--store", path, "edit", "crrf", EDITOR=command, VISUAL="")
    # `true` takes the rest for its arguments and edits nothing.
    assert answer.code == (0 if command.startswith("true &&") or "|" in command else 7), answer
    assert not (tmp_path / "pwned").exists()
    assert digest(path) == before


def test_an_editor_that_fails_changes_nothing(path: str, tmp_path: Path) -> None:
    before = digest(path)
    answer = edit(path, "crrf", tmp_path, "text = ''\npath.write_text(text)\nsys.exit(3)")
    assert answer.code == 2
    assert "nothing was changed" in answer.err
    assert digest(path) == before


def kept(answer: Answer) -> str:
    found = re.search(r"your text is kept in (\S+)", answer.err)
    assert found, answer.err
    file = Path(found[1])
    text = file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    file.unlink()
    return text


@pytest.mark.parametrize(
    ("code", "exit_code"),
    [
        pytest.param("text = text.replace('name:', 'nom:')", 2, id="unknown field"),
        pytest.param("text = text + 'without a colon'", 2, id="no field"),
        pytest.param("text = text.replace('kind: force', 'kind: tribe')", 4, id="unknown kind"),
        pytest.param("text = text.replace('name: R', 'name: \\u202e')", 4, id="direction"),
    ],
)
def test_a_text_that_is_wrong_is_kept(path: str, tmp_path: Path, code: str, exit_code: int) -> None:
    before = digest(path)
    answer = edit(path, "crrf", tmp_path, code)
    assert answer.code == exit_code
    assert "crrf: change the text" in kept(answer)
    assert digest(path) == before


def test_a_store_that_moved_meanwhile_is_left_and_the_text_is_kept(
    path: str, tmp_path: Path
) -> None:
    words = [sys.executable, "-m", "cstokb", "--store", path, "set", "crrf", "name_ru=КСОР"]
    code = f"""
import subprocess
subprocess.run({words!r}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
text = text.replace('name: Rapid', 'name: Mine')
"""
    answer = edit(path, "crrf", tmp_path, code)
    assert answer.code == 6
    assert "name: Mine" in kept(answer)
    names = entities(path)["crrf"]["names"]
    assert names == {"en": "Rapid Reaction Forces", "ru": "КСОР"}


def test_json_has_the_change_and_a_dry_run_writes_nothing(path: str, tmp_path: Path) -> None:
    before = digest(path)
    code = "text = text.replace('name: Rapid', 'name: Very Rapid')"
    answer = edit(path, "crrf", tmp_path, code, "--json", "--dry-run")
    assert answer.document["query"] == {"edit": "crrf", "dry_run": True}
    assert [item["id"] for item in answer.items] == ["crrf"]
    assert digest(path) == before
