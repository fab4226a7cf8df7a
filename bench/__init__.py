"""What Letterdrop costs, beside a plain bot: `python -m bench.letters`."""
