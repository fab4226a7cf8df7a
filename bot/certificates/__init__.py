"""What an account's certificates are, and which letters they want."""
