"""Views of a matrix: data in, text or bytes out."""
