"""How a meeting begins: from scratch, from a template, or from the last one."""
