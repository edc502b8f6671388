"""What the review desk says, English and Chinese."""

from collections.abc import Mapping

REVIEW: Mapping[str, tuple[str, str]] = {
    "title": ("Review desk", "审核台"),
    "record": ("record", "记录"),
    "waiting": ("waiting", "待审"),
    "all": ("statements", "陈述"),
    "orphans": ("orphaned decisions", "失去原文的裁定"),
    "deciding": ("You decide as {by}.", "以 {by} 的名义裁定。"),
    "keys": (
        "Keys: j and k go on and back, a accepts, r rejects, e edits, u takes back, n adds what is selected.",
        "按键：j、k 前后移动，a 采纳，r 否决，e 编辑，u 撤销，n 添加所选文字。",
    ),
    "no_text": ("The text is not in the archive of this workspace.", "该工作区的存档中没有此文。"),
    "text": ("Text", "全文"),
    "statements": ("Statements", "陈述"),
    "left": ("{count} wait for a decision", "{count} 条待审"),
    "why": ("Why", "理由"),
    "right": ("Stands so in the text.", "原文如此。"),
    "set": ("Fields, one a line: field=value", "字段，每行一个：field=value"),
    "kind": ("Kind", "类型"),
    "quote": ("Words, as in the text", "原文用词"),
    "span": ("or their place, start-end", "或其位置：起-止"),
    "accept": ("Accept", "采纳"),
    "reject": ("Reject", "否决"),
    "edit": ("Edit", "编辑"),
    "undo": ("Undo", "撤销"),
    "add": ("Add", "添加"),
    "add_title": ("Add what was not found", "添加未被发现的陈述"),
    "lacks": ("lacks", "缺少"),
    "rules": ("rules", "规则"),
    "history": ("decisions", "裁定"),
    "problem": ("That did not work", "出错了"),
    "back": ("All records", "全部记录"),
}


def review_wording(language: str) -> dict[str, str]:
    """The words of the desk in one language, by key."""
    position = 1 if language == "zh" else 0
    return {key: both[position] for key, both in REVIEW.items()}
