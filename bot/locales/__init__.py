"""Every word shown to people, one Fluent file for each language."""
