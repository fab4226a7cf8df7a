"""What people ask for: the form, lists, App Home, history, digest, help."""
