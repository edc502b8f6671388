"""Units of figures: percent and percentage points, currencies, measures, and whatever the words count."""

import re

PERCENT = {"en": "percent", "zh": "%"}
POINTS = {"en": "percentage points", "zh": "个百分点"}
TIMES = {"en": "times", "zh": "倍"}

# What may follow an English number, and the unit it stands for.
ENGLISH_AFTER = tuple(
    (re.compile(pattern, re.IGNORECASE), unit)
    for pattern, unit in (
        (r"[\s-]?(?:percentage|per\scent|percent|%|pct|age)[\s-]points?\b", POINTS["en"]),
        (r"[\s-]?(?:basis\spoints?|bps)\b", "basis points"),
        (r"\spoints?\b(?=\s(?:higher|lower|more|less|up|down|above|below|from|over|than))", POINTS["en"]),
        (r"[\s-]?(?:%|percent\b|per\scent\b|pct\b)", PERCENT["en"]),
        (r"[\s-](?:U\.?\s?S\.?\s)dollars?\b|\sUSD\b", "U.S. dollars"),
        (r"[\s-](?:Hong\sKong\sdollars?)\b|\sHKD\b", "Hong Kong dollars"),
        (r"[\s-]dollars?\b", "dollars"),
        (r"[\s-]?(?:yuan|renminbi|RMB|CNY)\b", "yuan"),
        (r"[\s-]?euros?\b|\sEUR\b", "euros"),
        (r"[\s-]pounds?\b|\sGBP\b", "pounds"),
        (r"[\s-](?:Japanese\s)?yen\b", "yen"),
        (r"[\s-]?(?:times\b|fold\b)", TIMES["en"]),
        (r"[\s-]?(?:square\s(?:kilometers?|kilometres?|km)|sq\skm|km2|km²)\b", "square kilometers"),
        (r"[\s-]?(?:square\s(?:meters?|metres?)|sq\sm|m2|m²)\b", "square meters"),
        (r"[\s-]?(?:cubic\s(?:meters?|metres?))\b", "cubic meters"),
        (r"[\s-]?(?:kilometers?|kilometres?|km)\b", "kilometers"),
        (r"[\s-]?(?:(?:metric\s)?(?:tons?|tonnes?))\b", "tons"),
        (r"[\s-]?(?:kilograms?|kg)\b", "kilograms"),
        (r"[\s-]?(?:kilowatt[-\s]hours?|kWh)\b", "kilowatt-hours"),
        (r"[\s-]?(?:gigawatts?|GW)\b", "gigawatts"),
        (r"[\s-]?(?:kilowatts?|kW)\b", "kilowatts"),
        (r"[\s-]?(?:hectares?)\b", "hectares"),
        (r"[\s-]mu\b", "mu"),
        (r"[\s-]?(?:(?-i:MW|TW|MWh|GWh|TWh|Mt|TEUs?|ha))\b", "measures"),
        (r"[\s-](?:Canadian\s|Australian\s|Singapore\s|New\sTaiwan\s)dollars?\b", "dollars"),
        (
            r"[\s-](?:won|baht|rand|ringgit|rupees?|rupiah|roubles?|rubles?|francs?|kron(?:er|or|a)|pesos?|dong|dirhams?)\b",
            "money",
        ),
    )
)
# What may stand before one.
ENGLISH_BEFORE = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (r"(?:US|U\.S\.)\s?\$\s?$|\bUSD\s?$", "U.S. dollars"),
        (r"HK\$\s?$", "Hong Kong dollars"),
        (r"\$\s?$", "dollars"),
        (r"(?:\bRMB|\bCNY|[¥￥])\s?$", "yuan"),
        (r"(?:€|\bEUR)\s?$", "euros"),
        (r"(?:£|\bGBP)\s?$", "pounds"),
    )
)
_CLASSIFIERS = [
    "人次", "人", "家次", "家", "户次", "户", "个", "名", "位", "项", "件", "条", "台", "辆", "部", "次",
    "场次", "场", "处", "座", "所", "套", "种", "款", "批次", "批", "对", "只", "头", "张", "份", "本", "间",
    "栋", "艘", "架", "列", "棵", "株", "例", "宗", "笔", "单", "班次", "课时", "学时", "站", "村", "县", "市",
    "镇", "床", "盏", "支", "枚", "册", "篇", "幅", "节", "门", "团", "车次", "车", "航次", "航班", "公里",
    "千米", "海里", "平方公里", "平方千米", "平方米", "立方米", "米", "吨", "公斤", "千克", "公顷", "亩", "升",
    "千瓦时", "万千瓦", "兆瓦", "千瓦", "标准箱", "标箱", "码洋", "桶", "瓶", "袋", "包", "碗", "斤", "箱",
    "粒", "人天", "辆次", "台次", "架次", "列次", "班列", "吨标准煤", "吨二氧化碳", "度电", "厘米", "毫米", "毫升",
    "摄氏度", "英里", "英亩", "匹", "尾", "羽", "块", "片", "口", "起", "票", "店", "队", "组", "趟", "学位", "车位",
    "床位", "泊位", "分贝", "微克", "毫克", "席", "页", "千伏安", "千伏", "千卡",
]  # fmt: skip
_CURRENCIES = {
    "元人民币": "元", "人民币": "元", "元": "元", "块钱": "元", "美元": "美元", "欧元": "欧元",
    "英镑": "英镑", "日元": "日元",
    "港元": "港元", "港币": "港元", "韩元": "韩元", "卢布": "卢布",
    "加元": "加元", "澳元": "澳元", "新加坡元": "新加坡元", "新台币": "新台币", "瑞士法郎": "瑞士法郎", "卢比": "卢比",
    "泰铢": "泰铢",
}  # fmt: skip
CHINESE_UNITS = {
    "个百分点": POINTS["zh"], "百分点": POINTS["zh"], "个基点": "个基点", "%": PERCENT["zh"], "％": PERCENT["zh"],
    "倍": TIMES["zh"], "岁": "岁", **_CURRENCIES, **{word: word for word in _CLASSIFIERS},
}  # fmt: skip
# A classifier is none where it begins a longer word: 190万村民 are no villages.
_LONGER = {
    "村": "民庄镇级", "县": "级域", "市": "民场级", "镇": "区", "户": "籍", "家": "庭长政居", "人": "口工才员",
    "站": "点", "店": "铺", "车": "辆位", "门": "店诊", "单": "位", "部": "门", "对": "外", "条": "件",
    "场": "景所馆", "组": "织", "队": "伍", "口": "岸", "片": "区", "块": "钱", "团": "队", "架": "构", "列": "车",
    "本": "科",
}  # fmt: skip
CHINESE_AFTER = re.compile(
    r"\s?(?P<unit>"
    + "|".join(
        re.escape(word) + (f"(?![{_LONGER[word]}])" if _LONGER.get(word) else "")
        for word in sorted(CHINESE_UNITS, key=lambda each: (-len(each), each))
    )
    + ")"
)
# Who is counted without a classifier is counted as persons.
CHINESE_PERSONS = re.compile(
    "(?:[农城贫困]{0,2}(?:村民|居民|市民|网民|农民|学生|老人|老年人|儿童|员工|职工|游客|旅客|患者|教师|群众|人口|劳动力|消费者|"
    "志愿者|司机|渔民|工人|乘客|毕业生|从业者|就业人员|从业人员))"
)

# Persons are counted as people, whatever the words call them.
PERSONS = re.compile(
    r"^(?:people|persons?|citizens?|residents?|inhabitants?|individuals?|netizens?|users?|population|populations|"
    r"seniors|elderly|adults|men|women|children|pensioners)$",
    re.IGNORECASE,
)
COUNTED = {"smes": "enterprises", "msmes": "enterprises"}
PERSONS_SUBJECT = {
    "en": re.compile(r"\b(?:population|people|citizens|residents|users|netizens|persons|seniors)\b", re.IGNORECASE),
    "zh": re.compile(r"(?:人口|网民|用户|人数|人群|老年人|居民|人员|劳动力|消费者)"),
}
# Behind these the words only say where or by whom: "trips on ferries" are trips.
CIRCUMSTANCE = re.compile(r"\s(?:on|in|at|by|for|from|with|to|via|through|across|within|among|aboard)\s", re.IGNORECASE)
SUBJECT_NOUN = re.compile(r"\bnumber\sof\s(?P<noun>[^,;]{3,80})$|(?P<last>[A-Za-z-]{3,25})$", re.IGNORECASE)
STOP_WORDS = frozenset(
    [
        "a", "an", "the", "of", "in", "on", "for", "to", "by", "at", "from", "with", "and", "or", "but", "nor",
        "that", "which", "who", "whom", "whose", "while", "where", "when", "as", "if", "than", "into", "was",
        "were", "is", "are", "be", "been", "being", "has", "have", "had", "do", "does", "did", "will", "would",
        "shall", "should", "can", "could", "may", "might", "must", "year-on-year", "annually", "nationwide",
        "worldwide", "globally", "via", "per",
        "within", "across", "towards", "toward", "against", "amid", "versus", "throughout",
        "each", "over", "under", "above", "below", "between", "among",
        "through", "during", "since", "until", "before", "after", "this", "these", "those", "its", "their", "his",
        "her", "our", "your", "it", "they", "he", "she", "we", "i", "you", "more", "less", "higher", "lower", "up",
        "down", "compared", "according", "aged", "respectively", "so", "too", "also", "not", "about", "around",
    ]
)  # fmt: skip
IRREGULAR = frozenset(
    ["people", "men", "women", "children", "personnel", "staff", "households", "births", "deaths", "pieces"]
)
NOT_PLURAL = re.compile(
    r"(?:ss|us|is|ous|ics|'s|’s)$|^(?:sports|goods|as|has|was|its|this|less|plus|minus|sales)$", re.IGNORECASE
)
_TOKEN = re.compile(r"[\s-]?((?=[0-9]{0,3}[A-Za-z\"“])[A-Za-z0-9\"“][A-Za-z0-9'’\"”“/-]*)")


def counted_noun(text: str, start: int) -> tuple[int, str] | None:
    """Where the noun that an English number counts ends, and its head: "40,000 small shops in" counts shops.

    None where no plural noun follows in reach: then the number counts nothing.
    """
    position, head, end = start, None, start
    for _ in range(7):
        match = _TOKEN.match(text, position)
        if not match or (text[position] == "-" and head):
            break
        word = match[1]
        plain = word.strip("\"“”'’").lower()
        if plain in STOP_WORDS:
            break
        if plain in IRREGULAR or (plain.endswith("s") and len(plain) > 2 and not NOT_PLURAL.search(plain)):
            head, end = word.strip("\"“”'’"), match.end()
        elif head:
            break
        position = match.end()
    return (end, head) if head else None


def unit_of_counted(head: str) -> str:
    """The unit for a counted noun: people for persons, else the noun as it stands."""
    return "people" if PERSONS.match(head) else COUNTED.get(head.lower(), head.lower() if head.istitle() else head)
