"""Saved pages as sites of six kinds lay them out, each with what a reader must find in it and what it must leave."""

from dataclasses import dataclass

EN = (
    "The county council agreed on Tuesday to open forty reading rooms, one in each of its villages.",
    "Each room will have a paid librarian, the council said, and stay open on two evenings a week.",
    "Ann Reed, who runs the library of Reedport, said the rooms were long overdue, and that more must follow.",
)
ZH = (
    "县政府日前印发通知，决定在全县每个村建立一座图书室，共计四十座。",
    "通知提出，每座图书室配备一名专职馆员，每周至少开放两个晚上。",
    "县图书馆馆长表示，建立图书室是群众多年的愿望，下一步还要增加藏书。",
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page, and what is right about it."""

    name: str
    html: str
    title: str
    body: tuple[str, ...]
    clues: frozenset[tuple[str, str]]
    encoding: str = "utf-8"


PAGES = (
    SavedPage(
        "news site with elements that name their parts",
        f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Forty reading rooms agreed - Port News</title>
<meta property="og:site_name" content="Port News">
<meta property="article:published_time" content="2024-05-02T17:30:00+08:00">
<link rel="canonical" href="https://news.example/rooms?id=1&amp;p=2">
<script>var n = "<p>The council, it said, fell.</p>";</script>
<style>p {{ color: red }}</style></head><body><header><a href="/">Port News</a></header>
<nav><ul><li><a href="/a">Home</a></li><li><a href="/b">Council, villages, and the lake</a></li></ul></nav>
<main><article><h1>Forty reading rooms agreed</h1><p class="meta">By Ada Bulrush</p>
<p>{EN[0]}</p><figure><img alt="A room"></figure><p>{EN[1]}</p><h2>Overdue</h2><p>{EN[2]}</p></article></main>
<aside class="related"><h3>Related</h3>
<p>The ferry will sail at night, the bureau said, from June on until the ice comes.</p></aside>
<footer>
<p>Copyright Port News, all rights reserved, no part may be copied without our consent.</p></footer></body></html>""",
        "Forty reading rooms agreed",
        (EN[0], EN[1], "Overdue", EN[2]),
        frozenset(
            {
                ("author", "Ada Bulrush"),
                ("publisher", "Port News"),
                ("issued", "2024-05-02"),
                ("stated_datetime", "2024-05-02T17:30:00+08:00"),
                ("url", "https://news.example/rooms?id=1&amp;p=2"),
                ("stated_language", "en"),
            }
        ),
    ),
    SavedPage(
        "ministry site of divs, in GBK",
        f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>关于建立村图书室的通知_湖边县政府网</title><meta name="ContentSource" content="湖边县政府办公室">
<meta name="PubDate" content="2024-05-02 08:30"></head><body>
<div class="top-nav"><a href="/">首页</a> | <a href="/zwgk">政务公开</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/tz">通知</a></div>
<div class="main"><div class="article-title">关于建立村图书室的通知</div>
<div class="info">来源：湖边县政府办公室　发布时间：2024-05-02 08:30　浏览次数：566　字号：大 中 小</div>
<div class="TRS_Editor"><p>　　{ZH[0]}</p><p>　　{ZH[1]}</p><p>　　{ZH[2]}</p></div>
<div>责任编辑：李明</div>
<div class="share">分享到：微信，微博，请扫一扫上面的二维码，把本文分享给您的朋友。</div></div>
<div class="footer">主办：湖边县政府，承办：县政府办公室，备案号：12345。</div></body></html>""",
        "关于建立村图书室的通知",
        ZH,
        frozenset(
            {
                ("publisher", "湖边县政府办公室"),
                ("issued", "2024-05-02"),
                ("stated_datetime", "2024-05-02T08:30:00"),
            }
        ),
        "gb18030",
    ),
    SavedPage(
        "old page of tables with line breaks",
        f"""<HTML><HEAD><TITLE>Reading rooms</TITLE></HEAD><BODY BGCOLOR=white><TABLE><TR><TD WIDTH=150>
<A HREF=a.htm>News</A><BR><A HREF=b.htm>Contact</A><BR><A HREF=c.htm>Search this site, or ask us</A></TD>
<TD><FONT SIZE=5><B>Reading rooms</B></FONT><BR>May 2, 2024<BR><BR>{EN[0]}<BR><BR>{EN[1]}<br/><br/>
{EN[2]}<P></TD></TR></TABLE></BODY></HTML>""",
        "Reading rooms",
        EN,
        frozenset({("issued", "2024-05-02")}),
    ),
    SavedPage(
        "soup: nothing is closed, entities, inline tags",
        f"""<div id=content><h1>Rooms &amp; readers<p>{EN[0].replace("council", "<b>coun<i>cil</i></b>")}
<p>{EN[1].replace(" ", "&nbsp;", 1)}
<p>{EN[2].replace(",", "&#44;", 1)}<div class=menu><li><a href=x>One<li><a href=y>Two</div>""",
        "Rooms & readers",
        EN,
        frozenset(),
    ),
    SavedPage(
        "blog with comments, saved by a browser",
        f"""<!DOCTYPE html>
<!-- saved from url=(0031)https://blog.example/2024/rooms -->
<html><head><title>On reading rooms | Ada's blog</title></head><body><div class="wrapper"><div class="post">
<h2 class="post-title">On reading rooms</h2><div class="post-content">
<p>{EN[0]}</p><p>{EN[1]}</p><p>{EN[2]}</p></div></div>
<div class="comments"><h3>Comments</h3><div class="comment">
<p>I could not agree more, said nobody ever about this one.</p></div>
<div class="comment"><p>First! And then again, who reads, and why in a room?</p></div></div></div></body></html>""",
        "On reading rooms",
        EN,
        frozenset({("url", "https://blog.example/2024/rooms")}),
    ),
    SavedPage(
        "portal whose paragraphs stand in two parts, date in linked data",
        f"""<!doctype html><html><head><title>村村有图书室|湖边新闻网</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2024-05-02"}}</script></head>
<body><div class="nav">首页 新闻 <a href="#">专题</a></div><h1>村村有图书室</h1><div id="article">
<div class="part"><p>{ZH[0]}</p></div><div class="ad">
<p>好房好价，湖边新城，欢迎来电咨询，先到先得。</p></div>
<div class="part"><p>{ZH[1]}</p><p>{ZH[2]}</p></div></div>
<div class="hot-list"><a href="#">渡船夜航，六月起开行，市民可乘</a></div></body></html>""",
        "村村有图书室",
        ZH,
        frozenset({("issued", "2024-05-02")}),
    ),
)
