"""What the facilitator sees: one module a screen, dialogs and widgets beside them."""
