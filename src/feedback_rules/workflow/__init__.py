"""The hearing room: cases, events and clocks, and the pure step that moves them."""
