//! The program `dossier`: see `dossier --help`.

fn main() -> std::process::ExitCode {
    dossier::cli::run()
}
