//! The command line: parse, run, exit code.

use std::process::ExitCode;

use coursepack::cli::{self, Exit};

fn main() -> ExitCode {
    match cli::run(&cli::Args::read()) {
        Ok(exit) => exit.into(),
        // The reader has what it wanted, as in `coursepack explain | head -1`.
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&error);
            Exit::CouldNotRun.into()
        }
    }
}
