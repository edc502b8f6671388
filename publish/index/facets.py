"""By what things can be browsed: each facet with the pattern that says the same in SPARQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import FOAF, SKOS, URIRef

from ontology.terms import ORG, PG, PREFIXES

KINDS: tuple[URIRef, ...] = (
    PG.Article,
    PG.PolicyDocument,
    PG.Report,
    PG.PublicBody,
    ORG.Organization,
    FOAF.Person,
    PG.Measure,
    PG.MeasureGroup,
    PG.Target,
    PG.Recommendation,
    PG.Observation,
    PG.Directive,
    PG.Issue,
    PG.Indicator,
    SKOS.Concept,
)
_DATES = "dcterms:issued|eli:date_document|eli:date_publication|sdim:refPeriod/pg:firstDay"
_USED = ("pg", "skos", "dcterms", "eli", "sdim", "oa", "ow", "org", "foaf")


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to divide things. `pattern` binds `?thing` and a variable of the facet's name."""

    name: str
    pattern: str
    is_text: bool = False  # its values are plain text, not IRIs

    def said(self, values: Sequence[str]) -> str:
        """The pattern for things that have one of these values."""
        written = " ".join(f'"{each}"' if self.is_text else f"<{each}>" for each in values)
        first = "" if self.is_text else f"VALUES ?{self.name} {{ {written} }}\n  "
        last = f"\n  FILTER(?{self.name} IN ({', '.join(written.split())}))" if self.is_text else ""
        return f"  {first}{self.pattern}{last}\n"


FACETS: Mapping[str, Facet] = {
    each.name: each
    for each in (
        Facet("kind", "?thing a ?kind ."),
        Facet("agency", "?thing pg:issuedBy|pg:undertakenBy|pg:madeBy|(pg:setOutIn/pg:issuedBy) ?agency ."),
        Facet("document", "?thing pg:setOutIn|pg:reportsOn ?document ."),
        Facet("sector", "?thing pg:sector ?sector ."),
        Facet("instrument", "?thing pg:instrument ?instrument ."),
        Facet("modality", "?thing pg:modality ?modality ."),
        Facet(
            "year",
            f"?thing {_DATES}|(pg:setOutIn/({_DATES})) ?date .\n  BIND(SUBSTR(STR(?date), 1, 4) AS ?year)",
            is_text=True,
        ),
        Facet("status", "GRAPH ?reading { ?thing a ?said } ?reading pg:reviewStatus ?status ."),
        Facet(
            "article",
            "GRAPH ?evidence { ?thing a ?as }\n  ?evidence oa:hasTarget/oa:hasSource/ow:instantiates ?article .",
        ),
    )
}  # fmt: skip
PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in _USED)
_ANY_KIND = "  VALUES ?type {{ {kinds} }}\n  ?thing a ?type .\n"


def query(chosen: Mapping[str, Sequence[str]], language: str, things: Sequence[str] = ()) -> str:
    """The SPARQL that gives what was chosen, with names in a language; `things` narrows it to these."""
    given = "".join(FACETS[name].said(values) for name, values in chosen.items() if values)
    kinds = _ANY_KIND.format(kinds=" ".join(f"<{each}>" for each in KINDS))
    these = f"  VALUES ?thing {{ {' '.join(f'<{each}>' for each in things)} }}\n" if things else ""
    name = f'  OPTIONAL {{ ?thing skos:prefLabel ?name FILTER(LANG(?name) = "{language}") }}\n'
    return f"{PROLOGUE}\nSELECT DISTINCT ?thing ?name WHERE {{\n{these}{kinds}{given}{name}}}\n"


def grouped(facets: Sequence[str], kind: URIRef) -> str:
    """The SPARQL that counts the things of a kind by these facets."""
    names = " ".join(f"?{each}" for each in facets)
    patterns = "".join(f"  {FACETS[each].pattern}\n" for each in facets)
    return (
        f"{PROLOGUE}\nSELECT {names} (COUNT(DISTINCT ?thing) AS ?count) WHERE {{\n  ?thing a <{kind}> .\n"
        f"{patterns}}}\nGROUP BY {names}\n"
    )


FIGURES = f"""{PROLOGUE}PREFIX smea: <{PREFIXES["smea"]}>
PREFIX satt: <{PREFIXES["satt"]}>

SELECT ?indicator ?from ?to ?value ?unit ?reported ?figure WHERE {{
  ?figure a pg:Observation ; pg:indicator ?indicator ; smea:obsValue ?value ; satt:unitMeasure ?unit ;
          pg:asReported ?reported ; sdim:refPeriod ?period .
  ?period pg:firstDay ?from ; pg:lastDay ?to .
}}
ORDER BY ?from
"""
