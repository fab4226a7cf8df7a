"""Slack's Web API: messages, files, people, and the shapes in which Slack writes them."""
