"""What operators ask for: tidying up."""
