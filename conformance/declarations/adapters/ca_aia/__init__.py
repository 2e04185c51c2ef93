"""Save files of the Canadian Algorithmic Impact Assessment."""

from conformance.declarations.adapters.ca_aia.save_file import ADAPTER

__all__ = ["ADAPTER"]
