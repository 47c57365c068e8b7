"""Web pages made articles: the report's text and what the page tells of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musnad.errors import IntakeError
from musnad.intake.charset import decode_page
from musnad.intake.html import Page, article_from_html
from musnad.intake.published import parse_day

FIRST = "أعلنت وزارة الري أن خزان الوادي سيمتلئ قبل نهاية الشهر، وأن القرى القريبة منه لن تتضرر."
SECOND = "وقال الوزير للصحفيين إن بلاده أبلغت جيرانها بالموعد، مضيفاً أن أحداً منهم لم يعترض على الخطة."
THIRD = "ونفى متحدث باسم الجارة الشمالية أن تكون حكومته قد تسلمت أي رسالة في هذا الشأن حتى الآن."
REPORT = "\n".join([FIRST, SECOND, THIRD])
TITLE = "الري: الخزان يمتلئ قبل نهاية الشهر"
BODY = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>"
URL = "https://www.news.example/report/17"


def read(page: str, *, url: str = URL) -> Page:
    return article_from_html(page.encode(), url=url)


# --- the text


@pytest.mark.parametrize(
    "page",
    [
        BODY,
        f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{BODY}</body></html>",
        f"<title>{TITLE}</title>{BODY}",
        f"<p>{FIRST}<p>{SECOND}<p>{THIRD}",
        f"<div>{FIRST}<br><br>{SECOND}<br>{THIRD}</div>",
        f"<table><tr><td><font>{FIRST}</font><tr><td>{SECOND}<tr><td>{THIRD}</table>",
        f"<article>\n <p>\t{FIRST.replace(' ', chr(10))}</p>  <p>{SECOND}</p><p><b>{THIRD[:9]}</b>{THIRD[9:]}</p>",
        f"<article><h1>{TITLE}</h1><div><p>{FIRST}</p><div><p>{SECOND}</p></div><p>{THIRD}</p></div></article>",
        f"<nav><a href=/>الرئيسية</a></nav>{BODY}<footer><p>{'جميع الحقوق محفوظة للصحيفة ' * 20}</p></footer>",
        f"{BODY}<div class=relatedPosts><p>{'خبر آخر لا صلة له بهذا ' * 30}</p></div>",
        f"{BODY}<ul>{'<li><a href=/x>عنوان خبر آخر من أخبار اليوم في المنطقة</a></li>' * 40}</ul>",
        f"{BODY[:-10]}<p><a href=/x>اقرأ أيضاً: الري تنفي تأجيل الخطة</a></p></article>",
        f"{BODY[:-10]}<h3>مواضيع ذات صلة</h3><ul><li><a href=/x>الري تنفي تأجيل الخطة</a></ul></article>",
        f"<script>var text = '<p>{'كلام ليس من الخبر ' * 99}</p>';</script>{BODY}",
        f"<style>p {{content: '{'كلام ' * 300}'}}</style>{BODY}<noscript>{'كلام ' * 300}</noscript>",
        f"<p hidden>{'كلام خفي ' * 99}</p><p style='display: none'>{'كلام خفي ' * 99}</p>{BODY}",
        f"<!-- {'كلام ' * 300} -->{BODY}",
        f"<div class='sidebar'>{BODY}</div>",  # class names that would leave nothing over are not believed
        f"<body class='has-sidebar'>{BODY}",
        f"{BODY}</div></div></article></body></html></p></span>",
        f"<div><b><i><span>{BODY}",
    ],
)
def test_the_report_is_found_paragraph_by_paragraph(page: str) -> None:
    assert read(page).article.text == REPORT


def test_no_character_of_the_text_is_altered() -> None:
    odd = f"\u202bقال\u00a0«المتحدّث»\u200f إنّ ٣٠٪ &amp; أكثر &#1610;&#x0645; {FIRST}\u202c"
    assert read(f"<p>{odd}</p><p>{SECOND}</p>").article.text.splitlines()[0] == odd.replace("&amp;", "&").replace("&#1610;&#x0645;", "يم")


# --- what the page tells


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", None),
        (f"<title>{TITLE}</title>", TITLE),
        (f"<title>{TITLE} | صحيفة الوادي</title><meta property=og:site_name content='صحيفة الوادي'>", TITLE),
        (f"<title>{TITLE} - صحيفة الوادي</title></head><h1>{TITLE}</h1>", TITLE),
        (f"<title>صحيفة الوادي</title><meta property=og:title content='{TITLE}'>", TITLE),
        (f"<title>{TITLE} - صحيفة الوادي</title></head><h1>\n<a href=/>{TITLE}</a> </h1>", TITLE),
        (f"<title>{'ع' * 600}</title>", None),
    ],
)
def test_the_title(head: str, title: str | None) -> None:
    assert read(head + BODY).article.title == title


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(fields, ensure_ascii=False)}</script>'


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("", "news.example"),
        ("<meta property=og:site_name content='صحيفة الوادي'>", "صحيفة الوادي"),
        (json_ld(datePublished="2024-05-06", publisher={"name": "صحيفة الوادي"}), "صحيفة الوادي"),
        (json_ld(datePublished="2024-05-06", publisher=["?"]), "news.example"),
    ],
)
def test_the_outlet(head: str, outlet: str) -> None:
    assert read(head + BODY).article.outlet == outlet


@pytest.mark.parametrize(
    ("head", "day", "by"),
    [
        ("", None, None),
        (json_ld(**{"@type": "NewsArticle", "datePublished": "2024-05-06T23:30:00+03:00"}), "2024-05-06", "JSON-LD datePublished"),
        (
            json_ld(**{"@graph": [{"@type": ["ReportageNewsArticle"], "datePublished": "2024-05-06"}]}),
            "2024-05-06",
            "JSON-LD datePublished",
        ),
        (json_ld(dateModified="2024-05-07"), None, None),
        (json_ld(datePublished=20240506), None, None),
        ("<script type=application/ld+json>{'broken</script>", None, None),
        (f"<script type=application/ld+json>{'[' * 100_000}</script>", None, None),
        ("<meta property=article:published_time content=2024-05-06T10:00>", "2024-05-06", "meta article:published_time"),
        ("<meta property=article:modified_time content=2024-05-06T10:00>", None, None),
        ("<meta property=article:published_time content=06/05/2024>", None, None),
        ("<meta property=article:published_time content=1970-01-01>", None, None),
        ("<meta property=article:published_time content=2024-13-40>", None, None),
        ("<time datetime=2024-05-06>أمس</time>", "2024-05-06", "time datetime"),
        ("<time datetime>أمس</time>", None, None),
    ],
)
def test_the_day_is_what_the_page_says(head: str, day: str | None, by: str | None) -> None:
    page = read(head + BODY)
    assert (page.article.published and str(page.article.published), page.published_by) == (day, by)


@pytest.mark.parametrize(
    ("path", "day"),
    [("2024/5/6/x", "2024-05-06"), ("2024-05-06", "2024-05-06"), ("2024/13/40/x", None), ("2024/05/x", None), ("x/20240506", None)],
)
def test_the_day_of_an_address(path: str, day: str | None) -> None:
    page = read(BODY, url=f"https://news.example/{path}")
    assert (page.article.published and str(page.article.published), page.published_by) == (day, day and "URL")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-08-06T10:00", "2025-08-06"),
        ("2025/8/6", "2025-08-06"),
        ("20250806", "2025-08-06"),
        ("06/08/2025", None),
        ("2025-08", None),
        ("", None),
    ],
)
def test_a_day_is_read_where_it_can_be_one_only(value: str, day: str | None) -> None:
    found = parse_day(value)
    assert (found and str(found)) == day


# --- encodings


@pytest.mark.parametrize(
    ("codec", "header", "meta", "encoding"),
    [
        ("utf-8", None, None, "UTF-8"),
        ("utf-8", "iso-8859-1", None, "UTF-8"),
        ("utf-8", "windows-1256", "windows-1256", "UTF-8"),
        ("utf-8-sig", None, None, "UTF-8"),
        ("utf-16", None, None, "UTF-16"),
        ("cp1256", "windows-1256", None, "Windows-1256"),
        ("cp1256", " Windows-1256 ", None, "Windows-1256"),
        ("cp1256", None, "windows-1256", "Windows-1256"),
        ("cp1256", "iso-8859-1", "windows-1256", "Windows-1256"),
        ("cp1256", "utf-8", "windows-1256", "Windows-1256"),
        ("cp1256", None, None, "Windows-1256"),
        ("cp1256", "no-such", "x" * 99, "Windows-1256"),
        ("iso8859-6", "iso-8859-6", None, "ISO-8859-6"),
        ("iso8859-6", None, "iso-8859-6", "ISO-8859-6"),
    ],
)
def test_the_encoding_of_a_page(codec: str, header: str | None, meta: str | None, encoding: str) -> None:
    page = (f'<meta charset="{meta}">' if meta else "") + BODY
    read = article_from_html(page.encode(codec), url=URL, charset=header)
    assert (read.encoding, read.article.text) == (encoding, REPORT)


def test_a_broken_byte_costs_its_character() -> None:
    data = BODY.encode().replace("الوادي".encode(), "الواد".encode() + b"\xd9", 1)
    assert decode_page(data, "utf-8").text == BODY.replace("الوادي", "الواد\ufffd", 1)


# --- what is no report


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("", "the page is empty"),
        (" \n", "the page is empty"),
        ("\ufeff", "the page is empty"),
        ("<!-- x -->", "not Arabic: it has no Arabic letter"),
        ("<p>", "not Arabic: it has no Arabic letter"),
        ("<html><body></body></html>", "not Arabic"),
        (f"<article><p>{'The minister said that the plan is ready. ' * 20}</p></article>", "not Arabic"),
        ("<p>مرحباً بكم</p>", "no article found"),
        (f"<ul>{'<li><a href=/x>عنوان خبر من أخبار اليوم في المنطقة</a></li>' * 50}</ul>", "no article found"),
        (f"<script>{REPORT}</script>", "not Arabic"),
        ("<div>" * 100_000 + BODY + "</div>" * 100_000, "more markup than a news page has"),
        ("<div>" * 100_000 + "</p>" * 500_000 + BODY, "more markup than a news page has"),
        ("<p>" * 1_000_000 + BODY, "more markup than a news page has"),
        ("<b>" * 1_000_000, "more markup than a news page has"),
    ],
)
def test_what_has_no_report_is_refused(page: str, told: str) -> None:
    with pytest.raises(IntakeError) as caught:
        read(page)
    assert told in caught.value.problem
    assert caught.value.hint


@pytest.mark.parametrize(
    "before",
    ["<" * 100_000, "<!--" * 100_000 + "-->", "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">", "&" * 100_000, "</x>" * 100_000],
)
def test_hostile_markup_before_a_report_costs_little(before: str) -> None:
    assert REPORT in read(f"{before}{BODY}").article.text


TAGS = "html head body title div p a ul li table td br h1 script style time meta main nav select svg template iframe".split()
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from([FIRST, "<!--", "-->", "<?", "<![CDATA[", "&#0;", "&#xd800;", "<", "\0", "\u202e", '<time datetime="2024-13-40">']),
    st.text(max_size=9),
)


@settings(max_examples=200)
@given(st.lists(PIECES, max_size=40).map("".join), st.binary(max_size=9), st.sampled_from([None, "utf-8", "windows-1256", "x"]))
def test_any_bytes_are_an_article_or_an_error_with_a_hint(page: str, end: bytes, charset: str | None) -> None:
    try:
        found = article_from_html(page.encode(errors="replace") + end, url=URL, charset=charset)
    except IntakeError as error:
        assert error.hint
    else:
        assert found.article.text.strip()
