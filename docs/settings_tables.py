"""The tables of `docs/settings.md`: every setting, from the models themselves."""

from __future__ import annotations

from data.settings.model import KEYMAP, sections
from data.settings.sources import variable
from data.settings.template import choices_of, template, toml


def settings_table() -> str:
    """Return the settings with their variables, values and defaults."""
    rows = ["| setting | variable | values | default | meaning |", "|---|---|---|---|---|"]
    tables = {name for name, _ in sections()}
    for section, model in sections():
        defaults = model().model_dump(mode="json")
        for name, field in model.model_fields.items():
            if name in tables:
                continue
            full = f"{section}.{name}".lstrip(".")
            shown = f"{full}.ID" if name == KEYMAP else full
            values = ", ".join(f"`{value}`" for value in choices_of(field)) or "text"
            default = "see [the keys](keys.md)" if name == KEYMAP else f"`{toml(defaults[name])}`"
            rows.append(
                f"| `{shown}` | `{variable(full)}` | {values} | {default} | {field.description} |"
            )
    return "\n".join(rows)


def new_file() -> str:
    """Return the text of a new file, as a block of code."""
    return f"```toml\n{template()}```"
