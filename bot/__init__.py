"""Letterdrop: a sealed letter goes into Slack, and reaches Tencent Cloud."""
