"""How fast extraction is, beside its parser and beside a tagger of Chinese; what a new label costs; memory.

The articles are made up here, of our own sentences, the same for the same number. `rows` gives lines of the table of
`run.py`; alone, this file prints them. jieba is a peer and no dependency: where it is not installed, its row is empty.
`python extraction.py rules` prints what each rule costs instead, the dearest first.
"""

import importlib
import importlib.util
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mappings.extract import parsing
from mappings.extract.cache import Cache
from mappings.extract.context import Context
from mappings.extract.extraction import extract, read_context
from mappings.extract.normal import normal
from mappings.extract.rules import Rule, compiled, load_rules
from mappings.extract.screening import Screen
from mappings.extract.vocabulary import Vocabulary, shipped_vocabulary
from mappings.readers import ReadArticle, read_bytes

Figures = tuple[str, str, str, str, str]  # what, size, figure, bar, note
SIZES = {"tiny": (2, 4, 20), "usual": (40, 400, 10_000), "big": (100, 1000, 10_000)}  # English, Chinese, for memory

_BODIES = ("Ministry of Commerce", "State Council", "Ministry of Finance", "National Development and Reform Commission")
_DEEDS = (
    "build forty new ferry piers",
    "subsidise lanterns for fishing families",
    "train keepers in small towns",
    "set up a fund for lighthouses",
    "open reading rooms on Sundays",
    "encourage schools to publish menus",
)
_ENGLISH = (
    "The {body} issued the Implementation Plan for {thing} on Monday.",
    "The plan calls for efforts to {deed} and to {deed}.",
    "It also asks local governments to {deed}, so that more people can cross the lake.",
    "Sales of {thing} reached {number} billion yuan in 20{year}, up {small}.{digit} percent from a year earlier.",
    "By 2030, {share} percent of the piers will have electric lamps, the plan said.",
    '"We should {deed}," said Ada Heron, a professor at Otter University.',
    "Fog lay on the water in the morning, and the crews waited for the wind to turn before they left the harbour.",
)
_THINGS = ("Night Ferries", "Lake Lanterns", "Village Libraries", "Harbour Markets")
_BODIES_ZH = ("商务部", "国务院", "财政部", "国家发展改革委")
_DEEDS_ZH = (
    "修缮四十座渡口",
    "为渔民家庭补贴灯笼",
    "培训乡镇灯塔看守人",
    "设立湖区航标基金",
    "推动学校公布菜单",
    "鼓励书屋周日开放",
)
_CHINESE = (
    "{body}近日印发《{thing}实施方案》。",
    "方案提出，{deed}，{deed}。",
    "一是{deed}。二是{deed}，方便群众过湖。",
    "20{year}年，{thing}销售额达到{number}亿元，同比增长{small}.{digit}%。",
    "到2030年，{share}%的渡口将装上电灯。",
    "专家建议，应当{deed}。",
    "清晨湖面有雾，船员们等风向转了才离开码头，岸边的人还在谈论昨天的集市。",
)
_THINGS_ZH = ("夜航渡船", "湖区灯笼", "乡村书屋", "码头集市")


def articles(number: int, language: str, sentences: int = 40) -> list[str]:
    """Made-up articles in a language, each of so many sentences in paragraphs of five."""
    english = language == "en"
    source = random.Random(f"{language} {sentences}")
    rows, bodies, deeds, things = (
        (_ENGLISH, _BODIES, _DEEDS, _THINGS) if english else (_CHINESE, _BODIES_ZH, _DEEDS_ZH, _THINGS_ZH)
    )

    def one() -> str:
        row = source.choice(rows)
        while "{deed}" in row:
            row = row.replace("{deed}", source.choice(deeds), 1)
        figures = {"number": source.randint(2, 900), "year": source.randint(10, 23), "small": source.randint(1, 30)}
        named = {"body": source.choice(bodies), "thing": source.choice(things)}
        return row.format(**named, **figures, digit=source.randint(1, 9), share=source.randint(40, 95))

    def whole() -> str:
        said = [one() for _ in range(sentences)]
        glue = " " if english else ""
        return "\n\n".join(glue.join(said[start : start + 5]) for start in range(0, sentences, 5)) + "\n"

    return [whole() for _ in range(number)]


def rows(size: str) -> Iterator[Figures]:
    """The lines of the table."""
    english, chinese, many = SIZES[size]
    yield from against_the_parser(english)
    yield from against_a_tagger(chinese)
    yield from after_a_label(chinese)
    yield from memory(many)


def against_the_parser(number: int) -> Iterator[Figures]:
    """English, whole extraction, against the bare tagger and parser on the same texts."""
    what, bar = "extract English, of the bare tagger and parser", "≥ 0.8 ×"
    if not parsing.is_installed():
        yield what, f"{number} articles", "", bar, "the language model is not installed"
        return
    texts = articles(number, "en")
    read = _read(texts)
    bare = _bare_parser()
    ours, theirs = _interleaved(lambda: _extract(read), lambda: [bare(text) for text in texts])
    yield _against(what, texts, ours, theirs, bar, "tok2vec, tagger and parser, article by article")


def against_a_tagger(number: int) -> Iterator[Figures]:
    """Chinese, whole extraction, against the part-of-speech tagging of jieba on the same texts."""
    what, bar = "extract Chinese, of tagging with jieba", "≥ 5 ×"
    texts = articles(number, "zh")
    read = _read(texts)
    if importlib.util.find_spec("jieba") is None:
        spent = _cpu_of(lambda: _extract(read))
        yield what, f"{number} articles", "", bar, f"jieba is not installed; ours {number / spent:.0f} articles/s"
        return
    tagger = importlib.import_module("jieba.posseg")
    list(tagger.cut(texts[0]))  # its dictionary is read at the first call
    ours, theirs = _interleaved(lambda: _extract(read), lambda: [list(tagger.cut(text)) for text in texts])
    yield _against(what, texts, ours, theirs, bar, "jieba.posseg.cut without its dictionary's loading")


def after_a_label(number: int) -> Iterator[Figures]:
    """Articles extracted again after one label was added that one article of ten holds, from the cache."""
    read = _read([f"{text}\n湖畔点灯会{index % 10}号\n" for index, text in enumerate(articles(number, "zh", 10))])
    words = shipped_vocabulary()
    known = next(label for label in words.labels if label.slug == "mofcom" and label.language == "zh")
    added = replace(known, text="湖畔点灯会3号", written="湖畔点灯会3号", strength="alternative")
    more = Vocabulary(tuple(sorted((*words.labels, added))), words.names, words.public)
    with TemporaryDirectory(prefix="policygraph-bench-") as folder:
        cache = _Counting(Path(folder))
        first = _cpu_of(lambda: _extract(read, words, cache))
        cache.kept.clear()
        again = _cpu_of(lambda: _extract(read, more, cache))
        touched = len(set(cache.kept))
    holding = sum("湖畔点灯会3号" in article.text for article in read)
    yield (
        "extract again after one new label, of everything",
        f"{number} articles, {holding} hold the label",
        f"{touched} articles touched",
        f"{holding}",
        f"{again:.2f} s against {first:.2f} s of CPU; the others are looked up by their digests and labels",
    )


@dataclass(frozen=True)
class _Counting(Cache):
    """A cache that remembers what it was given to keep."""

    kept: list[str] = field(default_factory=list)

    def keep(self, stage: str, key: str, content: bytes) -> None:
        """See `Cache.keep`."""
        if stage == "candidates":
            self.kept.append(key)
        super().keep(stage, key, content)


def memory(number: int) -> Iterator[Figures]:
    """The memory of one process that extracts many short articles, one after the other."""
    code = "import extraction; extraction.print_memory({})"
    done = subprocess.run(
        [sys.executable, "-c", code.format(number)],
        cwd=Path(__file__).parent,
        check=True,
        capture_output=True,
        text=True,
    )
    early, late, seconds = map(float, done.stdout.split())
    yield (
        "memory after all articles, of that after a tenth",
        f"{number:,} articles, one in ten English",
        f"{late / early:.2f} ×",
        "1.0",
        f"{late:.0f} MB against {early:.0f} MB; {number / seconds:.0f} articles/s on one core",
    )


def print_memory(number: int) -> None:
    """The resident memory after a tenth and after all, in MB, and the seconds it took."""
    began, early = time.perf_counter(), 0.0
    short = {"en": articles(200, "en", 5), "zh": articles(200, "zh", 10)}
    for index in range(number):
        language = "en" if index % 10 == 0 else "zh"
        text = f"{short[language][index % 200]}\n{'Pier' if language == 'en' else '渡口'}{index}\n"
        extract(read_bytes(text.encode(), f"{index}.txt"))
        if index == max(number // 10, 1) - 1:
            early = _resident()
    print(early, _resident(), time.perf_counter() - began)


def rules_by_time(number: int) -> Iterator[tuple[str, str, int, int, float]]:
    """Each rule in each of its languages: name, language, sentences, those on which it is tried, microseconds of each.

    The time is that of finding alone, over the sentences of so many articles; the parse is made before. The rules of
    the clauses, and those of the figures that are found by a function, share one reading of the sentence: each of them
    shows all of it here, while extraction does it once.
    """
    vocabulary = shipped_vocabulary()
    for language in ("en", "zh"):
        contexts = [read_context(article, vocabulary) for article in _read(articles(number, language))]
        sentences = [(each.text, _tokens(context, each.index)) for context in contexts for each in context.sentences]
        for rule in load_rules().values():
            if rule.language in ("any", language):
                tried = _tried(rule, sentences, vocabulary, language)
                work = partial(_find_all, rule, tried, vocabulary, language)
                spent = min(_cpu_of(work) for _ in range(3))
                yield rule.name, language, len(sentences), len(tried), 1e6 * spent / max(len(tried), 1)


Sentences = Sequence[tuple[str, object]]  # words, and their parse


def _tokens(context: Context, sentence: int) -> object:
    parsed = context.parse.of(sentence) if context.parse else None
    return parsed.tokens if parsed else None


def _tried(rule: Rule, sentences: Sentences, vocabulary: Vocabulary, language: str) -> Sentences:
    pattern = compiled(rule.id, str(rule.pattern), rule.flags, vocabulary, language) if rule.engine == "regex" else None
    screen = Screen([pattern])
    return [each for each in sentences if screen.possible(normal(each[0], language))]


def _find_all(rule: Rule, sentences: Sentences, vocabulary: Vocabulary, language: str) -> None:
    for words, tokens in sentences:
        for _ in rule.find(words, vocabulary, tokens, language):
            pass


def print_rules(number: int) -> None:
    """The costs of all rules, the dearest first: what it takes in all, over the sentences of its language."""
    print("| rule | language | tried on | µs each | µs a sentence |\n|---|---|---|---|---|")
    for name, language, every, tried, each in sorted(rules_by_time(number), key=lambda row: -row[3] * row[4] / row[2]):
        print(f"| {name} | {language} | {tried} of {every} | {each:.1f} | {each * tried / every:.2f} |")


def _against(what: str, texts: Sequence[str], ours: float, theirs: float, bar: str, note: str) -> Figures:
    size = f"{len(texts)} articles, {sum(map(len, texts)):,} characters"
    each = f"{1000 * ours / len(texts):.1f} ms against {1000 * theirs / len(texts):.1f} ms of CPU an article"
    return what, size, f"{theirs / ours:.2f} × the throughput", bar, f"{each}; {note}; reading files left out"


def _read(texts: Sequence[str]) -> list[ReadArticle]:
    return [read_bytes(text.encode(), f"{number}.txt") for number, text in enumerate(texts)]


def _extract(read: Sequence[ReadArticle], words: Vocabulary | None = None, cache: Cache | None = None) -> None:
    for article in read:
        extract(article, words, cache)


def _bare_parser() -> Callable[[str], object]:
    spacy = importlib.import_module("spacy")
    pipeline: Callable[[str], object] = spacy.load(
        parsing.MODEL, exclude=["ner", "senter", "attribute_ruler", "lemmatizer"]
    )
    pipeline("Warm up.")
    return pipeline


def _interleaved(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The shortest of three runs of each, in turns, so that a busy neighbour disturbs both."""
    ours()  # what is made at the first call and kept: automata, patterns
    pairs = [(_cpu_of(ours), _cpu_of(theirs)) for _ in range(3)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _cpu_of(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _resident() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:] == ["rules"]:
        print_rules(10)
    else:
        for each in rows(sys.argv[1] if len(sys.argv) > 1 else "usual"):
            print("| " + " | ".join(each) + " |", flush=True)
