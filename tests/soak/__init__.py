"""Chaos for minutes: `make soak`. Not a part of the suite."""
