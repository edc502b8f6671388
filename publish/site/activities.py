"""The pages of how things were read: a rule with its examples and what became of its readings; a run with what it made.

What a rule is stands in `mappings/rules`, by name and version. A release names the version that it was made with; where
another stands in the files by now, its examples are not those of the release, and the page says so.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from rdflib import PROV, Literal, URIRef
from rdflib.term import Node

from mappings.extract.rules import Rule, load_rules
from ontology.terms import PG
from publish.site.description import Description
from publish.site.evidence import EvidenceViews
from publish.site.manner import number
from publish.site.pages import Value, visible
from publish.site.release import Since
from publish.site.sections import Count, Entry, Found, Group, Section, Sections, Ties
from publish.site.site import Site
from publish.site.wording_of_audit import audit_wording
from publish.site.wording_of_things import thing_wording

READINGS = 15  # of a rule or a run, with their words
COUNTED = 2_000  # evidence of a run that is counted by rule and kind
RULES = "audit/rules.csv"
_STATES = ("accepted", "amended", "auto-accepted", "proposed", "disputed", "rejected", "superseded")
_OF_RULES = (PG.extractedBy, PG.derivedBy)
_PREFIXES = (
    "PREFIX pg: <https://w3id.org/policygraph/ontology#>\nPREFIX prov: <http://www.w3.org/ns/prov#>\n"
    "PREFIX review: <https://w3id.org/policygraph/scheme/review/>\n"
)


def of_rule(site: Site, description: Description, language: str) -> Sections:
    """The sections of the page of a rule."""
    ties, words = Ties(site, description, language), thing_wording(language)
    found = Section(
        "found", words["found_by_rule"],
        counts=(_total(ties, _OF_RULES, words, language),),
        readings=_readings(ties, _OF_RULES), hint=words["found_note"].format(shown=READINGS),
        query=_asking(site, f"?evidence pg:extractedBy|pg:derivedBy <{description.thing}> ; pg:reviewStatus ?state ."),
    )  # fmt: skip
    shown = (*_described(description.thing, language), *_judged(ties, language), found)
    return Sections(shown, frozenset(ties.told), frozenset(ties.looked_at))


def of_run(site: Site, description: Description, language: str) -> Sections:
    """The sections of the page of a run."""
    ties, words = Ties(site, description, language), thing_wording(language)
    used = [fact.object for fact in description.facts if fact.predicate == PROV.used and fact.accepted]
    texts = Section("texts", words["texts_read"], (Group(None, tuple(_texts(ties, used))),))
    made = Section(
        "made", words["made_in_run"], (*_counted(ties, language),),
        (_total(ties, (PROV.wasGeneratedBy,), words, language),),
        _readings(ties, (PROV.wasGeneratedBy,)), words["found_note"].format(shown=READINGS),
        _asking(site, f"?evidence prov:wasGeneratedBy <{description.thing}> ; pg:reviewStatus ?state ."),
    )  # fmt: skip
    shown = tuple(each for each in (texts, made) if each.readings or (each.groups and each.groups[0].entries))
    return Sections(shown, frozenset(ties.told), frozenset(ties.looked_at))


def rule_since(site: Site, rule: URIRef) -> Since:
    """Since when the counts of a rule are as they are: as far back as the releases at hand say the same."""
    rows = _rule_rows(site.release.folder)
    since = site.release.itself
    for release in site.releases.all():
        if release.date > since.date or release.version == site.release.version:
            continue
        if _rule_rows(release.folder).get(str(rule)) != rows.get(str(rule)):
            break
        since = release.itself
    return since


@lru_cache(maxsize=16)
def _rule_rows(folder: Path) -> dict[str, dict[str, str]]:
    """What became of the readings of each rule; empty for releases from before there were audits."""
    path = folder / RULES
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["rule"]: row for row in csv.DictReader(file)}


def _described(iri: URIRef, language: str) -> Iterator[Section]:
    """What the files of rules say of it, if it is one of those and of this version."""
    words, (name, _, version) = thing_wording(language), str(iri).rpartition("/")[2].partition("@")
    rule = load_rules().get(name)
    if rule is None:
        yield Section("described", words["rule_itself"], hint=words["rule_of_people"])
    elif str(rule.version) != version:
        hint = words["rule_other_version"].format(version=version, other=rule.version)
        yield Section("described", words["rule_itself"], hint=hint)
    else:
        yield _definition(rule, language, words)


def _definition(rule: Rule, language: str, words: dict[str, str]) -> Section:
    of = "zh" if rule.language == "zh" else "en" if rule.language == "en" else ""
    tag = "" if of == language else of
    facts = [Entry(Value(visible(rule.comment), "" if language == "en" else "en"))] if rule.comment else []
    facts.append(Entry(Value(words["rule_reads"].format(kind=rule.kind, language=words[f"language_{rule.language}"],
                                                        engine=words[f"engine_{rule.engine}"]))))  # fmt: skip
    finds = tuple(Entry(Value(visible(each.text), tag), tuple(Value(visible(span), tag) for span in each.spans))
                  for each in rule.examples)  # fmt: skip
    leaves = tuple(Entry(Value(visible(each), tag)) for each in rule.counter)
    groups = (Group(None, tuple(facts)), Group(Value(words["examples"]), finds), Group(Value(words["counter"]), leaves))
    return Section("described", words["rule_itself"], groups)


def _judged(ties: Ties, language: str) -> Iterator[Section]:
    """What became of its readings, with the rate of those that people accepted."""
    row = _rule_rows(ties.site.release.folder).get(str(ties.description.thing))
    if row is None:
        return
    audit, words = audit_wording(language), thing_wording(language)
    counts = [Count(Value(audit[state]), number(row[state], language)) for state in _STATES if int(row.get(state) or 0)]
    if rate := row.get("acceptance_rate"):
        counts.insert(0, Count(Value(words["acceptance"]), f"{100 * float(rate):.1f} %"))
    yield Section("judged", words["judged"], counts=tuple(counts), hint=words["judged_note"])


def _pointing(ties: Ties, predicate: URIRef) -> tuple[int, list[URIRef]]:
    links = next((each for each in ties.description.incoming if each.predicate == predicate), None)
    return (links.total, [each for each in links.subjects if isinstance(each, URIRef)]) if links else (0, [])


def _total(ties: Ties, predicates: Iterable[URIRef], words: dict[str, str], language: str) -> Count:
    ties.told.update(predicates)
    total = sum(_pointing(ties, each)[0] for each in predicates)
    return Count(Value(words["readings"]), number(str(total), language))


def _readings(ties: Ties, predicates: Iterable[URIRef]) -> tuple[Found, ...]:
    views = EvidenceViews(ties.site.store, ties.site.describer, ties.pages)
    some = [each for predicate in predicates for each in _pointing(ties, predicate)[1]][:READINGS]
    ties.looked_at.update(some)
    return tuple(Found(_about(ties, each), views.reading(each)) for each in some)


def _about(ties: Ties, evidence: URIRef) -> Value | None:
    """The thing that an evidence speaks of."""
    thing = next((subject for subject, _, _ in ties.site.store.graph(evidence) if isinstance(subject, URIRef)), None)
    return ties.pages.iri(thing) if thing else None


def _texts(ties: Ties, used: Iterable[Node]) -> Iterator[Entry]:
    for each in used:
        article = ties.site.describer.article_of(each) if isinstance(each, URIRef) else None
        if article:
            ties.looked_at.add(article)
            yield Entry(ties.pages.value(each), (ties.pages.iri(article),))


def _counted(ties: Ties, language: str) -> Iterator[Group]:
    """The evidence of a run by rule and by the kinds of thing that it found; all of it, or so many."""
    words, some = thing_wording(language), f"{{ SELECT ?e {{ ?e prov:wasGeneratedBy <{ties.description.thing}> }} "
    some += f"LIMIT {COUNTED} }}"
    total = _pointing(ties, PROV.wasGeneratedBy)[0]
    for key, pattern in (("by_rule", "?e pg:extractedBy|pg:derivedBy ?of"), ("by_kind", "GRAPH ?e { ?thing a ?of }")):
        asked = f"{_PREFIXES}SELECT ?of (COUNT(DISTINCT ?e) AS ?n) {{ {some} {pattern} }} GROUP BY ?of"
        rows = Counter({of: int(str(count)) for of, count in ties.site.store.query(asked).rows()
                        if isinstance(of, URIRef) and isinstance(count, Literal)})  # fmt: skip
        entries = [Entry(ties.pages.iri(of), (Value(number(str(count), language)),)) for of, count in
                   sorted(rows.items(), key=lambda item: (-item[1], item[0]))]  # fmt: skip
        if entries:
            name = words[key] if total <= COUNTED else words["of_the_first"].format(what=words[key], total=COUNTED)
            yield Group(Value(name), tuple(entries))


def _asking(site: Site, pattern: str) -> str:
    return site.addresses.query(f"{_PREFIXES}\nSELECT ?evidence ?state WHERE {{\n  {pattern}\n}}")
