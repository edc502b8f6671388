"""What the fields of record dumps and of front matter mean: a table of their names."""

from mappings.readers.article import Part, Version

TEXTS: dict[str, tuple[Version, Part]] = {
    **dict.fromkeys(
        ("title", "original_title", "title_cn", "title_zh", "title_original", "headline", "标题", "题名"),
        ("original", "title"),
    ),
    **dict.fromkeys(
        (
            *(
                "resulting_text",
                "text",
                "content",
                "body",
                "article",
                "full_text",
                "fulltext",
                "original",
                "original_text",
            ),
            *("original_content", "content_cn", "content_zh", "text_cn", "text_zh", "正文", "内容", "原文"),
        ),
        ("original", "body"),
    ),
    **dict.fromkeys(
        ("translated_title", "title_translated", "title_en", "english_title", "译题", "英文标题"),
        ("translation", "title"),
    ),
    **dict.fromkeys(
        (
            *("translated_content", "translated_text", "translated_body", "translation", "content_en", "text_en"),
            *("english_text", "english_content", "译文", "英文正文"),
        ),
        ("translation", "body"),
    ),
    **dict.fromkeys(
        ("english_summary", "summary", "abstract", "summary_en", "summary_cn", "summary_zh", "digest", "摘要", "概要"),
        ("summary", "body"),
    ),
}
ORDER_OF_BODIES = ("original", "translation", "summary")
CLUES = {
    **dict.fromkeys(("url", "link", "source_url", "page_url", "canonical_url", "permalink", "网址", "链接"), "url"),
    **dict.fromkeys(("author", "authors", "byline", "作者"), "author"),
    **dict.fromkeys(("publisher", "source", "site", "site_name", "sitename", "outlet", "来源", "媒体"), "publisher"),
    **dict.fromkeys(
        (
            *("published", "publish_date", "published_at", "published_date", "pub_date", "pubdate", "date_published"),
            *("publication_date", "issued", "发布时间", "发布日期", "发表时间"),
        ),
        "issued",
    ),
    **dict.fromkeys(("updated", "modified", "lastmod", "last_modified", "更新时间"), "updated"),
    **dict.fromkeys(
        (
            "crawled",
            "crawl_date",
            "crawled_at",
            "fetched",
            "fetched_at",
            "retrieved",
            "accessed",
            "scraped_at",
            "抓取时间",
        ),
        "crawled",
    ),
    **dict.fromkeys(("genre", "category", "类别"), "category"),
    "input_url": "requested_url",
    "returned_url": "archived_at",
    **dict.fromkeys(("archive_url", "archived_url", "wayback_url", "snapshot_url"), "archived_at"),
    "date": "date",  # of what, the reader of the format decides
    "日期": "date",
    **dict.fromkeys(("language", "lang", "语言"), "stated_language"),
    **dict.fromkeys(("html", "id", "tags", "keywords", "layout", "slug", "draft", "description", "关键词"), "other"),
}
MISSING = frozenset({"", "nan", "none", "null", "n/a", "na", "nat", "-", "无"})
