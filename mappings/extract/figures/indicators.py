"""What a figure measures, said in the words of the text: the subject, and growth, decline, share or change."""

import re

from mappings.extract.figures.clauses import Clause
from mappings.extract.figures.quantities import Quantity

_PREDICATE = re.compile(
    r"[\s,]{0,3}\b(?:(?:has|have|had|will|would|should|is|are|was|were|been|be|to|also|further|expected"
    r"|projected|estimated|worth|reportedly|now|already|likely|continued)\s){0,6}"
    r"(?:rose|risen|grew|grown|increased|climbed|surged|jumped|soared|expanded|gained|rebounded|fell"
    r"|fallen|dropped|declined|decreased|shrank|slid|slipped|edged\s\w+|went\sup|went\sdown|up|down|"
    r"growing|increasing|rising|falling|surging|jumping|reach(?:ed|es|ing)?|hit(?:ting)?|stood|stands"
    r"|totall?ed|amounted|came|exceed(?:ed|s|ing)?|surpass(?:ed|es|ing)?|topp?(?:ed|s|ing)?|"
    r"account(?:s|ed|ing)?\sfor|ma(?:de|ke|kes|king)\sup|represent(?:s|ed|ing)|is|are|was|were|be|has"
    r"|have|had|will|expand|increase|grow|rise|reduce|raise|fall|drop|achieve|worth|contributed?)\b.*$",
    re.IGNORECASE,
)
_GROWTH = {
    "en": (
        (re.compile(r"\b(?:fell|fallen|dropp?\w*|declin\w*|decreas\w*|shrank|slid|slipped|down|fall(?:ing)?"
                    r"|reduction|reduced?|contracted)\b", re.IGNORECASE), "decline"),
        (re.compile(r"\b(?:rose|risen|gr[eo]w\w*|increas\w*|climb\w*|surg\w*|jump\w*|soar\w*|expan\w*|gain\w*"
                    r"|rebound\w*|went\sup|up|rise|rising|growth)\b", re.IGNORECASE), "growth"),
    ),
    "zh": (
        (re.compile("下降|减少|回落|降低|下跌|降幅|萎缩|放缓"), "下降"),
        (re.compile("增长|增加|上升|提升|提高|增幅|增速|涨|加快|快"), "增长"),
    ),
}  # fmt: skip
_YEARLY = {
    "en": re.compile(r"year[- ]on[- ]year|yoy|a\syear\s(?:earlier|ago)|same\speriod", re.IGNORECASE),
    "zh": re.compile("同比|比上年|较上年|同期"),
}
_SHARE = {
    "en": re.compile(
        r"\b(?:account(?:s|ed|ing)?\sfor|ma(?:de|ke|kes|king)\sup|share|proportion"
        r"|contribut\w+|percent\sof|%\sof)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("占|比重|比例|贡献"),
}
_NEAR = 240  # characters on either side in which the subject is looked for
_WHOLE = re.compile(r"\s?of\s(?P<whole>[^,;.()]{2,80})", re.IGNORECASE)
_PREDICATE_ZH = re.compile(
    r"(?:已经?|均|也|都|约|就|则|将|有望|预计|大幅|小幅|同比|环比|共|累计|合计|共计|总计|年均){0,4}(?:增长|增加|上升|下降|减少|回落|提升|提高|增速|加快|放缓"
    r"|达到?|超过|突破|占到?|为|是|有|完成|实现|降至|升至|增至|比.{1,8}快)?(?:了|到|达|至|约|为|近|超|过|从|由|自|仅){0,4}$"
)
_BARE_CHANGE = re.compile(
    r"^(?:an?|the|this|another)?\s?(?:[a-z-]+\s){0,3}(?:increase|growth|rise|decline|drop"
    r"|decrease|gain|reduction|fall|surge|jump)(?:\sof)?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"^(?:it|this|that|they|these|the\s(?:figure|number|total|amount|rate)|which|of\swhich|there)$", re.IGNORECASE
)
_LEADING_PERIOD_ZH = re.compile(
    r"^(?:(?:截至|到)?(?:19|20)[0-9]{2}年[^\u4e00-\u9fff]{0,6}(?:底|末|以来|上半年|下半年)?|去年|今年"
    r"|前年|[一二三四]季度|[上下]半年|[0-9]{1,2}(?:[-—至][0-9]{1,2})?月份?"
    r"|前[一二三四五六七八九十0-9]{1,2}(?:个月|季度))[，,]?"
)


def indicator_of(words: str, language: str, quantity: Quantity, clause: Clause, previous: str) -> str:
    """A short name for what the figure measures; the subject of the figure before where it has none of its own."""
    return (_english if language == "en" else _chinese)(words, quantity, clause, previous)


def _english(words: str, quantity: Quantity, clause: Clause, previous: str) -> str:
    left = words[max(clause.start, quantity.start - _NEAR) : quantity.start]
    right = words[quantity.end : min(clause.end, quantity.end + _NEAR)]
    base = previous.split(", ")[0]
    if quantity.kind == "count" and quantity.end > quantity.number_end:
        return _tidy(words[quantity.number_end : clause.end])
    subject = base if _BARE_CHANGE.match(left.strip()) else subject_of(left)
    if quantity.kind in {"percent", "share"} and not subject and (whole := _WHOLE.match(right)):
        return _tidy(
            f"{base}, share of {whole['whole']}" if base and _SHARE["en"].search(left) else f"{whole['whole']}, share"
        )
    if not subject or _PRONOUN.match(subject) or _BARE_CHANGE.match(subject):
        subject = base or subject
    suffix = _change(left + right, "en", quantity)
    if not suffix and quantity.kind in {"percent", "share"} and (whole := _WHOLE.match(right)):
        suffix = f"share of {whole['whole'].strip()}"
    return _tidy(f"{subject}, {suffix}")


def subject_of(left: str) -> str:
    """What stands before the verb of an English clause, without prepositions left over."""
    subject = _PREDICATE.sub("", left)
    subject = re.sub(
        r"(?:\s|^)(?:to|by|of|at|from|with|in|for|worth|the|a|an|as|on)\s*$",
        "",
        subject.strip(" ,'\"("),
        flags=re.IGNORECASE,
    )
    return subject.strip(" ,'\"(")


def _tidy(written: str) -> str:
    return " ".join(written.strip(" ,").split())[:160]


def _chinese(words: str, quantity: Quantity, clause: Clause, previous: str) -> str:
    left = _LEADING_PERIOD_ZH.sub(
        "", words[max(clause.start, quantity.start - _NEAR) : quantity.start].strip("，,、 “”")
    )
    left = re.sub("^(?:比|较|同(?!比))(?:上年|去年|前年|上个?月|上季度|上一年)?(?:同期)?", "", left)
    right = words[quantity.end : min(clause.end, quantity.end + _NEAR)].strip("，,、 的")
    base = previous.split("，")[0]
    if whole := re.match("占到?了?(?P<whole>[^0-9]{1,30}?)的?(?:比重|比例)?(?:达到?|为|约|超过|近)*$", left):
        return f"{base}，占{whole['whole']}的比重".strip("，")[:80]
    subject = _PREDICATE_ZH.sub("", left).strip("，,、 “”")
    if quantity.kind in {"measure", "count"} and right and not re.match("以上|左右", right):
        subject += right
    subject = subject or (right if quantity.kind in {"percent", "share"} and len(right) > 2 else base) or base or right
    suffix = _change(left + right, "zh", quantity)
    return f"{subject}，{suffix}".strip("，")[:80]


def _change(own: str, language: str, quantity: Quantity) -> str:
    if quantity.kind not in {"percent", "points", "times"}:
        return ""
    if quantity.kind == "points":
        return "change" if language == "en" else "变化"
    for pattern, name in _GROWTH[language]:
        if pattern.search(own):
            yearly = _YEARLY[language].search(own)
            return (
                (f"year-on-year {name}" if yearly else name)
                if language == "en"
                else (f"同比{name}" if yearly else name)
            )
    return ""
