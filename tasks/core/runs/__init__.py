"""What runs decide: windows, slices, what is due, and their summary."""
