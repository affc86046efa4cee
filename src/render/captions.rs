//! Captions (WebVTT) as data of the page, for browsers that load no track from the disk.

/// When it is shown, in seconds, until when, and what it says.
pub(super) type Cue = (f64, f64, String);

/// The cues of a file; what is none, such as a note or a style, is passed over.
pub(super) fn cues(vtt: &str) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut open = false;
    for line in vtt.lines() {
        let line = line.trim_end();
        if let Some((from, rest)) = line.split_once("-->") {
            let to = rest.split_whitespace().next().unwrap_or_default();
            open = false;
            if let (Some(from), Some(to)) = (seconds(from.trim()), seconds(to)) {
                cues.push((from, to, String::new()));
                open = true;
            }
        } else if line.is_empty() {
            open = false;
        } else if let (true, Some((_, _, text))) = (open, cues.last_mut()) {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
    }
    cues
}

/// `01:02:03.456` or `02:03.456`.
fn seconds(time: &str) -> Option<f64> {
    let parts: Vec<f64> = time
        .split(':')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let sum = parts.iter().fold(0.0, |sum, part| sum * 60.0 + part);
    // Thousandths are all there is; sums of fractions have more.
    (2..=3)
        .contains(&parts.len())
        .then_some((sum * 1_000.0).round() / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::cues;

    #[test]
    fn cues_are_read_and_everything_else_is_passed_over() {
        let vtt = "WEBVTT - a film\r\n\r\nNOTE a --> b\r\n\r\nSTYLE\n::cue {}\n\nintro\r\n00:00.400 --> 00:05.384 align:start\r\nHere is\r\nthe smallest unit.\r\n\r\n01:00:02.000 --> 01:00:03.500\n<v Ana>Yes & no\n";
        let expected = [
            (0.4, 5.384, "Here is\nthe smallest unit.".to_owned()),
            (3602.0, 3603.5, "<v Ana>Yes & no".to_owned()),
        ];
        assert_eq!(cues(vtt), expected);
        assert!(cues("").is_empty() && cues("00:xx --> 1").is_empty());
    }
}
