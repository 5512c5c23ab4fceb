"""Plots as values for templates to draw: places along a width in percent, everything else in pixels, text as text."""
