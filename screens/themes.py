"""The two themes of the program, and the colours that have a meaning on every screen.

Each colour stands beside a symbol or a word, and never says anything alone:

floor (who speaks) green · late, over time and block red · win gold · common ground teal ·
conflict coral · decision violet · action blue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from textual.theme import Theme

DARK = Theme(
    name="assembly-dark",
    dark=True,
    primary="#86abf8",
    secondary="#b39dff",
    accent="#f2b45c",
    foreground="#d7dae3",
    background="#12151c",
    surface="#171b24",
    panel="#232938",
    boost="#1d222e",
    success="#6fcf97",
    warning="#f2b45c",
    error="#f58782",
    variables={
        "text-muted": "#a3abbd",
        "text-success": "#6fcf97",
        "text-warning": "#f2b45c",
        "text-error": "#f58782",
        "text-accent": "#f2b45c",
        "text-primary": "#86abf8",
        "border": "#56617f",
        "border-blurred": "#39425a",
        "block-cursor-background": "#2d3a5c",
        "block-cursor-foreground": "#d7dae3",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#232a3d",
        "block-cursor-blurred-foreground": "#d7dae3",
        "block-hover-background": "#1d222e",
        "footer-background": "#232938",
        "footer-foreground": "#d7dae3",
        "footer-description-foreground": "#a3abbd",
        "floor": "#6fcf97",
        "late": "#f58782",
        "win": "#f7c948",
        "ground": "#53c7b8",
        "conflict": "#f58782",
        "decision": "#b39dff",
        "action": "#86abf8",
        "over-background": "#5a1f26",
        "bar": "#39425a",
        "scrollbar": "#39425a",
        "scrollbar-hover": "#56617f",
        "scrollbar-active": "#86abf8",
        "scrollbar-background": "#171b24",
        "scrollbar-background-hover": "#171b24",
        "scrollbar-background-active": "#171b24",
        "scrollbar-corner-color": "#171b24",
    },
)

LIGHT = Theme(
    name="assembly-light",
    dark=False,
    primary="#2a56b4",
    secondary="#5240b8",
    accent="#864f00",
    foreground="#22262f",
    background="#fbfaf7",
    surface="#ffffff",
    panel="#ece9e1",
    boost="#f3f1ea",
    success="#186b42",
    warning="#864f00",
    error="#a82b28",
    variables={
        "text-muted": "#565c69",
        "text-success": "#186b42",
        "text-warning": "#864f00",
        "text-error": "#a82b28",
        "text-accent": "#864f00",
        "text-primary": "#2a56b4",
        "border": "#8f8977",
        "border-blurred": "#c9c3b3",
        "block-cursor-background": "#d9e4ff",
        "block-cursor-foreground": "#22262f",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e8ebf3",
        "block-cursor-blurred-foreground": "#22262f",
        "block-hover-background": "#f3f1ea",
        "footer-background": "#ece9e1",
        "footer-foreground": "#22262f",
        "footer-description-foreground": "#565c69",
        "floor": "#186b42",
        "late": "#a82b28",
        "win": "#775300",
        "ground": "#0b6459",
        "conflict": "#a82b28",
        "decision": "#5240b8",
        "action": "#2a56b4",
        "over-background": "#fbd9d5",
        "bar": "#c9c3b3",
        "scrollbar": "#c9c3b3",
        "scrollbar-hover": "#8f8977",
        "scrollbar-active": "#2a56b4",
        "scrollbar-background": "#f3f1ea",
        "scrollbar-background-hover": "#f3f1ea",
        "scrollbar-background-active": "#f3f1ea",
        "scrollbar-corner-color": "#f3f1ea",
    },
)

THEMES = (DARK, LIGHT)
DEFAULT_THEME = DARK.name

_FALLBACKS = {
    "floor": "text-success",
    "late": "text-error",
    "win": "text-warning",
    "ground": "text-secondary",
    "conflict": "text-error",
    "decision": "text-accent",
    "action": "text-primary",
    "over-background": "error-muted",
    "bar": "text-disabled",
}


# Terminals with 256 colours: backgrounds that are nearest to one that means something else.
_WITH_256 = {
    DARK.name: {
        ("background",): "#121212",
        ("surface", "boost", "block-hover-background", "scrollbar-background"): "#1c1c1c",
        ("panel", "footer-background", "block-cursor-blurred-background"): "#303030",
        ("block-cursor-background",): "#00005f",
        ("border-blurred", "bar", "scrollbar"): "#585858",
    },
    LIGHT.name: {
        ("panel", "footer-background"): "#e4e4e4",
        ("boost", "block-hover-background", "scrollbar-background"): "#eeeeee",
        ("block-cursor-background",): "#d7d7ff",
        ("block-cursor-blurred-background",): "#eeeeee",
        ("border-blurred", "bar", "scrollbar"): "#bcbcbc",
    },
}

# Terminals with 16 colours. Their values differ from one terminal to the next, so backgrounds are
# few and far from all texts. A console shows the bright half of the colours as text only.
_TEXT = ("foreground", "block-cursor-foreground", "block-cursor-blurred-foreground")
_MUTED = ("text-muted", "footer-description-foreground", "border")
_LINES = ("border-blurred", "bar", "scrollbar", "scrollbar-hover", "scrollbar-active")
_PLAIN = (
    *("background", "panel", "footer-background", "block-hover-background", "scrollbar-background"),
    *("scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color"),
)
_RAISED = ("surface", "boost", "block-cursor-background")
_PRIMARY = ("primary", "action", "text-primary")
_FLOOR = ("success", "floor", "text-success")
_LATE = ("error", "late", "conflict", "text-error")
_ACCENT = ("accent", "warning", "win", "text-accent", "text-warning")
_DECISION = ("secondary", "decision")
_BLURRED_STYLE = ("block-cursor-blurred-text-style",)
_WITH_16 = {
    DARK.name: {
        (*_TEXT, "footer-foreground"): "#ffffff",
        _MUTED: "#aaaaaa",
        _LINES: "#555555",
        (*_PLAIN, "block-cursor-blurred-background"): "#000000",
        _RAISED: "#0000aa",
        _PRIMARY: "#55ffff",
        _FLOOR: "#55ff55",
        _ACCENT: "#ffff55",
        _LATE: "#ff5555",
        _DECISION: "#ff55ff",
        ("ground",): "#55ffff",
        ("over-background",): "#0000aa",
        _BLURRED_STYLE: "underline",
    },
    LIGHT.name: {
        (*_TEXT, "footer-foreground"): "#000000",
        _MUTED: "#555555",
        _LINES: "#aaaaaa",
        (*_PLAIN, "block-cursor-blurred-background"): "#ffffff",
        _RAISED: "#55ffff",
        (*_PRIMARY, *_FLOOR, "ground"): "#0000aa",
        _ACCENT: "#aa00aa",
        _LATE: "#aa0000",
        _DECISION: "#aa00aa",
        ("over-background",): "#ffff55",
        _BLURRED_STYLE: "underline",
    },
}
WITHOUT_COLOURS = {
    "block-cursor-text-style": "bold underline",
    "block-cursor-blurred-text-style": "underline",
    "input-cursor-text-style": "reverse",
    "button-focus-text-style": "bold reverse",
}
"""CSS variables by which a terminal without colours shows what is highlighted."""


def themes_for(color_system: str | None) -> tuple[Theme, ...]:
    """Return our themes with colours that a terminal can tell apart.

    Args:
        color_system: what it can show, as Rich names it: "truecolor", "256", "standard", "windows".
    """
    few = {"256": _WITH_256, "standard": _WITH_16, "windows": _WITH_16}.get(color_system or "")
    return tuple(_changed(theme, few[theme.name]) for theme in THEMES) if few else THEMES


def _changed(theme: Theme, values_of: Mapping[tuple[str, ...], str]) -> Theme:
    values = {name: value for names, value in values_of.items() for name in names}
    own = {field.name for field in fields(Theme)}
    return replace(
        theme,
        variables={**theme.variables, **{n: v for n, v in values.items() if n not in own}},
        **{name: value for name, value in values.items() if name in own},  # type: ignore[arg-type]
    )


def meaning_colours(theme: Theme) -> dict[str, str]:
    """Return the colours with a meaning for a theme that is not ours.

    Args:
        theme: the theme in use; its own variables win.

    Returns:
        Names of CSS variables, and their values.
    """
    generated = theme.to_color_system().generate()
    return {name: generated[source] for name, source in _FALLBACKS.items()}
