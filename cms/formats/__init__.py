"""Dates as the town writes them, in every language: the day before the month.

Django's own English formats put the month first; an editor who reads Italian pages
and English screens on the same day would sooner or later swap the two.
"""
