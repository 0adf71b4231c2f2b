//! The `CronJob` of `examples/ci/kubernetes`: its form, as far as it uses the API (`.ci/workflows` holds it against Kubernetes' own
//! schema), and what its pods do.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::agency::Agency;

fn cron_job() -> Value {
    serde_yaml::from_str(include_str!(
        "../../examples/ci/kubernetes/vetform-drift.yaml"
    ))
    .unwrap()
}

/// An object of these properties and no others.
fn object(properties: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

/// The part of `batch/v1` that the recipe uses.
fn form() -> Value {
    let text = json!({ "type": "string" });
    let number = json!({ "type": "integer", "minimum": 0 });
    let list = json!({ "type": "array", "minItems": 1 });
    let any = json!({ "type": "object" });
    let container = object(&json!({
        "name": text, "image": { "pattern": "@sha256:[0-9a-f]{64}$" }, "workingDir": text, "command": list, "env": list,
        "envFrom": list, "resources": any, "volumeMounts": list,
        "securityContext": object(&json!({
            "allowPrivilegeEscalation": { "const": false }, "readOnlyRootFilesystem": { "const": true }, "capabilities": any
        })),
    }));
    let containers = json!({ "type": "array", "minItems": 1, "maxItems": 1, "items": container });
    let pod = object(&json!({
        "restartPolicy": { "const": "Never" }, "serviceAccountName": text, "automountServiceAccountToken": { "const": false },
        "securityContext": any, "initContainers": containers, "containers": containers, "volumes": list,
    }));
    let template = object(&json!({ "metadata": any, "spec": pod }));
    let job = object(&json!({
        "completionMode": { "const": "Indexed" }, "completions": number, "parallelism": number, "backoffLimitPerIndex": number,
        "maxFailedIndexes": number, "activeDeadlineSeconds": number, "ttlSecondsAfterFinished": number,
        "podFailurePolicy": object(&json!({ "rules": list })), "template": template,
    }));
    let spec = object(&json!({
        "schedule": { "pattern": r"^\S+( \S+){4}$" }, "timeZone": text, "concurrencyPolicy": { "enum": ["Allow", "Forbid", "Replace"] },
        "startingDeadlineSeconds": number, "successfulJobsHistoryLimit": number, "failedJobsHistoryLimit": number,
        "jobTemplate": object(&json!({ "spec": job })),
    }));
    object(&json!({
        "apiVersion": { "const": "batch/v1" }, "kind": { "const": "CronJob" },
        "metadata": object(&json!({ "name": text })), "spec": spec,
    }))
}

#[test]
fn it_is_formed_as_its_kind_asks_for() {
    let job = cron_job();
    jsonschema::validate(&form(), &job).unwrap();
    let job = &job["spec"]["jobTemplate"]["spec"];
    let pod = &job["template"]["spec"];
    // What is mounted is there.
    let named = |list: &Value| -> Vec<String> {
        let all = list.as_array().unwrap().iter();
        all.map(|one| one["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let volumes = named(&pod["volumes"]);
    for kind in ["initContainers", "containers"] {
        for mount in named(&pod[kind][0]["volumeMounts"]) {
            assert!(volumes.contains(&mount), "{mount}");
        }
    }
    let rule = &job["podFailurePolicy"]["rules"][0]["onExitCodes"];
    assert_eq!(rule["containerName"], pod["containers"][0]["name"]);
}

#[test]
fn its_pods_look_at_every_workspace_once() {
    let job = cron_job();
    let job = &job["spec"]["jobTemplate"]["spec"];
    let container = &job["template"]["spec"]["containers"][0];
    let command: Vec<&str> = container["command"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    let [shell, "-c", script] = command[..] else {
        panic!("{command:?}");
    };
    let completions = job["completions"].as_u64().unwrap();
    let parts = container["env"].as_array().unwrap().iter();
    let mut parts = parts.filter(|one| one["name"] == "PARTS");
    let value = &parts.next().unwrap()["value"];
    assert_eq!(value, &completions.to_string());

    let mut there = Agency::new();
    there.person.set_env("PARTS", &completions.to_string());
    there.person.write("../pod.sh", script);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..completions {
        there
            .person
            .set_env("JOB_COMPLETION_INDEX", &index.to_string());
        let said = there.person.script(&format!("{shell} ../pod.sh")).exits(0);
        for line in said.stderr.lines() {
            let (workspace, _) = line.split_once(": ").unwrap();
            *seen.entry(workspace.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(seen.len(), 42);
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}
