"""What may happen in a meeting: pure functions from one meeting to the next.

A rule that is an act has these in common, and its docstring does not repeat them:

Args:
    meeting: the meeting as it is. It is never changed.
    at: the instant of the act, in UTC.

Returns:
    The meeting after the act, with one more log entry. Where nothing changes, some rules return the
    same object; their docstrings say when.

Raises:
    MeetingError: the act does not apply; nothing was changed. A record that is named by its id may
        have been removed by another process: this raises MeetingError too.

Rules name records by id, so that an act can be applied again to what another process has just
written. Functions that only read the meeting take the instant as `now`. A function that is called
"a step inside other rules" writes no log entry.
"""
