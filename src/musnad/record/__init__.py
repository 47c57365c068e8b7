"""The record: reports kept whole, their readings beside them, and what joins them."""
