"""A file that does not hold tables is reported with the reason, and never overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.disk.tinydb_storage import DurableStorage
from data.errors import DamagedFileError, StorageError
from tests.unit.storage.storing import WINS, storage

posix = pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
__all__ = ["storage"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b'{"wins":{"1":{"text":"\xe9"}}}', "not text"),
        (b'{"wins":{"1":{"text":"cut', "cut off or garbled"),
        (b"[" * 100_000, "cut off or garbled"),
        (b'{"wins":{"1":{"n":' + b"9" * 5000 + b"}}}", "cut off or garbled"),
        (b"[]", "does not hold tables"),
        (b"null", "does not hold tables"),
        (b'{"wins":[]}', "does not hold tables"),
        (b'{"wins":{"1":"a text"}}', "does not hold tables"),
        (b'{"file":{"1":7},"wins":{}}', "does not hold tables"),
        (b'{"wins":{"1":{"n":NaN}}}', "values that are not valid in JSON"),
        (b'{"wins":{"1":{"text":"\\ud83d"}}}', "values that are not valid in JSON"),
    ],
)
def test_a_damaged_file_is_reported_and_never_overwritten(
    storage: DurableStorage, content: bytes, reason: str
) -> None:
    storage.path.write_bytes(content)
    for reader in (storage, DurableStorage(storage.path)):
        with pytest.raises(DamagedFileError) as damage:
            reader.read()
        assert reason in damage.value.reason
        with pytest.raises(DamagedFileError):
            reader.write(WINS)
        with pytest.raises(DamagedFileError), reader.transaction():
            pytest.fail("a transaction on a damaged file")
    assert storage.path.read_bytes() == content


def test_a_storage_works_again_after_the_file_is_repaired(storage: DurableStorage) -> None:
    good = storage.path.read_bytes()
    storage.path.write_bytes(b"")
    with pytest.raises(DamagedFileError):
        storage.read()
    storage.path.write_bytes(good)
    storage.write({"wins": {**WINS["wins"], "2": {"text": "second"}}})
    assert set((DurableStorage(storage.path).read() or {})["wins"]) == {"1", "2"}


def test_a_folder_in_place_of_the_file_is_damage(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path)
    with pytest.raises(DamagedFileError) as damage:
        storage.read()
    assert damage.value.reason == "it is a folder"


@posix
def test_a_named_pipe_in_place_of_the_file_is_damage_and_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "meeting.json"
    os.mkfifo(path)
    storage = DurableStorage(path)
    with pytest.raises(DamagedFileError) as damage:
        storage.read()
    assert damage.value.reason == "it is not a file"
    assert not storage.changed()


def test_a_file_without_read_permission_is_damage(
    storage: DurableStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = storage.path.read_bytes()

    real = os.open

    def refuse(path: str | Path, *arguments: int, **options: int) -> int:
        if Path(path) == storage.path:
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)

    other = DurableStorage(storage.path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(DamagedFileError) as damage:
            other.read()
        with pytest.raises(DamagedFileError):
            other.write({"wins": {}})
    assert damage.value.reason == "Permission denied"
    assert storage.path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be made"):
        DurableStorage(tmp_path / "file" / "meeting.json").write(WINS)
