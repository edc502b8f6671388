"""Articles that nobody wrote, as many as asked for: valid records through our own models, the same for the same seed.

Each has the shape of the five shipped ones, at the length of a short news item: a document issued by one to three
agencies, its aspects and measures, an issue, a target, an expert's recommendations, a leader's directive, figures,
now and then a rival reading, and decisions of every kind. Its words are put together from small tables, so digests,
offsets and anchors are those of a real text.
"""

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mappings.quotation import anchor
from mappings.record import Decisions, Record
from mappings.record.values import Span
from publish.workspace import Workspace, init_workspace, open_workspace

IN_COPYRIGHT = "http://rightsstatements.org/vocab/CNE/1.0/"
DATE = "2026-11-25"
Fields = dict[str, Any]

AGENCIES = {
    "ndrc": "National Development and Reform Commission",
    "mofcom": "Ministry of Commerce",
    "miit": "Ministry of Industry and Information Technology",
    "moe": "Ministry of Education",
    "cac": "Central Cyberspace Administration of China",
    "state-council": "State Council",
}
PERSONS = {"wang-fangfang": "Wang Fangfang", "wu-qi": "Wu Qi", "gong-ke": "Gong Ke", "yang-fenghua": "Yang Fenghua"}
PLACES = {"zhejiang": "Zhejiang", "jinhua": "Jinhua"}
DOCUMENT_TYPES = {"plan": "Plan", "opinions": "Opinions", "notice": "Notice"}
VERBS = {  # a modality: the verb that shows it, in English and Chinese
    "promote": ("promote", "推进"),
    "support": ("support", "支持"),
    "encourage": ("encourage", "鼓励"),
    "build": ("build", "建设"),
    "guide": ("guide", "引导"),
}
SUBJECTS = {  # a sector: what is done in it, in English and Chinese
    "catering": ("digital kitchens", "数字厨房"),
    "retail": ("smart shops", "智慧商店"),
    "transport": ("connected buses", "网联公交"),
    "education": ("online classrooms", "在线课堂"),
    "health-care": ("remote clinics", "远程诊所"),
    "culture-tourism": ("virtual museums", "虚拟博物馆"),
    "elderly-care": ("care platforms", "养老平台"),
    "manufacturing": ("networked workshops", "联网车间"),
}
INSTRUMENTS = ("guidance", "standards", "pilot", "fiscal-support", "infrastructure", "public-service")
AUDIENCES = ("small-micro-enterprises", "residents", "platform-companies", "elderly-people")
INDICATORS = {"online-retail-sales-growth": "Online retail sales", "digital-economy-share-of-gdp": "The digital share"}
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
PLACES_OF_USE = ("in towns", "in villages", "in old districts", "along the coast", "near stations", "on the islands")


@dataclass(slots=True)
class _Text:
    """The words of an article as they grow, sentence by sentence."""

    words: str = ""
    spans: set[Span] = field(default_factory=set)

    def say(self, words: str, end: str = ". ") -> Span:
        """Add a sentence; its span, without what ends it."""
        start = len(self.words)
        self.words += words + end
        return self.at(start, start + len(words))

    def find(self, words: str, within: Span) -> Span:
        """The span of some words in a sentence."""
        start = self.words.index(words, within.start, within.end)
        return self.at(start, start + len(words))

    def at(self, start: int, end: int) -> Span:
        """A span that the record will speak of."""
        span = Span(start, end)
        self.spans.add(span)
        return span


def articles(number: int, seed: int = 1) -> Iterator[tuple[Record, Decisions]]:
    """As many articles as asked for, one after the other: the first ten of a hundred are the ten of ten."""
    for index in range(number):
        yield article(index, seed)


def article(index: int, seed: int = 1) -> tuple[Record, Decisions]:
    """The article of this number, and what was decided about it."""
    chance = random.Random(f"{seed}/{index}")
    name = f"generated-{index:06}"
    text = _Text()
    title = f"Digital services reach every street, report {index}"
    headline = text.say(title, "\n\n")
    issuers = chance.sample(sorted(AGENCIES), chance.choice((1, 1, 2, 3)))
    document = _document(text, chance, index, issuers)
    groups, measures, issue = _measures(text, chance, document["evidence"][0]["span"])
    said = _sayings(text, chance)
    figures = [_figure(text, chance, number) for number in range(1, chance.randint(2, 3))]
    target = _target(text, chance)
    whole = text.at(0, len(text.words))
    content: Fields = {
        "format": "policygraph-record/1",
        "name": name,
        "reading": {"by": "editors", "at": DATE},
        "curation": {"by": "editors", "at": DATE, "source": "generated for measuring"},
        "source": _source(name, text.words),
        "expressions": [_expression(whole)],
        "article": _article(
            title, index, headline, text.find(document["label"]["en"], document["evidence"][1]["span"])
        ),
        **_mentions(text, issuers, document, said, measures),
        "documents": [document],
        "groups": groups,
        "measures": measures,
        "issues": [issue],
        "observations": figures,
        **said,
        "targets": [target],
    }
    content["spans"] = {span: anchor(text.words, span, IN_COPYRIGHT) for span in sorted(text.spans)}
    record = Record.model_validate(content)
    return record, _decisions(record, chance)


def workspace(folder: Path, number: int, seed: int = 1) -> Workspace:
    """A workspace in a new folder that holds these articles' records and decisions, and no text."""
    made = init_workspace(folder)
    for record, decisions in articles(number, seed):
        (made.records / f"{record.name}.yaml").write_text(written(record), encoding="utf-8")
        (made.decisions / f"{record.name}.yaml").write_text(written(decisions), encoding="utf-8")
    return open_workspace(made.root)


def written(part: Record | Decisions) -> str:
    """A record or decisions as YAML, laid out as an editor would: one line for each evidence, label and anchor."""
    return "".join(_lines(part.model_dump(mode="json", exclude_defaults=True), ""))


def _lines(fields: Fields, indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, dict) and any(isinstance(part, dict | list) for part in value.values()):
            yield f"{indent}{key}:\n"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:\n"
            for part in value:
                yield from _item(part, f"{indent}  ")
        else:
            yield f"{indent}{key}: {_flow(value)}\n"


def _item(fields: Fields, indent: str) -> Iterator[str]:
    if not any(isinstance(value, list) and value and isinstance(value[0], dict) for value in fields.values()):
        yield f"{indent}- {_flow(fields)}\n"
        return
    for number, line in enumerate(_lines(fields, f"{indent}  ")):
        yield line if number else f"{indent}- {line.removeprefix(f'{indent}  ')}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    plain = str(value)
    return plain if _PLAIN.fullmatch(plain) else f'"{plain}"'


def _document(text: _Text, chance: random.Random, index: int, issuers: Sequence[str]) -> Fields:
    kind = chance.choice(sorted(DOCUMENT_TYPES))
    title = f"{DOCUMENT_TYPES[kind]} for Digital Services No {index}"
    year = chance.randint(2019, 2024)
    names = " and the ".join(AGENCIES[key] for key in issuers)
    sentence = text.say(f"The {names} issued the {title} in {year}")
    readings: list[Fields] = [
        {"span": text.find(title, sentence), "says": ["exists"], "title": title},
        {"span": sentence, "says": ["issued_by", "issued"]},
    ]
    declared: Fields = {}
    if len(issuers) > 1:
        count = text.say(f"It bears the seals of {len(issuers)} departments")
        declared = {"declared_issuers": len(issuers)}
        readings.append({"span": count, "says": ["declared_issuers"]})
        if chance.random() < 0.5:
            other = text.say(f"Elsewhere {len(issuers) + 1} departments are spoken of")
            readings.append({"span": other, "reads": {"declared_issuers": str(len(issuers) + 1)}})
    return {
        "key": "d1",
        "kind": "policy",
        "label": {"en": title, "zh": f"数字服务第{index}号文件"},
        "type": kind,
        "issued_by": list(issuers),
        "issued": str(year),
        **declared,
        "evidence": readings,
    }


def _measures(text: _Text, chance: random.Random, document: Span) -> tuple[list[Fields], list[Fields], Fields]:
    """One or two aspects of one or two measures each, and the issue that the first measure addresses."""
    problem = text.say("Many small shops cannot afford new tools")
    issue = _thing("i1", "Costly tools", "工具昂贵", problem, ["exists"])
    groups, measures = [], []
    for position in range(1, chance.randint(2, 3)):
        heading = text.say(f"Aspect {position} is about daily life {PLACES_OF_USE[position]}")
        key, said = f"g{position}", ["exists", "set_out_in", "position"]
        place = PLACES_OF_USE[position]
        group = _thing(key, f"Daily life {place}", f"第{position}方面：日常生活", heading, said, [document])
        groups.append(group | {"set_out_in": "d1", "position": position})
        for place in chance.sample(PLACES_OF_USE, chance.randint(1, 2)):
            measures.append(_measure(text, chance, len(measures) + 1, key, place, [document, heading]))
    measures[0]["addresses"] = ["i1"]
    measures[0]["evidence"][0]["says"].append("addresses")
    return groups, measures, issue


def _measure(text: _Text, chance: random.Random, number: int, group: str, place: str, context: list[Span]) -> Fields:
    modality, sector = chance.choice(sorted(VERBS)), chance.choice(sorted(SUBJECTS))
    (verb, zh_verb), (subject, zh_subject) = VERBS[modality], SUBJECTS[sector]
    where = chance.choice(sorted(PLACES)) if chance.random() < 0.3 else None
    words = f"Item {number}: {verb} {subject} {place}" + (f" of {PLACES[where]}" if where else "")
    said = ["exists", "set_out_in", "group", "position", *(["applies_in"] if where else [])]
    measure = _thing(
        f"m{number}", f"{verb} {subject} {place}", f"{zh_verb}{zh_subject}", text.say(words), said, context
    )
    return measure | {
        "set_out_in": "d1",
        "group": group,
        "position": number,
        "applies_in": [where] if where else [],
        "modality": [modality],
        "instrument": chance.sample(INSTRUMENTS, chance.randint(1, 2)),
        "sector": [sector],
        "addressee": [chance.choice(AUDIENCES)] if chance.random() < 0.5 else [],
    }


def _sayings(text: _Text, chance: random.Random) -> Fields:
    """What an expert recommends, and now and then what a leader demands."""
    expert = chance.choice(sorted(PERSONS))
    speaker = text.say(f"{PERSONS[expert]} spoke about the next steps")
    person = text.find(PERSONS[expert], speaker)
    recommendations = []
    for number, sector in enumerate(chance.sample(sorted(SUBJECTS), chance.randint(1, 2)), start=1):
        subject, zh_subject = SUBJECTS[sector]
        words = text.say(f"Cities should open more {subject} to the public")
        said = _thing(
            f"r{number}", f"Open more {subject}", f"开放更多{zh_subject}", words, ["exists", "made_by"], [person]
        )
        recommendations.append(said | {"made_by": [expert], "sector": [sector], "modality": ["develop"]})
    sayings: Fields = {"recommendations": recommendations}
    if chance.random() < 0.2:
        demand = text.say("Xi Jinping has asked to make the digital economy stronger")
        directive = _thing("h1", "A stronger digital economy", "做强数字经济", demand, ["exists", "made_by"])
        sayings["directives"] = [directive | {"made_by": ["xi-jinping"]}]
    return sayings


def _target(text: _Text, chance: random.Random) -> Fields:
    year = chance.choice((2027, 2030, 2035))
    words = text.say(f"By {year} services shall be within reach of everybody")
    target = _thing(
        "t1", "Services within everybody's reach", "服务人人可及", words, ["exists", "set_out_in", "deadline"]
    )
    return target | {"set_out_in": "d1", "kind": ["qualitative"], "deadline": str(year)}


def _figure(text: _Text, chance: random.Random, number: int) -> Fields:
    indicator = chance.choice(sorted(INDICATORS))
    value, year = f"{chance.randint(1, 60)}.{chance.randint(1, 9)}", str(chance.randint(2015, 2023))
    words = text.say(f"{INDICATORS[indicator]} in China stood at {value}% in {year}")
    said = ["exists", "value", "unit", "qualifier", "reported", "period", "area"]
    return _thing(f"o{number}", f"{INDICATORS[indicator]}, {year}", f"{year}年指标", words, said) | {
        "indicator": indicator,
        "value": value,
        "unit": "PERCENT",
        "reported": f"{value}%",
        "period": year,
        "area": "cn",
        "source": ["not-stated"],
    }


def _thing(key: str, en: str, zh: str, span: Span, says: list[str], context: Sequence[Span] = ()) -> Fields:
    evidence: Fields = {"span": span, "says": says, **({"context": list(context)} if context else {})}
    return {"key": key, "label": {"en": en[0].upper() + en[1:], "zh": zh}, "evidence": [evidence]}


def _mentions(
    text: _Text, issuers: Sequence[str], document: Fields, said: Fields, measures: Sequence[Fields]
) -> Fields:
    """Each authority that the article speaks of, where it is named first."""
    whole = Span(0, len(text.words))
    persons = {maker for part in ("recommendations", "directives") for each in said.get(part, ())
               for maker in each["made_by"]}  # fmt: skip
    places = {place for measure in measures for place in measure["applies_in"]} | {"cn"}

    def mention(key: str, name: str) -> Fields:
        return {"key": key, "evidence": [{"span": text.find(name, whole), "says": ["exists"], "name": name}]}

    names = PERSONS | {"xi-jinping": "Xi Jinping"}
    return {
        "agencies": [mention(key, AGENCIES[key]) for key in issuers],
        "persons": [mention(key, names[key]) for key in sorted(persons)],
        "places": [mention(key, (PLACES | {"cn": "China"})[key]) for key in sorted(places)],
    }


def _article(title: str, index: int, headline: Span, document: Span) -> Fields:
    return {
        "label": {"en": title, "zh": f"数字服务走进每条街，第{index}篇"},
        "genre": "news-feature",
        "rights": IN_COPYRIGHT,
        "latest_date": "2025",
        "latest_date_source": "generated for measuring",
        "reports_on": ["d1"],
        "evidence": [
            {"span": headline, "says": ["exists"], "title": title},
            {"span": document, "says": ["reports_on"]},
        ],
    }


def _source(name: str, words: str) -> Fields:
    content = words.encode()
    return {
        "file": f"{name}.txt",
        "sha256": hashlib.sha256(content).hexdigest(),
        "characters": len(words),
        "bytes": len(content),
        "decoder": "utf-8",
    }


def _expression(whole: Span) -> Fields:
    return {
        "key": "en",
        "label": {"en": "English text", "zh": "英文文本"},
        "language": "en",
        "origin": "original",
        "basis": "presumed",
        "held": True,
        "regions": [whole],
    }


def _decisions(record: Record, chance: random.Random) -> Decisions:
    """The whole accepted; a rival reading disputed, a figure rejected now and then, a measure left open."""
    decisions = [_decision("record", "accepted", "Read as a whole.")]
    for reading in record.documents[0].evidence:
        if reading.reads:
            decisions.append(_decision("d1", "disputed", "Another number of issuers.") | {"span": reading.span})
    if len(record.measures) > 1 and chance.random() < 0.3:
        decisions.append(_decision(record.measures[-1].key, "proposed", "Left open."))
    if len(record.observations) > 1 and chance.random() < 0.2:
        decisions.append(_decision(record.observations[-1].key, "rejected", "Of another year."))
    content = {"format": "policygraph-decisions/1", "record": record.name, "decisions": decisions}
    return Decisions.model_validate(content)


def _decision(on: str, verdict: str, why: str) -> Fields:
    return {"on": on, "verdict": verdict, "by": "editors", "at": DATE, "why": why}
