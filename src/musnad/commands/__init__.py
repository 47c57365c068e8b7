"""The commands of `musnad` beside `read`: `keeping` writes to a record, `asking` asks it."""
