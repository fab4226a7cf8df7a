"""What people see in Slack: pure functions from facts to Block Kit and text."""
