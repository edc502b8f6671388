"""Documentation for people: how to ask, how to follow links, how to audit. Every query and every curl line in it runs.

The tests execute each line as it stands here, against the samples; so a line that does not work is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Flask, Response
from rdflib import VOID
from werkzeug.exceptions import NotFound

from publish.site.examples import QUESTIONS
from publish.site.formats import HTML
from publish.site.languages import PAGE_TAG
from publish.site.pages import Value
from publish.site.responses import respond
from publish.site.site import Site


@dataclass(frozen=True, slots=True)
class Line:
    """A command to type, with what it does. `{base}` stands for where the site is, `{thing}` for a thing in it."""

    english: str
    chinese: str
    command: str

    def says(self, language: str) -> str:
        """What it does, in a language."""
        return self.chinese if language == "zh" else self.english


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the documentation: its title, what it is about, its lines, and whether it has the queries."""

    name: str
    title: tuple[str, str]
    lead: tuple[str, str]
    lines: tuple[Line, ...] = ()
    has_queries: bool = False


CHAPTERS = (
    Chapter(
        "asking",
        ("Asking", "查询"),
        (
            "Every question below runs: press ▶, change it, take the answer away as a table, CSV or JSON.",
            "下列问题均可运行：点按 ▶，修改查询，并以表格、CSV 或 JSON 取走结果。",
        ),
        (
            Line(
                "Ask in SPARQL, and get CSV.",
                "以 SPARQL 查询，得到 CSV。",
                "curl -s -H 'Accept: text/csv' --data-urlencode 'query=SELECT ?s WHERE {{ ?s a "
                "<https://w3id.org/policygraph/ontology#Measure> }}' {base}sparql",
            ),
            Line(
                "The same as JSON, by GET.",
                "以 GET 请求，得到 JSON。",
                "curl -s -G --data-urlencode 'query=ASK {{ ?s ?p ?o }}' --data-urlencode 'format=json' {base}sparql",
            ),
            Line(
                "What the endpoint is and what it allows.",
                "端点说明与限制。",
                "curl -s -H 'Accept: text/turtle' {base}sparql",
            ),
            Line("The limits, for programs.", "供程序读取的限制。", "curl -s {base}limits.json"),
        ),
        has_queries=True,
    ),
    Chapter(
        "linking",
        ("Linking", "链接"),
        (
            "Every thing has an address that stays. It answers with a page or with data, as you ask.",
            "每个事物都有稳定的地址，可按需返回网页或数据。",
        ),
        (
            Line(
                "A thing as Turtle, its redirect followed.",
                "以 Turtle 获取事物，并跟随重定向。",
                "curl -s -L -H 'Accept: text/turtle' {base}{thing}",
            ),
            Line("Its document as JSON-LD.", "以 JSON-LD 获取其文档。", "curl -s {base}{document}.jsonld"),
            Line("Its typed links.", "带类型的链接。", "curl -s {base}{document}.linkset.json"),
            Line(
                "How it changed from release to release.",
                "它在各发布版本中的变化。",
                "curl -s {base}{document}/history",
            ),
            Line("What it is called leads to it.", "以名称查找。", "curl -s -L {base}label/{label}"),
            Line(
                "The whole data set, and its releases.",
                "整个数据集及其发布版本。",
                "curl -s -L -H 'Accept: text/turtle' {base}dataset",
            ),
            Line("A feed of what changed.", "变更订阅。", "curl -s {base}changes.atom"),
        ),
    ),
    Chapter(
        "auditing",
        ("Auditing", "审计"),
        (
            "From a number to the words it rests on, the rule that read them and the person who agreed.",
            "从一个数字追溯到原文、读取规则与认可之人。",
        ),
        (
            Line(
                "How much of each article statements rest on.",
                "各篇文章的覆盖情况。",
                "curl -s {base}audit/coverage.csv",
            ),
            Line("Readings that contradict each other.", "互相矛盾的读法。", "curl -s {base}audit/contradictions.csv"),
            Line("What no person confirmed.", "未经人确认的陈述。", "curl -s {base}audit/machine-only.csv"),
            Line(
                "Error rates of samples that people judged.",
                "经人裁定的抽样错误率。",
                "curl -s {base}audit/samples.csv",
            ),
            Line(
                "One piece of evidence with all it rests on.", "一条证据及其全部依据。", "curl -s {base}{evidence}.trig"
            ),
            Line("What the rules of good data found.", "数据规则的发现。", "curl -s {base}audit/findings.csv"),
        ),
    ),
)
WORDS = {
    "en": {"title": "How to", "lead": "Three ways in: ask, link, audit. Every line on these pages runs.",
           "lines": "On the command line", "queries": "Questions"},
    "zh": {"title": "使用说明", "lead": "三种用法：查询、链接、审计。这些页面上的每一行都可运行。",
           "lines": "命令行", "queries": "问题"},
}  # fmt: skip


def register(app: Flask, site: Site) -> None:
    """Add these routes to an app."""
    docs = Docs(site)
    app.add_url_rule("/docs", view_func=docs.overview, endpoint="docs")
    app.add_url_rule("/docs/<name>", view_func=docs.one, endpoint="doc_page")


class Docs:
    """The routes of the documentation."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def overview(self) -> Response:
        """The chapters."""
        path = self._site.addresses.path
        return self._send(
            lambda language: {
                "chapters": [
                    (Value(_in(each.title, language), href=path(f"docs/{each.name}")), _in(each.lead, language))
                    for each in CHAPTERS
                ],
                "chapter": None,
            }
        )

    def one(self, name: str) -> Response:
        """One chapter."""
        chapter = next((each for each in CHAPTERS if each.name == name), None)
        if chapter is None:
            raise NotFound
        named = self.placeholders()
        return self._send(
            lambda language: {
                "chapter": chapter,
                "title": _in(chapter.title, language),
                "lead": _in(chapter.lead, language),
                "lines": [(line.says(language), line.command.format_map(named)) for line in chapter.lines],
                "questions": QUESTIONS if chapter.has_queries else (),
                "page_language": language,
            }
        )

    def placeholders(self) -> dict[str, str]:
        """What the lines name: where we are, and things of this release."""
        base, addresses = self._site.addresses.base, self._site.addresses
        things = sorted(str(o) for _, p, o, _ in self._site.release.catalogue if p == VOID.exampleResource)
        ours = [each for each in things if each.startswith(f"{base}id/measure/")] or things or [base]
        local = ours[0].removeprefix(base)
        evidence = next(iter(self._site.release.evidence_here()), "")
        label = next((row[0] for row in self._site.release.names.rows() if row[0].isascii() and " " not in row[0]), "x")
        return {
            "base": base,
            "thing": local,
            "document": addresses.document(ours[0]),
            "evidence": f"doc/evidence/{evidence}",
            "label": quote(label),
        }

    def _send(self, content: Callable[[str], dict[str, Any]]) -> Response:
        language = self._site.language()
        page = self._site.render("docs.html", language, docs=WORDS[language], **content(language))
        return respond(page, HTML.content_type, vary=["Accept-Language"], language=PAGE_TAG[language],
                       modified=self._site.release.modified)  # fmt: skip


def _in(both: tuple[str, str], language: str) -> str:
    return both[language == "zh"]
