"""The commands a newcomer is told are the commands that are run before every change is taken."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


def run_in_ci(name: str) -> str:
    found = re.search(rf"^{name}='(.*)'$", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f".ci/run sets no {name}"
    return found[1]


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", ["demo_command", "test_command"])
def test_readme_gives_the_command_that_is_run(readme: str, name: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)\n```$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert run_in_ci(name) in blocks


@pytest.mark.parametrize("readme", READMES)
def test_steps_of_a_quarter_are_words_the_command_line_knows(readme: str) -> None:
    from inspector.console.parser import build

    text = (ROOT / readme).read_text(encoding="utf-8").replace("\\\n", " ")
    shown = [shlex.split(line, comments=True) for line in re.findall(r"^inspector .*$", text, re.MULTILINE)]
    assert len(shown) >= 10
    for _, *words in shown:
        assert build("en").parse_args(words).command == words[0]


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md"])
def test_links_within_the_project_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8")):
        assert target.startswith("http") or (ROOT / target).exists(), target
