"""Backups: made when something changed, thinned with age, never from a damaged file, never in the way."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.store import CountyFile, backups
from inspector.store.backups import DAILY, MONTHLY, RECENT, WEEKLY, back_up, backups_of, folder_of, to_keep

NOW = datetime(2027, 1, 5, 9, 30)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "云汀县.county"
    CountyFile.create(made, "云汀县", "429088").close()
    return made


def change(path: Path, body: str) -> None:
    with CountyFile.open(path) as file:
        file.append("", "note", body, "甲")


def bodies(path: Path) -> list[str]:
    with CountyFile.open(path) as file:
        return [record.body for record in file.records()]


def test_a_backup_is_a_county_file_of_that_moment(path: Path) -> None:
    change(path, "一")
    assert back_up(path, NOW) is None
    change(path, "二")
    # opening backs up too, so the copy is looked for by what it holds
    copies = [shutil.copy(backup, path.with_name(backup.name)) for backup in backups_of(path)]
    assert ["一"] in [bodies(Path(copy)) for copy in copies]
    assert bodies(path) == ["一", "二"]


def test_nothing_is_copied_while_nothing_changes(path: Path) -> None:
    change(path, "一")
    for minute in range(3):
        assert back_up(path, NOW + timedelta(minutes=minute)) is None
    found = backups_of(path)
    CountyFile.open(path).close()
    assert backups_of(path) == found


def test_opening_a_changed_file_backs_it_up(path: Path) -> None:
    CountyFile.open(path).close()
    before = len(backups_of(path))
    change(path, "一")
    CountyFile.open(path).close()
    assert len(backups_of(path)) == before + 1


def test_two_backups_of_one_second_stand_side_by_side(path: Path) -> None:
    back_up(path, NOW)
    with CountyFile.open(path) as file:
        file.append("", "note", "一", "甲")
        back_up(path, NOW)
    names = [found.name for found in backups_of(path)]
    assert names == ["云汀县-20270105-093000.county", "云汀县-20270105-093000-2.county"]


def test_a_folder_that_cannot_be_written_is_a_warning(path: Path) -> None:
    folder_of(path).write_text("a file stands where the folder should be")
    with CountyFile.open(path) as file:
        assert [message.code for message in file.warnings] == ["store.backup_failed"]
        file.append("", "note", "一", "甲")
    assert bodies(path) == ["一"]


def test_a_full_disk_is_a_warning_and_leaves_no_half_backup(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.os, "replace", full)
    message = back_up(path, NOW)
    assert message is not None
    assert "No space left" in message.text("en")
    assert list(folder_of(path).iterdir()) == []


def test_a_damaged_file_is_not_backed_up(path: Path) -> None:
    change(path, "一")
    back_up(path, NOW)
    good = {found: found.read_bytes() for found in backups_of(path)}
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 8] = b"\xff" * (4096 * 7)
    path.write_bytes(content)
    message = back_up(path, NOW + timedelta(days=1))
    assert message is not None
    assert {found: found.read_bytes() for found in folder_of(path).iterdir()} == good


def test_other_files_in_the_folder_are_left_alone(path: Path) -> None:
    folder_of(path).mkdir()
    own = folder_of(path) / "我的副本.county"
    own.write_text("mine")
    for day in range(40):
        with CountyFile.open(path) as file:
            file.append("", "note", str(day), "甲")
        back_up(path, NOW + timedelta(days=day))
    assert own.read_text() == "mine"


def test_a_year_of_daily_backups_thins_to_days_weeks_and_months() -> None:
    days = [NOW + timedelta(days=number) for number in range(365)]
    kept = sorted(to_keep(days), reverse=True)
    assert kept[:DAILY] == days[: -DAILY - 1 : -1]
    assert len({at.isocalendar()[:2] for at in kept}) >= WEEKLY
    assert len({(at.year, at.month) for at in kept}) == MONTHLY
    assert len(kept) <= DAILY + WEEKLY + MONTHLY


@given(st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), unique=True, max_size=80))
def test_thinning_keeps_the_newest_and_thinning_again_changes_nothing(times: list[datetime]) -> None:
    kept = to_keep(times)
    assert set(sorted(times)[-RECENT:]) <= kept <= set(times)
    assert to_keep(kept) == kept
    assert len(kept) <= RECENT + DAILY + WEEKLY + MONTHLY
