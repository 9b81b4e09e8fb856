"""The two themes of the program, and the colours that have a meaning on every screen.

Each colour stands beside a symbol or a word, and never says anything alone:

floor (who speaks) green · late, over time and block red · win gold · common ground teal ·
conflict coral · decision violet · action blue.
"""

from __future__ import annotations

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


def meaning_colours(theme: Theme) -> dict[str, str]:
    """Return the colours with a meaning for a theme that is not ours.

    Args:
        theme: the theme in use; its own variables win.

    Returns:
        Names of CSS variables, and their values.
    """
    generated = theme.to_color_system().generate()
    return {name: generated[source] for name, source in _FALLBACKS.items()}
