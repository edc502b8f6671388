"""What the page of queries says, English and Chinese."""

from collections.abc import Mapping

QUERYING: Mapping[str, tuple[str, str]] = {
    "with_evidence": ("with the words each row rests on", "附每行所依据的原文"),
    "as_chart": ("with a chart", "附图表"),
    "shortcuts": ("Ctrl-Enter runs it, Ctrl-Space completes.", "Ctrl-Enter 运行，Ctrl-空格 补全。"),
    "evidence": ("rests on", "依据"),
    "no_evidence": ("computed, or from no single statement", "由计算得出，或无单一陈述可依"),
    "permalink": ("permalink", "永久链接"),
    "questions": ("Questions to begin with", "入门问题"),
    "chart_of": ("{value} by {label}", "按 {label} 的 {value}"),
    "no_chart": (
        "A chart needs a column of numbers and a column that names them.",
        "图表需要一列数字和一列名称。",
    ),
    "other_release": (
        "This link was made with release {asked}. The answer below is that of release {served}.",
        "该链接基于发布版本 {asked}，下方是发布版本 {served} 的结果。",
    ),
}


def query_wording(language: str) -> dict[str, str]:
    """The words about queries in one language, by key."""
    position = 1 if language == "zh" else 0
    return {key: both[position] for key, both in QUERYING.items()}
