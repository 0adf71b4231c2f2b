//! What is live, as a text to be compared: without ids, times and order of creation.

/// A dump of the embedded system without ids, times and order of creation.
pub(crate) fn world(state: &serde_json::Value) -> String {
    let list = |name: &str| state[name].as_array().cloned().unwrap_or_default();
    let title = |id: &serde_json::Value| {
        list("assessments")
            .iter()
            .find(|assessment| assessment["assessmentId"] == *id)
            .map_or("?".to_owned(), |assessment| assessment["title"].to_string())
    };
    let mut lines: Vec<String> = Vec::new();
    for assessment in list("assessments") {
        let fields = [
            "title",
            "duration",
            "status",
            "skills",
            "purposeOfInterview",
            "buckets",
        ]
        .map(|field| assessment[field].to_string());
        let mut line = format!("assessment {}", fields.join(" "));
        for question in assessment["questions"].as_array().into_iter().flatten() {
            let fields =
                ["question", "systemInstruction", "idealAnswer"].map(|f| question[f].to_string());
            line.push_str("\n  ");
            line.push_str(&fields.join(" | "));
        }
        lines.push(line);
    }
    for flow in list("flows") {
        let fields = ["flowName", "description", "status"].map(|field| flow[field].to_string());
        let mut line = format!("flow {}", fields.join(" "));
        for step in flow["steps"].as_array().into_iter().flatten() {
            let (threshold, name) = (&step["passThreshold"], &step["name"]);
            let title = title(&step["assessmentId"]);
            line.extend([
                "
  ",
                &title,
                " ",
                &threshold.to_string(),
                " ",
                &name.to_string(),
            ]);
        }
        lines.push(line);
    }
    lines.sort();
    lines.join("\n")
}
