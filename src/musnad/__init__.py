"""Musnad (مُسنَد): who said what, to whom, when and on whose word, in Arabic news."""
