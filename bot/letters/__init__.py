"""The story of a letter: its states, a module for each."""
