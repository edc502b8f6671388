"""Words: every term that our Python writes or reads, as closed lists.

A misspelt term fails here, at the type checker or at run time, instead of living for ever on the web. `policy.ttl`
says what our own terms mean, `foreign.tsv` where the others come from; tests keep the three in step.
"""
# ruff: noqa: N815 — terms are spelled as their vocabularies spell them

from functools import cache

from rdflib import DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SKOS, TIME, VANN, VOID, XSD, Namespace, URIRef
from rdflib.namespace import SH, DefinedNamespace

__all__ = [
    "BIBO", "BIBO_STATUS", "COUNTRY", "CV", "DCAT", "DCTERMS", "DEFAULT_BASE", "ELI", "FOAF", "LANGUAGE", "OA",
    "ONTOLOGY", "ORG", "OW", "OWL", "PG", "PREFIXES", "PROV", "QB", "RDF", "RDFS", "RIGHTS", "SATT", "SCHEMA", "SD",
    "SDIM", "SH", "SHAPE", "SKOS", "SMEA", "SPDX", "TIME", "UNIT", "VANN", "VERSION_IRI", "VOCABULARY", "VOID", "XSD",
    "concept", "scheme",
]  # fmt: skip

VOCABULARY = "https://w3id.org/policygraph/"
DEFAULT_BASE = "http://localhost:8000/"
ONTOLOGY = URIRef(f"{VOCABULARY}ontology")
VERSION_IRI = URIRef(f"{VOCABULARY}ontology/0.1.0")
SHAPE = Namespace(f"{VOCABULARY}shape/")
LANGUAGE = Namespace("http://publications.europa.eu/resource/authority/language/")
COUNTRY = Namespace("http://publications.europa.eu/resource/authority/country/")
RIGHTS = Namespace("http://rightsstatements.org/vocab/")


class PG(DefinedNamespace):
    """Our own terms. `policy.ttl` says what each one means; a test keeps the two in step."""

    _NS = Namespace(f"{VOCABULARY}ontology#")
    _fail = True  # a misspelt term raises here instead of quietly minting a new one

    # works, and the forms they are held in
    Work: URIRef
    PolicyDocument: URIRef
    JointPolicyDocument: URIRef
    Article: URIRef
    Report: URIRef
    TextExpression: URIRef
    WebCapture: URIRef
    SourceText: URIRef
    # who acts
    PublicBody: URIRef
    PublicAgency: URIRef
    IssuingAgency: URIRef
    PartyOrgan: URIRef
    # what is said
    PolicyContent: URIRef
    Measure: URIRef
    PilotMeasure: URIRef
    MeasureGroup: URIRef
    Target: URIRef
    Recommendation: URIRef
    Directive: URIRef
    Observation: URIRef
    Issue: URIRef
    # what is measured, and when
    Indicator: URIRef
    Period: URIRef
    # how we know
    Evidence: URIRef
    TextEvidence: URIRef
    CuratedEvidence: URIRef
    DerivedEvidence: URIRef
    ExtractionRun: URIRef
    Rule: URIRef
    Review: URIRef

    # of articles
    genre: URIRef
    statedDateTime: URIRef
    publicationPeriod: URIRef
    latestDate: URIRef
    reportsOn: URIRef
    # of documents
    issuedBy: URIRef
    issuerOf: URIRef
    leadIssuer: URIRef
    approvedBy: URIRef
    draftedBy: URIRef
    forwardedBy: URIRef
    interpretedBy: URIRef
    declaredMeasureCount: URIRef
    declaredAspectCount: URIRef
    declaredIssuerCount: URIRef
    setsOut: URIRef
    # of content, and of measures
    setOutIn: URIRef
    announcedBy: URIRef
    partOfGroup: URIRef
    hasMember: URIRef
    subMeasureOf: URIRef
    listPosition: URIRef
    undertakenBy: URIRef
    appliesIn: URIRef
    startDate: URIRef
    implementationStatus: URIRef
    modality: URIRef
    instrument: URIRef
    sector: URIRef
    addressee: URIRef
    addresses: URIRef
    # of targets
    targetKind: URIRef
    targetIndicator: URIRef
    targetValue: URIRef
    baseline: URIRef
    deadline: URIRef
    conditional: URIRef
    # of recommendations, directives, issues, and those who voice them
    madeBy: URIRef
    addressedTo: URIRef
    saidBy: URIRef
    capacity: URIRef
    # of observations, indicators and periods
    indicator: URIRef
    statisticType: URIRef
    valueQualifier: URIRef
    asReported: URIRef
    dataSource: URIRef
    firstDay: URIRef
    lastDay: URIRef
    # of expressions, captures and source texts
    textOrigin: URIRef
    held: URIRef
    captureDateTime: URIRef
    requestedSnapshot: URIRef
    fileName: URIRef
    charLength: URIRef
    byteLength: URIRef
    decoder: URIRef
    hasRegion: URIRef
    regionOf: URIRef
    # of spans
    spanDigest: URIRef
    opensWith: URIRef
    closesWith: URIRef
    damageNote: URIRef
    spanException: URIRef
    # of evidence and reviews
    contextTarget: URIRef
    extractedBy: URIRef
    derivedBy: URIRef
    basis: URIRef
    confidence: URIRef
    reviewStatus: URIRef
    verdict: URIRef
    tombstoneReason: URIRef


class OA(DefinedNamespace):
    """Web Annotation: spans and their selectors."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    Annotation: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    hasTarget: URIRef
    hasSource: URIRef
    hasSelector: URIRef
    exact: URIRef
    start: URIRef
    end: URIRef


class ELI(DefinedNamespace):
    """European Legislation Identifier, ontology 1.5: issued documents and their language versions."""

    _NS = Namespace("http://data.europa.eu/eli/ontology#")
    _fail = True

    LegalExpression: URIRef
    LegalResource: URIRef
    date_document: URIRef
    date_publication: URIRef
    is_about: URIRef
    is_realized_by: URIRef
    is_translation_of: URIRef
    number: URIRef
    passed_by: URIRef
    realizes: URIRef
    title_short: URIRef
    type_document: URIRef


class OW(DefinedNamespace):
    """openWEMI: work, expression, manifestation, item."""

    _NS = Namespace("https://ns.dublincore.org/openwemi/")
    _fail = True

    Expression: URIRef
    Item: URIRef
    Manifestation: URIRef
    Work: URIRef
    expresses: URIRef
    instantiates: URIRef
    manifests: URIRef


class SCHEMA(DefinedNamespace):
    """schema.org, under its https IRIs."""

    _NS = Namespace("https://schema.org/")
    _fail = True

    Article: URIRef
    CreativeWork: URIRef
    DefinedTerm: URIRef
    GovernmentOrganization: URIRef
    Legislation: URIRef
    Organization: URIRef
    Person: URIRef
    Place: URIRef
    Report: URIRef
    StatisticalVariable: URIRef
    Thing: URIRef
    WebPage: URIRef
    about: URIRef
    archivedAt: URIRef
    author: URIRef
    citation: URIRef
    datePublished: URIRef
    description: URIRef
    genre: URIRef
    headline: URIRef
    identifier: URIRef
    inLanguage: URIRef
    isBasedOn: URIRef
    isPartOf: URIRef
    license: URIRef
    mainEntity: URIRef
    mentions: URIRef
    name: URIRef
    publisher: URIRef
    sameAs: URIRef
    statType: URIRef
    text: URIRef
    url: URIRef


class SPDX(DefinedNamespace):
    """SPDX checksums, as DCAT 3 uses them."""

    _NS = Namespace("http://spdx.org/rdf/terms#")
    _fail = True

    Checksum: URIRef
    algorithm: URIRef
    checksum: URIRef
    checksumAlgorithm_sha256: URIRef
    checksumValue: URIRef


class SDIM(DefinedNamespace):
    """SDMX dimensions."""

    _NS = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#")
    _fail = True

    refArea: URIRef
    refPeriod: URIRef


class SMEA(DefinedNamespace):
    """SDMX measures."""

    _NS = Namespace("http://purl.org/linked-data/sdmx/2009/measure#")
    _fail = True

    obsValue: URIRef


class SATT(DefinedNamespace):
    """SDMX attributes."""

    _NS = Namespace("http://purl.org/linked-data/sdmx/2009/attribute#")
    _fail = True

    unitMeasure: URIRef


class UNIT(DefinedNamespace):
    """QUDT units (there is none for percentage points: see our own scheme `unit`)."""

    _NS = Namespace("http://qudt.org/vocab/unit/")
    _fail = True

    CCY_CNY: URIRef
    NUM: URIRef
    PERCENT: URIRef


class CV(DefinedNamespace):
    """SEMIC core vocabularies: public organisations."""

    _NS = Namespace("http://data.europa.eu/m8g/")
    _fail = True

    PublicOrganisation: URIRef
    sector: URIRef


class BIBO(DefinedNamespace):
    """Bibliographic ontology: the status of a publication."""

    _NS = Namespace("http://purl.org/ontology/bibo/")
    _fail = True

    status: URIRef


class BIBO_STATUS(DefinedNamespace):  # noqa: N801 — a namespace, named as its prefix is
    """Bibliographic ontology: the values of `bibo:status`."""

    _NS = Namespace("http://purl.org/ontology/bibo/status/")
    _fail = True

    draft: URIRef
    published: URIRef


class DCAT(DefinedNamespace):
    """DCAT 3 (rdflib's own list stops at version 2)."""

    _NS = Namespace("http://www.w3.org/ns/dcat#")
    _fail = True

    Catalog: URIRef
    CatalogRecord: URIRef
    DataService: URIRef
    Dataset: URIRef
    DatasetSeries: URIRef
    Distribution: URIRef
    Resource: URIRef
    accessService: URIRef
    accessURL: URIRef
    byteSize: URIRef
    catalog: URIRef
    compressFormat: URIRef
    contactPoint: URIRef
    dataset: URIRef
    distribution: URIRef
    downloadURL: URIRef
    endpointDescription: URIRef
    endpointURL: URIRef
    hasCurrentVersion: URIRef
    hasVersion: URIRef
    inSeries: URIRef
    keyword: URIRef
    landingPage: URIRef
    mediaType: URIRef
    packageFormat: URIRef
    previousVersion: URIRef
    record: URIRef
    resource: URIRef
    servesDataset: URIRef
    service: URIRef
    theme: URIRef
    themeTaxonomy: URIRef
    version: URIRef


class SD(DefinedNamespace):
    """SPARQL 1.1 service description."""

    _NS = Namespace("http://www.w3.org/ns/sparql-service-description#")
    _fail = True

    BasicFederatedQuery: URIRef
    Dataset: URIRef
    DereferencesURIs: URIRef
    Graph: URIRef
    NamedGraph: URIRef
    SPARQL11Query: URIRef
    Service: URIRef
    defaultDataset: URIRef
    defaultGraph: URIRef
    endpoint: URIRef
    feature: URIRef
    name: URIRef
    namedGraph: URIRef
    resultFormat: URIRef
    supportedLanguage: URIRef


PREFIXES = {
    "pg": str(PG._NS),
    "skos": str(SKOS._NS),
    "dcterms": str(DCTERMS._NS),
    "foaf": str(FOAF._NS),
    "org": str(ORG._NS),
    "prov": str(PROV._NS),
    "oa": str(OA._NS),
    "eli": str(ELI._NS),
    "ow": str(OW._NS),
    "schema": str(SCHEMA._NS),
    "spdx": str(SPDX._NS),
    "qb": str(QB._NS),
    "sdim": str(SDIM._NS),
    "smea": str(SMEA._NS),
    "satt": str(SATT._NS),
    "unit": str(UNIT._NS),
    "time": str(TIME._NS),
    "cv": str(CV._NS),
    "vann": str(VANN._NS),
    "bibo": str(BIBO._NS),
    "dcat": str(DCAT._NS),
    "void": str(VOID._NS),
    "sd": str(SD._NS),
    "sh": str(SH._NS),
    "pav": "http://purl.org/pav/",
    "owl": str(OWL._NS),
    "rdf": str(RDF._NS),
    "rdfs": str(RDFS._NS),
    "xsd": str(XSD._NS),
}


# Each term is made once: rdflib would make it anew, and compare it letter by letter, each time that it is named.
for _words in (BIBO, CV, DCAT, DCTERMS, ELI, FOAF, OA, ORG, OW, OWL, PG, PROV, QB, RDF, RDFS, SATT, SCHEMA, SDIM, SKOS,
               SMEA, SPDX, TIME, VANN, VOID, XSD):  # fmt: skip
    for _name in _words.__annotations__:
        if not _name.startswith("_"):
            setattr(_words, _name, _words[_name])


@cache
def scheme(name: str) -> URIRef:
    """The IRI of one of our concept schemes.

    >>> str(scheme("modality"))
    'https://w3id.org/policygraph/scheme/modality'
    """
    return URIRef(f"{VOCABULARY}scheme/{name}")


@cache
def concept(scheme_name: str, slug: str) -> URIRef:
    """The IRI of one of our concepts (`loading.concepts` tells whether it exists).

    >>> str(concept("modality", "guide"))
    'https://w3id.org/policygraph/scheme/modality/guide'
    """
    return URIRef(f"{scheme(scheme_name)}/{slug}")
