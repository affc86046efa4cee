use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn rendered(text: &str) -> Rendered {
    let options = Options {
        first: 1,
        ..Options::body("x-")
    };
    render(text, &options)
}

/// The HTML with readable markers.
fn shown(rendered: &Rendered) -> String {
    resolve(&rendered.html, |marker, out| match marker {
        Marker::Ref(index) => {
            let found = &rendered.refs[index];
            out.push_str(found.attribute());
            out.push_str("=\"");
            escape::attribute(out, &found.target);
            if let Some(fragment) = &found.fragment {
                out.push('#');
                escape::attribute(out, fragment);
            }
            out.push('"');
        }
        Marker::Question(index) => out.push_str(&format!("[question {index}]")),
    })
}

fn html(text: &str) -> String {
    shown(&rendered(text))
}

/// The faults with the text that each stands for.
fn faults(text: &str) -> Vec<(FaultKind, &str)> {
    rendered(text)
        .faults
        .into_iter()
        .map(|fault| (fault.kind, &text[fault.span]))
        .collect()
}

fn removed(what: &str) -> FaultKind {
    FaultKind::RawHtmlRemoved {
        what: what.to_owned(),
    }
}

#[test]
fn markdown_becomes_html() {
    for (text, expected) in [
        ("", ""),
        (
            "a *b* **c** ~~d~~ `e<` f\\\ng",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code> f<br>\ng</p>\n",
        ),
        ("\"a\" -- b... & <", "<p>\"a\" -- b... &amp; &lt;</p>\n"),
        (
            "# A b\n\n## A b\n",
            "<h1 id=\"x-a-b\">A b</h1>\n<h2 id=\"x-a-b-2\">A b</h2>\n",
        ),
        (
            "# **É** `x`!\n\n# !\n",
            "<h1 id=\"x-é-x\"><strong>É</strong> <code>x</code>!</h1>\n<h1 id=\"x-section\">!</h1>\n",
        ),
        (
            "> a\n\n---\n",
            "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n",
        ),
        (
            "- a\n  - b\n- c\n",
            "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n",
        ),
        (
            "3. a\n\n4. b\n",
            "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n",
        ),
        (
            "- [ ] a\n- [x] b\n  - c\n",
            "<ul>\n<li class=\"cp-task\"><label><input type=\"checkbox\" disabled> a</label></li>\n\
             <li class=\"cp-task\"><label><input type=\"checkbox\" disabled checked> b</label>\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n",
        ),
        (
            "- [ ] a\n\n  b\n",
            "<ul>\n<li class=\"cp-task\">\n<p><label><input type=\"checkbox\" disabled> a</label></p>\n<p>b</p>\n</li>\n</ul>\n",
        ),
        (
            "```rust,x\na < b\n\tc\n```\n",
            "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b\n\tc\n</code></pre>\n",
        ),
        (
            "    a\r\n    b\r\n",
            "<pre tabindex=\"0\"><code>a\nb\n</code></pre>\n",
        ),
        (
            "## Who\n\na | b | c\n:-|:-:|-:\n1 | *2* | 3\n",
            "<h2 id=\"x-who\">Who</h2>\n<div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"Who\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\" class=\"cp-left\">a</th><th scope=\"col\" class=\"cp-center\">b</th><th scope=\"col\" class=\"cp-right\">c</th></tr>\n\
             </thead>\n<tbody>\n<tr><td class=\"cp-left\">1</td><td class=\"cp-center\"><em>2</em></td><td class=\"cp-right\">3</td></tr>\n\
             </tbody>\n</table>\n</div>\n",
        ),
        (
            "| | |\n|-|-|\n| a | b |\n",
            "<div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<tbody>\n\
             <tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>\n</div>\n",
        ),
        (
            "| | b |\n|:-|-|\n| a | 1 |\n\n| c |\n|-|\n| d |\n",
            "<div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<thead>\n\
             <tr><td class=\"cp-left\"></td><th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n\
             <tr><th scope=\"row\" class=\"cp-left\">a</th><td>1</td></tr>\n</tbody>\n</table>\n</div>\n\
             <div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"Table (2)\">\n<table>\n<thead>\n\
             <tr><th scope=\"col\">c</th></tr>\n</thead>\n<tbody>\n<tr><td>d</td></tr>\n</tbody>\n</table>\n</div>\n",
        ),
        (
            "[a](https://e.org/?q=\"é\"&r 't\"t') <mailto:a@b.c> <a@b.c> [t](tel:+44)",
            "<p><a href=\"https://e.org/?q=%22%C3%A9%22&amp;r\" rel=\"noopener noreferrer\" target=\"_blank\" class=\"cp-external\" \
             title=\"t&quot;t\">a</a> <a href=\"mailto:a@b.c\">mailto:a@b.c</a> <a href=\"mailto:a@b.c\">a@b.c</a> <a href=\"tel:+44\">t</a></p>\n",
        ),
        (
            "[a](//e.org/x)",
            "<p><a href=\"https://e.org/x\" rel=\"noopener noreferrer\" target=\"_blank\" class=\"cp-external\">a</a></p>\n",
        ),
        (
            "[a](b%20c.md#d \"e\")",
            "<p><a href=\"b c.md#d\" title=\"e\">a</a></p>\n",
        ),
        ("[a](lesson:b)", "<p><a href=\"lesson:b\">a</a></p>\n"),
        (
            "![a *b*](i.png \"c & d\")",
            "<figure class=\"cp-figure\"><img src=\"i.png\" alt=\"a b\" loading=\"lazy\"><figcaption>c &amp; d</figcaption></figure>\n",
        ),
        (
            "![](i.png \"decorative\")",
            "<figure class=\"cp-figure\"><img src=\"i.png\" alt=\"\" loading=\"lazy\"></figure>\n",
        ),
        (
            "a ![b](i.png \"c\")",
            "<p>a <img src=\"i.png\" alt=\"b\" loading=\"lazy\" title=\"c\"></p>\n",
        ),
        (
            "![b](i.png \"c\") a",
            "<p><img src=\"i.png\" alt=\"b\" loading=\"lazy\" title=\"c\"> a</p>\n",
        ),
        (
            "![a](i.png)\n![b](j.png)",
            "<p><img src=\"i.png\" alt=\"a\" loading=\"lazy\">\n<img src=\"j.png\" alt=\"b\" loading=\"lazy\"></p>\n",
        ),
        (
            "[![a](i.png)](b.md)",
            "<p><a href=\"b.md\"><img src=\"i.png\" alt=\"a\" loading=\"lazy\"></a></p>\n",
        ),
        (
            "![a ![b](c.png) d](i.png)!",
            "<p><img src=\"i.png\" alt=\"a b d\" loading=\"lazy\">!</p>\n",
        ),
        ("a\u{1}0\u{2}b&#1;0&#2;", "<p>a0b0</p>\n"),
        ("a <!-- b --> c\n\n<!-- d\n\ne -->\n", "<p>a  c</p>\n"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn callouts() {
    for (text, expected) in [
        (
            ":::note\na\n:::\nb",
            "<aside class=\"cp-callout cp-callout-note\" role=\"note\">\n<p class=\"cp-callout-title\">Note</p>\n<p>a</p>\n</aside>\n<p>b</p>\n",
        ),
        (
            "a\n:::tip Why <it> é matters\n- b\n:::\n",
            "<p>a</p>\n<aside class=\"cp-callout cp-callout-tip\" role=\"note\">\n<p class=\"cp-callout-title\">Why &lt;it&gt; é matters</p>\n\
             <ul>\n<li>b</li>\n</ul>\n</aside>\n",
        ),
        (
            "::: Warning\r\n:::example E\r\n> a\r\n:::\r\n:::\r\n",
            "<aside class=\"cp-callout cp-callout-warning\" role=\"note\">\n<p class=\"cp-callout-title\">Warning</p>\n\
             <aside class=\"cp-callout cp-callout-example\" role=\"note\">\n<p class=\"cp-callout-title\">E</p>\n\
             <blockquote>\n<p>a</p>\n</blockquote>\n</aside>\n</aside>\n",
        ),
        (
            ":::description\na\n:::note\nb\n:::\n:::\n:::description The <numbers>\nc\n:::\n",
            "<details class=\"cp-description\">\n<summary>Description</summary>\n<p>a</p>\n\
             <aside class=\"cp-callout cp-callout-note\" role=\"note\">\n<p class=\"cp-callout-title\">Note</p>\n<p>b</p>\n</aside>\n</details>\n\
             <details class=\"cp-description\">\n<summary>The &lt;numbers&gt;</summary>\n<p>c</p>\n</details>\n",
        ),
        (
            "```\n:::note é x\n:::\n```\n",
            "<pre tabindex=\"0\"><code>:::note é x\n:::\n</code></pre>\n",
        ),
        (
            "a\n     :::note b\n     c\n     :::\n",
            "<p>a\n:::note b\nc\n:::</p>\n",
        ),
        (
            "a ::: b\n\n:::!\n\n:::smile:::\n",
            "<p>a ::: b</p>\n<p>:::!</p>\n<p>:::smile:::</p>\n",
        ),
        (
            "- a\n\n  :::note\n  b\n  :::\n- c\n",
            "<ul>\n<li>\n<p>a</p>\n<aside class=\"cp-callout cp-callout-note\" role=\"note\">\n<p class=\"cp-callout-title\">Note</p>\n\
             <p>b</p>\n</aside>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n",
        ),
        (
            "> :::quote\n> a\n> :::\n",
            "<blockquote>\n<aside class=\"cp-callout cp-callout-quote\" role=\"note\">\n<p class=\"cp-callout-title\">Quote</p>\n\
             <p>a</p>\n</aside>\n</blockquote>\n",
        ),
        (
            ":::note\n| a |\n|---|\n| b |\n:::\nc",
            "<aside class=\"cp-callout cp-callout-note\" role=\"note\">\n<p class=\"cp-callout-title\">Note</p>\n\
             <div class=\"cp-table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">\n<table>\n<thead>\n<tr><th scope=\"col\">a</th></tr>\n</thead>\n\
             <tbody>\n<tr><td>b</td></tr>\n</tbody>\n</table>\n</div>\n</aside>\n<p>c</p>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
        assert_eq!(faults(text), [], "{text}");
    }
    assert!(html(":::note\n[a][l]\n:::\n\n[l]: b.md\n").contains("<a href=\"b.md\">a</a>"));
    assert_eq!(
        faults("é\n:::nota b\nc\n:::\n:::\n\n> :::tip\n\n:::note\nd"),
        [
            (
                FaultKind::UnknownCallout {
                    name: "nota".to_owned()
                },
                "nota"
            ),
            (FaultKind::UnopenedCallout, ":::"),
            (FaultKind::UnclosedCallout, ":::tip"),
            (FaultKind::UnclosedCallout, ":::note"),
        ]
    );
}

#[test]
fn footnotes_come_in_the_order_of_their_first_references() {
    let text = "a[^b] c[^A] d[^b]\n\n[^a]: one\n[^b]: two\n\n    three\n[^c]: four\n";
    assert_eq!(
        html(text),
        "<p>a<sup class=\"cp-footnote-ref\"><a href=\"#x-fn--1\" id=\"x-fnref--1\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup> \
         c<sup class=\"cp-footnote-ref\"><a href=\"#x-fn--2\" id=\"x-fnref--2\" role=\"doc-noteref\" aria-label=\"Footnote 2\">2</a></sup> \
         d<sup class=\"cp-footnote-ref\"><a href=\"#x-fn--1\" id=\"x-fnref--1-2\" role=\"doc-noteref\" aria-label=\"Footnote 1\">1</a></sup></p>\n\
         <section class=\"cp-footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n\
         <li id=\"x-fn--1\"><p>two</p>\n<p>three \
         <a href=\"#x-fnref--1\" class=\"cp-footnote-back\" role=\"doc-backlink\" aria-label=\"Back to reference 1\">\u{21a9}\u{fe0e}</a> \
         <a href=\"#x-fnref--1-2\" class=\"cp-footnote-back\" role=\"doc-backlink\" aria-label=\"Back to reference 1-2\">\u{21a9}\u{fe0e}<sup>2</sup></a></p></li>\n\
         <li id=\"x-fn--2\"><p>one \
         <a href=\"#x-fnref--2\" class=\"cp-footnote-back\" role=\"doc-backlink\" aria-label=\"Back to reference 2\">\u{21a9}\u{fe0e}</a></p></li>\n\
         </ol>\n</section>\n"
    );
    assert_eq!(
        faults(text),
        [(
            FaultKind::UnusedFootnote {
                name: "c".to_owned()
            },
            "[^c]: four\n"
        )]
    );
}

#[test]
fn questions_keep_their_place_and_their_text() {
    let text = "a\n\n```question\nid: q\nkind: choice\n```\n\n- b\n\n  ~~~question\n  id: r\n  kind: é\n  ~~~\n\n```question\n```\n";
    let rendered = rendered(text);
    assert_eq!(
        shown(&rendered),
        "<p>a</p>\n[question 0]\n<ul>\n<li>\n<p>b</p>\n[question 1]\n</li>\n</ul>\n[question 2]\n"
    );
    let contents: Vec<&str> = rendered
        .questions
        .iter()
        .map(|block| &text[block.content.clone()])
        .collect();
    assert_eq!(
        contents,
        ["id: q\nkind: choice\n", "  id: r\n  kind: é\n", ""]
    );
    assert_eq!(
        &text[rendered.questions[0].fence.clone()],
        "```question\nid: q\nkind: choice\n```"
    );
    assert_eq!(rendered.words, 2);
}

#[test]
fn headings_move_down_together() {
    let levels = |text: &str, options: &Options<'_>| {
        let rendered = render(text, options);
        let levels: Vec<u8> = rendered
            .headings
            .iter()
            .map(|heading| heading.level)
            .collect();
        for heading in &rendered.headings {
            let tag = format!(
                "<h{} id=\"{}\">{}</h{}>",
                heading.level, heading.id, heading.text, heading.level
            );
            assert!(rendered.html.contains(&tag), "{tag} in {}", rendered.html);
        }
        (levels, rendered.faults)
    };
    let body = Options::body("x-");
    assert_eq!(levels("## a\n### b\n", &body), (vec![2, 3], vec![]));
    assert_eq!(levels("# a\n- [ ] t\n\n## b\n###### c", &body).0, [2, 3, 6]);
    assert_eq!(
        levels(
            "# a\n## b\n",
            &Options {
                shift: 1,
                first: 1,
                ..body
            }
        )
        .0,
        [2, 3]
    );
    let (found, skipped) = levels("## a\n\n#### b\n", &body);
    assert_eq!(found, [2, 4]);
    assert_eq!(
        skipped,
        [Fault {
            kind: FaultKind::HeadingSkip { from: 2, to: 4 },
            span: 6..13
        }]
    );
    assert_eq!(levels("### a", &body).1.len(), 1);
}

#[test]
fn anchors_know_the_ids_of_their_text() {
    let text = "[a](#why-it) [b](#no) [c](#Raw) [d](other.md#e%20f)\n\n# Why it\n\n<span id=\"Raw\">x</span>\n";
    let found: Vec<_> = rendered(text)
        .refs
        .into_iter()
        .map(|found| (found.kind, found.target, found.fragment.unwrap_or_default()))
        .collect();
    let anchor = |found| RefKind::Anchor { found };
    assert_eq!(
        found,
        [
            (anchor(true), String::new(), "x-why-it".to_owned()),
            (anchor(false), String::new(), "no".to_owned()),
            (anchor(true), String::new(), "x-Raw".to_owned()),
            (RefKind::Link, "other.md".to_owned(), "e f".to_owned()),
        ]
    );
}

#[test]
fn single_paragraphs_are_unwrapped() {
    let inline = |text: &str| shown(&render(text, &Options::inline("x-")));
    assert_eq!(inline("a *b*\n"), "a <em>b</em>");
    assert_eq!(inline("a\n\nb"), "<p>a</p>\n<p>b</p>\n");
    assert_eq!(inline("- a"), "<ul>\n<li>a</li>\n</ul>\n");
    assert_eq!(
        inline("![a](b.png \"c\")"),
        "<img src=\"b.png\" alt=\"a\" loading=\"lazy\"> <span class=\"cp-caption\">c</span>"
    );
    assert_eq!(inline("<b>a</b>"), "<b>a</b>");
}

#[test]
fn faults_stand_where_the_text_is_wrong() {
    let url = |url: &str| FaultKind::ForbiddenScheme {
        url: url.to_owned(),
    };
    let image = |src: &str| FaultKind::MissingAlt {
        src: src.to_owned(),
    };
    for (text, expected) in [
        ("é ![](i.png) b", (image("i.png"), "![](i.png)")),
        (
            "é [a](javascript:alert(1)) b",
            (url("javascript:alert(1)"), "[a](javascript:alert(1))"),
        ),
        (
            "![a](data:image/png;base64,AA)",
            (
                url("data:image/png;base64,AA"),
                "![a](data:image/png;base64,AA)",
            ),
        ),
        ("é [](a.md)", (FaultKind::EmptyLink, "[](a.md)")),
        ("é [a]()", (FaultKind::EmptyTarget, "[a]()")),
        ("a\u{3}\u{4}b", (FaultKind::ControlCharacter, "\u{3}\u{4}")),
        (
            "a\n\n| | |\n|-|-|\n| a | b |\n",
            (FaultKind::HeaderlessTable, "| | |\n"),
        ),
        (
            "é <b onclick=\"x\">y</b>",
            (removed("attribute onclick"), "onclick=\"x\""),
        ),
        (
            "é\n\n<div>\n<p style='x'>y\n</div>",
            (removed("attribute style"), "style='x'"),
        ),
        (
            "> <div>\n> <b STYLE=x>y</b></div>",
            (removed("attribute style"), "STYLE=x"),
        ),
        (
            "<script>\nx\n\ny</script>\n",
            (removed("<script>"), "<script>"),
        ),
        (
            "<a href=\" java&#115;cript:x\">y</a>",
            (removed("javascript: link"), "href=\" java&#115;cript:x\""),
        ),
        (
            "<div>\n\na",
            (
                FaultKind::UnclosedElement {
                    name: "div".to_owned(),
                },
                "<div>",
            ),
        ),
        ("<img src=a.png>", (image("a.png"), "<img src=a.png>")),
        (
            "<table><tr><td>a</td></tr></table>",
            (FaultKind::HeaderlessTable, "<table>"),
        ),
    ] {
        assert_eq!(faults(text), [expected], "{text:?}");
    }
}

#[test]
fn raw_html_keeps_what_is_harmless() {
    for (text, expected) in [
        (
            "a <span lang=\"cy\" dir=\"ltr\">b</span>",
            "<p>a <span lang=\"cy\" dir=\"ltr\">b</span></p>\n",
        ),
        ("H<sub>2</sub>O<br/>x", "<p>H<sub>2</sub>O<br>x</p>\n"),
        (
            "<details open>\n<summary>a &eacute; <</summary>\n\n*b*\n\n</details>\n",
            "<details open=\"\">\n<summary>a é &lt;</summary>\n<p><em>b</em></p>\n</details>\n",
        ),
        (
            "<a class='mine cp-question' href=\"https://e.org/&amp;\">a</a> <a href=b.md>b</a>",
            "<p><a href=\"https://e.org/&amp;\" rel=\"noopener noreferrer\" target=\"_blank\" class=\"cp-external mine\">a</a> <a href=\"b.md\">b</a></p>\n",
        ),
        (
            "<video src=\"a%20b.mp4\" poster=p.jpg controls><track src=c.vtt kind=captions></video>\n",
            "<p><video src=\"a b.mp4\" poster=\"p.jpg\" controls=\"\"><track src=\"c.vtt\" kind=\"captions\"></video></p>\n",
        ),
        ("<b>a", "<p><b>a</b></p><b>\n</b>"),
        ("a</div>b</aside>", "<p>ab</p>\n"),
        ("a <foo>b</foo> <form>c</form>", "<p>a b c</p>\n"),
        ("x <script>alert(1)</script> y", "<p>x  y</p>\n"),
        ("<h1 id=a>b</h1>", "<h1 id=\"x-a\">b</h1>"),
        (
            "<b title=\"a&quot;b\">c\u{a0}&nbsp;</b>",
            "<p><b title=\"a&quot;b\">c\u{a0}\u{a0}</b></p>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    let rendered = rendered("<img src=\"a.png\" alt=\"b\" width=3>");
    let kind = RefKind::Image {
        alt: "b".to_owned(),
        decorative: false,
        sized: true,
    };
    assert_eq!(rendered.refs[0].kind, kind);
}

#[test]
fn our_own_markup_survives_beside_raw_html() {
    let text = "# A\n\n:::note T\n- [x] a[^1] [e](https://e.org \"t\") [l](b.md) ![i](i.png)\n:::\n\n| a |\n|:-:|\n| b |\n\n\
                ![f](f.png \"c\")\n\n```rust\nx\n```\n\n```question\nid: q\n```\n\n~~d~~ 1 < 2\n\n3. c\n\n[^1]: n\n";
    let plain = html(text);
    let beside = html(&format!("{text}\n<i>z</i>\n"));
    let expected = plain
        .replace("<section", "<p><i>z</i></p>\n<section")
        .replace(" disabled checked>", " disabled=\"\" checked=\"\">");
    assert_eq!(beside, expected);
}

/// Every tag of the HTML with its attributes; panics when one is not written as we write them.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let name = after
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '/'))
            .expect("a tag ends");
        let (name, mut inside) = after.split_at(name);
        assert!(!name.trim_matches('/').is_empty(), "a bare < in {html}");
        let mut attributes = Vec::new();
        while let Some(next) = inside.strip_prefix(' ') {
            let end = next.find(['=', '>', ' ']).expect("an attribute ends");
            let (attribute, behind) = next.split_at(end);
            assert!(
                attribute
                    .bytes()
                    .all(|b| b.is_ascii_alphabetic() || b == b'-'),
                "{attribute:?} in {html}"
            );
            let mut value = "";
            inside = behind;
            if let Some(quoted) = behind.strip_prefix("=\"") {
                let end = quoted.find('"').expect("a value ends");
                (value, inside) = (&quoted[..end], &quoted[end + 1..]);
            }
            if !attribute.is_empty() {
                attributes.push((attribute.to_owned(), value.to_owned()));
            }
        }
        rest = inside
            .strip_prefix('>')
            .unwrap_or_else(|| panic!("a tag of {html} does not end at {inside}"));
        tags.push((name.to_owned(), attributes));
    }
    tags
}

/// Panics when the HTML is not balanced or holds what no page may have.
fn assert_safe(text: &str, rendered: &Rendered) {
    let html = shown(rendered);
    let void = ["br", "col", "hr", "img", "input", "source", "track", "wbr"];
    let mut open: Vec<String> = Vec::new();
    for (name, attributes) in tags(&html) {
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{text:?} became {html}");
            continue;
        }
        let known = allowed::KEPT.iter().any(|(kept, _)| *kept == name)
            || ["input", "label"].contains(&name.as_str());
        assert!(known, "<{name}>: {text:?} became {html}");
        for (attribute, value) in attributes {
            assert!(
                !attribute.starts_with("on"),
                "{attribute}: {text:?} became {html}"
            );
            assert!(
                !["style", "srcdoc", "action", "formaction", "srcset"]
                    .contains(&attribute.as_str()),
                "{html}"
            );
            if matches!(attribute.as_str(), "href" | "src" | "poster") {
                let scheme = links::scheme(&value.replace("&#39;", "'").replace("&amp;", "&"));
                let allowed = [
                    None,
                    Some("http"),
                    Some("https"),
                    Some("mailto"),
                    Some("tel"),
                    Some("lesson"),
                ];
                assert!(
                    allowed.contains(&scheme.as_deref()),
                    "{value}: {text:?} became {html}"
                );
            }
        }
        if !void.contains(&name.as_str()) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}: {text:?} became {html}");
    assert!(
        !html.contains(|c: char| c < ' ' && !matches!(c, '\t' | '\n')),
        "{html:?}"
    );
    let spans = rendered
        .faults
        .iter()
        .map(|fault| &fault.span)
        .chain(rendered.refs.iter().map(|found| &found.span))
        .chain(rendered.headings.iter().map(|heading| &heading.span))
        .chain(
            rendered
                .questions
                .iter()
                .flat_map(|block| [&block.fence, &block.content]),
        );
    for span in spans {
        assert!(text.get(span.clone()).is_some(), "{span:?} of {text:?}");
    }
}

#[test]
fn attacks_fail() {
    let attacks = [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//e.org/x.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<script/src=data:,alert(1)>",
        "<script\n>alert(1)</script\n>",
        "<<script>alert(1);//<</script>",
        "<script <b>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror\n=\nalert(1)//",
        "<img/src=x/onerror=alert(1)>",
        "<img src='x'onerror='alert(1)'>",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<img src=\"x` `<script>alert(1)</script>\"` `>",
        "<IMG SRC=\"javascript:alert('XSS');\">",
        "<IMG SRC=JaVaScRiPt:alert(1)>",
        "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
        "<IMG SRC=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105&#0000112&#0000116&#0000058alert(1)>",
        "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61lert(1)>",
        "<a href=\"jav\tascript:alert(1)\">x</a>",
        "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
        "<a href=\"jav&Tab;ascript:alert(1)\">x</a>",
        "<a href=\"jav&NewLine;ascript&colon;alert(1)\">x</a>",
        "<a href=\"jav\nascript:alert(1)\">x</a>",
        "<a href=\" &#14; javascript:alert(1)\">x</a>",
        "<a href=\"\u{1}javascript:alert(1)\">x</a>",
        "<a href=javascript&colon;alert(1)>x</a>",
        "<a href='vbscript:x'>x</a>",
        "<a href=data:text/html;base64,PHNjcmlwdD4=>x</a>",
        "<a href=ok href=javascript:x>x</a>",
        "<a href=javascript%3Aalert(1)>x</a>",
        "<a id=x onclick=alert(1) href=#>x</a>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert(1)//",
        "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
        "<svg><animate onbegin=alert(1) attributeName=x></svg>",
        "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<style>@import 'https://e.org/x.css';</style>",
        "<style><img src=\"</style><img src=x onerror=alert(1)//\">",
        "<div style=\"background:url(javascript:alert(1))\">x</div>",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<object data=javascript:alert(1)></object>",
        "<embed src=javascript:alert(1)>",
        "<base href=javascript://>",
        "<link rel=stylesheet href=javascript:alert(1)>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<body onload=alert(1)>",
        "<input onfocus=alert(1) autofocus>",
        "<select onfocus=alert(1)><option>x</select>",
        "<textarea onfocus=alert(1)>x</textarea><script>y</script>",
        "<form action=javascript:alert(1)><button formaction=javascript:x>x</button></form>",
        "<details open ontoggle=alert(1)>x</details>",
        "<video><source onerror=alert(1)></video>",
        "<video poster=javascript:alert(1)//></video>",
        "<audio src=x onerror=alert(1)>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<table background=javascript:alert(1)><tr><td>x</table>",
        "<blockquote cite=javascript:x>y</blockquote>",
        "<template><script>alert(1)</script></template>",
        "<plaintext><script>",
        "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>",
        "<title><script>x</title></script>",
        "<!--><script>alert(1)</script>-->",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version=\"1.0\"?><script>x</script>",
        "<!DOCTYPE html><script>x</script>",
        "<a href=\"https://e.org/\" onmouseover\u{c}=alert(1)>x</a>",
        "<b\u{0}onclick=x>y</b>",
        "<div class=\"cp-data\" data-question=x cp-ref=\"\u{1}0\u{2}\">x</div>",
        "<label for=x>y</label><input type=text>",
        "<b title='\"onmouseover=alert(1) x=\"'>x</b>",
        "<b title=&quot;onmouseover=alert(1)>x</b>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](  javascript:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](&#106;avascript:alert(1))",
        "[a](java&#10;script:alert(1))",
        "[a](java&Tab;script:alert(1))",
        "[a](java&#1;script:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](j\\a\\v\\a\\s\\c\\r\\i\\p\\t\\:alert(1))",
        "[a](javascript%3Aalert(1))",
        "[a](vbscript:x) [b](data:text/html,x) [c](file:///etc/passwd) [d](blob:x) [e](C:\\x)",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "![a](javascript:alert(1))",
        "![a\" onerror=\"alert(1)](x)",
        "![a](x\"onerror=\"alert(1))",
        "![a](x \"b\\\" onerror=alert(1)\")",
        "[a](https://e.org \"b\\\" onclick=alert(1)\")",
        "[a](https://e.org/\"onclick=\"alert(1))",
        "[a](https://e.org/'onclick='x)",
        "# a\" onclick=\"b",
        "# <script>a</script>",
        "# a\n\n<b>x</b>\n\n| a |\n|-|\n",
        "# \"><script>\n\n| a |\n|-|\n",
        "```\"><script>alert(1)</script>\nx\n```",
        "```x\" onclick=\"y\nx\n```\n<b>z</b>",
        ":::note <script>alert(1)</script>\nx\n:::",
        ":::\"><script>\nx\n:::",
        "a[^\"><script>]\n\n[^\"><script>]: b",
        "<b>\n\n```question\nid: <script>\n```\n",
        "<p><a href=x><a href=y>z</p>",
        "<table><b>[a](b.md)<tr>![c](d.png)",
        "<ruby><rt><table><td><li><p></ruby><i>",
        "<pre>\n\n<b></pre>",
        "<a>\n\n[b](c.md)\n\n</a>",
        "</p></div></article>x",
        "<dl><dt>a<dd>b<dt>c</dl>",
        "<br></br></p><hr/></hr>",
    ];
    for attack in attacks {
        for text in [
            attack.to_owned(),
            format!("a {attack} b\n\nc"),
            format!("> - {attack}\n>\n> x"),
            format!("<div>\n{attack}\n</div>\n\n**c**"),
            format!("| a |\n|-|\n| {attack} |\n"),
            format!(":::tip\n{attack}\n:::\n<i>x</i>"),
        ] {
            for options in [Options::body("x-"), Options::inline("")] {
                let rendered = render(&text, &options);
                assert_safe(&text, &rendered);
            }
        }
    }
    for attack in attacks
        .iter()
        .filter(|attack| attack.starts_with("<script") || attack.contains(" on"))
    {
        assert!(!html(attack).contains("<script"), "{attack}");
    }
}

#[test]
fn markers_cannot_be_forged() {
    for text in [
        "\u{1}0\u{2}",
        "&#1;q0&#2;",
        "<b title='\u{1}0\u{2}'>x</b>",
        "<b title='&#1;0&#2;'>x\u{1}q0\u{2}</b>",
    ] {
        let rendered = rendered(text);
        resolve(&rendered.html, |marker, _| {
            panic!("{marker:?} in {:?}", rendered.html)
        });
    }
}

#[test]
fn hostile_texts_take_no_long_time() {
    let many = |text: &str, times: usize| text.repeat(times);
    for text in [
        many(">", 10_000),
        format!("{}\n\n<b>x</b>", many("> ", 10_000)),
        many("[", 100_000),
        many("![", 100_000),
        many("[a](", 50_000),
        many("*", 100_000),
        many("*a ", 100_000),
        format!("{}a{}", many("**", 50_000), many("**", 50_000)),
        format!(
            "<i>x</i>{}a{}",
            many("*b **c ", 20_000),
            many("c** b*", 20_000)
        ),
        many("- ", 10_000),
        many("<b>", 50_000),
        format!("{}\n\n{}", many("<b>", 50_000), many("a\n\n", 20_000)),
        many("<div>", 50_000),
        many("<a ", 50_000),
        many("<!--", 50_000),
        many("</", 50_000),
        many("<script>", 50_000),
        many("a<script>b ", 20_000),
        many("`", 100_000),
        many(":::note\n", 50_000),
        many(":::", 100_000),
        many("\n>:::note", 20_000),
        many("# a\n", 50_000),
        format!("{}\n\n[^1]: b", many("[^1] ", 50_000)),
        format!(
            "<b {}>",
            (0..50_000).map(|n| format!("a{n} ")).collect::<String>()
        ),
        (0..20_000)
            .map(|n| format!("[^{n}]: [^{n}]\n\n"))
            .collect::<String>(),
    ] {
        let start = Instant::now();
        let rendered = rendered(&text);
        let took = start.elapsed();
        let head: String = text.chars().take(30).collect();
        assert!(took < Duration::from_secs(20), "{took:?} for {head:?}");
        assert!(rendered.html.len() < 400 * text.len() + 1000);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "- [x] ",
            "  ",
            "    ",
            "# ",
            "### ",
            ":::note\n",
            ":::tip é\n",
            "\n:::\n",
            "```\n",
            "```question\n",
            "~~~",
            "`",
            "*",
            "**",
            "_",
            "~~",
            "[",
            "](",
            "](a.md)",
            ")",
            "![",
            "[^1]",
            "[^1]: ",
            "|",
            "|-|-|\n",
            "| a | b |\n",
            "<b>",
            "</b>",
            "<div ",
            ">",
            "<",
            "</div>",
            "<script>",
            "</script>",
            "<a href=",
            "javascript:",
            "\"",
            "'",
            " onclick=x",
            "<img src=x",
            "<table>",
            "<td>",
            "</table>",
            "<p>",
            "<!--",
            "-->",
            "<?",
            "<![CDATA[",
            "&",
            "&#1;",
            "&lt;",
            "\u{1}",
            "0\u{2}",
            "\r\n",
            "\t",
            "é",
            "日本",
            "\\",
            "---",
            "===",
            "<details>",
            "<li>",
            "</ul>",
            "<style>",
            "<svg>",
            "<h1>",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,6}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_becomes_safe_html(text in pieces()) {
        assert_safe(&text, &render(&text, &Options::body("x-")));
        assert_safe(&text, &render(&text, &Options::inline("")));
    }
}

#[test]
fn words_are_counted() {
    let words = |text: &str| rendered(text).words;
    assert_eq!(words("# A b\n\nc *d*e `f g`\n- h\n- i"), 8);
    assert_eq!(words(":::note Why it\na\n:::"), 3);
    assert_eq!(words("日本語日本語"), 4);
}
