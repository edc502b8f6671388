"""What the pages about changes say, English and Chinese."""

from collections.abc import Mapping

CHANGES: Mapping[str, tuple[str, str]] = {
    "title": ("From {before} to {now}", "从 {before} 到 {now}"),
    "lead": ("What came, what left and what changed between two releases.", "两个发布版本之间新增、移除与更改的内容。"),
    "backwards": ("The second release is the older one: read it backwards.", "后一版本较旧，请反向阅读。"),
    "kind": ("kind", "类型"),
    "how_many": ("how many", "数量"),
    "change": ("change", "变化"),
    "added": ("added", "新增"),
    "removed": ("removed", "移除"),
    "changed": ("changed", "更改"),
    "nothing": ("Nothing changed.", "没有变化。"),
    "things": ("Things", "事物"),
    "shown": ("{shown} of {total}", "{total} 项中的 {shown} 项"),
    "more": ("and {more} statements more", "另有 {more} 条陈述"),
    "why": ("Why", "缘由"),
    "no_reason": (
        "No statement of its own changed: what stands around it did (evidence, names of neighbours).",
        "其自身陈述没有变化，变化的是相关内容（证据、相邻事物的名称）。",
    ),
    "history": ("History of {name}", "{name} 的历史"),
    "history_link": ("How it changed from release to release", "在各发布版本中的变化"),
    "compare": ("Compare", "对比"),
    "gone": ("It is no longer in use.", "已停用。"),
    "release": ("release", "发布版本"),
    "date": ("date", "日期"),
    "feed": ("Feed of changes (Atom)", "变更订阅（Atom）"),
    "feed_title": ("policygraph: what changed", "policygraph：变更"),
    "in_release": ("In release {version}.", "见发布版本 {version}。"),
    "op_mint": ("minted", "分配标识符"),
    "op_alias": ("found under another key", "以另一键找到"),
    "op_merge": ("merged", "合并"),
    "op_split": ("split", "拆分"),
    "op_withdraw": ("withdrawn", "撤回"),
    "op_restore": ("restored", "恢复"),
}


def change_wording(language: str) -> dict[str, str]:
    """The words about changes in one language, by key."""
    position = 1 if language == "zh" else 0
    return {key: both[position] for key, both in CHANGES.items()}
