"""The process in which files of unknown people are opened."""
