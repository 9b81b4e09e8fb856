"""The sections of the minutes: from the document to blocks that any format can write.

Every section, every label and every phrase of the minutes is written here, once.
"""

from __future__ import annotations

from data.minutes.blocks import (
    Block,
    Entry,
    Fact,
    Head,
    Heading,
    Inline,
    Layout,
    Lines,
    Listing,
    ListItem,
    ListStyle,
    Mark,
    Notes,
    Paragraph,
    Piece,
    Quoted,
    Section,
    Strong,
    Table,
)
from data.minutes.document import Attendee, MinutesDocument, MinutesItem, MinutesSpeaker
from data.minutes.note_blocks import note_blocks
from data.minutes.outcomes import (
    MinutesAction,
    MinutesConflict,
    MinutesDecision,
    MinutesDissent,
    MinutesParty,
    MinutesWin,
)


def lay_out(minutes: MinutesDocument) -> Layout:
    """Arrange the minutes in sections; a section without content is left out."""
    sections = (
        _goals(minutes),
        _wins(minutes),
        _people(minutes),
        _corrections(minutes),
        _approved(minutes),
        _decisions(minutes),
        _actions(minutes),
        _agenda(minutes),
        _outside_agenda(minutes),
        _conflicts(minutes),
        _parking_lot(minutes),
        _speaking_times(minutes),
    )
    return Layout(_head(minutes), tuple(section for section in sections if section))


def attendee_text(attendee: Attendee) -> str:
    """Return the name, and in brackets what else is known: "Ada (chair; from 18:20)"."""
    more = (
        attendee.role,
        f"also for {', '.join(attendee.also_for)}" if attendee.also_for else "",
        f"from {attendee.arrived}" if attendee.arrived else "",
        f"until {attendee.left}" if attendee.left else "",
        "has left" if attendee.has_left else "",
    )
    details = "; ".join(part for part in more if part)
    return f"{attendee.name} ({details})" if details else attendee.name


def speaker_text(speaker: MinutesSpeaker) -> str:
    """Return the name, and in brackets the topics: "Ada (the lease; the roof)"."""
    return f"{speaker.name} ({'; '.join(speaker.topics)})" if speaker.topics else speaker.name


def dissent_text(dissent: MinutesDissent) -> str:
    """Return who dissents, how, and why: "Ada stands aside: too late for me"."""
    verb = "blocks" if dissent.kind == "block" else "stands aside"
    return f"{dissent.who} {verb}{f': {dissent.why}' if dissent.why else ''}"


def _head(minutes: MinutesDocument) -> Head:
    day = Fact(f"{minutes.day}, {minutes.time}" if minutes.time else minutes.day)
    lines = (_facts(day, Fact(minutes.place)), _facts(Fact(minutes.series, "Series: ")))
    return Head(
        title=minutes.title,
        date=minutes.date,
        lines=tuple(line for line in lines if line),
        status=_facts(
            Fact(minutes.state),
            Fact(minutes.facilitator, "Facilitator: "),
            Fact(minutes.note_taker, "Note taker: "),
        ),
    )


def _facts(*facts: Fact) -> tuple[Fact, ...]:
    """Keep the facts that are known."""
    return tuple(fact for fact in facts if fact.text)


def _corrections(minutes: MinutesDocument) -> Section:
    if not minutes.corrections:
        return ()
    return (Heading("Approved with corrections"), Notes(note_blocks(minutes.corrections)))


def _approved(minutes: MinutesDocument) -> Section:
    if not minutes.approved:
        return ()
    blocks: list[Block] = [Heading("Approval of earlier minutes")]
    for one in minutes.approved:
        blocks.append(
            Paragraph(
                (
                    Quoted(one.title),
                    f", {one.date}: approved",
                )
            )
        )
        if one.corrections:
            blocks.append(Notes(note_blocks(one.corrections), "With corrections:"))
    return tuple(blocks)


def _goals(minutes: MinutesDocument) -> Section:
    if not minutes.goals:
        return ()
    # A minor heading, so that the wins remain the first section of the minutes.
    goals = tuple(ListItem((goal,)) for goal in minutes.goals)
    return (Heading("Our shared goals", minor=True), Listing(goals))


def _wins(minutes: MinutesDocument) -> Section:
    if not minutes.outcomes.wins:
        return ()
    return (Heading("Wins"), Listing(tuple(ListItem(_win(win)) for win in minutes.outcomes.wins)))


def _win(win: MinutesWin) -> Inline:
    line: list[Piece] = [Strong(win.text)]
    if win.thanks:
        line += [Mark.DASH, "thanks to ", ", ".join(win.thanks)]
    if win.organisations:
        line += _in_brackets(", ".join(win.organisations))
    if win.goal:
        line += [Mark.DOT, "goal: ", win.goal]
    return tuple(line)


def _in_brackets(*pieces: Piece) -> Inline:
    return (" (", *pieces, ")")


def _people(minutes: MinutesDocument) -> Section:
    blocks: list[Block] = []
    if minutes.present:
        delegations = []
        for delegation in minutes.present:
            names = ", ".join(attendee_text(attendee) for attendee in delegation.people)
            organisation = delegation.organisation
            before: Inline = (Strong(organisation), ": ") if organisation else ()
            delegations.append(ListItem((*before, names)))
        blocks.append(Paragraph((f"Present ({minutes.present_count}):",)))
        blocks.append(Listing(tuple(delegations)))
    if minutes.apologies:
        blocks.append(Paragraph(("Apologies: ", ", ".join(minutes.apologies))))
    if minutes.absent:
        blocks.append(Paragraph(("Expected, not present: ", ", ".join(minutes.absent))))
    return (Heading("People"), *blocks) if blocks else ()


def _decisions(minutes: MinutesDocument) -> Section:
    if not minutes.outcomes.decisions:
        return ()
    items = tuple(_decision(decision) for decision in minutes.outcomes.decisions)
    return (Heading("Decisions"), Listing(items, ListStyle.NUMBERS))


def _decision(decision: MinutesDecision) -> ListItem:
    first, _, more = (decision.text or "No wording yet").partition("\n")
    line: Inline = (Strong(first), *_in_brackets(decision.how))
    if decision.item:
        line = (*line, Mark.DASH, "on ", Quoted(decision.item))
    details: list[Inline] = [(dissent_text(dissent),) for dissent in decision.dissent]
    if decision.rationale:
        details.append(("Because: ", Lines(decision.rationale)))
    if decision.review:
        details.append(("To be reviewed on ", decision.review))
    return ListItem(line, note_blocks(more), tuple(details))


def _actions(minutes: MinutesDocument) -> Section:
    if not minutes.outcomes.actions:
        return ()
    rows = tuple(_action_row(action) for action in minutes.outcomes.actions)
    lines = tuple(_action_line(action) for action in minutes.outcomes.actions)
    return (Heading("Actions"), Table(("What", "Who", "By", "State"), rows, lines))


def _action_row(action: MinutesAction) -> tuple[Inline, ...]:
    what: Inline = (action.text, *(_in_brackets(action.since) if action.since else ()))
    due = f"{action.due} (late)" if action.late else action.due
    return what, (action.owner, *_action_organisation(action)), (due,), (action.state,)


def _action_line(action: MinutesAction) -> Inline:
    who = (action.owner or "nobody yet", *_action_organisation(action))
    line: list[Piece] = [f"[{action.state}] ", *who, ": ", action.text]
    if action.due:
        line += [", by ", action.due, " (late)" if action.late else ""]
    if action.since:
        line += [", ", action.since]
    return tuple(line)


def _action_organisation(action: MinutesAction) -> Inline:
    return _in_brackets(action.organisation) if action.organisation else ()


def _agenda(minutes: MinutesDocument) -> Section:
    if not minutes.items:
        return ()
    return (Heading("Agenda"), *(_item(item) for item in minutes.items))


def _item(item: MinutesItem) -> Entry:
    body: list[Block] = []
    if item.notes:
        body.append(Notes(note_blocks(item.notes)))
    if item.speakers:
        body.append(Paragraph(("Spoke: ", _speakers(item.speakers))))
    if item.not_reached:
        body.append(_not_reached(item.not_reached))
    if item.conclusion:
        body.append(Notes(note_blocks(item.conclusion), "Conclusion:"))
    results: list[Inline] = [
        *(("Decision ", decision) for decision in item.decisions),
        *(("Action: ", action) for action in item.actions),
        *(("Win: ", win) for win in item.wins),
    ]
    if results:
        body.append(Listing(tuple(ListItem(line) for line in results), ListStyle.APART))
    facts = _facts(
        Fact(item.kind), Fact(item.presenter, "presented by "), Fact(item.time), Fact(item.state)
    )
    number = f"{item.number}.{item.part or ''}"
    return Entry(item.title, facts, tuple(body), number, minor=item.part > 0)


def _speakers(speakers: tuple[MinutesSpeaker, ...]) -> str:
    return ", ".join(speaker_text(speaker) for speaker in speakers)


def _outside_agenda(minutes: MinutesDocument) -> Section:
    blocks: list[Block] = []
    if minutes.others:
        blocks.append(Paragraph(("Spoke outside the agenda: ", _speakers(minutes.others))))
    if minutes.not_reached:
        blocks.append(_not_reached(minutes.not_reached))
    return tuple(blocks)


def _not_reached(speakers: tuple[MinutesSpeaker, ...]) -> Paragraph:
    return Paragraph(("Asked to speak and was not reached: ", _speakers(speakers)))


def _conflicts(minutes: MinutesDocument) -> Section:
    if not minutes.outcomes.conflicts:
        return ()
    entries = (_conflict(conflict) for conflict in minutes.outcomes.conflicts)
    return (Heading("Conflicts and common ground"), *entries)


def _conflict(conflict: MinutesConflict) -> Entry:
    body: list[Block] = []
    if conflict.parties:
        body.append(Listing(tuple(ListItem(_party(party)) for party in conflict.parties)))
    if conflict.common_ground:
        body.append(Notes(note_blocks(conflict.common_ground), "Common ground:"))
    if conflict.next_step:
        step: list[Piece] = [Strong("Next step:"), " ", conflict.next_step]
        if conflict.owner:
            step += [Mark.DASH, conflict.owner]
        if conflict.due:
            step += [", by ", conflict.due]
        body.append(Paragraph(tuple(step)))
    return Entry(conflict.about, (Fact(conflict.status),), tuple(body))


def _party(party: MinutesParty) -> Inline:
    line: list[Piece] = [Strong(party.name)]
    if party.position:
        line += [" wants: ", Lines(party.position)]
    if party.interest:
        line += [";" if party.position else "", " because: ", Lines(party.interest)]
    if party.heard:
        line.append(" (feels heard)")
    return tuple(line)


def _parking_lot(minutes: MinutesDocument) -> Section:
    if not minutes.outcomes.parked:
        return ()
    points = tuple(
        ListItem((text, Mark.ARROW, becomes) if becomes else (text,))
        for text, becomes in minutes.outcomes.parked
    )
    return (Heading("Parking lot"), Listing(points))


def _speaking_times(minutes: MinutesDocument) -> Section:
    if not minutes.voices:
        return ()
    shares = tuple(
        ListItem((share.name, f": {share.time} ({share.percent}%)")) for share in minutes.voices
    )
    return (Heading("Time on the floor"), Listing(shares, ListStyle.LINES))
