//! `docs/benchmarks.md`: a part per benchmark, each replaced by its own runs.

const PATH: &str = "docs/benchmarks.md";
const HEAD: &str = "# Benchmarks\n\nWritten by `./dev bench`; do not edit. Release build without the window, one machine for server, database and load.\n";

/// Replaces the part `title` of the report, or adds it, and shows it. Headings in `text` are of the third order.
pub fn write(title: &str, text: &str) {
    let part = format!("## {title}\n\nMachine: {}.\n\n{}\n", machine(), text.trim_end());
    let before = std::fs::read_to_string(PATH).unwrap_or_default();
    let mut parts: Vec<String> =
        before.split("\n## ").skip(1).map(|part| format!("## {}\n", part.trim_end())).collect();
    let heading = format!("## {title}\n");
    match parts.iter().position(|part| part.starts_with(&heading)) {
        Some(at) => parts[at].clone_from(&part),
        None => parts.push(part.clone()),
    }
    std::fs::write(PATH, format!("{HEAD}\n{}", parts.join("\n"))).unwrap();
    print!("{part}");
}

/// Whether a figure is as asked.
pub fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "**missed**" }
}

/// Processor and cores, as the kernel names them.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("an unnamed processor");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{}, {cores} cores", model.trim_start_matches([' ', '\t', ':']))
}
