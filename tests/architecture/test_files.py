"""What may lie in the repository: no registry's address, no machine's path, no large file, nothing unpinned."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import click
import pytest

from tests.architecture.tree import ROOT, repository_files, text_of

REGISTRIES = tuple(
    "".join(parts)
    for parts in (  # in pieces: this file names none either
        ("py", "pi.", "org"),
        ("python", "hosted"),
        ("registry.", "npm", "js"),
        ("deb.", "deb", "ian"),
        ("snapshot.", "deb", "ian"),
    )
)
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt/wheels|opt/pypi)/")
LARGEST = 600_000  # bytes; real data lies beside the repository, not in it
PINNED = ("base.txt", "build.txt", "dev.txt")
SCRIPTS = ("script/setup", "script/demo", "script/test", "script/check", "script/reference", ".ci/run")
ADR = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern occurs in any file of the repository, this one apart."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in repository_files()
        if path != Path(__file__).resolve()
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the machine's business."""
    assert not lines_with(re.compile("|".join(map(re.escape, REGISTRIES))))


def test_no_file_names_a_path_of_a_machine() -> None:
    """The repository works wherever it is cloned."""
    assert not lines_with(MACHINE)


def test_no_file_is_large() -> None:
    """Fixtures are made by code; real files are read from the folder beside the repository."""
    large = [
        f"{path.relative_to(ROOT)} {size}" for path in repository_files() if (size := path.stat().st_size) > LARGEST
    ]
    assert not large


@pytest.mark.parametrize("name", PINNED)
def test_requirements_are_pinned_with_hashes(name: str) -> None:
    """Every requirement has one version and at least one hash, and no line says where to get it."""
    text = (ROOT / "requirements" / name).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    for entry in packages:
        assert re.match(r"[A-Za-z0-9][\w.\-]*(\[[\w,\-]+\])?==\S+", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]
    assert not re.search(r"^\s*(-i|--index-url|--extra-index-url|--find-links|--trusted-host)\b", text, re.MULTILINE)


def test_the_pinned_files_agree() -> None:
    """A package has one version in every file that names it, and dev holds base and build."""
    versions = {
        name: dict(
            re.findall(
                r"^([A-Za-z0-9][\w.\-]*)(?:\[[\w,\-]+\])?==(\S+)",
                (ROOT / "requirements" / name).read_text(),
                re.MULTILINE,
            )
        )
        for name in PINNED
    }
    for name in ("base.txt", "build.txt"):
        for package, version in versions[name].items():
            assert versions["dev.txt"].get(package) == version, f"{package} in {name} and dev.txt"


def test_every_direct_requirement_has_its_reason() -> None:
    """The decision record on libraries names each direct dependency with reason and licence."""
    record = next((ROOT / "docs" / "adr").glob("*-libraries.md")).read_text()
    direct = {
        re.split(r"[~=<>\[ ;]", line.strip())[0].lower()
        for name in ("base.in", "build.in", "dev.in")
        for line in (ROOT / "requirements" / name).read_text().splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    assert not sorted(name for name in direct if f"`{name}`" not in record)


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_executable_bash_that_stops_on_errors(name: str) -> None:
    """A script can be called by name, parses, and stops at the first error."""
    path = ROOT / name
    text = path.read_text()
    assert os.access(path, os.X_OK)
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "\nset -euo pipefail\n" in text
    subprocess.run(["bash", "-n", path], check=True)


def test_decision_records_are_dated_and_listed() -> None:
    """Each record is named by its date, has the four headings, and stands in the index once."""
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text()
    records = sorted(path for path in folder.glob("*.md") if path.name != "README.md")
    assert records
    for path in records:
        assert ADR.fullmatch(path.name), path.name
        assert index.count(f"({path.name})") == 1, path.name
        text = path.read_text()
        for heading in ("## Context", "## Decision", "## Consequences", "## What we would watch"):
            assert heading in text, f"{path.name} lacks {heading}"
    assert set(re.findall(r"\((\d{4}[^)]*\.md)\)", index)) == {path.name for path in records}


def test_readme_names_only_commands_that_exist() -> None:
    """Every script, ``sinergi`` command and file that README and how-to name is there."""
    guides = sorted((ROOT / "docs").glob("[ahe]*/*.md"))
    documents = [*(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "ARCHITECTURE", "SECURITY")), *guides]
    from sinergi.entrypoints.cli.main import COMMANDS, cli

    context = click.Context(cli)

    for path in documents:
        text = path.read_text()
        for script in re.findall(r"(?<![\w/.])(script/[\w-]+|\.ci/run)", text):
            assert (ROOT / script).exists(), f"{path.name}: {script}"
        for command, second in re.findall(
            r"(?:^ *|`|\$ )(?:\.venv/bin/)?sinergi ([a-z]+)(?: ([a-z]+))?", text, re.MULTILINE
        ):
            assert command in COMMANDS, f"{path.name}: sinergi {command}"
            group = cli.get_command(context, command)
            if isinstance(group, click.Group) and second:
                assert group.get_command(context, second), f"{path.name}: sinergi {command} {second}"


def test_every_setting_is_documented() -> None:
    """What the program reads from the environment stands in the table of how-to/install, and nothing else does."""
    code = (ROOT / "src" / "sinergi" / "config" / "settings.py").read_text()
    code += (ROOT / "src" / "sinergi" / "config" / "env.py").read_text()
    read = set(re.findall(r"(?:environ, |env, |env\.get\()\"([A-Z_]+)\"", code))
    told = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "how-to" / "install.md").read_text(), re.MULTILINE))
    assert read == told


def test_links_between_documents_lead_somewhere() -> None:
    """A relative link in a Markdown file points at a file that is there."""
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in repository_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text_of(path))
        if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists()
    ]
    assert not broken


def test_benchmarks_parse() -> None:
    """Benchmarks are not run by tests; they must at least be programs."""
    for path in sorted((ROOT / "benchmarks").glob("*.py")):
        compile(path.read_text(), str(path), "exec")
