//! A bar on the terminal while several courses are worked on, or one takes long.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;
use crate::report::clean;

/// Work that is done before this shows no bar: a flash of it would only disturb.
const PATIENCE: Duration = Duration::from_millis(500);

/// The bar; it vanishes when the work is done.
pub(super) struct Bar {
    bar: ProgressBar,
    waiting: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Bar {
    /// A bar for some courses, never seen when it must be quiet or standard error is no terminal.
    pub(super) fn new(doing: &'static str, courses: usize, quiet: bool) -> Self {
        let length = u64::try_from(courses).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        let template = if courses > 1 {
            format!("{doing} [{{bar:30}}] {{pos}}/{{len}} {{wide_msg}}")
        } else {
            format!("{{spinner}} {doing} {{wide_msg}} {{elapsed}}")
        };
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style.progress_chars("=> "));
        }
        let waiting = (!quiet && io::stderr().is_terminal()).then(|| {
            let (done, wait) = mpsc::channel();
            let shown = bar.clone();
            let thread = thread::spawn(move || {
                if wait.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(Duration::from_millis(100));
                }
            });
            (done, thread)
        });
        Self { bar, waiting }
    }

    /// Clears the line for what is said next.
    pub(super) fn finish(self) {
        if let Some((done, thread)) = self.waiting {
            drop(done);
            // It can only have failed to draw.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, course: &Path) {
        self.bar.set_message(clean(&course.display().to_string()));
    }

    fn end(&self, _course: &Path) {
        self.bar.inc(1);
    }
}
