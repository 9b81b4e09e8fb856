"""Texts that break programs: mistyped, pasted, or written to do harm."""

from __future__ import annotations

NASTY = (
    "[/bold]",
    "[/]",
    "[",
    "[link=https://a.example]x",
    "[@click=app.quit()]x[/]",
    "$x $$ ${y}",
    "{0} {name} %s %d",
    "\\[escaped\\]",
    "👩‍👩‍👧‍👦 family ❤️ 1️⃣",
    "שלום עולם",
    "مرحبا بالعالم",
    "Zoe\u0308 Z\u0335\u0321a\u0336lgo",
    "ﷺ ㍻ ０１２",
    "\u202eoverride\u202c",
    "a\x1b]0;title\x07b",
    "\x1b[31mred\x1b[0m",
    "\x9b31m c1",
    "tab\tand\r\nlines\nmany",
    "<script>alert(1)</script>",
    "| a | b |",
    "=1+1",
    "x" * 600,
    "名前" * 100,
)
