"""What the documentation of terms and of the site says, English and Chinese."""

from collections.abc import Mapping

TERMS: Mapping[str, tuple[str, str]] = {
    "title": ("Terms", "术语"),
    "lead": (
        "Classes and properties as they stand above each other, with how often this release uses them.",
        "类与属性的层级，以及本发布版本中的使用次数。",
    ),
    "above": ("above", "上位"),
    "below": ("below", "下位"),
    "domain": ("is said of", "适用于"),
    "range": ("has as value", "取值"),
    "properties": ("what is said of it", "其属性"),
    "constraints": ("Shapes that constrain it", "约束它的形状"),
    "no_constraints": ("No shape speaks of it.", "没有形状涉及它。"),
    "count": ("used {count} times in this release", "在本发布版本中使用 {count} 次"),
    "examples": ("Examples from the data", "数据中的示例"),
    "no_examples": ("This release has none.", "本发布版本中没有。"),
    "ask": ("ask for more", "查询更多"),
}


def term_wording(language: str) -> dict[str, str]:
    """The words about terms in one language, by key."""
    position = 1 if language == "zh" else 0
    return {key: both[position] for key, both in TERMS.items()}
