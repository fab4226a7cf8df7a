"""The durable queue: one table, and the workers that work it off. Nothing here knows of letters."""
