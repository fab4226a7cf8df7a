"""What a file is, and how one that fits is made of it."""
