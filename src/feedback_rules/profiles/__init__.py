"""The reading room: from a file to a regulation that is checked, digested and compiled."""
