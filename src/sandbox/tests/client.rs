//! A running sandbox with a client that holds an accepted key.

use std::sync::Arc;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::super::{API_KEY, FLOWMINGO_KEY, Options, PROMPTSTER_KEY, Sandbox, seed_from_text};

pub(super) struct Client {
    pub(super) sandbox: Sandbox,
    http: reqwest::Client,
}

/// A status with the JSON that came.
pub(super) type Reply = (u16, Value);

impl Client {
    pub(super) async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub(super) async fn with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).await.unwrap();
        Self {
            sandbox,
            http: http(),
        }
    }

    /// A request below the partner base, not sent yet.
    pub(super) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.http
            .request(method, format!("{}{path}", self.sandbox.taptalent_url()))
            .bearer_auth(API_KEY)
    }

    pub(super) async fn get(&self, path: &str) -> Reply {
        send(self.request("GET", path)).await
    }

    pub(super) async fn delete(&self, path: &str) -> Reply {
        send(self.request("DELETE", path)).await
    }

    pub(super) async fn send(&self, method: &str, path: &str, body: Value) -> Reply {
        send(self.request(method, path).json(&body)).await
    }

    /// A sandbox with a seed, as YAML.
    pub(super) async fn seeded(yaml: &str) -> Self {
        let seed = Some(seed_from_text(yaml).unwrap());
        Self::with(Options {
            seed,
            ..Options::default()
        })
        .await
    }

    /// A request below Flowmingo's base; no body if it is null.
    pub(super) async fn flowmingo(&self, method: &str, path: &str, body: Value) -> Reply {
        let url = format!("{}/integration{path}", self.sandbox.flowmingo_url());
        let request = self.at(method, url).header("X-API-Key", FLOWMINGO_KEY);
        send(with_body(request, &body)).await
    }

    /// A request below Promptster's base, not sent yet; no body if it is null.
    pub(super) fn promptster_request(
        &self,
        method: &str,
        path: &str,
        body: &Value,
    ) -> RequestBuilder {
        let url = format!("{}/v1{path}", self.sandbox.promptster_url());
        with_body(self.at(method, url).bearer_auth(PROMPTSTER_KEY), body)
    }

    pub(super) async fn promptster(&self, method: &str, path: &str, body: Value) -> Reply {
        send(self.promptster_request(method, path, &body)).await
    }

    /// A request anywhere, without a key.
    pub(super) fn at(&self, method: &str, url: String) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.http.request(method, url)
    }

    /// Who got which mail, in order: `flowmingo interviewInvite alex@example.com`.
    pub(super) fn mails(&self) -> Vec<String> {
        let state = self.sandbox.web_app().state().unwrap();
        let mail = |mail: &Value| {
            let text = |name: &str| mail[name].as_str().unwrap().to_owned();
            [text("system"), text("kind"), text("to")].join(" ")
        };
        state["mails"]
            .as_array()
            .unwrap()
            .iter()
            .map(mail)
            .collect()
    }

    /// A request outside the partner base.
    pub(super) async fn outside(&self, method: &str, path: &str, body: Value) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let url = format!("{}{path}", self.sandbox.base_url());
        send(self.http.request(method, url).json(&body)).await
    }

    /// Creates an assessment and gives its id.
    pub(super) async fn assessment(&self) -> String {
        let (status, reply) = self
            .send("POST", "/assessment/audio-interviews", minimal())
            .await;
        assert_eq!(status, 200, "{reply}");
        reply["data"]["assessmentId"].as_str().unwrap().to_owned()
    }

    /// Adds a question with all three fields and gives its id.
    pub(super) async fn question(&self, assessment: &str, text: &str) -> String {
        let path = format!("/assessment/{assessment}/questions");
        let body = json!({"question": text, "systemInstruction": "Look.", "idealAnswer": "Fix."});
        let (status, reply) = self.send("POST", &path, body).await;
        assert_eq!(status, 200, "{reply}");
        reply["data"]["questionId"].as_str().unwrap().to_owned()
    }

    /// The data of an assessment as a read gives it.
    pub(super) async fn read(&self, assessment: &str) -> Value {
        let (status, mut reply) = self.get(&format!("/assessment/{assessment}")).await;
        assert_eq!(status, 200, "{reply}");
        reply["data"].take()
    }

    /// The texts of an assessment's questions, in order.
    pub(super) async fn texts(&self, assessment: &str) -> Vec<String> {
        let data = self.read(assessment).await;
        let questions = data["questions"].as_array().unwrap();
        questions
            .iter()
            .map(|q| q["question"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The least that creation takes.
pub(super) fn minimal() -> Value {
    json!({
        "title": "Senior Engineer Voice Interview",
        "hiringForRole": "Senior Software Engineer",
        "purposeOfInterview": "Evaluate technical depth.",
    })
}

/// The names of an object's fields, sorted.
pub(super) fn names(object: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = object
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    names.sort_unstable();
    names
}

/// Asserts a 400 `INVALID_REQUEST` whose details name exactly these places.
#[track_caller]
pub(super) fn assert_invalid((status, reply): &Reply, places: &[&str]) {
    assert_eq!(
        (*status, &reply["error"]["code"]),
        (400, &json!("INVALID_REQUEST")),
        "{reply}"
    );
    let mut places = places.to_vec();
    places.sort_unstable();
    assert_eq!(names(&reply["error"]["details"]), places, "{reply}");
}

fn with_body(request: RequestBuilder, body: &Value) -> RequestBuilder {
    if body.is_null() {
        request
    } else {
        request.json(body)
    }
}

pub(super) async fn send(request: RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

fn http() -> reqwest::Client {
    // A second test of the same process finds it installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().no_proxy();
    // hyper sends a request again when a kept connection breaks before it; a dropped one must show instead.
    builder.pool_max_idle_per_host(0).build().unwrap()
}

/// A client that keeps its connections, for load.
pub(super) fn pooled() -> Arc<reqwest::Client> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Arc::new(reqwest::Client::builder().no_proxy().build().unwrap())
}
