//! The author's style sheet: read token by token, so that it can be packaged in the cascade layer `course`, refers to
//! nothing outside the package, and leaves the last word to the learner.

use std::ops::Range;
use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::course::FileRef;
use crate::definition::{join, outside};
use crate::finding::{Finding, Findings, Source, code};
use crate::markdown::decode;

/// A style sheet that was understood.
#[derive(Debug)]
pub(crate) struct Sheet {
    source: Arc<Source>,
    /// What is not taken over as it is, in the order of the text.
    edits: Vec<(Range<usize>, Edit)>,
    /// The pictures that it refers to.
    pub(crate) files: Vec<FileRef>,
}

#[derive(Debug)]
enum Edit {
    /// Is left out.
    Drop,
    /// Goes before everything else.
    First,
    /// The address of a file of the course.
    File(usize, Written),
}

/// How an address is written.
#[derive(Debug, Clone, Copy)]
enum Written {
    /// `url(ward.png)`
    Bare,
    /// `"ward.png"` within a function
    Quoted,
}

impl Sheet {
    /// The sheet in the layer `course`; `name` gives the address of a file, seen from the sheet.
    pub(crate) fn layered(&self, name: impl Fn(&str) -> String) -> String {
        let text = self.source.text.as_str();
        let mut first = String::new();
        let mut rest = String::with_capacity(text.len() + 100);
        let mut done = 0;
        for (span, edit) in &self.edits {
            rest.push_str(&text[done..span.start]);
            done = span.end;
            match edit {
                Edit::Drop => {}
                Edit::First => {
                    first.push_str(&text[span.clone()]);
                    first.push('\n');
                }
                Edit::File(at, written) => {
                    let name = name(&self.files[*at].path);
                    rest.push_str(&match written {
                        Written::Bare => format!("url(\"{name}\")"),
                        Written::Quoted => format!("\"{name}\""),
                    });
                }
            }
        }
        rest.push_str(&text[done..]);
        format!("{first}@layer course {{\n{rest}\n}}\n")
    }
}

/// Reads a style sheet of the course, whose path is `path`.
pub(super) fn read(source: &Arc<Source>, path: &str, findings: &mut Findings) -> Sheet {
    // The brace that will close the layer: where it is not seen to close what is around the whole sheet, the sheet
    // does not end where it should.
    let text = format!("{}\n}}", source.text);
    let mut reader = Reader {
        sheet: Sheet {
            source: Arc::clone(source),
            edits: Vec::new(),
            files: Vec::new(),
        },
        path,
        last: source.text.len() + 1,
        ended: false,
        broken: false,
        ruled: false,
        findings,
    };
    reader.block(&mut Parser::new(&text), &Around::default());
    if !reader.ended {
        reader.fault(
            0..0,
            "the style sheet does not end where it should",
            "close what is open at its end",
        );
    }
    reader.sheet
}

/// What a token stands in.
#[derive(Debug, Default, Clone)]
struct Around {
    depth: usize,
    /// What has to close it.
    closer: Option<char>,
    /// The name of the function, in lower case.
    function: Option<String>,
    font_face: bool,
}

struct Reader<'r> {
    sheet: Sheet,
    path: &'r str,
    /// Where the brace stands that was added.
    last: usize,
    /// Whether it was seen where it should be.
    ended: bool,
    /// Whether something was said about how the sheet is written: what follows may be a consequence.
    broken: bool,
    /// Whether a rule was seen, after which `@namespace` means nothing.
    ruled: bool,
    findings: &'r mut Findings,
}

impl Reader<'_> {
    fn block(&mut self, parser: &mut Parser<'_>, around: &Around) {
        let mut bang = None;
        let mut font_face = false;
        loop {
            let start = parser.position().byte_index();
            let Ok(token) = parser.next_including_whitespace_and_comments() else {
                return;
            };
            let token = token.clone();
            let span = start..parser.position().byte_index();
            let was = bang;
            match &token {
                Token::WhiteSpace(_) => continue,
                Token::Comment(_) => {
                    if span.end > self.last {
                        self.fault(
                            start..start + 2,
                            "the comment does not end",
                            "write `*/` at its end",
                        );
                    }
                    continue;
                }
                _ => bang = None,
            }
            let top = around.depth == 0;
            match &token {
                Token::AtKeyword(name) if top && name.eq_ignore_ascii_case("charset") => {
                    let span = self.statement(parser, start);
                    self.sheet.edits.push((span, Edit::Drop));
                    continue;
                }
                Token::AtKeyword(name) if top && name.eq_ignore_ascii_case("namespace") => {
                    let span = self.statement(parser, start);
                    let edit = if self.ruled { Edit::Drop } else { Edit::First };
                    self.sheet.edits.push((span, edit));
                    continue;
                }
                Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                    self.statement(parser, start);
                    self.findings.push(
                        Finding::new(&code::STYLE_REFERENCE, "the style sheet imports another")
                            .at(self.sheet.source.place(span))
                            .help("write everything into this one file; only it is packaged"),
                    );
                }
                Token::AtKeyword(name) => font_face = name.eq_ignore_ascii_case("font-face"),
                Token::CDO | Token::CDC if top => {
                    self.sheet.edits.push((span, Edit::Drop));
                    continue;
                }
                Token::Delim('!') => bang = Some(start),
                Token::Ident(name) if name.eq_ignore_ascii_case("important") => {
                    if let Some(start) = was {
                        self.important(start..span.end);
                    }
                }
                Token::UnquotedUrl(url) => {
                    self.address(url, span, Written::Bare, around);
                }
                Token::QuotedString(text) if around.function.as_deref().is_some_and(fetches) => {
                    self.address(text, span, Written::Quoted, around);
                }
                Token::BadUrl(_) => self.fault(
                    span,
                    "the address does not end",
                    "write it in quotes: `url(\"…\")`",
                ),
                Token::BadString(_) => {
                    self.fault(
                        span.start..span.start + 1,
                        "the text in quotes does not end on its line",
                        "close the quotes",
                    );
                }
                Token::CloseCurlyBracket if top && start == self.last => self.ended = true,
                Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                    let found = self.sheet.source.text.get(span.clone()).unwrap_or("}");
                    match around.closer {
                        Some(closer) => self.fault(
                            span,
                            &format!("`{found}` stands where `{closer}` is missing"),
                            &format!("write `{closer}` before it"),
                        ),
                        None => self.fault(span, &format!("`{found}` closes nothing"), "remove it"),
                    }
                }
                Token::CurlyBracketBlock
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::Function(_) => {
                    let inner = Around {
                        depth: around.depth + 1,
                        closer: Some(match token {
                            Token::CurlyBracketBlock => '}',
                            Token::SquareBracketBlock => ']',
                            _ => ')',
                        }),
                        function: match &token {
                            Token::Function(name) => Some(name.to_ascii_lowercase()),
                            _ => None,
                        },
                        font_face: around.font_face || font_face,
                    };
                    let read: Result<(), ParseError<()>> = parser.parse_nested_block(|parser| {
                        self.block(parser, &inner);
                        Ok(())
                    });
                    if read.is_err() {
                        self.fault(
                            span,
                            "blocks nest too deep here",
                            "write it with fewer blocks in each other",
                        );
                    } else if parser.position().byte_index() > self.last {
                        let closer = inner.closer.unwrap_or('}');
                        self.fault(
                            span,
                            &format!("what opens here is not closed: `{closer}` is missing"),
                            &format!("write `{closer}` where it ends"),
                        );
                    }
                    if matches!(token, Token::CurlyBracketBlock) {
                        font_face = false;
                    }
                }
                Token::Semicolon => font_face = false,
                _ => {}
            }
            self.ruled |= top;
        }
    }

    /// Where a statement such as `@charset "utf-8";` ends that begins at `start`.
    fn statement(&mut self, parser: &mut Parser<'_>, start: usize) -> Range<usize> {
        loop {
            let before = parser.position().byte_index();
            match parser.next_including_whitespace_and_comments() {
                Ok(Token::Semicolon) => return start..parser.position().byte_index(),
                Ok(
                    Token::CurlyBracketBlock
                    | Token::CloseCurlyBracket
                    | Token::BadString(_)
                    | Token::BadUrl(_),
                )
                | Err(_) => {
                    self.fault(
                        start..before,
                        "the rule does not end",
                        "write `;` at its end",
                    );
                    return start..before.min(self.last - 1);
                }
                Ok(_) => {}
            }
        }
    }

    /// Everything of the learner's has to win, and `!important` turns the order of layers around.
    fn important(&mut self, span: Range<usize>) {
        self.findings.push(
            Finding::new(&code::STYLE_IMPORTANT, "`!important` is left out")
                .at(self.sheet.source.place(span.clone()))
                .help("remove it: the rules of the course win over the player's without it"),
        );
        self.sheet.edits.push((span, Edit::Drop));
    }

    fn address(&mut self, url: &str, span: Range<usize>, written: Written, around: &Around) {
        // As browsers read it: control characters do not count, `\` is `/`.
        let url: String = url.chars().filter(|c| !c.is_control()).collect();
        let url = url.trim().replace('\\', "/");
        if url.is_empty() || url.starts_with('#') {
            return;
        }
        let scheme = url
            .split_once(':')
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let scheme = scheme.filter(|scheme| !scheme.contains(['/', '?', '#']));
        if scheme.as_deref() == Some("data") {
            return;
        }
        let place = self.sheet.source.place(span.clone());
        let shown: String = url.chars().take(80).collect();
        if scheme.is_some() || url.starts_with("//") {
            self.findings.push(
                Finding::new(
                    &code::REMOTE_MEDIA,
                    format!("`{shown}` is not in the course's folder"),
                )
                .at(place)
                .help("copy the file into the folder: a package must work without the web"),
            );
            return;
        }
        let end = url.find(['?', '#']).unwrap_or(url.len());
        let path = decode(&url[..end]);
        let ending = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        if around.font_face || ["woff2", "woff", "ttf", "otf", "eot"].contains(&ending.as_str()) {
            self.findings.push(
                Finding::new(
                    &code::STYLE_REFERENCE,
                    "the style sheet brings a font of its own",
                )
                .at(place)
                .help("name the font in the course, under `theme: {fonts: …}`, with its license"),
            );
            return;
        }
        match join(self.path, &path) {
            Ok(path) => {
                let known = self.sheet.files.iter().position(|file| file.path == path);
                let at = known.unwrap_or_else(|| {
                    self.sheet.files.push(FileRef { path, place });
                    self.sheet.files.len() - 1
                });
                self.sheet.edits.push((span, Edit::File(at, written)));
            }
            Err(why) => self.findings.push(outside(&path, why).at(place)),
        }
    }

    fn fault(&mut self, span: Range<usize>, message: &str, help: &str) {
        if !std::mem::replace(&mut self.broken, true) {
            self.findings.push(
                Finding::new(&code::STYLE_SYNTAX, message)
                    .at(self.sheet.source.place(span))
                    .help(help),
            );
        }
    }
}

/// The functions whose texts are addresses.
fn fetches(function: &str) -> bool {
    let function = function.strip_prefix("-webkit-").unwrap_or(function);
    ["url", "src", "image", "image-set", "cross-fade"].contains(&function)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layered(text: &str) -> (String, Vec<&'static str>) {
        let mut findings = Findings::default();
        let sheet = read(
            &Source::new("course.css", text),
            "styles/course.css",
            &mut findings,
        );
        let names = sheet.layered(|path| format!("<{path}>"));
        (
            names,
            findings.0.iter().map(|finding| finding.rule.code).collect(),
        )
    }

    fn codes(text: &str) -> Vec<&'static str> {
        layered(text).1
    }

    #[test]
    fn a_sheet_goes_into_its_layer() {
        for (text, expected) in [
            ("a { color: red }", "@layer course {\na { color: red }\n}\n"),
            ("@charset \"utf-8\";a{}", "@layer course {\na{}\n}\n"),
            (
                "/* x */ @namespace svg url(http://www.w3.org/2000/svg);\nsvg|a{}",
                "@namespace svg url(http://www.w3.org/2000/svg);\n@layer course {\n/* x */ \nsvg|a{}\n}\n",
            ),
            (
                "a{background:url(../ward%20round.png) 0 0,url( \"b.svg#x\" )}",
                "@layer course {\na{background:url(\"<ward round.png>\") 0 0,url( \"<styles/b.svg>\" )}\n}\n",
            ),
            (
                "a{background:image-set(\"a.png\" type(\"image/png\") 1x, 'b.png' 2x)}",
                "@layer course {\na{background:image-set(\"<styles/a.png>\" type(\"image/png\") 1x, \"<styles/b.png>\" 2x)}\n}\n",
            ),
            (
                "a{content:\"}\\\"url(x)\";mask:url(#m),URL(data:image/png;base64,AAAA)}",
                "@layer course {\na{content:\"}\\\"url(x)\";mask:url(#m),URL(data:image/png;base64,AAAA)}\n}\n",
            ),
            ("<!-- a{} -->", "@layer course {\n a{} \n}\n"),
            ("", "@layer course {\n\n}\n"),
        ] {
            assert_eq!(layered(text), (expected.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn a_sheet_cannot_leave_its_layer() {
        for text in [
            "} html { display: none }",
            "a { color: red",
            "a { b { color: red }",
            "a { color: rgb(1, 2 ; } b {}",
            "a[b { } ",
            "a { content: \"x",
            "a { content: 'x\n' }",
            "a { background: url(x y) }",
            "a {} /* and so on",
            "@charset \"utf-8\" { } }",
            "@namespace svg \"x\"",
            "a { color: red \\",
            "a)",
        ] {
            assert_eq!(codes(text), ["COURSE-style-syntax"], "{text}");
        }
        let deep = "a{".repeat(5_000) + &"}".repeat(5_000);
        assert_eq!(codes(&deep), ["COURSE-style-syntax"]);
        assert_eq!(codes(&"(".repeat(100_000)), ["COURSE-style-syntax"]);
    }

    #[test]
    fn a_sheet_asks_nobody_on_the_web() {
        for text in [
            "a{background:url(https://example.org/a.png)}",
            "a{background:url('//example.org/a.png')}",
            "a{background:\\75 rl(http://example.org/a.png)}",
            "a{background:url(\"\\\\\\\\example.org/a.png\")}",
            "a{background:url(\"ht\\9tps://example.org/a.png\")}",
            "a{background:-webkit-image-set('https://example.org/a.png' 1x)}",
            "@font-face{src:url(https://example.org/a.woff2)}",
            "a{--x:url(https://example.org/a.png)}",
            "a{background:src('ftp://example.org')}",
            "@document url(https://example.org/) { a {} }",
        ] {
            assert_eq!(codes(text), ["COURSE-remote-media"], "{text}");
        }
        for text in [
            "@import 'a.css';",
            "@\\69mport url(https://example.org/a.css) screen;",
            "@font-face{font-family:x;src:url(a.bin)}",
            "@media print{@font-face{src:local(x),url('a.woff2')}}",
            "a{--x:url(a.ttf)}",
        ] {
            assert_eq!(codes(text), ["COURSE-style-reference"], "{text}");
        }
        assert_eq!(codes("a{background:url(../../a.png)}"), ["COURSE-outside"]);
        assert_eq!(codes("a{background:url(/a.png)}"), ["COURSE-outside"]);
        assert_eq!(
            codes("@font-face{src:url(data:font/woff2;base64,d09GMg)} a{background:url(a.png)}"),
            [""; 0]
        );
    }

    #[test]
    fn nothing_is_important_but_the_learner() {
        let (sheet, codes) = layered(
            "a{color:red!important;--x: 1px ! /* so */ IMPORTANT}b{content:\"!important\"}.important{}",
        );
        assert_eq!(codes, ["COURSE-style-important"; 2]);
        assert_eq!(
            sheet,
            "@layer course {\na{color:red;--x: 1px }b{content:\"!important\"}.important{}\n}\n"
        );
    }
}
