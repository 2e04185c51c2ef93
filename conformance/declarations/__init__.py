"""Reading, checking and deriving declarations."""
