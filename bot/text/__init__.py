"""Words that people write ─► certificate IDs, domains, organisations (pure)."""
