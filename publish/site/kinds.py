"""What a page says besides the statements, by the kind of its thing: a picture, a series, counts, contents in order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from rdflib import RDF, Literal, URIRef

from ontology.terms import PG
from publish.site import activities, agents
from publish.site.description import Description
from publish.site.front import Plot, Plots
from publish.site.languages import LANGUAGES
from publish.site.manner import number
from publish.site.pages import PageMaker, Value
from publish.site.plots import Node, neighbourhood
from publish.site.sections import Section, Sections
from publish.site.site import Site
from publish.site.wording import wording

_DRAWN = 14  # on each side of a picture
_LISTED = 200  # things that a document sets out
_KEPT = 1_000  # pages of which is known what they rest on
_BEHIND = (PG.issuedBy, PG.leadIssuer, PG.approvedBy, PG.draftedBy, PG.forwardedBy, PG.interpretedBy)
_DECLARED = (
    ("measures", PG.declaredMeasureCount, PG.Measure),
    ("aspects", PG.declaredAspectCount, PG.MeasureGroup),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a document announces, and how many of it stand here."""

    what: str
    announced: str
    found: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of measures or a kind, with what belongs to it in the order of the document."""

    name: Value
    items: tuple[tuple[int | None, Value], ...]


@dataclass(frozen=True, slots=True)
class Besides:
    """What stands on a page besides its statements; empty for most kinds."""

    picture: str = ""
    picture_note: str = ""
    compared: tuple[Compared, ...] = ()
    contents: tuple[Heading, ...] = ()
    plots: tuple[Plot, ...] = ()
    lists: tuple[Value, ...] = ()  # what is browsed by this thing
    sections: tuple[Section, ...] = ()
    told: frozenset[str] = frozenset()  # ties that stand in the sections, so that no other list repeats them


def besides(site: Site, description: Description, language: str) -> Besides:
    """What the page of this thing says besides."""
    if description.part > 1:
        return Besides()
    make = next((make for kind, make in _OF_KIND.items() if kind in description.types), None)
    made = make(site, description, language) if make else Besides()
    return replace(made, lists=tuple(_lists(site, description, language)))


def around(site: Site, description: Description) -> frozenset[URIRef]:
    """The things besides its topic whose statements a page shows: it is another page when one of them changes."""
    if description.part > 1:
        return frozenset()
    look = next((look for kind, look in _AROUND.items() if kind in description.types), None)
    if look is None:
        return frozenset()
    kept, thing = site.around, description.thing
    if thing not in kept:
        if len(kept) >= _KEPT:
            kept.clear()
        kept[thing] = look(site, description)
    return kept[thing]


def _lists(site: Site, description: Description, language: str) -> Iterator[Value]:
    """The lists of what has this thing as the value of a facet."""
    words, browse = wording(language), site.addresses.path("browse")
    local = (site.addresses.local(description.thing) or "").removeprefix("id/").removeprefix("scheme/")
    for facet in _FACETS_OF.get(local.partition("/")[0], ()):
        total = site.index.find({facet: [str(description.thing)]}, most=0, counting=False).total
        if total:
            said = words["listed_by"].format(facet=words[f"facet_{facet}"], total=number(total, language))
            yield Value(said, href=f"{browse}?{facet}={local}")


_FACETS_OF: Mapping[str, tuple[str, ...]] = {
    "agent": ("agency",),
    "document": ("document",),
    "article": ("article",),
    "sector": ("sector",),
    "instrument": ("instrument",),
    "modality": ("modality",),
    "review": ("status",),
}


def _document(site: Site, description: Description, language: str) -> Besides:
    pages, words = site.pages(language), wording(language)
    contents = _set_out(site, description)
    left: dict[URIRef, list[URIRef]] = {}
    for fact in description.facts:
        if fact.accepted and fact.predicate in _BEHIND and isinstance(fact.object, URIRef):
            left.setdefault(fact.predicate, []).append(fact.object)
    left[PG.Article] = [subject for links in description.incoming if links.predicate == PG.reportsOn
                        for subject in links.subjects if isinstance(subject, URIRef)]  # fmt: skip
    right = _most_telling(site, contents)
    nodes = [*_nodes(pages, left, "left"), *_nodes(pages, right, "right")]
    shown = sum(1 for each in nodes if each.href)
    total = sum(map(len, (*left.values(), *contents.values())))
    return Besides(
        picture=neighbourhood(pages.title(description.thing).text, tuple(nodes)) if nodes else "",
        picture_note=words["picture_note"].format(shown=shown, total=total),
        compared=tuple(_compared(site, description, contents, language)),
        contents=tuple(_headings(site, contents, pages, words)),
    )


def _set_out(site: Site, description: Description) -> dict[URIRef, list[URIRef]]:
    """What the document sets out, by kind, so far as pages list it."""
    by_kind: dict[URIRef, list[URIRef]] = {}
    linked = [fact.object for fact in description.facts if fact.accepted and fact.predicate == PG.setsOut]
    linked += [each for links in description.incoming if links.predicate == PG.setOutIn for each in links.subjects]
    for thing in dict.fromkeys(linked[:_LISTED]):
        if isinstance(thing, URIRef):
            kinds = [fact.object for fact in site.describer.facts_of(thing) if fact.predicate == RDF.type]
            kind = next((each for each in _ORDER if each in kinds), PG.PolicyContent)
            by_kind.setdefault(kind, []).append(thing)
    return {kind: by_kind[kind] for kind in (*_ORDER, PG.PolicyContent) if kind in by_kind}


_ORDER = (PG.MeasureGroup, PG.Measure, PG.Target, PG.Directive, PG.Recommendation, PG.Observation, PG.Issue)


def _most_telling(site: Site, contents: Mapping[URIRef, list[URIRef]]) -> dict[URIRef, list[URIRef]]:
    """For the picture: groups rather than their measures, in the order of the document."""
    left_out = PG.Measure if PG.MeasureGroup in contents else None
    return {
        kind: sorted(things, key=lambda each: _place(site, each))
        for kind, things in contents.items()
        if kind != left_out
    }


def _nodes(pages: PageMaker, by_tie: Mapping[URIRef, list[URIRef]], side: str) -> Iterator[Node]:
    """The first things of one side, under a heading for each kind of tie."""
    room = _DRAWN
    for tie, things in by_tie.items():
        some = list(dict.fromkeys(things))[:room]
        if some:
            yield Node(pages.title(tie).text, "", side)
            yield from (Node(pages.title(each).text, pages.page(each), side) for each in some)
        room -= len(some)


def _compared(
    site: Site, description: Description, contents: Mapping[URIRef, list[URIRef]], language: str
) -> Iterator[Compared]:
    """What is announced against what was found, where anything is announced.

    Measures are counted as the rule for good data counts them: those with a place in the list, or all where the text
    gives no list; parts of a measure are not counted beside it.
    """
    words = wording(language)
    for key, predicate, kind in _DECLARED:
        announced = _numbers(description, predicate)
        if announced:
            yield Compared(words[key], announced, str(_counted(site, contents.get(kind, []))))
    if announced := _numbers(description, PG.declaredIssuerCount):
        named = {fact.object for fact in description.facts if fact.accepted and fact.predicate == PG.issuedBy}
        yield Compared(words["issuers"], announced, str(len(named)))


def _counted(site: Site, things: list[URIRef]) -> int:
    whole = [
        each for each in things if not any(fact.predicate == PG.subMeasureOf for fact in site.describer.facts_of(each))
    ]
    return sum(1 for each in whole if site.names.position(each) is not None) or len(whole)


def _numbers(description: Description, predicate: URIRef) -> str:
    found = {str(fact.object) for fact in description.facts if fact.accepted and fact.predicate == predicate
             and isinstance(fact.object, Literal)}  # fmt: skip
    return " / ".join(sorted(found))


def _headings(
    site: Site, contents: Mapping[URIRef, list[URIRef]], pages: PageMaker, words: Mapping[str, str]
) -> Iterator[Heading]:
    """Measures under their group, then the other kinds."""
    groups: dict[URIRef | None, list[URIRef]] = {each: [] for each in contents.get(PG.MeasureGroup, ())}
    for measure in contents.get(PG.Measure, ()):
        own = [fact.object for fact in site.describer.facts_of(measure) if fact.predicate == PG.partOfGroup]
        group = next((each for each in groups if each in own), None)
        groups.setdefault(group, []).append(measure)
    in_order = sorted(groups, key=lambda each: _place(site, each))
    for group in in_order:
        name = (
            pages.iri(group) if group else (Value(words["ungrouped"]) if len(groups) > 1 else pages.title(PG.Measure))
        )
        yield Heading(name, _items(site, groups[group], pages))
    for kind, things in contents.items():
        if kind not in (PG.MeasureGroup, PG.Measure):
            yield Heading(pages.title(kind), _items(site, things, pages))


def _items(site: Site, things: list[URIRef], pages: PageMaker) -> tuple[tuple[int | None, Value], ...]:
    ordered = sorted(things, key=lambda each: _place(site, each))
    return tuple((site.names.position(each), pages.iri(each)) for each in ordered)


def _place(site: Site, thing: URIRef | None) -> tuple[int, str]:
    position = site.names.position(thing) if thing else None
    return (10_000 if position is None else position, str(thing or "~"))


def _observation(site: Site, description: Description, language: str) -> Besides:
    indicator = description.value(PG.indicator)
    return _series(site, str(indicator), language) if isinstance(indicator, URIRef) else Besides()


def _indicator(site: Site, description: Description, language: str) -> Besides:
    return _series(site, str(description.thing), language)


def _series(site: Site, indicator: str, language: str) -> Besides:
    plot = Plots(site, language).series([indicator])
    return Besides(plots=(plot,)) if plot.rows else Besides()


def _in_sections(make: Callable[[Site, Description, str], Sections]) -> "_Maker":
    def made(site: Site, description: Description, language: str) -> Besides:
        found = make(site, description, language)
        return Besides(sections=found.shown, told=frozenset(map(str, found.told)))

    return made


_IN_SECTIONS = {
    PG.Rule: activities.of_rule,
    PG.ExtractionRun: activities.of_run,
    **dict.fromkeys(agents.KINDS, agents.sections),
}
_Maker = Callable[[Site, Description, str], Besides]
_OF_KIND: Mapping[URIRef, _Maker] = {
    PG.PolicyDocument: _document,
    PG.Report: _document,
    PG.Observation: _observation,
    PG.Indicator: _indicator,
    **{kind: _in_sections(make) for kind, make in _IN_SECTIONS.items()},
}


def _around_document(site: Site, description: Description) -> frozenset[URIRef]:
    return frozenset(thing for things in _set_out(site, description).values() for thing in things)


def _around_figure(site: Site, description: Description) -> frozenset[URIRef]:
    """The indicator, whose description tells which figures it has, and each of them."""
    indicator = description.thing if PG.Indicator in description.types else description.value(PG.indicator)
    rows = site.release.aggregates.of(f"figure {indicator}")
    return frozenset(URIRef(each) for each in (str(indicator), *(row[-1] for row in rows)))


def _around_sections(make: Callable[[Site, Description, str], Sections]) -> "_Look":
    return lambda site, description: make(site, description, LANGUAGES[0]).rests_on  # the same in every language


_Look = Callable[[Site, Description], frozenset[URIRef]]
_AROUND: Mapping[URIRef, _Look] = {
    PG.PolicyDocument: _around_document,
    PG.Report: _around_document,
    PG.Observation: _around_figure,
    PG.Indicator: _around_figure,
    **{kind: _around_sections(make) for kind, make in _IN_SECTIONS.items()},
}
