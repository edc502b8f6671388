"""Figures: numbers with their units and periods, told as observations or set as targets, in Chinese and English."""

from mappings.extract.candidate import Candidate
from mappings.extract.context import Context
from mappings.extract.figures import matchers
from mappings.extract.figures.observations import observations, weigh
from mappings.extract.figures.readings import one_reading
from mappings.extract.figures.sources import sources
from mappings.extract.figures.targets import targets
from mappings.extract.figures.told import anchor_of, figures_of

__all__ = ["find", "matchers"]


def find(context: Context) -> list[Candidate]:
    """The observations and targets of an article; the score of each says how far it is to be believed."""
    anchor = anchor_of(context)
    told = figures_of(context, anchor)
    weighed = weigh(context, told, anchor)
    measured = observations(told, weighed, sources(context))
    return list(one_reading(measured, targets(context, told, weighed, anchor)))
