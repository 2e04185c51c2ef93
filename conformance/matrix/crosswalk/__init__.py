"""The crosswalk: how requirements and regimes relate, every relation proved."""
