"""The one query layer: each question is a function of a view of the record; commands, pages and exports only present the answers."""
