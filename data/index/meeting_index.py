"""MeetingIndex: questions about all meetings, answered without reading every file each time."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import NamedTuple, TypeVar

from data.errors import MeetingError
from data.index.database import Database, unseal
from data.index.file_table import Stamp, forget, json_files, scan, update
from data.index.privacy import without_new_private
from data.index.progress import Progress
from data.index.registers import Action, OpenAction, open_actions
from data.index.search import MOST_HITS, Hit, find, parse_query, prepare_search
from data.index.summaries import Summary, list_order
from data.index.wins import MeetingWins, meeting_wins

T = TypeVar("T")

_SEARCH_TIMEOUT = 2.0  # seconds to wait for another process that writes the index
_UPDATE_TIMEOUT = 20.0  # the same where nobody waits for the answer

Files = tuple[Mapping[str, Stamp], Set[str]]
"""What a listing has seen: the files that can be read, and the ids of the others."""


class Listing(NamedTuple):
    """One line for each meeting, and the files that were read for them."""

    summaries: tuple[Summary, ...]
    files: Files


class MeetingIndex:
    """Answers questions about all meetings of a folder.

    Before each answer, the files that are new or have changed since the last one are read.

    Args:
        folder: the folder of the meeting files; it need not exist.
        path: the SQLite file. If it cannot be used, an index in memory takes its place.
    """

    def __init__(self, folder: Path, path: Path) -> None:
        self._folder = folder
        self._path = path
        self._database = Database(path)

    def list_changed(self, since: Files) -> bool:
        """Return whether a file was added, removed or changed since a listing.

        It looks at the files but reads none.

        Args:
            since: the files of that listing.
        """
        return since != _files(*scan(self._folder))

    def listing(self) -> Listing:
        """Return one line for each meeting file: running meetings first, then the newest."""
        files, broken = scan(self._folder)

        def answer(connection: sqlite3.Connection) -> tuple[Summary, ...]:
            readable, unreadable = self._refresh(connection, files, broken)
            # By id, since a damaged index may have a file twice.
            found = {
                meeting_id: Summary(**json.loads(unseal(meeting_id, row)))
                for meeting_id, row in connection.execute("select id, summary from meeting_files")
                if meeting_id in readable
            }
            return tuple(sorted((*found.values(), *unreadable), key=list_order, reverse=True))

        return Listing(self._ask(answer), _files(files, broken))

    def open_actions(self) -> tuple[OpenAction, ...]:
        """Return the open actions of all meetings, by owner and due date."""

        def answer(connection: sqlite3.Connection) -> tuple[OpenAction, ...]:
            readable, _ = self._refresh(connection, *scan(self._folder))
            rows = connection.execute(
                "select id, actions from meeting_files order by date desc, id desc"
            )
            return open_actions(
                {
                    meeting_id: [Action(*row) for row in json.loads(unseal(meeting_id, actions))]
                    for meeting_id, actions in rows
                    if meeting_id in readable
                }
            )

        return self._ask(answer)

    def wins(self, year: int) -> tuple[MeetingWins, ...]:
        """Return the wins of each meeting of a year, the newest meeting first."""

        def answer(connection: sqlite3.Connection) -> tuple[MeetingWins, ...]:
            readable, _ = self._refresh(connection, *scan(self._folder))
            rows = connection.execute(
                "select id, date, wins from meeting_files where date between ? and ?"
                " order by date desc, id desc",
                (f"{year:04}-01-01", f"{year:04}-12-31"),
            )
            found = (
                meeting_wins(meeting_id, day, json.loads(unseal(meeting_id, wins)))
                for meeting_id, day, wins in rows
                if meeting_id in readable
            )
            return tuple(meeting for meeting in found if meeting.series)  # others are damaged

        return self._ask(answer)

    def search(self, text: str) -> tuple[Hit, ...]:
        """Return the records that contain all words of a text, newest meeting first; at most 500.

        Args:
            text: words, or the beginnings of words, in any order; "is:private" asks for private
                texts, which are left out otherwise.

        Raises:
            MeetingError: the text has neither a letter nor a digit, or this SQLite has no full-text
                search.
        """
        query = parse_query(text)

        def answer(connection: sqlite3.Connection) -> tuple[Hit, ...]:
            prepare_search(connection)
            self._refresh(connection, *scan(self._folder), texts=True)
            return find(connection, query)

        return self._ask(answer, wait=_SEARCH_TIMEOUT)

    def forget(self, meeting_id: str) -> None:
        """Remove at once what the index keeps of a meeting that was deleted.

        An index that cannot be written is left: it is never asked about files that are gone.
        """
        if self._path.exists():
            with contextlib.suppress(MeetingError):
                self._database.run(lambda connection: forget(connection, meeting_id))

    def find(self, text: str, limit: int = MOST_HITS) -> tuple[Hit, ...] | None:
        """Return what `search` does, but only from what the index has at present.

        Args:
            text: see `search`.
            limit: the number of hits that are wanted.

        Returns:
            None if the index cannot be read at the moment.

        Raises:
            MeetingError: see `search`.
        """
        query = parse_query(text)

        def answer(connection: sqlite3.Connection) -> tuple[Hit, ...]:
            hits = find(connection, query, limit)
            return without_new_private(connection, self._folder, hits)

        nothing: tuple[Hit, ...] = ()
        return self._database.read(answer, nothing)

    def update_texts(self, progress: Progress) -> None:
        """Bring what `find` searches up to date: newest meetings first, in batches.

        It takes a minute for ten thousand new files, so it belongs into a thread of its own. While
        another process writes the index, it waits.

        Args:
            progress: is set to how far it is, and can cancel it.

        Raises:
            MeetingError: this SQLite has no full-text search.
        """

        def answer(connection: sqlite3.Connection) -> tuple[()]:
            prepare_search(connection)
            self._refresh(connection, *scan(self._folder), texts=True, progress=progress)
            return ()

        self._ask(answer, wait=_UPDATE_TIMEOUT, stop=lambda: progress.cancelled)

    def _ask(
        self,
        answer: Callable[[sqlite3.Connection], tuple[T, ...]],
        *,
        wait: float = 0,
        stop: Callable[[], bool] = lambda: False,
    ) -> tuple[T, ...]:
        """Answer a question. If there are no meetings, no index is created.

        Args:
            answer: finds the answer with a connection to the index.
            wait: see `Database.run`.
            stop: see `Database.run`.
        """
        if not self._path.exists() and not json_files(self._folder):
            return ()
        return self._database.run(answer, wait=wait, stop=stop)

    def _refresh(
        self,
        connection: sqlite3.Connection,
        files: Mapping[str, Stamp],
        broken: Mapping[str, Summary],
        *,
        texts: bool = False,
        progress: Progress | None = None,
    ) -> tuple[set[str], list[Summary]]:
        """Bring the index up to date.

        Args:
            connection: to the index.
            files: the files, as `scan` returns them.
            broken: what else `scan` returns.
            texts: whether to bring the texts that are searched up to date too.
            progress: see `update`.

        Returns:
            The ids of the files that it covers, and the summaries of files that cannot be read.
        """
        unreadable = {
            **broken,
            **update(connection, self._folder, files, texts=texts, progress=progress),
        }
        return files.keys() - unreadable.keys(), list(unreadable.values())


def _files(files: Mapping[str, Stamp], broken: Mapping[str, object]) -> Files:
    return files, frozenset(broken)
