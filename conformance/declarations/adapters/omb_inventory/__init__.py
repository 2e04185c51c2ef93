"""US federal inventories of AI use cases: 2023, 2024 and 2025, consolidated by OMB or published by one agency."""

from conformance.declarations.adapters.omb_inventory.inventory import ADAPTER

__all__ = ["ADAPTER"]
