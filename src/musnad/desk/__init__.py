"""The desk: the record in a browser of this machine; pages and JSON of what the query layer answers."""
