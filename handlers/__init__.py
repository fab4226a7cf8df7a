"""Slack's listeners: thin and plain, one file for each way in."""
