"""What people said, clicked, typed and handed in ─► Drop, Answer, Command … (pure)."""
